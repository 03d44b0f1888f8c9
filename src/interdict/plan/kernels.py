"""The compiled inner loops: where a removal fits, serial schedule generation, destroy and repair."""

from typing import NamedTuple

import numpy as np
from numba import njit

from interdict.plan.arrays import Ints, Longs


class State(NamedTuple):
    """A plan under construction: start weeks and what is left of everything."""

    start: Ints
    """(n,) start week or -1"""
    free: Ints
    """(r, w) capacity left"""
    stock: Longs
    """(v, p) deliveries left"""
    money: Longs
    """(p,) released less spent, both cumulative"""
    least: Longs
    """(p,) least of `money` from a period on: what may still be spent there"""


@njit(cache=True, nogil=True)
def fits(a, s, i, t):
    """Whether removal `i` can start in week `t` with what is left."""
    if not a.open[a.calendar[i], t]:
        return False
    for k in range(a.use_at[i], a.use_at[i + 1]):
        if s.free[a.use_row[k], t + a.use_offset[k]] < a.use_amount[k]:
            return False
    if a.vendor[i] >= 0 and s.stock[a.vendor[i], max(0, t - a.delivered[i]) // a.period] < a.units[i]:
        return False
    last = a.capacity.shape[1] - 1
    for k in range(a.pay_at[i], a.pay_at[i + 1]):
        if s.least[min(max(0, t + a.pay_offset[k]), last) // a.period] < a.pay_sum[k]:
            return False
    return True


@njit(cache=True, nogil=True)
def take(a, s, i, t, sign):
    """Take what removal `i` needs when it starts in week `t` (sign 1), or give it back (sign -1)."""
    for k in range(a.use_at[i], a.use_at[i + 1]):
        s.free[a.use_row[k], t + a.use_offset[k]] -= sign * a.use_amount[k]
    if a.vendor[i] >= 0:
        s.stock[a.vendor[i], max(0, t - a.delivered[i]) // a.period] -= sign * a.units[i]
    last = a.capacity.shape[1] - 1
    periods = s.money.shape[0]
    before = 0
    for k in range(a.pay_at[i], a.pay_at[i + 1]):
        amount = a.pay_sum[k] - before
        before = a.pay_sum[k]
        for p in range(min(max(0, t + a.pay_offset[k]), last) // a.period, periods):
            s.money[p] -= sign * amount
    if before:
        low = s.money[periods - 1]
        for p in range(periods - 1, -1, -1):
            low = min(low, s.money[p])
            s.least[p] = low
    s.start[i] = t if sign > 0 else -1


@njit(cache=True, nogil=True)
def room(a, s, i):
    """First and last week that what is planned before and after leaves removal `i`; last < first if none."""
    first, last = a.earliest[i], a.capacity.shape[1] - a.duration[i]
    for k in range(a.before_at[i], a.before_at[i + 1]):
        j = a.before[k]
        if s.start[j] < 0:
            return 0, -1
        first = max(first, s.start[j] + a.duration[j])
    for k in range(a.after_at[i], a.after_at[i + 1]):
        j = a.after[k]
        if s.start[j] >= 0:
            last = min(last, s.start[j] - a.duration[i])
    return first, last


@njit(cache=True, nogil=True)
def place(a, s, i):
    """Start removal `i` as early as it fits: cost never falls with time, so no later week is better."""
    first, last = room(a, s, i)
    for t in range(first, last + 1):
        if fits(a, s, i, t):
            take(a, s, i, t, 1)
            return True
    return False


@njit(cache=True, nogil=True)
def cost_of(a, s, i):
    """What removal `i` adds to the objective."""
    if s.start[i] < 0:
        return a.cost[a.price[i], a.cost.shape[1] - 1]
    return a.cost[a.price[i], s.start[i] + a.duration[i]]


@njit(cache=True, nogil=True)
def total(a, s):
    """The objective."""
    found = np.int64(0)
    for i in range(s.start.shape[0]):
        found += cost_of(a, s, i)
    return found


@njit(cache=True, nogil=True)
def generate(a, s, order):
    """Serial schedule generation: each removal in turn, what must come first before it."""
    for i in order:
        if s.start[i] < 0:
            for k in range(a.before_at[i], a.before_at[i + 1]):
                if s.start[a.before[k]] < 0:
                    place(a, s, a.before[k])
            place(a, s, i)


@njit(cache=True, nogil=True)
def _window(a, s, members, low, high, picked, count, most):
    """Add removals of `members` that start in [low, high], from a random place on, until there are `most`."""
    size = members.shape[0]
    begin = np.random.randint(size)
    for step in range(size):
        if count >= most:
            break
        i = members[(begin + step) % size]
        t = s.start[i]
        if (low <= t <= high or (t < 0 and np.random.random() < 0.2)) and a.fixed[i] < 0:
            picked[count] = i
            count += 1
    return count


@njit(cache=True, nogil=True)
def _anywhere(a, s, low, high, picked, count, most, tries):
    """Add removals of any region that start in [low, high], drawn at random, none twice."""
    n = s.start.shape[0]
    for _ in range(tries):
        if count >= most:
            break
        i = np.random.randint(n)
        if low <= s.start[i] <= high and a.fixed[i] < 0:
            known = False
            for k in range(count):
                known = known or picked[k] == i
            if not known:
                picked[count] = i
                count += 1
    return count


@njit(cache=True, nogil=True)
def _unique(picked, count):
    """Drop what was picked twice; order is kept."""
    kept = 0
    for k in range(count):
        known = False
        for m in range(kept):
            known = known or picked[m] == picked[k]
        if not known:
            picked[kept] = picked[k]
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _family(a, s, members, seed, picked, most):
    """A removal that others wait for, some of these, and what is done at an earlier time."""
    first = a.before[a.before_at[seed] + np.random.randint(a.before_at[seed + 1] - a.before_at[seed])]
    count = 0
    if a.fixed[first] < 0:
        picked[0] = first
        count = 1
    size = a.after_at[first + 1] - a.after_at[first]
    begin = np.random.randint(size)
    for step in range(min(size, most // 2)):
        i = a.after[a.after_at[first] + (begin + step) % size]
        if a.fixed[i] < 0 and a.before_at[i + 1] - a.before_at[i] <= 4:
            picked[count] = i
            count += 1
    goal = a.earliest[first] + np.random.randint(max(1, s.start[first] - a.earliest[first]) + 1)
    count = _window(a, s, members, goal - 1, goal + 1, picked, count, min(most, count + 8))
    return _unique(picked, count)


@njit(cache=True, nogil=True)
def destroy(a, s, groups, group_at, clusters, cluster_at, picked, most):
    """Pick what to take out: region and window, cluster, around a late one, one time across regions."""
    weeks, n = a.capacity.shape[1], s.start.shape[0]
    seed = np.random.randint(n)
    at = s.start[seed]
    if at < 0:
        at = np.random.randint(weeks)
    move = np.random.random()
    size = 4 + np.random.randint(most - 4)
    region = a.region[seed]
    members = groups[group_at[region] : group_at[region + 1]]
    count = 0
    if move > 0.9 and a.before_at[seed] < a.before_at[seed + 1] <= a.before_at[seed] + 4:
        return _family(a, s, members, seed, picked, most)
    if move < 0.12:  # one time across regions: what competes for money and deliveries
        span = 1 + np.random.randint(12)
        return _anywhere(a, s, at - span, at + span, picked, 0, size, 40 * size)
    if move < 0.22:  # far apart in time, anywhere: expensive work of little weight makes room for other
        return _anywhere(a, s, 0, weeks, picked, 0, 3 + size // 4, 40 * size)
    if move < 0.32 and a.cluster[seed] >= 0:
        cluster = a.cluster[seed]
        part = clusters[cluster_at[cluster] : cluster_at[cluster + 1]]
        count = _window(a, s, part, 0, weeks, picked, 0, min(size, 12))
        count = _window(a, s, members, at - 1, at + 1, picked, count, size)
        return _unique(picked, count)
    if move < 0.42:  # a late removal with those around its due week
        for _ in range(30):
            if s.start[seed] < 0 or s.start[seed] + a.duration[seed] > a.due[seed]:
                break
            seed = np.random.randint(n)
        if a.fixed[seed] < 0:
            picked[0] = seed
            count = 1
        region = a.region[seed]
        members = groups[group_at[region] : group_at[region + 1]]
        goal = max(0, min(a.due[seed], weeks) - a.duration[seed])
        count = _window(a, s, members, goal - 3, goal, picked, count, max(2, size // 2))
        return _unique(picked, count)
    if move < 0.62 and s.start[seed] > a.earliest[seed]:  # a removal with those of an earlier time
        if a.fixed[seed] < 0:
            picked[0] = seed
            count = 1
        goal = a.earliest[seed] + np.random.randint(s.start[seed] - a.earliest[seed])
        count = _window(a, s, members, goal - 1, goal + 1, picked, count, size)
        return _unique(picked, count)
    span = np.random.randint(6)
    return _window(a, s, members, at - span, at + span, picked, 0, size)


@njit(cache=True, nogil=True)
def repair(a, s, picked, count, old, urge, guide, key, order):
    """Put the picked removals back in a drawn order; whether none that others wait for was lost."""
    rule = np.random.random()
    noise = 0.15 * 4.0 ** np.random.random()
    weeks = a.capacity.shape[1]
    for k in range(count):
        i = picked[k]
        z = np.random.random()
        if rule < 0.35:
            key[k] = -urge[i] * (1.0 + noise * (2 * z - 1))
        elif rule < 0.6:
            key[k] = guide[i] + (6.0 * noise) * z
        elif rule < 0.9:
            t = old[k] if old[k] >= 0 else weeks
            key[k] = t + 8.0 * noise * z
        else:
            key[k] = z
    by = np.argsort(key[:count])
    for m in range(count):
        order[m] = picked[by[m]]
    for m in range(count):
        i = order[m]
        for k in range(a.before_at[i], a.before_at[i + 1]):
            if s.start[a.before[k]] < 0:
                place(a, s, a.before[k])
        if s.start[i] < 0:
            place(a, s, i)
    for m in range(count):
        i = order[m]
        if s.start[i] < 0:
            for k in range(a.after_at[i], a.after_at[i + 1]):
                if s.start[a.after[k]] >= 0:
                    return False
    return True


@njit(cache=True, nogil=True)
def search(
    a, s, best, best_cost, groups, group_at, clusters, cluster_at, urge, guide, seed, steps, heat, most
):
    """
    Destroy and repair, `steps` times; worse plans are accepted by chance according to `heat`.

    The state is left at the last plan accepted; `best` (n,) is overwritten whenever a better one is met.
    Returns: cost of the best and of the last plan.
    """
    np.random.seed(seed)
    picked, order = np.empty(most, np.int32), np.empty(most, np.int32)
    old, key = np.empty(most, np.int32), np.empty(most, np.float64)
    now = total(a, s)
    for _ in range(steps):
        count = destroy(a, s, groups, group_at, clusters, cluster_at, picked, most)
        was = np.int64(0)
        for k in range(count):
            i = picked[k]
            old[k] = s.start[i]
            was += cost_of(a, s, i)
            if s.start[i] >= 0:
                take(a, s, i, s.start[i], -1)
        whole = repair(a, s, picked, count, old, urge, guide, key, order)
        new = np.int64(0)
        for k in range(count):
            new += cost_of(a, s, picked[k])
        if whole and new <= was - heat * np.log(1.0 - np.random.random()):
            now += new - was
            if now < best_cost:
                best_cost = now
                best[:] = s.start
        else:
            for k in range(count):
                if s.start[picked[k]] >= 0:
                    take(a, s, picked[k], s.start[picked[k]], -1)
            for k in range(count):
                if old[k] >= 0:
                    take(a, s, picked[k], old[k], 1)
    return best_cost, now
