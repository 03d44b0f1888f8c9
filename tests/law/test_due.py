"""Due days: fixed, from a fact, counted in days, business days, hours, months and years, and returning."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.test_load import ORDER, write

from interdict.core.errors import OrderDataError
from interdict.law.breakpoints import breakpoints, facts_used
from interdict.law.describe import due_phrase
from interdict.law.due import due_day, due_facts, exact_facts
from interdict.law.holidays import business_day_after
from interdict.law.load import load_library
from interdict.model.order import Confidence, DueRule, DueUnit, Library

FOUND = "acquisition.date"
AT = date(2026, 10, 1)


def due(found: str, at: date = AT, **rule: Any) -> date | None:
    return due_day(DueRule(after=FOUND, **rule), {FOUND: date.fromisoformat(found)}, at)


@pytest.mark.parametrize(
    ("found", "unit", "count", "day"),
    [
        ("2026-10-01", DueUnit.DAYS, 60, "2026-11-30"),
        ("2026-10-01", DueUnit.HOURS, 72, "2026-10-04"),
        ("2026-10-01", DueUnit.HOURS, 73, "2026-10-05"),
        ("2024-01-31", DueUnit.MONTHS, 1, "2024-02-29"),
        ("2026-11-30", DueUnit.MONTHS, 15, "2028-02-29"),
        ("2024-02-29", DueUnit.YEARS, 1, "2025-02-28"),
        ("2023-07-15", DueUnit.YEARS, 1, "2024-07-15"),
    ],
)
def test_a_count_ends_on_its_day(found: str, unit: DueUnit, count: int, day: str) -> None:
    assert due(found, unit=unit, count=count) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("found", "count", "country", "day"),
    [
        ("2026-10-01", 1, "US", "2026-10-02"),  # T29: found on a Thursday
        ("2026-10-01", 10, "US", "2026-10-16"),  # Columbus Day, Monday the 12th, does not count
        ("2026-10-01", 10, "GB", "2026-10-15"),
        ("2026-07-02", 1, "US", "2026-07-06"),  # the 4th is a Saturday and observed on Friday the 3rd
        ("2021-12-30", 1, "US", "2022-01-03"),  # New Year's Day 2022 was observed in the old year
        ("2026-11-25", 1, "US", "2026-11-27"),
        ("2026-12-24", 1, "GB", "2026-12-29"),  # Boxing Day falls on a Saturday, its substitute on Monday
        ("2026-10-03", 1, "US", "2026-10-05"),  # found on a Saturday
    ],
)
def test_business_days_skip_weekends_and_holidays(found: str, count: int, country: str, day: str) -> None:
    found_day = due(found, unit=DueUnit.BUSINESS_DAYS, count=count, calendar=country)
    assert found_day == date.fromisoformat(day)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 15), st.integers(1, 15))
def test_business_days_add_up(start: date, one: int, two: int) -> None:
    there = business_day_after(business_day_after(start, one, "US"), two, "US")
    assert there == business_day_after(start, one + two, "US")
    assert there.weekday() < 5


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    st.sampled_from([DueUnit.DAYS, DueUnit.MONTHS, DueUnit.YEARS]),
    st.integers(1, 200),
)
def test_a_repeating_duty_is_due_on_the_first_round_not_yet_past(
    start: date, at: date, unit: DueUnit, count: int
) -> None:
    facts = {FOUND: start}
    rule = DueRule(after=FOUND, unit=unit, count=count, repeats=True)
    once = due_day(DueRule(after=FOUND, unit=unit, count=count), facts, at)
    found = due_day(rule, facts, at)
    assert found is not None
    assert once is not None
    assert found >= max(at, once)
    earlier = due_day(rule, facts, at - timedelta(days=1))
    assert earlier is not None
    assert earlier == found or earlier < at
    assert due_day(rule, facts, found) == found
    # no round lies between: the longest span of the unit fits only once
    assert (found - max(at, start)).days <= count * {"days": 1, "months": 31, "years": 366}[unit]


def test_a_status_update_returns_every_90_days_until_the_term_ends() -> None:
    rule = DueRule(
        after=FOUND, unit=DueUnit.DAYS, count=90, repeats=True, ends="operator.reimbursement_term_end"
    )
    approved = {FOUND: date(2022, 7, 15)}
    assert due_day(rule, approved, date(2022, 10, 13)) == date(2022, 10, 13)
    assert due_day(rule, approved, date(2022, 10, 14)) == date(2023, 1, 11)
    ended = {**approved, "operator.reimbursement_term_end": date(2023, 1, 1)}
    assert due_day(rule, ended, date(2022, 10, 13)) == date(2022, 10, 13)
    assert due_day(rule, ended, date(2022, 10, 14)) is None


def test_a_missing_fact_gives_no_day() -> None:
    assert due_day(DueRule(after=FOUND, unit=DueUnit.DAYS, count=90), {}, AT) is None


def test_a_count_past_the_last_year_is_never_due() -> None:
    for unit in (DueUnit.DAYS, DueUnit.MONTHS, DueUnit.YEARS):
        assert due("9999-12-31", unit=unit, count=9000) is None


def test_every_day_of_an_exact_fact_is_kept_apart() -> None:
    rule = DueRule(after=FOUND, unit=DueUnit.DAYS, count=1, ends="authorization.date")
    yearly = DueRule(yearly=(3, 31), counted_by=FOUND)
    assert due_facts(rule) == exact_facts(rule) == {FOUND, "authorization.date"}
    assert (due_facts(yearly), exact_facts(yearly)) == ({FOUND}, frozenset())


def with_due(folder: Any, rule: str) -> Library:
    text = ORDER.replace("prohibits: use,", f"requires: report, due: {rule},")
    return load_library([write(folder, text)])


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [
        ("{day: 2026-03-31}", "due 2026-03-31"),
        ("{after: acquisition.date, days: 90}", "due 90 days after the day it was obtained"),
        (
            "{after: acquisition.date, business_days: 1, calendar: US, confidence: unverified}",
            "due 1 business day (US) after the day it was obtained (unverified)",
        ),
        (
            "{after: acquisition.date, months: 6, repeats: true, ends: operator.reimbursement_term_end}",
            "due every 6 months after the day it was obtained, until",
        ),
    ],
)
def test_a_rule_reads_as_a_phrase(tmp_path: Any, rule: str, phrase: str) -> None:
    library = with_due(tmp_path, rule)
    found = library.orders["us/made"].provisions[0].effects[0].due
    assert found is not None
    assert due_phrase(found, library.vocabulary).startswith(phrase)
    assert found.confidence is (Confidence.UNVERIFIED if "unverified" in rule else Confidence.VERIFIED)


def test_a_counted_fact_is_used_and_never_put_into_buckets(tmp_path: Any) -> None:
    library = with_due(tmp_path, "{after: acquisition.date, days: 90}")
    orders = list(library.orders.values())
    assert "acquisition.date" in facts_used(orders, library)
    assert "acquisition.date" not in breakpoints(orders, library)


@pytest.mark.parametrize(
    ("rule", "message", "remedy"),
    [
        ("{}", "a due rule is one of", "Write one of them."),
        ("{fact: acquisition.date, after: acquisition.date}", "a due rule is one of", ""),
        ("{day: 2026-01-01, days: 3}", "`days:` does not belong to a due rule with `day:`", "Remove it."),
        ("{after: acquisition.date}", "one unit", "Write one of days, business_days, hours, months, years."),
        ("{after: acquisition.date, days: 3, months: 1}", "one unit", ""),
        ("{after: acquisition.date, days: 0}", "a count of 0 makes no sense", "from 1 to 10000"),
        ("{after: acquisition.date, business_days: 3}", "need a calendar of holidays", "`calendar: US`"),
        (
            "{after: acquisition.date, business_days: 3, calendar: XX}",
            "unknown calendar 'XX'",
            "Use one of",
        ),
        ("{after: acquisition.date, days: 3, calendar: US}", "days need no calendar", "`business_days:`"),
        ("{after: acquisition.date, hours: 3, repeats: true}", "hours do not repeat", "Count days"),
        (
            "{after: acquisition.date, days: 3, ends: acquisition.date}",
            "only a duty that repeats ends",
            "Add `repeats: true`.",
        ),
        ("{after: device.producer, days: 3}", "device.producer is not a date", "Name a date fact."),
        ("{yearly: 31 March}", "is not a month and day", "MM-DD"),
    ],
)
def test_a_broken_rule_is_refused_with_its_place(tmp_path: Any, rule: str, message: str, remedy: str) -> None:
    with pytest.raises(OrderDataError) as caught:
        with_due(tmp_path, rule)
    assert caught.value.where.endswith("order.yaml:19")
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_a_duty_that_is_due_on_its_last_day_is_still_due() -> None:
    rule = DueRule(after="acquisition.date", count=90, repeats=True, ends="operator.reimbursement_term_end")
    facts = {
        "acquisition.date": date(2024, 1, 1),
        "operator.reimbursement_term_end": date(2024, 3, 31),
    }
    assert due_day(rule, facts, date(2024, 1, 2)) == date(2024, 3, 31)
    earlier = {**facts, "operator.reimbursement_term_end": date(2024, 3, 30)}
    assert due_day(rule, earlier, date(2024, 1, 2)) is None


def test_a_fact_that_is_itself_the_due_day_is_taken_as_it_stands() -> None:
    rule = DueRule(fact="operator.reimbursement_term_end", count=3)
    assert due_day(rule, {"operator.reimbursement_term_end": date(2024, 3, 31)}, date(2026, 1, 1)) == date(
        2024, 3, 31
    )


@pytest.mark.parametrize(("obtained", "due"), [("2021-12-31", "2022-03-31"), ("2022-01-01", "2023-03-31")])
def test_a_yearly_duty_counts_up_to_the_end_of_the_year_where_no_day_is_given(
    obtained: str, due: str
) -> None:
    rule = DueRule(yearly=(3, 31), counted_by="acquisition.date")
    facts = {"acquisition.date": date.fromisoformat(obtained)}
    assert due_day(rule, facts, date(2022, 1, 1)) == date.fromisoformat(due)
    assert due_day(DueRule(yearly=(3, 31)), facts, date(2022, 1, 1)) == date(2022, 3, 31)


def test_before_its_first_year_a_yearly_duty_is_first_due_then() -> None:
    rule = DueRule(yearly=(3, 31), first=date(2022, 5, 5))
    assert due_day(rule, {}, date(2020, 1, 1)) == date(2022, 5, 5)
    assert due_day(rule, {}, date(2022, 5, 6)) == date(2023, 3, 31)
