"""The day by which a duty is due: fixed, taken from a fact, counted from one, or returning each year."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from interdict.law.holidays import business_day_after
from interdict.model.order import DueRule, DueUnit
from interdict.model.vocabulary import Known

HOURS_IN_DAY = 24
LONGEST = {DueUnit.DAYS: 1, DueUnit.MONTHS: 31, DueUnit.YEARS: 366}
"""Days in the longest of each unit that can repeat."""


def due_day(rule: DueRule, facts: Known, at: date) -> date | None:
    """
    The day by which it must be done, seen from `at`; nothing where a missing fact decides it.

    >>> due_day(DueRule(yearly=(3, 31), counts=(12, 31)), {}, date(2026, 11, 22))
    datetime.date(2027, 3, 31)
    """
    if rule.day:
        return rule.day
    if rule.yearly:
        return _next_yearly(rule, facts, at)
    found = facts.get(rule.after or rule.fact)
    if not isinstance(found, date):
        return None
    return _counted(rule, found, facts, at) if rule.after else found


def due_facts(rule: DueRule) -> frozenset[str]:
    """The facts that the day follows from."""
    return frozenset({rule.fact, rule.counted_by, rule.after, rule.ends} - {""})


def exact_facts(rule: DueRule) -> frozenset[str]:
    """Of those the ones of which every day gives another due day, so that no two days are alike."""
    return due_facts(rule) - {rule.counted_by}


def _counted(rule: DueRule, start: date, facts: Known, at: date) -> date | None:
    """The end of the count from a day; of a repeating one the first end on or after `at`."""
    passed = _passing(rule, start)
    try:
        if not rule.repeats:
            return passed(1)
        due = next(day for day in map(passed, count(_rounds(rule, start, at))) if day >= at)
    except (OverflowError, ValueError):  # beyond the last year a date can have: it is never due
        return None
    ends = facts.get(rule.ends) if rule.ends else None
    return None if isinstance(ends, date) and due > ends else due


def _rounds(rule: DueRule, start: date, at: date) -> int:
    """A number of rounds that surely does not pass `at`, to begin the search with."""
    return max(1, (at - start).days // (rule.count * LONGEST[rule.unit]))


def _passing(rule: DueRule, start: date) -> Callable[[int], date]:
    """The day on which a number of rounds of the count has passed since the start."""
    match rule.unit:
        case DueUnit.DAYS:
            return lambda rounds: start + timedelta(days=rule.count * rounds)
        case DueUnit.BUSINESS_DAYS:
            return lambda rounds: business_day_after(start, rule.count * rounds, rule.calendar)
        case DueUnit.HOURS:  # from some hour of the day on: that many days later they have surely passed
            return lambda rounds: start + timedelta(days=-(-rule.count * rounds // HOURS_IN_DAY))
        case DueUnit.MONTHS:
            return lambda rounds: months_after(start, rule.count * rounds)
        case DueUnit.YEARS:
            return lambda rounds: months_after(start, 12 * rule.count * rounds)


def months_after(start: date, months: int) -> date:
    """
    The same day of a later month; its last day where the month is shorter.

    >>> months_after(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _next_yearly(rule: DueRule, facts: Known, at: date) -> date:
    assert rule.yearly is not None
    counted = facts.get(rule.counted_by) if rule.counted_by else None
    year = at.year if rule.first is None else max(at.year, rule.first.year)
    while True:
        due = date(year, *rule.yearly)
        if rule.first and rule.first.year == year:
            due = rule.first
        appears = not isinstance(counted, date) or counted <= _cut_off(rule, year)
        if due >= at and appears:
            return due
        year += 1


def _cut_off(rule: DueRule, year: int) -> date:
    """The last day that the report due in `year` counts."""
    month, day = rule.counts or (12, 31)
    return date(year - 1, month, day)
