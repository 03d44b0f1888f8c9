"""How long all that one removal waits for takes at least: energetic reasoning on crews, deliveries, money."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from interdict.model.plan import Instance, Paid, Removal

MANY = 8
"""Removals that wait for fewer than this are left to precedence alone."""


def whole_work(instance: Instance, number: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """
    For each removal that waits for many others, a week before which these cannot all be finished.

    Yields: Place of the removal in the instance, and the week.
    Sources: Baptiste, Le Pape & Nuijten (2001), Constraint-Based Scheduling, ch. 3 (energetic reasoning).
    """
    for one in instance.removals:
        if len(one.after) >= MANY:
            before = [instance.removals[number[name]] for name in one.after if name in number]
            yield (
                number[one.id],
                max(
                    _crews_need(instance, before),
                    _supplies_need(instance, before),
                    _money_needs(instance, before),
                ),
            )


def _crews_need(instance: Instance, before: list[Removal]) -> int:
    """First week by whose beginning the crews can have done all this work."""
    need: dict[tuple[str, str], int] = {}
    for one in before:
        for work in one.work:
            key = one.region, work.role
            need[key] = need.get(key, 0) + sum(work.days)
    week = 0
    for crew in instance.crews:
        days = need.get((crew.region, crew.role), 0)
        if days:
            reached = (place for place, sum_ in enumerate(accumulate(crew.days), 1) if sum_ >= days)
            week = max(week, next(reached, instance.weeks))
    return week


def _supplies_need(instance: Instance, before: list[Removal]) -> int:
    """First week by which all that is delivered for this work can have come and be put in."""
    week = 0
    for supply in instance.supplies:
        of = [one for one in before if one.vendor == supply.vendor]
        units = sum(one.units for one in of)
        if units:
            period = _first(accumulate(supply.units), units, instance)
            week = max(week, period * instance.period + min(one.delivered + one.weeks for one in of))
    return week


def _money_needs(instance: Instance, before: list[Removal]) -> int:
    """First week by which the money that this work takes before it is finished can have been released."""
    if not instance.budget:
        return 0
    paid = sum(
        payment.amount
        for one in before
        for payment in one.payments
        if payment.weeks + (one.weeks if payment.counted is Paid.FINISH else 0) < one.weeks
    )
    return _first(instance.budget, paid, instance) * instance.period


def _first(sums: Iterable[int], need: int, instance: Instance) -> int:
    """First period whose cumulative figure reaches the need; one past the horizon where none does."""
    past = instance.weeks // instance.period + 1
    return next((period for period, reached in enumerate(sums) if reached >= need), past)
