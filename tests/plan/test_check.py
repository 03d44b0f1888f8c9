import msgspec
import pytest

from interdict.model.plan import Placed, Plan
from interdict.plan.check import violations
from interdict.plan.generate import Shape, network
from interdict.plan.solve import Budget, plan_of, planned, starts_of

NETWORK = network(Shape(sites=60, weeks=104), seed=3)
PLAN = plan_of(NETWORK, seed=1, budget=Budget(steps=200, bounded=False))
KNOWN = {one.id: one for one in NETWORK.removals}


def moved(**weeks: int | None) -> Plan:
    """The plan with some removals at other weeks, its figures claimed rightly."""
    starts = starts_of(NETWORK, PLAN)
    for place, one in enumerate(NETWORK.removals):
        if one.id in weeks:
            week = weeks[one.id]
            starts[place] = -1 if week is None else week
    return planned(NETWORK, starts)


def rules(plan: Plan, instance=NETWORK) -> set[str]:
    return {one.rule for one in violations(instance, plan)}


def start_of(name: str) -> int:
    return next(line.start for line in PLAN.placed if line.removal == name)


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_that_the_search_makes_passes(seed):
    instance = network(Shape(sites=30 + 20 * seed, weeks=52 + 26 * seed), seed=seed)
    plan = plan_of(instance, seed=seed, budget=Budget(steps=300, bounded=False))
    assert violations(instance, plan) == ()


def test_a_removal_before_its_release_is_found():
    assert "release" in rules(moved(**{"site-000030": 2}))


def test_a_removal_in_a_frozen_week_is_found():
    assert "freeze" in rules(moved(**{"site-000007": 50}))


def test_a_mountain_site_in_winter_is_found():
    first, *rest = NETWORK.removals
    high = msgspec.structs.replace(NETWORK, removals=(msgspec.structs.replace(first, mountain=True), *rest))
    assert {one.rule for one in violations(high, moved(**{first.id: 40}))} >= {"winter"}


def test_work_outside_the_horizon_is_found():
    assert "horizon" in rules(moved(**{"site-000007": 104}))
    assert "horizon" in rules(moved(**{"site-000007": 0}))


def test_a_site_before_its_hub_is_found():
    site = next(one for one in NETWORK.removals if any(name.startswith("hub") for name in one.after))
    hub = next(name for name in site.after if name.startswith("hub"))
    assert "precedence" in rules(moved(**{site.id: start_of(hub)}))


def test_a_site_whose_hub_is_left_out_is_found():
    site = next(one for one in NETWORK.removals if any(name.startswith("hub") for name in one.after))
    hub = next(name for name in site.after if name.startswith("hub"))
    assert "precedence" in rules(moved(**{hub: None}))


def test_the_old_core_out_before_the_last_site_is_found():
    assert "precedence" in rules(moved(**{"core-old": 10}))


def test_everything_in_one_week_breaks_crews_clusters_regions_supplies_and_cash():
    everything = {one.id: 60 for one in NETWORK.removals}
    assert {"crew", "cluster", "region", "supply", "cash", "pair", "hub", "precedence"} <= rules(
        moved(**everything)
    )


def test_two_cuts_of_a_ring_at_once_are_found():
    on_ring = [one.id for one in NETWORK.removals if one.rings]
    assert "ring" in rules(moved(**{on_ring[0]: 40, on_ring[1]: 40}))


def test_settled_work_that_moved_is_found():
    settled = msgspec.structs.replace(NETWORK, frozen=(("site-000007", start_of("site-000007") + 1),))
    assert rules(PLAN, settled) == {"frozen"}


def test_a_removal_twice_missing_or_unknown_is_found():
    twice = msgspec.structs.replace(PLAN, placed=(*PLAN.placed, PLAN.placed[0]))
    missing = msgspec.structs.replace(PLAN, placed=PLAN.placed[1:])
    stranger = Placed(removal="nobody", start=1, cost=0, late=0)
    unknown = msgspec.structs.replace(PLAN, placed=(*PLAN.placed, stranger))
    assert "lines" in rules(twice)
    assert "lines" in rules(missing)
    assert rules(unknown) == {"known"}


@pytest.mark.parametrize("field", ["cost", "spent"])
def test_a_sum_claimed_wrongly_is_found(field):
    assert rules(msgspec.structs.replace(PLAN, **{field: getattr(PLAN, field) - 1})) == {"figures"}


@pytest.mark.parametrize("field", ["cost", "late"])
def test_a_line_claimed_wrongly_is_found(field):
    first = msgspec.structs.replace(PLAN.placed[0], **{field: getattr(PLAN.placed[0], field) + 1})
    assert rules(msgspec.structs.replace(PLAN, placed=(first, *PLAN.placed[1:]))) == {"figures"}


def test_a_bound_above_the_cost_is_found():
    assert rules(msgspec.structs.replace(PLAN, bound=PLAN.cost + 1)) == {"figures"}


def test_a_plan_of_another_instance_is_found():
    assert "instance" in rules(msgspec.structs.replace(PLAN, instance="other"))
