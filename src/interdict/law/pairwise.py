"""Two versions of one provision over the same facts: where they decide differently."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from interdict.law.breakpoints import Point, breakpoints
from interdict.law.decide import Decider
from interdict.law.moments import days_of_change
from interdict.law.timeline import assume
from interdict.law.versions import Version
from interdict.law.witness import Outcome, Witness, candidates, search
from interdict.model.finding import Decision, Reason, Status
from interdict.model.order import Library, Order, Provision
from interdict.model.party import Affiliation
from interdict.model.truth import Truth
from interdict.model.vocabulary import Facts, FactValue

MOST_DAYS = 12
"""Days on which a witness is looked for, the latest first."""

Relatives = Callable[[str], Sequence[str]]


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A provision in two versions; none where a version does not have it."""

    before: Provision | None
    after: Provision | None


def find_witness(
    pair: Pair, before: Version, after: Version, affiliation: Affiliation, relatives: Relatives
) -> tuple[Witness | None, str]:
    """
    A situation that the two decide differently: by coverage, else by status, else by effects and dates.

    Returns: The situation, or none and what the search came to.
    """
    sides = [
        (_counted(one, version.order), version.library)
        for one, version in ((pair.before, before), (pair.after, after))
    ]
    present = [(one, library) for one, library in sides if one]
    values = candidates(present, _points(present), relatives)
    exhausted = True
    days = list(_days(present, before.at, after.at))[:MOST_DAYS]
    for outcome in (_covered, _status, _everything):
        for first, last in days:
            deciders = [
                Decider(library, at=at, affiliation=affiliation)
                for (_, library), at in zip(sides, (first, last), strict=True)
            ]

            def both(facts: Facts, deciders: list[Decider] = deciders) -> tuple[Decision, Decision]:
                old, new = (
                    decider.decide(one, facts) if one else ABSENT
                    for decider, (one, _) in zip(deciders, sides, strict=True)
                )
                return old, new

            found = search(both, values, outcome)
            exhausted &= found.exhausted
            if found.facts is not None:
                old, new = both(found.facts)
                return _witness(last, found.facts, old, new), ""
    if not days:
        return None, "neither is ever in force"
    return None, "no situation tells them apart" if exhausted else "none found within the search's limits"


ABSENT = Decision(
    order="",
    provision="",
    status=Status.NOT_COVERED,
    reason=Reason(claim="this version has the provision", truth=Truth.FALSE, operator="fact"),
)


def _counted(provision: Provision | None, order: Order) -> Provision | None:
    """Of a draft, the provision as if it counted from the day on which the draft was first reported."""
    if provision is None or not order.is_draft:
        return provision
    return next(one for one in assume(order, order.history[0].on).provisions if one.id == provision.id)


def _points(present: Sequence[tuple[Provision, Library]]) -> dict[str, Sequence[Point]]:
    points: dict[str, set[Point]] = {}
    for one, library in present:
        alone = msgspec.structs.replace(library.orders[one.order], provisions=(one,))
        for fact, found in breakpoints([alone], library, exact=True).items():
            points.setdefault(fact, set()).update(found)
    return {fact: sorted(found, key=_size) for fact, found in points.items()}


def _size(point: Point) -> float:
    return point.toordinal() if isinstance(point, date) else float(point)


def _days(
    present: Sequence[tuple[Provision, Library]], first: date | None, last: date | None
) -> Iterator[tuple[date, date]]:
    """The days that were asked for; else every day of change of either, the latest first."""
    if first or last:
        assert first is not None or last is not None
        yield first or last or date.max, last or first or date.max
        return
    days = {day for one, library in present for day in days_of_change(one, library)}
    yield from ((day, day) for day in sorted(days, reverse=True))
    if days:
        before = min(days) - timedelta(days=1)
        yield before, before


def _covered(decision: Decision) -> Outcome:
    return (decision.status is Status.COVERED,)


def _status(decision: Decision) -> Outcome:
    return (decision.status,)


def _everything(decision: Decision) -> Outcome:
    return (decision.status, *_effect_words(decision))


def _effect_words(decision: Decision) -> tuple[str, ...]:
    told = []
    for one in decision.effects:
        dates = [f"since {one.since}" if one.since else "", f"due {one.due}" if one.due else ""]
        told.append(" ".join([one.kind, one.action, *(text for text in dates if text)]))
    return tuple(told)


def _witness(at: date, facts: dict[str, FactValue], old: Decision, new: Decision) -> Witness:
    return Witness(
        at=at,
        facts=facts,
        before=old.status,
        after=new.status,
        before_effects=_effect_words(old),
        after_effects=_effect_words(new),
    )
