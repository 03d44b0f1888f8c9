"""An instance as flat arrays, built once: what every search and every bound of the planning runs over."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interdict.model.plan import Instance, Paid, Removal, Stops
from interdict.plan.energy import whole_work
from interdict.plan.pools import opened

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

CREW, REGION, CLUSTER, RING, PAIR, HUB = range(6)
"""Kinds of the rows of capacity."""
UNPLANNED = -1
"""Start week of a removal that is left out of the horizon."""


class Arrays(NamedTuple):
    """
    n removals, w weeks, r renewable resources, p budget periods, v vendors; lists in compressed rows.

    A renewable resource is anything of which each week has so much and no more: crew-days, and all limits on
    what may be down together (cluster, region, ring, pair of neighbours, hub with its sites).
    """

    duration: Ints
    """(n,) weeks"""
    earliest: Ints
    """(n,) earliest start: release and the longest chain of what comes before"""
    calendar: Ints
    """(n,) row of `open`"""
    open: Bools
    """(calendars, w) whether a removal of this calendar may start in a week"""
    price: Ints
    """(n,) row of `cost`"""
    cost: Longs
    """(prices, w + 1) objective by finish week; the last column is for what is left out"""
    use_at: Ints
    """(n + 1,) where the uses of each removal begin"""
    use_row: Ints
    use_offset: Ints
    """weeks from the start"""
    use_amount: Ints
    capacity: Ints
    """(r, w)"""
    kind: Ints
    """(r,) CREW, REGION, CLUSTER, RING, PAIR or HUB"""
    vendor: Ints
    """(n,) row of `supply`, or -1"""
    units: Ints
    delivered: Ints
    """(n,) weeks before the start"""
    supply: Longs
    """(v, p)"""
    pay_at: Ints
    """(n + 1,) where the payments of each removal begin, by week"""
    pay_offset: Ints
    """weeks from the start"""
    pay_sum: Longs
    """paid so far, this payment included"""
    released: Longs
    """(p,) cumulative money; a figure that nothing reaches where money is no limit"""
    before_at: Ints
    before: Ints
    """what must be finished first"""
    after_at: Ints
    after: Ints
    """what waits for it"""
    pool_at: Ints
    """(n + 1,) where the pools of each removal begin; see `opened`"""
    pool: Ints
    pool_amount: Ints
    """what it draws from the pool; negative where it fills it"""
    pool_week: Ints
    """weeks from the start at which it does"""
    pools: int
    region: Ints
    """(n,)"""
    cluster: Ints
    """(n,) or -1"""
    fixed: Ints
    """(n,) settled start week, or -1"""
    due: Ints
    """(n,) first due week; a week that never comes where there is none"""
    period: int


def arrays_of(instance: Instance) -> Arrays:
    """
    The instance as arrays, removals in its order.

    Raises: ValueError where precedence runs in a circle; `plan.instance` complains of that in words.
    """
    removals = instance.removals
    number = {one.id: place for place, one in enumerate(removals)}
    before_at, before = _rows([[number[name] for name in one.after if name in number] for one in removals])
    after_at, after = _turned(before_at, before, len(removals))
    calendar, open_ = _calendars(instance)
    price, cost = _costs(instance)
    rows = _Rows(instance, number)
    pay_at, pay_offset, pay_sum = _payments(removals)
    vendors = {one.vendor: place for place, one in enumerate(instance.supplies)}
    periods = -(-instance.weeks // instance.period)
    fixed = np.full(len(removals), UNPLANNED, np.int32)
    for name, week in instance.frozen:
        fixed[number[name]] = week
    duration = _ints(one.weeks for one in removals)
    release = _ints(one.release for one in removals)
    pool_at, pool_table, pools = opened(removals, number, settled={name for name, _ in instance.frozen})
    spent = sum(payment.amount for one in removals for payment in one.payments)
    for place, week in whole_work(instance, number):
        release[place] = max(release[place], week)
    return Arrays(
        duration=duration,
        earliest=_earliest(release, duration, (before_at, before), (after_at, after), open_[calendar]),
        calendar=calendar,
        open=open_,
        price=price,
        cost=cost,
        use_at=rows.use_at,
        use_row=rows.use_row,
        use_offset=rows.use_offset,
        use_amount=rows.use_amount,
        capacity=rows.capacity,
        kind=rows.kind,
        vendor=_ints(vendors.get(one.vendor, -1) if one.vendor else -1 for one in removals),
        units=_ints(one.units for one in removals),
        delivered=_ints(one.delivered for one in removals),
        supply=np.array([one.units for one in instance.supplies] or np.zeros((0, periods)), np.int64),
        pay_at=pay_at,
        pay_offset=pay_offset,
        pay_sum=pay_sum,
        released=np.array(instance.budget or [spent + 1] * periods, np.int64),
        before_at=before_at,
        before=before,
        after_at=after_at,
        after=after,
        pool_at=pool_at,
        pool=pool_table[0],
        pool_amount=pool_table[1],
        pool_week=pool_table[2],
        pools=pools,
        region=_numbered(one.region for one in removals),
        cluster=_numbered(one.cluster for one in removals),
        fixed=fixed,
        due=_ints(min((due.week for due in one.dues), default=1 << 30) for one in removals),
        period=instance.period,
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)


def _numbered(names: Iterable[str]) -> Ints:
    """Each name's number in order of appearance; -1 for the empty one."""
    seen: dict[str, int] = {}
    return _ints(seen.setdefault(name, len(seen)) if name else -1 for name in names)


def _rows(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Lists in compressed rows: where each begins, and all of them in one."""
    at = np.zeros(len(lists) + 1, np.int32)
    np.cumsum([len(one) for one in lists], out=at[1:])
    return at, np.fromiter((value for one in lists for value in one), np.int32, count=int(at[-1]))


def _turned(at: Ints, values: Ints, size: int) -> tuple[Ints, Ints]:
    """Compressed rows the other way round: who names me, for whom I name."""
    source = np.repeat(np.arange(size, dtype=np.int32), np.diff(at))
    order = np.argsort(values, kind="stable")
    back = np.zeros(size + 1, np.int32)
    np.cumsum(np.bincount(values, minlength=size), out=back[1:])
    return back, source[order]


def _calendars(instance: Instance) -> tuple[Ints, Bools]:
    """Which start weeks windows and the horizon allow, once for each distinct kind of removal."""
    closed = {stops: np.zeros(instance.weeks, bool) for stops in Stops}
    for window in instance.windows:
        closed[window.stops][[week for week in window.weeks if week < instance.weeks]] = True
    seen: dict[Hashable, int] = {}
    opened: list[Bools] = []
    place = np.zeros(len(instance.removals), np.int32)
    for at, one in enumerate(instance.removals):
        first = min((work.first for work in one.work), default=0)
        last = max((work.first + len(work.days) for work in one.work), default=0)
        key = (one.weeks, one.outage, one.mountain, first, last)
        if key not in seen:
            seen[key] = len(opened)
            opened.append(_open_weeks(instance.weeks, key, closed))
        place[at] = seen[key]
    return place, np.array(opened, bool).reshape(len(opened), instance.weeks)


def _open_weeks(
    weeks: int, key: tuple[int, tuple[int, ...], bool, int, int], closed: Mapping[Stops, Bools]
) -> Bools:
    duration, outage, mountain, first, last = key
    found = np.zeros(weeks, bool)
    for start in range(max(0, -first), weeks - max(duration, last) + 1):
        down = any(closed[Stops.OUTAGE][start + offset] for offset in outage)
        shut = mountain and bool(closed[Stops.ACCESS][start : start + duration].any())
        found[start] = not down and not shut
    return found


def _costs(instance: Instance) -> tuple[Ints, Longs]:
    """The objective by finish week, once for each distinct weight and set of due weeks."""
    finish = np.append(np.arange(instance.weeks + 1), instance.weeks + instance.beyond).astype(np.int64)
    seen: dict[Hashable, int] = {}
    tables: list[Longs] = []
    place = np.zeros(len(instance.removals), np.int32)
    for at, one in enumerate(instance.removals):
        key = (one.weight, tuple((due.week, due.late) for due in one.dues))
        if key not in seen:
            seen[key] = len(tables)
            late = [due.late * np.maximum(0, finish - due.week) for due in one.dues]
            tables.append(one.weight * finish + sum(late, np.zeros_like(finish)))
        place[at] = seen[key]
    return place, np.array(tables, np.int64).reshape(len(tables), len(finish))


def _payments(removals: Sequence[Removal]) -> tuple[Ints, Ints, Longs]:
    at, offsets, sums = [0], list[int](), list[int]()
    for one in removals:
        due = sorted(
            (pay.weeks + (one.weeks if pay.counted is Paid.FINISH else 0), pay.amount) for pay in one.payments
        )
        total = 0
        for offset, amount in due:
            total += amount
            offsets.append(offset)
            sums.append(total)
        at.append(len(offsets))
    return np.array(at, np.int32), np.array(offsets, np.int32), np.array(sums, np.int64)


class _Rows:
    """Crews and limits as rows of weekly capacity, with what each removal takes of them."""

    def __init__(self, instance: Instance, number: Mapping[str, int]) -> None:
        self._weeks = instance.weeks
        self._row: dict[Hashable, int] = {}
        self._kinds: list[int] = []
        self._capacities: list[int | tuple[int, ...]] = []
        self._uses: list[list[tuple[int, int, int]]] = [[] for _ in instance.removals]
        self._take_crews(instance)
        self._take_limits(instance)
        self._take_pairs(instance, number)
        self._take_hubs(instance, number)
        self.use_at, flat = _rows([[part for use in uses for part in use] for uses in self._uses])
        self.use_at //= 3
        table = flat.reshape(-1, 3)
        self.use_row, self.use_offset, self.use_amount = (np.ascontiguousarray(table[:, n]) for n in range(3))
        self.kind = np.array(self._kinds, np.int32)
        self.capacity = np.zeros((len(self._kinds), instance.weeks), np.int32)
        for row, most in enumerate(self._capacities):
            self.capacity[row] = most

    def _add(self, key: Hashable, kind: int, most: int | tuple[int, ...]) -> int:
        if key not in self._row:
            self._row[key] = len(self._kinds)
            self._kinds.append(kind)
            self._capacities.append(most)
        return self._row[key]

    def _take_crews(self, instance: Instance) -> None:
        for crew in instance.crews:
            self._add((CREW, crew.region, crew.role), CREW, crew.days)
        for uses, one in zip(self._uses, instance.removals, strict=True):
            need: dict[tuple[int, int], int] = {}
            for work in one.work:
                row = self._add((CREW, one.region, work.role), CREW, 0)
                for place, days in enumerate(work.days):
                    key = row, work.first + place
                    need[key] = need.get(key, 0) + days
            uses += [(row, offset, days) for (row, offset), days in need.items() if days]

    def _take_limits(self, instance: Instance) -> None:
        for kind, limits in ((REGION, instance.regions), (CLUSTER, instance.clusters)):
            for limit in limits:
                self._add((kind, limit.name), kind, limit.most)
        for uses, one in zip(self._uses, instance.removals, strict=True):
            rows = [self._row.get((REGION, one.region)), self._row.get((CLUSTER, one.cluster))]
            rows += [self._add((RING, ring), RING, 1) for ring in dict.fromkeys(one.rings)]
            uses += [(row, offset, 1) for row in rows if row is not None for offset in one.outage]

    def _take_pairs(self, instance: Instance, number: Mapping[str, int]) -> None:
        for pair in instance.pairs:
            row = self._add((PAIR, *sorted(pair)), PAIR, 1)
            for name in sorted(set(pair)):
                place = number[name]
                self._uses[place] += [(row, offset, 1) for offset in instance.removals[place].outage]

    def _take_hubs(self, instance: Instance, number: Mapping[str, int]) -> None:
        """A hub that is down takes all of a row of which each of its sites takes one part."""
        sites: dict[str, list[int]] = {}
        for place, one in enumerate(instance.removals):
            if one.hub in number:
                sites.setdefault(one.hub, []).append(place)
        for hub, places in sites.items():
            row = self._add((HUB, hub), HUB, len(places))
            at = number[hub]
            self._uses[at] += [(row, offset, len(places)) for offset in instance.removals[at].outage]
            for place in places:
                self._uses[place] += [(row, offset, 1) for offset in instance.removals[place].outage]


def _earliest(
    release: Ints, duration: Ints, before: tuple[Ints, Ints], after: tuple[Ints, Ints], open_: Bools
) -> Ints:
    """Earliest starts by the longest chain (the critical path's forward pass), closed weeks skipped."""
    weeks = open_.shape[1]
    found = release.copy()
    waits = np.diff(before[0]).copy()
    ready = list(np.flatnonzero(waits == 0))
    done = 0
    while ready:
        one = ready.pop()
        done += 1
        at = max(0, int(found[one]))
        later = np.flatnonzero(open_[one, at:]) if at < weeks else np.zeros(0, np.int64)
        found[one] = at + later[0] if later.size else weeks
        for other in after[1][after[0][one] : after[0][one + 1]]:
            found[other] = max(found[other], found[one] + duration[one])
            waits[other] -= 1
            if waits[other] == 0:
                ready.append(other)
    if done != len(release):
        raise ValueError("what must be finished first runs in a circle")
    return np.minimum(found, weeks)
