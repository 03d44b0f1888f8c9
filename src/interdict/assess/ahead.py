"""What changes on later days for things that stay as they are: decided only on days that matter."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from enum import StrEnum
from heapq import heappop, heappush
from typing import NamedTuple

import msgspec

from interdict.assess.assess import Assessor
from interdict.assess.situation import Profile
from interdict.law.breakpoints import leaves
from interdict.law.moments import days_of_change
from interdict.law.timeline import provisions
from interdict.model.finding import Decision, Effect, Status
from interdict.model.order import Library, Order, ProducedBy, Provision

AssessorOn = Callable[[date, Sequence[Order]], Assessor]
"""Makes what decides some orders as of a day."""

Key = tuple[str, str]
"""Order and provision."""


class What(StrEnum):
    """What happens to a thing on a day."""

    COVERED = "becomes-covered"
    OPEN = "becomes-undetermined"
    EXEMPT = "becomes-exempt"
    FREE = "no-longer-covered"
    BEGINS = "effect-begins"
    """Covered or open before and after; one more thing is forbidden or demanded."""
    ENDS = "effect-ends"
    DUE = "due"
    """The day by which a duty must be done."""


BECOMES = {
    Status.COVERED: What.COVERED,
    Status.UNDETERMINED: What.OPEN,
    Status.EXEMPT: What.EXEMPT,
    Status.NOT_COVERED: What.FREE,
}


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happens on one day, under one provision, to every profile it happens to."""

    day: date
    what: What
    order: str
    provision: str
    before: Status
    after: Status
    detail: str = ""
    """The effect that begins, ends or is due, or the exemption that ends or begins."""
    settles: tuple[tuple[str, ...], ...] = ()
    """Of what is open afterwards: sets of facts that would settle it."""
    profiles: tuple[int, ...]


class _Standing(NamedTuple):
    status: Status = Status.NOT_COVERED
    exemption: str = ""
    effects: tuple[Effect, ...] = ()
    settles: tuple[tuple[str, ...], ...] = ()


_CLEAN = _Standing()


def turns(
    profiles: Sequence[Profile],
    assessor_on: AssessorOn,
    orders: Sequence[Order],
    library: Library,
    *,
    first: date,
    last: date,
    relation_days: Iterable[date] = (),
) -> tuple[Turn, ...]:
    """
    Everything that happens after `first` up to `last`, in the order of days, orders and provisions.

    Each provision is decided on `first`, on the days of its own dates, and on the day after each due day; the
    answer is the same on all days between (`law.moments`).

    Args:
        profiles: The things, with what is known of them today.
        assessor_on: Makes what decides on a day.
        relation_days: Days on which some ownership changes.
    """
    ahead = _Ahead(profiles, assessor_on, orders, library, (first, last))
    return ahead.run(frozenset(relation_days))


class _Told(NamedTuple):
    """What happens, without to whom; those to whom the same happens are told of together."""

    day: date
    what: What
    key: Key
    before: Status
    after: Status
    detail: str


class _Ahead:
    """Walks the days that matter, and remembers where every profile stands."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        assessor_on: AssessorOn,
        orders: Sequence[Order],
        library: Library,
        days: tuple[date, date],
    ) -> None:
        self._profiles, self._assessor_on = profiles, assessor_on
        self._orders, self._library = orders, library
        self._first, self._last = days
        self._standing: dict[tuple[Key, int], _Standing] = {}
        self._queue: list[tuple[date, Key]] = []
        self._queued: set[tuple[date, Key]] = set()
        self._found: dict[_Told, dict[int, _Standing]] = defaultdict(dict)

    def run(self, relation_days: frozenset[date]) -> tuple[Turn, ...]:
        """Decide on every day that matters, in order."""
        every = {(one.order, one.id): one for one in provisions(self._orders)}
        for key, one in every.items():
            for day in days_of_change(one, self._library) | _ownership(one, self._library, relation_days):
                self._wait(day, key)
        self._decide(self._first, set(every))
        while self._queue:
            day, keys = self._queue[0][0], set()
            while self._queue and self._queue[0][0] == day:
                keys.add(heappop(self._queue)[1])
            self._decide(day, keys)
        return tuple(_turn(told, found) for told, found in sorted(self._found.items()))

    def _wait(self, day: date, key: Key) -> None:
        if self._first < day <= self._last and (day, key) not in self._queued:
            self._queued.add((day, key))
            heappush(self._queue, (day, key))

    def _decide(self, day: date, keys: Set[Key]) -> None:
        assessor = self._assessor_on(day, _only(self._orders, keys))
        for profile in self._profiles:
            found = {(one.order, one.provision): _standing(one) for one in assessor.assess(profile)}
            for key in keys:
                self._stand(day, key, profile.number, found.get(key, _CLEAN))

    def _stand(self, day: date, key: Key, number: int, now: _Standing) -> None:
        before = self._standing.get((key, number), _CLEAN)
        if now != before:
            self._standing[key, number] = now
            for effect in now.effects:
                if effect.due:  # told on its day, if it still stands then; on the next the duty may return
                    self._wait(effect.due, key)
                    self._wait(effect.due + timedelta(days=1), key)
        if day == self._first:
            return
        for what, detail in _happens(day, before, now):
            self._found[_Told(day, what, key, before.status, now.status, detail)][number] = now


def _ownership(provision: Provision, library: Library, days: frozenset[date]) -> frozenset[date]:
    """Days on which ownership changes, where it matters to a provision."""
    named = any(isinstance(leaf, ProducedBy) for leaf in leaves(provision, library))
    return days if named else frozenset()


def _only(orders: Sequence[Order], keys: Set[Key]) -> list[Order]:
    """The orders with the chosen provisions alone."""
    chosen = [
        msgspec.structs.replace(
            order, provisions=tuple(one for one in order.provisions if (order.id, one.id) in keys)
        )
        for order in orders
    ]
    return [order for order in chosen if order.provisions]


def _standing(decision: Decision) -> _Standing:
    return _Standing(decision.status, decision.exemption, decision.effects, decision.settles)


def _happens(day: date, before: _Standing, now: _Standing) -> Iterator[tuple[What, str]]:
    """What is told of a day: a change of status, else effects that begin or end; and what is due."""
    if (before.status, before.exemption) != (now.status, now.exemption):
        yield BECOMES[now.status], before.exemption or now.exemption
    else:
        old, new = ({one.summary for one in standing.effects} for standing in (before, now))
        yield from ((What.BEGINS, effect) for effect in sorted(new - old))
        yield from ((What.ENDS, effect) for effect in sorted(old - new))
    yield from ((What.DUE, one.summary) for one in now.effects if one.due == day)


def _turn(told: _Told, found: Mapping[int, _Standing]) -> Turn:
    settles = {facts for standing in found.values() for facts in standing.settles}
    return Turn(
        day=told.day,
        what=told.what,
        order=told.key[0],
        provision=told.key[1],
        before=told.before,
        after=told.after,
        detail=told.detail,
        settles=tuple(sorted(settles, key=lambda facts: (len(facts), facts))),
        profiles=tuple(sorted(found)),
    )
