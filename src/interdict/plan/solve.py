"""From an instance to a plan: a first one at once, better ones while it runs, and a bound on the best."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import msgspec
import numpy as np

from interdict.model.plan import Instance, Placed, Plan, Removal
from interdict.plan import kernels
from interdict.plan.arrays import UNPLANNED, Ints, arrays_of
from interdict.plan.bounds import Beside, Bound
from interdict.plan.greedy import generated, portfolio, state_of, urgency
from interdict.plan.kernels import State
from interdict.plan.price import Floats

MOST = 40
"""Removals taken out in one step, at most."""
STEPS = 1000
"""Steps between two looks at the clock."""


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """
    How long to search.

    With `steps`, the bound comes first and exactly as many steps follow: the same seed gives the same plan on
    every run. With `seconds` alone, how many steps fit in depends on the machine, and so does the plan.
    """

    seconds: float = 60.0
    steps: int | None = None
    bounded: bool = True
    """Whether a bound is worked out; without it the search has no relaxation to guide it either."""


class Progress(NamedTuple):
    """Where a search stands."""

    seconds: float
    steps: int
    cost: int
    bound: int | None


def plan_of(
    instance: Instance,
    *,
    seed: int,
    budget: Budget,
    resume: Plan | None = None,
    told: Callable[[Progress], None] = lambda _: None,
) -> Plan:
    """
    The best plan found within the budget; Ctrl-C ends the search early with the best so far.

    Args:
        instance: What is to be planned, well formed.
        seed: The same seed and steps give the same plan.
        budget: Seconds or steps.
        resume: A valid plan of this instance to go on from.
        told: Called when there is a first plan, and after every thousand steps.
    """
    search = _Search(instance, seed=seed, budget=budget, told=told)
    search.begin(resume)
    with search.bounding():
        search.run()
    return search.plan()


class _Search:
    """One search with its clock."""

    def __init__(
        self, instance: Instance, *, seed: int, budget: Budget, told: Callable[[Progress], None]
    ) -> None:
        self._begun = time.perf_counter()
        self._instance, self._seed, self._budget, self._told = instance, seed, budget, told
        self._a = arrays_of(instance)
        self._groups = _grouped(self._a.region)
        self._clusters = _grouped(self._a.cluster)
        self._urge = urgency(self._a)
        self._steps, self._method = 0, ""
        self._bound: int | None = None
        self._state: State
        self._beside: Beside | None = None
        self._pace = 0.0

    def begin(self, resume: Plan | None) -> None:
        """Take a first plan: the one given, or the best of the priority rules."""
        if resume is None:
            self._state, rule = portfolio(self._a)
            self._method = f"serial generation by {rule}"
        else:
            self._state = state_of(self._a, starts_of(self._instance, resume))
            self._method = "resumed"
        self._best = self._state.start.copy()
        self._cost = int(kernels.total(self._a, self._state))
        self._guide: Floats = np.where(self._best == UNPLANNED, self._instance.weeks, self._best).astype(
            float
        )
        self._tell()

    @contextmanager
    def bounding(self) -> Iterator[None]:
        """Work out the bound beside whatever happens in the block."""
        if self._budget.bounded:
            limit = 1e9 if self._budget.steps is not None else self._budget.seconds
            self._beside = Beside(self._a, seconds=limit)
        try:
            yield
        finally:
            if self._beside is not None:
                self._beside.stop()

    def run(self) -> None:
        """Search until the budget is used up, or somebody presses Ctrl-C."""
        try:
            if self._budget.steps is not None:
                self._look(wait=None)
            while (steps := self._next()) > 0:
                self._step(steps)
                self._look(wait=0.0)
                self._tell()
            if self._beside is not None and self._bound is None:
                self._look(wait=max(0.0, self._budget.seconds - self._elapsed()))
        except KeyboardInterrupt:
            self._method += ", interrupted"

    def _elapsed(self) -> float:
        return time.perf_counter() - self._begun

    def _tell(self) -> None:
        self._told(Progress(self._elapsed(), self._steps, self._cost, self._bound))

    def _next(self) -> int:
        """How many steps come next; 0 at the end. As many as about half a second, where the clock decides."""
        if len(self._a.duration) == 0:
            return 0
        if self._budget.steps is not None:
            return min(STEPS, self._budget.steps - self._steps)
        left = self._budget.seconds - self._elapsed()
        return min(STEPS, max(1, int(left * self._pace))) if left > 0 else 0

    def _share(self) -> float:
        """Share of the budget used, from 0 to 1."""
        if self._budget.steps is not None:
            return self._steps / max(1, self._budget.steps)
        return min(1.0, self._elapsed() / self._budget.seconds)

    def _heat(self) -> float:
        """
        How much worse a plan may become by chance: falls to nothing with the budget (simulated annealing).

        The fewer steps there are for each removal, the less is wasted on getting worse first.
        """
        a = self._a
        weight = float((a.cost[a.price, 1] - a.cost[a.price, 0]).mean())
        whole = self._budget.steps or self._pace * self._budget.seconds
        return float(weight * min(2.5, 0.02 * whole / len(a.duration)) * (1.0 - self._share()) ** 1.5)

    def _step(self, steps: int) -> None:
        begun = time.perf_counter()
        self._cost, _ = kernels.search(
            self._a,
            self._state,
            self._best,
            self._cost,
            *self._groups,
            *self._clusters,
            self._urge,
            self._guide,
            (self._seed * 1_000_003 + self._steps) % (1 << 32),
            steps,
            self._heat(),
            min(MOST, max(5, len(self._a.duration))),
        )
        self._steps += steps
        self._pace = steps / max(1e-6, time.perf_counter() - begun)

    def _look(self, *, wait: float | None) -> None:
        """Take the bound when it is there, and go on from the plan that it suggests if that is better."""
        if self._beside is None or self._bound is not None:
            return
        found = self._beside.ready(wait=wait)
        if found is not None:
            self._take(found)

    def _take(self, found: Bound) -> None:
        self._bound = found.least
        weight = self._a.cost[self._a.price, 1] - self._a.cost[self._a.price, 0]
        least = 1e-3 * max(
            1e-9, float(found.burden.mean())
        )  # what uses nothing scarce is urgent, not infinitely so
        self._guide, self._urge = found.guide, weight / np.maximum(found.burden, least)
        state = generated(self._a, np.argsort(self._guide, kind="stable").astype(np.int32))
        cost = int(kernels.total(self._a, state))
        now = int(kernels.total(self._a, self._state))
        if cost < now:
            self._state, self._method = state, "serial generation by the relaxation's starts"
        if cost < self._cost:
            self._cost, self._best = cost, state.start.copy()

    def plan(self) -> Plan:
        """The best plan met."""
        return planned(
            self._instance,
            self._best,
            bound=self._bound,
            seed=self._seed,
            seconds=self._elapsed(),
            steps=self._steps,
            method=f"{self._method}, destroy and repair" if self._steps else self._method,
        )


def _grouped(numbers: Ints) -> tuple[Ints, Ints]:
    """Members of each group one after the other, and where each begins; -1 is in none."""
    order = np.argsort(numbers, kind="stable").astype(np.int32)
    order = order[numbers[order] >= 0]
    size = int(numbers.max(initial=-1)) + 1
    at = np.zeros(size + 1, np.int32)
    np.cumsum(np.bincount(numbers[numbers >= 0], minlength=size), out=at[1:])
    return order, at


def starts_of(instance: Instance, plan: Plan) -> Ints:
    """(n,) start weeks in the instance's order; -1 where the plan leaves it out or does not know it."""
    known = {line.removal: line.start for line in plan.placed}
    starts = (known.get(one.id) for one in instance.removals)
    return np.fromiter((UNPLANNED if week is None else week for week in starts), np.int32)


def planned(
    instance: Instance,
    starts: Ints,
    *,
    bound: int | None = None,
    seed: int = 0,
    seconds: float = 0.0,
    steps: int = 0,
    method: str = "",
) -> Plan:
    """A plan as a value, with what it claims about each removal."""
    weeks: Mapping[str, int | None] = {
        one.id: None if start == UNPLANNED else int(start)
        for one, start in zip(instance.removals, starts, strict=True)
    }
    placed = tuple(_placed(instance, one, weeks[one.id]) for one in instance.removals)
    spent = sum(
        payment.amount for one in instance.removals if weeks[one.id] is not None for payment in one.payments
    )
    return Plan(
        instance=instance.name,
        placed=placed,
        cost=sum(line.cost for line in placed),
        spent=spent,
        bound=bound,
        seed=seed,
        seconds=round(seconds, 3),
        iterations=steps,
        method=method,
    )


def _placed(instance: Instance, one: Removal, start: int | None) -> Placed:
    finish = instance.weeks + instance.beyond if start is None else start + one.weeks
    late = [max(0, finish - due.week) for due in one.dues]
    cost = one.weight * finish + sum(due.late * weeks for due, weeks in zip(one.dues, late, strict=True))
    return Placed(removal=one.id, start=start, cost=cost, late=max(late, default=0))
