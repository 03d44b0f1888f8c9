"""A situation for which two versions of a provision decide differently, found by search, not by sampling."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

import msgspec

from interdict.law.breakpoints import LAST_YEAR, Leaf, Point, leaves
from interdict.law.scope import EARLIEST_PRODUCTION
from interdict.model.finding import Decision, Reason, Status
from interdict.model.order import FactTest, Library, ProducedBy, Provision
from interdict.model.truth import Truth
from interdict.model.vocabulary import Fact, Facts, FactType, FactValue

MOST_TRIES = 4_000
"""Situations tried for one pair of provisions before the search gives up."""
MOST_PAIRED = 8
"""Words of a set up to which pairs of them are tried besides each alone."""

UNNAMED = "some-maker"
"""Stands for a maker that no order names."""

Outcome = tuple[object, ...]
DecideBoth = Callable[[Facts], tuple[Decision, Decision]]


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """A situation, and what either version makes of it."""

    at: date
    facts: dict[str, FactValue]
    before: Status
    after: Status
    before_effects: tuple[str, ...] = ()
    after_effects: tuple[str, ...] = ()


def candidates(
    provisions: Iterable[tuple[Provision, Library]],
    points: Mapping[str, Sequence[Point]],
    relatives: Callable[[str], Sequence[str]],
) -> dict[str, tuple[FactValue, ...]]:
    """
    For each fact that the provisions ask about, one value of every kind that they can tell apart.

    Args:
        points: Thresholds (`law.breakpoints`) of date and number facts.
        relatives: Parties linked to a party by a stake, so that affiliate tests can differ.
    """
    asked: dict[str, list[Leaf]] = {}
    named: set[str] = set()
    library: Library | None = None
    for provision, library in provisions:
        for leaf in leaves(provision, library):
            if isinstance(leaf, FactTest | ProducedBy):
                asked.setdefault(leaf.fact, []).append(leaf)
            if isinstance(leaf, ProducedBy):
                named |= {*leaf.named, *(kin for one in leaf.named for kin in relatives(one))}
    if library is None:
        return {}
    words = library.vocabulary.facts
    found = {name: tuple(_values(words[name], tests, points, named)) for name, tests in asked.items()}
    dates = {name: points[name] for name in points if name not in found and words[name].type is FactType.DATE}
    return found | {name: tuple(_between(values)) for name, values in dates.items()}


def _values(
    fact: Fact, tests: Sequence[Leaf], points: Mapping[str, Sequence[Point]], named: set[str]
) -> Iterator[FactValue]:
    mentioned = dict.fromkeys(word for test in tests for word in _mentioned(test))
    match fact.type:
        case FactType.BOOL:
            yield from (True, False)
        case FactType.DATE | FactType.INTEGER | FactType.NUMBER:
            yield from _between(points.get(fact.id, ()), {*_stated(tests)})
        case FactType.PARTY:
            yield from (*sorted(named), UNNAMED)
        case FactType.PARTIES:
            yield from (*(frozenset({one}) for one in sorted(named)), frozenset())
        case FactType.SET:
            yield from (frozenset({word}) for word in mentioned)
            yield frozenset()
            if len(mentioned) <= MOST_PAIRED:
                yield from (frozenset(pair) for pair in combinations(mentioned, 2))
        case FactType.ENUM:
            yield from fact.values
        case FactType.TEXT:
            yield from (*mentioned, "another")


def _mentioned(test: Leaf) -> Iterator[str]:
    value = test.value if isinstance(test, FactTest) else ()
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, str):
        yield value


def _stated(tests: Sequence[Leaf]) -> Iterator[date]:
    """Days on which the answer to a test turns because the test says so."""
    for test in tests:
        if isinstance(test, FactTest) and isinstance(test.value, date):
            yield from (test.value, test.value + timedelta(days=1))


def _between(points: Sequence[Point], stated: Collection[Point] = ()) -> Iterator[FactValue]:
    """One value of every bucket; of turns of years, on which ownership turns, only those that are stated."""
    kept = [one for one in points if one in stated or not _new_year(one)] or list(points)
    if not kept:
        return
    first = kept[0]
    yield first - timedelta(days=1) if isinstance(first, date) else first - 1
    yield from kept


def _new_year(point: Point) -> bool:
    listed = range(EARLIEST_PRODUCTION, LAST_YEAR + 1)
    return isinstance(point, date) and (point.month, point.day) == (1, 1) and point.year in listed


class Searched(NamedTuple):
    """What a search came to."""

    facts: dict[str, FactValue] | None
    exhausted: bool
    """Nothing was left to try, so that no situation over these values tells the two apart."""


def search(
    decide_both: DecideBoth,
    values: Mapping[str, Sequence[FactValue]],
    outcome: Callable[[Decision], Outcome],
    *,
    most: int = MOST_TRIES,
) -> Searched:
    """
    Facts over which two decisions differ, none of which can be left out.

    One missing fact after another is given each of its values; a branch ends where both have decided alike,
    since more facts change no definite answer (Kleene's logic is monotone).

    Args:
        decide_both: Decides the two over the same facts.
        values: Result of `candidates`; a missing fact without values is left missing.
        outcome: What must differ.
        most: Situations tried.
    """
    left = most
    stack: list[dict[str, FactValue]] = [{}]
    while stack and left:
        left -= 1
        facts = stack.pop()
        both = decide_both(facts)
        missing = next((name for name in _missing(both) if name in values and name not in facts), None)
        if missing is None:
            if outcome(both[0]) != outcome(both[1]):
                return Searched(_without_idle(facts, decide_both, outcome), False)
            continue
        stack += [{**facts, missing: value} for value in reversed(values[missing])]
    return Searched(None, not stack)


def _without_idle(
    facts: dict[str, FactValue], decide_both: DecideBoth, outcome: Callable[[Decision], Outcome]
) -> dict[str, FactValue]:
    """The facts without those that both answers stay the same without."""
    wanted = tuple(outcome(one) for one in decide_both(facts))
    for name in list(facts):
        fewer = {other: value for other, value in facts.items() if other != name}
        if tuple(outcome(one) for one in decide_both(fewer)) == wanted:
            facts = fewer
    return facts


def _missing(both: Iterable[Decision]) -> Iterator[str]:
    """
    Facts that an open answer waits for, those of the first decision first.

    What is exempt may turn out not to be covered at all, so its open parts count although it is settled.
    """
    for decision in both:
        if decision.status is Status.UNDETERMINED:
            yield from _open(decision.reason, below_settled=False)
        elif decision.status is Status.EXEMPT:
            yield from _open(decision.reason, below_settled=True)


def _open(reason: Reason, *, below_settled: bool) -> Iterator[str]:
    if reason.truth is Truth.UNKNOWN or below_settled:
        if reason.truth is Truth.UNKNOWN and not reason.children and reason.fact and not reason.found:
            yield reason.fact
        for child in reason.children:
            yield from _open(child, below_settled=below_settled)
