"""What the law can tell apart: the facts it uses, and the thresholds their values are compared with."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from math import inf, nextafter
from typing import TypeAlias

from interdict.law.due import due_facts, exact_facts
from interdict.law.scope import ACQUIRED_ON, EARLIEST_PRODUCTION, PRODUCED_ON, entries, listed_on
from interdict.model.order import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Delay,
    During,
    FactTest,
    Library,
    NotOf,
    OnList,
    Order,
    ProducedBy,
    Provision,
    Reading,
)
from interdict.model.vocabulary import FactType

Point: TypeAlias = date | int | float
"""First value of a bucket."""

LAST_YEAR = 2100
"""Yearly thresholds are listed up to here."""

_FIRST_TRUE = {Comparison.AT_LEAST, Comparison.LESS_THAN, Comparison.BEFORE, Comparison.ON_OR_AFTER}
"""Comparisons whose answer changes at the value itself; of the others it changes just above it."""


Leaf: TypeAlias = FactTest | ProducedBy | OnList | During
"""A condition that asks one thing."""


def leaves(provision: Provision, library: Library, *, follow_lists: bool = True) -> Iterator[Leaf]:
    """Every test of a provision; with `follow_lists`, those of the lists it refers to as well."""
    conditions = [provision.binds, provision.reaches, *(one.when for one in provision.exemptions)]
    for condition in conditions:
        yield from _leaves(condition, library, follow_lists)


def _leaves(condition: Condition, library: Library, follow_lists: bool) -> Iterator[Leaf]:
    match condition:
        case AllOf(of=of) | AnyOf(of=of):
            yield from chain.from_iterable(_leaves(one, library, follow_lists) for one in of)
        case NotOf() | Reading():
            yield from _leaves(condition.of, library, follow_lists)
        case OnList():
            yield condition
            for entry in entries(condition, library) if follow_lists else ():
                yield from leaves(entry, library)
        case FactTest() | ProducedBy() | During():
            yield condition


def facts_used(selected: Iterable[Order], library: Library) -> frozenset[str]:
    """Identifiers of the facts that the orders, and the lists they refer to, can depend on."""
    found: set[str] = set()
    for order in selected:
        for provision in order.provisions:
            for leaf in leaves(provision, library):
                found |= _facts_of(leaf)
            for effect in provision.effects:
                if effect.due:
                    found |= due_facts(effect.due)
    return frozenset(found - {""})


def _facts_of(leaf: Leaf) -> set[str]:
    if isinstance(leaf, ProducedBy):
        return {leaf.fact, PRODUCED_ON, ACQUIRED_ON}
    if isinstance(leaf, OnList):
        return {leaf.through, *(delay.fact for delay in leaf.after)}
    return {leaf.fact} if isinstance(leaf, FactTest) else set()


def breakpoints(
    selected: Iterable[Order],
    library: Library,
    *,
    relation_days: Iterable[date] = (),
    exact: bool = False,
) -> dict[str, tuple[Point, ...]]:
    """
    For each date or number fact the values at which some answer can change, in order.

    Two values between the same neighbours always decide alike, whatever the other facts and the date of the
    decision; `bucket` says between which ones a value lies. A fact that is not in the result must be kept as
    it is: of a date that is itself a due day, every day differs.

    Args:
        relation_days: Days on which some ownership changes; they matter for the day of production.
        exact: Also those of facts that must be kept as they are, for a search that tries values.
    """
    points: dict[str, set[Point]] = defaultdict(set)
    kept: set[str] = set()
    years = {date(year, 1, 1) for year in range(EARLIEST_PRODUCTION, LAST_YEAR + 1)}
    for order in selected:
        for provision in order.provisions:
            for leaf in leaves(provision, library):
                _add(leaf, points, library)
                if isinstance(leaf, ProducedBy):
                    points[ACQUIRED_ON] |= years
                    points[PRODUCED_ON] |= set(relation_days)
            for effect in provision.effects:
                if effect.due and effect.due.counted_by:
                    month, day = effect.due.counts or (12, 31)
                    next_day = date(2001, month, day) + timedelta(days=1)
                    points[effect.due.counted_by] |= {
                        one.replace(month=next_day.month, day=next_day.day) for one in years
                    }
                if effect.due:
                    kept |= exact_facts(effect.due)
    return {fact: tuple(sorted(found)) for fact, found in sorted(points.items()) if exact or fact not in kept}


def _add(leaf: Leaf, points: dict[str, set[Point]], library: Library) -> None:
    if isinstance(leaf, FactTest):
        kind = library.vocabulary.facts[leaf.fact].type
        if (
            kind in (FactType.DATE, FactType.INTEGER, FactType.NUMBER)
            and leaf.comparison is not Comparison.KNOWN
        ):
            points[leaf.fact] |= set(_thresholds(leaf, kind))
    elif isinstance(leaf, OnList):
        for delay in leaf.after:
            if delay.fact:
                for entry in entries(leaf, library):
                    points[delay.fact] |= _delay_points(delay, listed_on(entry))


def _delay_points(delay: Delay, listed: date) -> set[Point]:
    days = {delay.days} if delay.confidence.decides else {0, delay.days, delay.certain_from}
    return {listed + timedelta(days=one) for one in days}


def _thresholds(leaf: FactTest, kind: FactType) -> Iterator[Point]:
    value = leaf.value
    assert isinstance(value, date | int | float)
    if leaf.comparison in _FIRST_TRUE:
        yield value
        return
    if leaf.comparison is Comparison.IS:
        yield value
    if isinstance(value, date):
        yield value + timedelta(days=1)
    else:
        yield int(value) + 1 if kind is FactType.INTEGER else nextafter(value, inf)


def bucket(points: Sequence[Point], value: Point) -> int:
    """
    Which of the intervals between the points a value lies in; 0 is below the first.

    >>> bucket((10, 20), 10), bucket((10, 20), 9)
    (1, 0)
    """
    return bisect_right(points, value)
