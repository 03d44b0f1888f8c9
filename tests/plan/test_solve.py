import msgspec
import pytest

from interdict.plan.check import violations
from interdict.plan.generate import Shape, network
from interdict.plan.solve import Budget, Progress, plan_of

NETWORK = network(Shape(sites=80, weeks=104), seed=5)


def test_the_same_seed_and_steps_give_the_same_plan():
    plans = [plan_of(NETWORK, seed=4, budget=Budget(steps=1500)) for _ in range(2)]
    assert plans[0].placed == plans[1].placed
    assert plans[0].bound == plans[1].bound


def test_another_seed_gives_another_plan():
    one, other = (plan_of(NETWORK, seed=n, budget=Budget(steps=1500, bounded=False)) for n in (1, 2))
    assert one.placed != other.placed


def test_more_steps_are_never_worse_than_the_first_plan():
    first = plan_of(NETWORK, seed=1, budget=Budget(steps=0, bounded=False))
    later = plan_of(NETWORK, seed=1, budget=Budget(steps=3000, bounded=False))
    assert later.cost < first.cost


def test_a_search_goes_on_from_a_plan():
    first = plan_of(NETWORK, seed=1, budget=Budget(steps=3000, bounded=False))
    again = plan_of(NETWORK, seed=2, budget=Budget(steps=500, bounded=False), resume=first)
    assert again.cost <= first.cost
    assert violations(NETWORK, again) == ()


def test_ctrl_c_ends_the_search_with_the_best_plan_so_far():
    def stop(progress: Progress) -> None:
        if progress.steps >= 2000:
            raise KeyboardInterrupt

    plan = plan_of(NETWORK, seed=1, budget=Budget(seconds=60, bounded=False), told=stop)
    assert 2000 <= plan.iterations < 10_000
    assert "interrupted" in plan.method
    assert violations(NETWORK, plan) == ()


def test_settled_work_stays_where_it_is():
    plan = plan_of(NETWORK, seed=1, budget=Budget(steps=500, bounded=False))
    line = next(one for one in plan.placed if one.start is not None and one.start > 20)
    settled = msgspec.structs.replace(NETWORK, frozen=((line.removal, line.start),))
    again = plan_of(settled, seed=9, budget=Budget(steps=500, bounded=False))
    assert violations(settled, again) == ()


def test_without_removals_there_is_an_empty_plan():
    nothing = msgspec.structs.replace(NETWORK, removals=(), pairs=())
    plan = plan_of(nothing, seed=1, budget=Budget(seconds=0.1, bounded=False))
    assert (plan.placed, plan.cost) == ((), 0)


def test_what_runs_in_a_circle_is_refused():
    first, second, *rest = NETWORK.removals
    circle = (
        msgspec.structs.replace(first, after=(second.id,)),
        msgspec.structs.replace(second, after=(first.id,)),
        *rest,
    )
    with pytest.raises(ValueError, match="circle"):
        plan_of(msgspec.structs.replace(NETWORK, removals=circle), seed=1, budget=Budget(steps=1))
