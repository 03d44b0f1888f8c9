"""What profiles must tell apart, so that chosen orders can be decided over them on any day."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from interdict.assess.translate import DATES
from interdict.law.breakpoints import breakpoints, facts_used
from interdict.model.order import Library, Order


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """Facts that matter, and the days at which answers change."""

    facts_used: frozenset[str]
    """Facts on which anything can depend; others need not be told apart."""
    points: dict[str, list[date]]
    """Thresholds of the date facts that records can answer; one that is used and not here is kept whole."""


def ground(orders: Sequence[Order], library: Library, relation_days: Iterable[date] = ()) -> Ground:
    """
    The ground of every provision of the orders, whatever the day.

    Args:
        relation_days: Days on which some ownership changes.
    """
    found = breakpoints(orders, library, relation_days=relation_days).items()
    return Ground(
        facts_used=facts_used(orders, library),
        points={
            fact: [point for point in points if isinstance(point, date)]
            for fact, points in found
            if fact in DATES
        },
    )


def common(one: Ground, other: Ground) -> Ground:
    """The ground on which both can be decided: the facts and thresholds of either."""
    kept = {
        fact
        for side in (one, other)
        for fact in DATES & side.facts_used
        if fact not in side.points  # every day of it matters there
    }
    points = {
        fact: sorted({*one.points.get(fact, ()), *other.points.get(fact, ())})
        for fact in sorted({*one.points, *other.points} - kept)
    }
    return Ground(facts_used=one.facts_used | other.facts_used, points=points)
