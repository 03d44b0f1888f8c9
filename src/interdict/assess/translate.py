"""What a record's words answer of the law's facts: dates into buckets, free text into declared words."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from interdict.core.shipped import shipped

FACT_OF = {
    "acquiredOn": "acquisition.date",
    "authorizedOn": "authorization.date",
    "installedOn": "device.connected_on",
    "fundedBy": "acquisition.funds",
    "purpose": "device.purposes",
    "sitePurpose": "device.purposes",
    "status": "device.in_service",
    "radioGeneration": "device.radio_generations",
    "countryOfProduction": "device.produced_abroad",
}
"""Property of a record to the fact it answers."""

DATES = frozenset({"acquisition.date", "authorization.date", "device.connected_on"})
SETS = frozenset({"acquisition.funds", "device.purposes", "device.radio_generations"})
SAME_ANSWERS = {"sitePurpose": "purpose"}

PLAUSIBLE_YEARS = range(1980, 2050)
"""A date outside is a default that a database wrote for `unknown`: 1900-01-01, 1970-01-01, 9999-12-31."""

EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of a serial date in a spreadsheet (1900 date system)."""

MONTHS = {
    name: number
    for number, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), start=1)
}


class AnswerRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that give one value."""

    value: str
    words: tuple[str, ...]


class Answers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one property's text is read."""

    rows: tuple[AnswerRow, ...]
    many: bool = False
    """Every row that fits gives its value, instead of the first."""


@cache
def load_answers() -> dict[str, Answers]:
    """`data/vocabulary/answers.yaml` by property."""
    return shipped("vocabulary/answers.yaml", dict[str, Answers])


@cache
def _expression(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = (re.escape(w) if not w.isascii() else rf"(?<![a-z0-9]){re.escape(w)}(?![a-z0-9])" for w in words)
    return re.compile("|".join(parts))


def words_answer(name: str, text: str) -> tuple[str, ...]:
    """
    The declared words that a free text comes to; empty where it says nothing that is listed.

    >>> words_answer("fundedBy", "USF High-Cost (CAF II)")
    ('usf',)
    """
    answers = load_answers()[SAME_ANSWERS.get(name, name)]
    folded = re.sub(r"[._]", " ", text.casefold())
    found = [row.value for row in answers.rows if _expression(row.words).search(folded)]
    return tuple(found if answers.many else found[:1])


def days_meant(text: str, *, month_first: bool) -> tuple[date, date] | None:
    """
    First and last day that a written date can mean; None where it is no date.

    Args:
        text: As written: `2019-05-03`, `5/3/2019`, `3 May 2019`, `May 2019`, `2019`, a spreadsheet serial.
        month_first: Whether `5/3` is the third of May, where both readings are possible.

    >>> days_meant("May 2019", month_first=True)
    (datetime.date(2019, 5, 1), datetime.date(2019, 5, 31))
    """
    plain = text.strip().casefold().replace("年", "-").replace("月", "-").replace("日", "")
    plain = re.sub(r"[t ]\d{1,2}:\d{2}.*$", "", plain).strip(" -")
    for reader in (_year_first, _day_or_month_first, _month_named, _month_or_year, _serial):
        found = reader(plain, month_first)
        if found:
            return found
    return None


def _year(text: str) -> int:
    """A year of four digits, or of two: 70 to 99 lie in the last century."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _span(year: int, month: int, day: int) -> tuple[date, date] | None:
    if year not in PLAUSIBLE_YEARS:
        return None
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return one, one


def _year_first(text: str, month_first: bool) -> tuple[date, date] | None:
    found = re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})", text)
    if not found:
        return None
    year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
    return _span(int(year), int(month), int(day))


def _day_or_month_first(text: str, month_first: bool) -> tuple[date, date] | None:
    found = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})", text)
    if not found:
        return None
    one, two, year = int(found[1]), int(found[2]), _year(found[3])
    if one > 12 or (two <= 12 and not month_first):
        one, two = two, one
    return _span(year, one, two)


def _month_named(text: str, month_first: bool) -> tuple[date, date] | None:
    found = re.fullmatch(r"(?:(\d{1,2})[-. ]+)?([a-z]{3})[a-z]*[-. ,']+(?:(\d{1,2}),? +)?(\d{4}|\d{2})", text)
    if not found or found[2] not in MONTHS:
        return None
    year = _year(found[4])
    day = found[1] or found[3]
    return _span(year, MONTHS[found[2]], int(day)) if day else _month(year, MONTHS[found[2]])


def _month_or_year(text: str, month_first: bool) -> tuple[date, date] | None:
    if found := re.fullmatch(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})", text):
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
        return _month(year, month) if 1 <= month <= 12 and year in PLAUSIBLE_YEARS else None
    if found := re.fullmatch(r"q([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*q([1-4])", text):
        year, quarter = int(found[2] or found[3]), int(found[1] or found[4])
        return date(year, quarter * 3 - 2, 1), _month(year, quarter * 3)[1]
    if re.fullmatch(r"(19[89]|20[0-4])\d", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    return None


def _month(year: int, month: int) -> tuple[date, date]:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _serial(text: str, month_first: bool) -> tuple[date, date] | None:
    """A day number of a spreadsheet between 1990 and 2049."""
    found = re.fullmatch(r"(3[3-9]|4\d|5[0-4])\d{3}(\.\d+)?", text)
    if not found:
        return None
    one = EXCEL_EPOCH + timedelta(days=int(float(text)))
    return one, one


def date_answer(text: str, points: Sequence[date] | None, *, month_first: bool) -> str:
    """
    The bucket that a written date lies in, as `b<number>`; the day itself where every day matters.

    A date that is written too roughly to tell the bucket gives nothing: it becomes a question.

    Args:
        text: As somebody wrote it.
        points: Thresholds of the fact (`law.breakpoints`); None where the fact must be kept as it is.
        month_first: See `days_meant`.
    """
    span = days_meant(text, month_first=month_first)
    if span is None:
        return ""
    if points is None:
        return span[0].isoformat() if span[0] == span[1] else ""
    first, last = bisect_right(points, span[0]), bisect_right(points, span[1])
    return f"b{first}" if first == last else ""


def translate(
    name: str, text: str, points: Mapping[str, Sequence[date]], *, month_first: bool
) -> tuple[tuple[str, str], ...]:
    """
    The facts that one property's text answers, as `(fact, value)` pairs in normal form.

    Args:
        name: Property, a key of `FACT_OF`.
        text: As written.
        points: Thresholds by fact.
        month_first: See `days_meant`.
    """
    fact = FACT_OF[name]
    if fact in DATES:
        answer = date_answer(text, points.get(fact), month_first=month_first)
        return ((fact, answer),) if answer else ()
    return tuple((fact, word) for word in words_answer(name, text))
