"""The day by which a duty is due: fixed, taken from a fact, or returning each year."""

from datetime import date

from interdict.model.order import DueRule
from interdict.model.vocabulary import Known


def due_day(rule: DueRule, facts: Known, at: date) -> date | None:
    """
    The day by which it must be done, seen from `at`; nothing where a missing fact decides it.

    >>> due_day(DueRule(yearly=(3, 31), counts=(12, 31)), {}, date(2026, 11, 22))
    datetime.date(2027, 3, 31)
    """
    if rule.day:
        return rule.day
    if rule.fact:
        found = facts.get(rule.fact)
        return found if isinstance(found, date) else None
    return _next_yearly(rule, facts, at) if rule.yearly else None


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
