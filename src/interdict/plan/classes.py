"""Removals that are alike for a bound, put together; and the bound that any prices prove."""

from collections.abc import Hashable
from typing import NamedTuple

import numpy as np

from interdict.plan.arrays import Arrays, Bools, Ints
from interdict.plan.price import Floats, cheapest


class Left(NamedTuple):
    """What settled work leaves of every resource."""

    free: Ints
    """(r, w)"""
    stock: Floats
    """(v, p)"""
    money: Floats
    """(p,) cumulative, never falling"""


class Classes(NamedTuple):
    """k classes of removals with one cost, calendar, payments, deliveries and use of the rows considered."""

    member: Ints
    """(k,) one removal of each"""
    size: Ints
    """(k,) how many there are"""
    of: Ints
    """(n,) class of each removal; -1 where it is settled"""
    rows: Bools
    """(r,) rows of capacity considered; dropping the others can only lower a bound"""


class Prices(NamedTuple):
    """What a unit of each resource is charged: none is negative."""

    capacity: Floats
    """(r, w)"""
    supply: Floats
    """(v, p)"""
    money: Floats
    """(p,) for money that counts from this period on"""
    opening: Floats
    """(pools, w) for each removal started up to a week beyond what finished hubs have opened"""

    def tails(self) -> tuple[Floats, Floats]:
        """Money (p,) and pools (pools, w + 1), each summed to the end: charged to a payment or a start."""
        opening = np.zeros((self.opening.shape[0], self.opening.shape[1] + 1))
        opening[:, :-1] = np.cumsum(np.maximum(self.opening, 0.0)[:, ::-1], axis=1)[:, ::-1]
        return np.cumsum(np.maximum(self.money, 0.0)[::-1])[::-1].copy(), opening


def classes_of(a: Arrays, rows: Bools) -> Classes:
    """Put together removals that differ only in rows not considered and in precedence."""
    seen: dict[Hashable, int] = {}
    member: list[int] = []
    of = np.full(len(a.duration), -1, np.int32)
    fields = np.stack([a.price, a.calendar, a.earliest, a.duration, a.vendor, a.units, a.delivered, a.region])
    for i in np.flatnonzero(a.fixed < 0):
        use = slice(a.use_at[i], a.use_at[i + 1])
        pay = slice(a.pay_at[i], a.pay_at[i + 1])
        kept = rows[a.use_row[use]]
        uses = np.stack([a.use_row[use], a.use_offset[use], a.use_amount[use]])[:, kept]
        pools = slice(a.pool_at[i], a.pool_at[i + 1])
        drawn = np.stack([a.pool[pools], a.pool_amount[pools]])
        key = (
            fields[:, i].tobytes(),
            uses.tobytes(),
            drawn.tobytes(),
            a.pay_offset[pay].tobytes(),
            a.pay_sum[pay].tobytes(),
        )
        if key not in seen:
            seen[key] = len(member)
            member.append(int(i))
        of[i] = seen[key]
    size = np.bincount(of[of >= 0], minlength=len(member)).astype(np.int32)
    return Classes(member=np.array(member, np.int32), size=size, of=of, rows=rows)


def lower_bound(a: Arrays, classes: Classes, left: Left, prices: Prices) -> float:
    """
    A figure that no plan of the removals not settled costs less than, whatever the prices.

    Each removal is charged for what it uses and takes its cheapest week; what the resources are worth
    at these prices is given back.

    Args:
        a: The instance.
        classes: Its removals by class.
        left: Capacities.
        prices: Any figures; negative ones count as 0.
    Sources: Lagrangian relaxation, weak duality: Fisher (1981), Management Science 27(1); for scheduling,
        Möhring, Schulz, Stork & Uetz (2003), Management Science 49(3).
    """
    capacity = np.maximum(prices.capacity, 0.0) * classes.rows[:, None]
    supply, money = np.maximum(prices.supply, 0.0), np.maximum(prices.money, 0.0)
    least, _ = cheapest(a, classes.member, capacity, supply, *prices.tails())
    worth = float((capacity * left.free).sum() + (supply * left.stock).sum() + (money * left.money).sum())
    return float((classes.size * least).sum()) - worth
