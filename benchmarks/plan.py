"""
Measure planning on made-up networks: greedy alone, our search, and CP-SAT from the same greedy plan.

    python benchmarks/plan.py --sites 200 2000 --seconds 60
    python benchmarks/plan.py --sites 20000 --seconds 300 --json

Each plan is checked by the independent checker. Gaps of all methods are against our bound, which the search
works out within its time. CP-SAT has a process of its own, since ortools and highspy clash; it runs after the
search, with two workers and as many seconds.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from interdict.model.plan import Instance, Plan
from interdict.plan.check import violations
from interdict.plan.generate import Shape, network
from interdict.plan.solve import Budget, Progress, plan_of, planned, starts_of

MARKS = (10.0, 60.0, 300.0, 600.0)
"""Seconds after which the cost is noted."""


class Notes:
    """What a search had reached at each mark."""

    def __init__(self) -> None:
        self.first: float | None = None
        self.bounded: float | None = None
        self.costs: dict[float, int] = {}

    def __call__(self, now: Progress) -> None:
        """Note the time of the first plan and of the bound, and the cost up to each mark."""
        if self.first is None:
            self.first = now.seconds
        if self.bounded is None and now.bound is not None:
            self.bounded = now.seconds
        for mark in MARKS:
            if now.seconds <= mark:
                self.costs[mark] = now.cost


def measured(sites: int, seconds: float, *, seed: int, cp_sat: bool) -> dict[str, Any]:
    """All methods on one network."""
    instance = network(Shape(sites=sites), seed=seed)
    greedy = plan_of(instance, seed=seed, budget=Budget(steps=0, bounded=False))
    notes = Notes()
    ours = plan_of(instance, seed=seed, budget=Budget(seconds=seconds), told=notes)
    found: dict[str, Any] = {
        "sites": sites,
        "removals": len(instance.removals),
        "bound": ours.bound,
        "bound_after": notes.bounded and round(notes.bounded, 1),
        "first_plan_after": notes.first and round(notes.first, 2),
        "steps": ours.iterations,
        "peak_mib": round(_peak(resource.RUSAGE_SELF)),
        "peak_bound_mib": round(_peak(resource.RUSAGE_CHILDREN)),
        "greedy": row(instance, greedy, ours.bound),
        "interdict": row(instance, ours, ours.bound),
        "gap_at": {
            f"{mark:.0f}": gap(cost, ours.bound) for mark, cost in notes.costs.items() if mark <= seconds
        },
    }
    if cp_sat:
        found["cp-sat"] = beside(instance, greedy, seconds, ours.bound)
    return found


def _peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def gap(cost: int, bound: int | None) -> float | None:
    """Share of the cost above the bound, in percent."""
    return None if bound is None else round(100 * (cost - bound) / cost, 3)


def row(instance: Instance, plan: Plan, bound: int | None) -> dict[str, Any]:
    """Cost, gap, time and what the checker says of one plan."""
    return {
        "cost": plan.cost,
        "gap": gap(plan.cost, bound),
        "seconds": round(plan.seconds, 1),
        "left_out": sum(line.start is None for line in plan.placed),
        "violations": len(violations(instance, plan)),
    }


def beside(instance: Instance, greedy: Plan, seconds: float, bound: int | None) -> dict[str, Any]:
    """CP-SAT from the greedy plan, in a process of its own."""
    from plan_cpsat import improved

    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        starts, own_bound = pool.apply(improved, (instance, starts_of(instance, greedy), seconds))
    if starts is None:
        return {
            "cost": None,
            "gap": None,
            "seconds": round(time.perf_counter() - begun, 1),
            "own_bound": own_bound,
        }
    plan = planned(instance, starts, seconds=time.perf_counter() - begun)
    return {**row(instance, plan, bound), "own_bound": own_bound}


def main() -> None:
    """Measure, and print a table or JSON."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--sites", type=int, nargs="+", default=[200, 2000])
    given.add_argument("--seconds", type=float, default=60.0)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--no-cp-sat", action="store_true")
    given.add_argument("--json", action="store_true")
    asked = given.parse_args()
    found = [measured(n, asked.seconds, seed=asked.seed, cp_sat=not asked.no_cp_sat) for n in asked.sites]
    if asked.json:
        print(json.dumps(found, indent=2))
        return
    for one in found:
        print(
            f"{one['sites']} sites, {one['removals']} removals: first plan {one['first_plan_after']} s, ",
            end="",
        )
        print(f"bound {one['bound']} after {one['bound_after']} s; gap by second {one['gap_at']}; ", end="")
        print(f"{one['peak_mib']} MiB, bound {one['peak_bound_mib']} MiB")
        for name in ("greedy", "interdict", "cp-sat"):
            if name in one:
                print(f"  {name:10}", *(f"{key} {value}" for key, value in one[name].items()))


if __name__ == "__main__":
    main()
