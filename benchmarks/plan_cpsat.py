"""The whole planning problem as one CP-SAT interval model: what our search is measured beside."""

from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from interdict.model.plan import Instance
from interdict.plan.arrays import Arrays, Ints, arrays_of

WORKERS = 2


def improved(instance: Instance, starts: Ints, seconds: float) -> tuple[Ints | None, float]:
    """Start weeks that CP-SAT makes of a first plan, -1 where left out, or none; and its own lower bound."""
    a = arrays_of(instance)
    model = cp_model.CpModel()
    start, done, firsts = _variables(model, a)
    _resources(model, a, start, done)
    _order(model, a, start, done)
    hint = [int(week) if week >= 0 else first for week, first in zip(starts, firsts, strict=True)]
    _supplies_and_money(model, a, start, done, hint)
    model.minimize(sum(_cost(model, a, i, start[i], done[i], hint[i]) for i in range(len(start))))
    for i, week in enumerate(starts):
        model.add_hint(done[i], int(week >= 0))
        model.add_hint(start[i], hint[i])
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, solver.best_objective_bound
    weeks = [solver.value(start[i]) if solver.value(done[i]) else -1 for i in range(len(start))]
    return np.array(weeks, np.int32), solver.best_objective_bound


def _variables(model: Any, a: Arrays) -> tuple[list[Any], list[Any], list[int]]:
    start, done, firsts = [], [], []
    for i in range(len(a.duration)):
        weeks = np.flatnonzero(a.open[a.calendar[i]])
        weeks = [int(week) for week in weeks if week >= a.earliest[i]] or [0]
        firsts.append(weeks[0])
        start.append(model.new_int_var_from_domain(cp_model.Domain.from_values(weeks), ""))
        done.append(model.new_bool_var(""))
        if not a.open[a.calendar[i], weeks[0]]:
            model.add(done[i] == 0)
    return start, done, firsts


def _resources(model: Any, a: Arrays, start: list[Any], done: list[Any]) -> None:
    """A cumulative for each row; where capacity varies, fixed intervals take the difference to its most."""
    by_row: dict[int, tuple[list[Any], list[int]]] = {}
    for i in range(len(start)):
        for k in range(a.use_at[i], a.use_at[i + 1]):
            intervals, amounts = by_row.setdefault(int(a.use_row[k]), ([], []))
            begin = start[i] + int(a.use_offset[k])
            intervals.append(model.new_optional_fixed_size_interval_var(begin, 1, done[i], ""))
            amounts.append(int(a.use_amount[k]))
    for row, (intervals, amounts) in by_row.items():
        most = int(a.capacity[row].max())
        for week in np.flatnonzero(a.capacity[row] < most):
            intervals.append(model.new_fixed_size_interval_var(int(week), 1, ""))
            amounts.append(most - int(a.capacity[row, week]))
        model.add_cumulative(intervals, amounts, most)


def _order(model: Any, a: Arrays, start: list[Any], done: list[Any]) -> None:
    for i in range(len(start)):
        for k in range(a.before_at[i], a.before_at[i + 1]):
            j = int(a.before[k])
            model.add_implication(done[i], done[j])
            model.add(start[j] + int(a.duration[j]) <= start[i]).only_enforce_if(done[i])


def _looked_up(model: Any, start: Any, table: list[int], hint: int) -> Any:
    """A variable that is `table[start]`, with the hint that goes with the first plan."""
    found = model.new_int_var(min(table), max(table), "")
    model.add_element(start, table, found)
    model.add_hint(found, table[hint])
    return found


def _periods(a: Arrays, offset: int) -> list[int]:
    """Budget period by start week of what happens some weeks from the start, kept within the horizon."""
    last = a.capacity.shape[1] - 1
    return [min(max(0, week + offset), last) // a.period for week in range(last + 1)]


def _supplies_and_money(model: Any, a: Arrays, start: list[Any], done: list[Any], hint: list[int]) -> None:
    """Deliveries as a cumulative over periods; money as a reservoir."""
    by_vendor: dict[int, tuple[list[Any], list[int]]] = {}
    times, changes, active = [], [], []
    for i in range(len(start)):
        if a.vendor[i] >= 0:
            period = _looked_up(model, start[i], _periods(a, -int(a.delivered[i])), hint[i])
            intervals, units = by_vendor.setdefault(int(a.vendor[i]), ([], []))
            intervals.append(model.new_optional_fixed_size_interval_var(period, 1, done[i], ""))
            units.append(int(a.units[i]))
        before = 0
        for k in range(a.pay_at[i], a.pay_at[i + 1]):
            times.append(_looked_up(model, start[i], _periods(a, int(a.pay_offset[k])), hint[i]))
            changes.append(-int(a.pay_sum[k] - before))
            active.append(done[i])
            before = int(a.pay_sum[k])
    for vendor, (intervals, units) in by_vendor.items():
        model.add_cumulative(intervals, units, int(a.supply[vendor].max()))
    for period, amount in enumerate(np.diff(a.released, prepend=0)):
        times.append(period)
        changes.append(int(amount))
        active.append(1)
    model.add_reservoir_constraint_with_active(times, changes, active, 0, 1 << 50)


def _cost(model: Any, a: Arrays, i: int, start: Any, done: Any, hint: int) -> Any:
    """At least the cost of the start week, or that of being left out."""
    table = [int(value) for value in a.cost[a.price[i]]]
    weeks, length = a.capacity.shape[1], int(a.duration[i])
    planned = _looked_up(model, start, [table[min(week + length, weeks)] for week in range(weeks)], hint)
    cost = model.new_int_var(0, table[-1], "")
    model.add(cost >= planned).only_enforce_if(done)
    model.add(cost >= table[-1]).only_enforce_if(~done)
    return cost
