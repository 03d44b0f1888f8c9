"""The time-indexed linear programme over classes; only use of highspy, in a process of its own (`bounds`)."""

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import highspy
import numpy as np
from numpy.typing import NDArray

from interdict.plan.arrays import Arrays, Bools, Ints
from interdict.plan.classes import Classes, Left, Prices, lower_bound
from interdict.plan.price import Floats, charges

Indices = NDArray[np.integer[Any]]


class Solved(NamedTuple):
    """Prices of the resources, and when the programme starts each removal."""

    prices: Prices
    start: Floats
    """(n,) start week of each removal as the programme spreads its class; the horizon where left out"""
    value: float
    """What the programme costs with the columns it had."""
    least: float
    """What the prices prove of all columns: the bound."""


WHOLE = 12_000
"""Up to so many columns, all are there from the start."""
THIN = 6
"""Otherwise one week in so many, to begin with."""
CLOSE = 2e-4
"""It ends when the bound is this near to the programme's value."""


class _Columns(NamedTuple):
    """Columns of (class, start week), then one of `left out` for each class."""

    klass: Ints
    week: Ints


def solve(a: Arrays, classes: Classes, left: Left, *, seconds: float) -> Solved:
    """
    The programme's prices and starts, by column generation over interior point solutions.

    Columns are start weeks of a class. It begins with few and adds those that the prices make attractive,
    until the bound that the prices prove is as good as the programme's value, or time is up. Every round's
    prices prove a bound, so neither the solver's tolerances nor columns left out matter to its truth.

    Sources: Lübbecke & Desrosiers (2005), Operations Research 53(6).
    """
    end = time.perf_counter() + seconds
    allowed = allowed_starts(a, classes)
    active = allowed if allowed.sum() <= WHOLE else _thinned(allowed)
    best: Solved | None = None
    while True:
        solved = _Programme(a, classes, left, active).run(max(1.0, end - time.perf_counter()))
        if best is None or solved.least > best.least:
            best = solved
        charged = _charged(a, classes, solved.prices, allowed)
        held = np.where(active, charged, np.inf).min(1, initial=np.inf)
        wanted = (
            allowed & ~active & (charged < np.minimum(held, a.cost[a.price[classes.member], -1])[:, None])
        )
        near = solved.value - best.least <= CLOSE * abs(solved.value)
        if near or not wanted.any() or time.perf_counter() > end:
            return best
        active = active | wanted


def allowed_starts(a: Arrays, classes: Classes) -> Bools:
    """(k, w) start weeks that the calendar and what comes before allow each class."""
    weeks = np.arange(a.capacity.shape[1])
    found: Bools = a.open[a.calendar[classes.member]] & (weeks >= a.earliest[classes.member][:, None])
    return found


def _thinned(allowed: Bools) -> Bools:
    """One week in several, another for each class, so that together they meet all; each class's first too."""
    number, week = np.indices(allowed.shape)
    first = week == allowed.argmax(1)[:, None]
    found: Bools = allowed & ((week % THIN == number % THIN) | first)
    return found


def _charged(a: Arrays, classes: Classes, prices: Prices, allowed: Bools) -> Floats:
    """(k, w) cost with charges of each start; infinite where it is not allowed."""
    found: Floats = charges(a, classes.member, prices.capacity, prices.supply, *prices.tails())
    return np.where(allowed, found, np.inf)


class _Programme:
    """Rows: classes, capacity by week, deliveries by period, money; columns as `_Columns`, money last."""

    def __init__(self, a: Arrays, classes: Classes, left: Left, active: Bools) -> None:
        self.a, self.classes, self.left = a, classes, left
        self.columns = _Columns(*(part.astype(np.int32) for part in np.nonzero(active)))
        self.weeks = a.capacity.shape[1]
        self.periods = len(a.released)
        self.k, self.size = len(classes.member), len(self.columns.week)
        self.scale = float(max(1, a.pay_sum.max(initial=1)))
        self.entries: list[tuple[Indices, Indices, Floats]] = []
        self._index_rows()
        self._fill()

    def _index_rows(self) -> None:
        kept = np.flatnonzero(self.classes.rows)
        self.capacity_row = np.full(len(self.classes.rows), -1, np.int64)
        self.capacity_row[kept] = self.k + np.arange(len(kept)) * self.weeks
        self.supply_row = self.k + len(kept) * self.weeks
        self.money_row = self.supply_row + self.a.supply.size
        self.pool_row = self.money_row + self.periods
        self.rows = self.pool_row + self.a.pools * self.weeks
        self.kept = kept

    def _fill(self) -> None:
        a, begin = self.a, np.searchsorted(self.columns.klass, np.arange(self.k + 1))
        for k, i in enumerate(self.classes.member):
            place = np.arange(begin[k], begin[k + 1])
            week = self.columns.week[place]
            self._add(np.full(len(place), k), place, 1.0)
            for u in range(a.use_at[i], a.use_at[i + 1]):
                base = self.capacity_row[a.use_row[u]]
                if base >= 0:
                    self._add(base + week + a.use_offset[u], place, float(a.use_amount[u]))
            if a.vendor[i] >= 0:
                period = np.maximum(0, week - a.delivered[i]) // a.period
                self._add(self.supply_row + a.vendor[i] * self.periods + period, place, float(a.units[i]))
            before = 0
            for u in range(a.pay_at[i], a.pay_at[i + 1]):
                period = np.clip(week + a.pay_offset[u], 0, self.weeks - 1) // a.period
                self._add(self.money_row + period, place, -float(a.pay_sum[u] - before) / self.scale)
                before = a.pay_sum[u]
            self._fill_pools(i, week, place)
        self._fill_states()

    def _fill_pools(self, i: int, week: Indices, place: Indices) -> None:
        a = self.a
        for u in range(a.pool_at[i], a.pool_at[i + 1]):
            at = week + a.pool_week[u]
            inside = at < self.weeks
            rows = self.pool_row + a.pool[u] * self.weeks + at
            self._add(rows[inside], place[inside], float(a.pool_amount[u]))

    def _fill_states(self) -> None:
        """What is left out, money spent so far, and what is open in each pool, carried from week to week."""
        out = self.size + np.arange(self.k)
        self._add(np.arange(self.k), out, 1.0)
        state = self.size + self.k + np.arange(self.periods)
        self._add(self.money_row + np.arange(self.periods), state, 1.0)
        self._add(self.money_row + np.arange(1, self.periods), state[:-1], -1.0)
        open_ = np.arange(self.a.pools * self.weeks)
        later = open_[open_ % self.weeks > 0]
        base = self.size + self.k + self.periods
        self._add(self.pool_row + open_, base + open_, 1.0)
        self._add(self.pool_row + later, base + later - 1, -1.0)

    def _add(self, rows: Indices, columns: Indices, value: float) -> None:
        self.entries.append((rows, columns, np.full(len(rows), value)))

    @property
    def _states(self) -> int:
        """Columns and rows of money and pools."""
        return int(self.periods + self.a.pools * self.weeks)

    def _costs(self) -> Floats:
        a, member = self.a, self.classes.member
        finish = self.columns.week + a.duration[member][self.columns.klass]
        planned = a.cost[a.price[member][self.columns.klass], finish]
        return np.concatenate([planned, a.cost[a.price[member], -1], np.zeros(self._states)]).astype(float)

    def _model(self) -> highspy.HighsLp:
        count = self.classes.size.astype(float)
        upper = np.concatenate(
            [
                count,
                self.left.free[self.kept].astype(float).ravel(),
                self.left.stock.astype(float).ravel(),
                np.zeros(self._states),
            ]
        )
        lower = np.full(self.rows, -highspy.kHighsInf)
        lower[: self.k] = count
        lower[self.money_row :] = 0.0
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size + self.k + self._states, self.rows
        model.col_cost_ = self._costs()
        model.col_lower_ = np.zeros(model.num_col_)
        top = np.full(model.num_col_, highspy.kHighsInf)
        money = self.size + self.k
        top[money : money + self.periods] = self.left.money / self.scale
        model.col_upper_ = top
        model.row_lower_, model.row_upper_ = lower, upper
        rows, columns, values = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        order = np.argsort(columns, kind="stable")
        at = np.zeros(model.num_col_ + 1, np.int32)
        np.cumsum(np.bincount(columns, minlength=model.num_col_), out=at[1:])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = at
        model.a_matrix_.index_ = rows[order].astype(np.int32)
        model.a_matrix_.value_ = values[order]
        return model

    def run(self, seconds: float, every: int = 1) -> Solved:
        """Solve; where time runs out, whatever prices there are."""
        solver = highspy.Highs()
        for name, value in _OPTIONS:
            solver.setOptionValue(name, value)
        solver.setOptionValue("time_limit", float(seconds))
        solver.passModel(self._model())
        solver.run()
        found = solver.getSolution()
        prices = self._prices(found.row_dual)
        return Solved(
            prices=prices,
            start=self._starts(found.col_value),
            value=solver.getInfo().objective_function_value if len(found.col_value) else np.inf,
            least=lower_bound(self.a, self.classes, self.left, prices),
        )

    def _prices(self, dual: Sequence[float]) -> Prices:
        y = np.array(dual) if len(dual) else np.zeros(self.rows)
        capacity = np.zeros(self.a.capacity.shape)
        capacity[self.kept] = np.maximum(
            0.0, -y[self.k : self.supply_row].reshape(len(self.kept), self.weeks)
        )
        supply = np.maximum(0.0, -y[self.supply_row : self.money_row].reshape(self.a.supply.shape))
        tail = np.append(y[self.money_row : self.pool_row], 0.0) / self.scale
        pools = np.zeros((self.a.pools, self.weeks + 1))
        pools[:, :-1] = -y[self.pool_row :].reshape(self.a.pools, self.weeks)
        return Prices(
            capacity=capacity,
            supply=supply,
            money=np.maximum(0.0, tail[:-1] - tail[1:]),
            opening=np.maximum(0.0, pools[:, :-1] - pools[:, 1:]),
        )

    def _starts(self, value: Sequence[float]) -> Floats:
        """Members of a class one after the other, spread over weeks as the programme spreads the class."""
        x = np.array(value)[: self.size + self.k] if len(value) else np.zeros(self.size + self.k)
        begin = np.searchsorted(self.columns.klass, np.arange(self.k + 1))
        found = self.a.fixed.astype(float)
        members = np.lexsort((spread(self.a.cluster), self.classes.of))
        ends = np.searchsorted(self.classes.of[members], np.arange(self.k + 1))
        for k in range(self.k):
            weeks = np.append(self.columns.week[begin[k] : begin[k + 1]], self.weeks)
            done = np.cumsum(x[begin[k] : begin[k + 1]])
            place = np.searchsorted(done, np.arange(self.classes.size[k]) + 0.5)
            found[members[ends[k] : ends[k + 1]]] = weeks[place]
        return found


_OPTIONS: tuple[tuple[str, str | bool | int | float], ...] = (
    ("output_flag", False),
    ("log_to_console", False),
    ("solver", "ipm"),
    ("run_crossover", "off"),
    ("threads", 1),
)


def spread(cluster: Ints) -> Ints:
    """(n,) each removal's rank within its cluster, so that an order by it takes from all clusters in turn."""
    order = np.argsort(cluster, kind="stable")
    first = np.searchsorted(cluster[order], cluster[order])
    rank = np.empty(len(cluster), np.int32)
    rank[order] = np.arange(len(cluster)) - first
    return rank
