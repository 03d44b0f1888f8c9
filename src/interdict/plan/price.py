"""Each removal's cheapest start week when resources have a price; compiled."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@njit(cache=True, nogil=True)
def charge(a, i, t, capacity, supply, tail, opening):
    """What starting removal `i` in week `t` costs and is charged for."""
    found = float(a.cost[a.price[i], t + a.duration[i]])
    for k in range(a.use_at[i], a.use_at[i + 1]):
        found += capacity[a.use_row[k], t + a.use_offset[k]] * a.use_amount[k]
    if a.vendor[i] >= 0:
        found += supply[a.vendor[i], max(0, t - a.delivered[i]) // a.period] * a.units[i]
    last, before = a.capacity.shape[1] - 1, 0
    for k in range(a.pay_at[i], a.pay_at[i + 1]):
        found += tail[min(max(0, t + a.pay_offset[k]), last) // a.period] * (a.pay_sum[k] - before)
        before = a.pay_sum[k]
    for k in range(a.pool_at[i], a.pool_at[i + 1]):
        found += opening[a.pool[k], t + a.pool_week[k]] * a.pool_amount[k]
    return found


@njit(cache=True, nogil=True)
def cheapest(a, members, capacity, supply, tail, opening):
    """Least cost with charges, and its start week (-1: left out), of each removal of `members`."""
    weeks, left_out = a.capacity.shape[1], a.cost.shape[1] - 1
    least, where = np.empty(len(members)), np.empty(len(members), np.int32)
    for m in range(len(members)):
        i = members[m]
        least[m], where[m] = float(a.cost[a.price[i], left_out]), -1
        for t in range(a.earliest[i], weeks - a.duration[i] + 1):
            if a.open[a.calendar[i], t]:
                found = charge(a, i, t, capacity, supply, tail, opening)
                if found < least[m]:
                    least[m], where[m] = found, t
    return least, where


@njit(cache=True, nogil=True)
def charges(a, members, capacity, supply, tail, opening):
    """(members, w) cost with charges of each start week within the horizon; infinite for the others."""
    weeks = a.capacity.shape[1]
    found = np.full((len(members), weeks), np.inf)
    for m in range(len(members)):
        i = members[m]
        for t in range(a.earliest[i], weeks - a.duration[i] + 1):
            if a.open[a.calendar[i], t]:
                found[m, t] = charge(a, i, t, capacity, supply, tail, opening)
    return found
