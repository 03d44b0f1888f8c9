"""The time-indexed linear programme over classes; the only use of highspy, in a process of its own (see `bounds`)."""

from collections.abc import Sequence
from typing import NamedTuple

import highspy
import numpy as np

from interdict.plan.arrays import Arrays, Ints
from interdict.plan.classes import Classes, Left, Prices
from interdict.plan.price import Floats


class Solved(NamedTuple):
    """Prices of the resources, and when the programme starts each class."""

    prices: Prices
    mean_start: Floats
    """(n,) mean start week of each removal's class; the horizon where it is left out"""


class _Columns(NamedTuple):
    """Columns of (class, start week), then one of `left out` for each class."""

    klass: Ints
    week: Ints


def columns_of(a: Arrays, classes: Classes) -> _Columns:
    """Every start week that the calendar and what comes before allow each class."""
    klass, week = list[Ints](), list[Ints]()
    for k, i in enumerate(classes.member):
        weeks = np.flatnonzero(a.open[a.calendar[i]]).astype(np.int32)
        weeks = weeks[weeks >= a.earliest[i]]
        klass.append(np.full(len(weeks), k, np.int32))
        week.append(weeks)
    return _Columns(klass=np.concatenate(klass), week=np.concatenate(week))


def solve(a: Arrays, classes: Classes, left: Left, *, seconds: float) -> Solved:
    """
    The programme's prices and mean starts, by the interior point method.

    The prices prove a bound by `classes.lower_bound`, so the solver's tolerances do not matter.
    """
    programme = _Programme(a, classes, left)
    return programme.run(seconds)


class _Programme:
    """Rows: classes, capacity (row, week), deliveries (vendor, period), money; columns as `_Columns`, money last."""

    def __init__(self, a: Arrays, classes: Classes, left: Left) -> None:
        self.a, self.classes, self.left = a, classes, left
        self.columns = columns_of(a, classes)
        self.weeks = a.capacity.shape[1]
        self.periods = len(a.released)
        self.k, self.size = len(classes.member), len(self.columns.week)
        self.scale = float(max(1, a.pay_sum.max(initial=1)))
        self.entries: list[tuple[Ints, Ints, Floats]] = []
        self._index_rows()
        self._fill()

    def _index_rows(self) -> None:
        kept = np.flatnonzero(self.classes.rows)
        self.capacity_row = np.full(len(self.classes.rows), -1, np.int64)
        self.capacity_row[kept] = self.k + np.arange(len(kept)) * self.weeks
        self.supply_row = self.k + len(kept) * self.weeks
        self.money_row = self.supply_row + self.a.supply.size
        self.rows = self.money_row + self.periods
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
        out = self.size + np.arange(self.k)
        self._add(np.arange(self.k), out, 1.0)
        state = self.size + self.k + np.arange(self.periods)
        self._add(self.money_row + np.arange(self.periods), state, 1.0)
        self._add(self.money_row + np.arange(1, self.periods), state[:-1], -1.0)

    def _add(self, rows: Ints, columns: Ints, value: float) -> None:
        self.entries.append((rows, columns, np.full(len(rows), value)))

    def _costs(self) -> Floats:
        a, member = self.a, self.classes.member
        finish = self.columns.week + a.duration[member][self.columns.klass]
        planned = a.cost[a.price[member][self.columns.klass], finish]
        return np.concatenate([planned, a.cost[a.price[member], -1], np.zeros(self.periods)]).astype(float)

    def _model(self) -> highspy.HighsLp:
        count = self.classes.count.astype(float)
        upper = np.concatenate([
            count,
            self.left.free[self.kept].astype(float).ravel(),
            self.left.stock.astype(float).ravel(),
            np.zeros(self.periods),
        ])
        lower = np.full(self.rows, -highspy.kHighsInf)
        lower[: self.k] = count
        lower[self.money_row :] = 0.0
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size + self.k + self.periods, self.rows
        model.col_cost_ = self._costs()
        model.col_lower_ = np.zeros(model.num_col_)
        top = np.full(model.num_col_, highspy.kHighsInf)
        top[-self.periods :] = self.left.money / self.scale
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

    def run(self, seconds: float) -> Solved:
        """Solve; where time runs out, whatever prices there are."""
        solver = highspy.Highs()
        for name, value in _OPTIONS:
            solver.setOptionValue(name, value)
        solver.setOptionValue("time_limit", float(seconds))
        solver.passModel(self._model())
        solver.run()
        found = solver.getSolution()
        return Solved(self._prices(found.row_dual), self._starts(found.col_value))

    def _prices(self, dual: Sequence[float]) -> Prices:
        y = np.array(dual) if len(dual) else np.zeros(self.rows)
        capacity = np.zeros(self.a.capacity.shape)
        capacity[self.kept] = np.maximum(0.0, -y[self.k : self.supply_row].reshape(len(self.kept), self.weeks))
        supply = np.maximum(0.0, -y[self.supply_row : self.money_row].reshape(self.a.supply.shape))
        tail = np.append(y[self.money_row :], 0.0) / self.scale
        return Prices(capacity=capacity, supply=supply, money=np.maximum(0.0, tail[:-1] - tail[1:]))

    def _starts(self, value: Sequence[float]) -> Floats:
        x = np.array(value)[: self.size + self.k] if len(value) else np.zeros(self.size + self.k)
        klass = np.append(self.columns.klass, np.arange(self.k))
        week = np.append(self.columns.week, np.full(self.k, self.weeks))
        mass = np.bincount(klass, x, minlength=self.k)
        mean = np.bincount(klass, x * week, minlength=self.k) / np.maximum(mass, 1e-9)
        return np.where(self.classes.of >= 0, mean[self.classes.of], self.a.fixed)


_OPTIONS: tuple[tuple[str, str | bool | int | float], ...] = (
    ("output_flag", False),
    ("solver", "ipm"),
    ("run_crossover", "off"),
    ("threads", 1),
)
