from datetime import date
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.model.plan import Crews, Due, Instance, Limit, Payment, Removal, Supply, Work
from interdict.plan.arrays import arrays_of
from interdict.plan.bounds import Beside, _rows, bound_of, left_of
from interdict.plan.check import violations
from interdict.plan.classes import Prices, classes_of, lower_bound
from interdict.plan.generate import Shape, network
from interdict.plan.solve import Budget, plan_of, planned

WEEKS = 6


@st.composite
def tiny(draw) -> Instance:
    """Up to four removals over six weeks, small enough to try every plan."""
    removals = tuple(
        Removal(
            id=f"r{n}",
            kind="site",
            site=f"s{n}",
            region="R",
            weeks=(weeks := draw(st.integers(1, 2))),
            outage=(0,),
            weight=draw(st.integers(1, 9)),
            work=(Work(role="tower", days=(draw(st.integers(1, 4)),) * weeks),),
            payments=(Payment(amount=draw(st.integers(0, 5)), weeks=draw(st.integers(-2, 2))),),
            dues=(Due(order="o", week=draw(st.integers(1, WEEKS)), late=draw(st.integers(0, 9))),),
            after=(f"r{n - 1}",) if n and draw(st.booleans()) else (),
            vendor="v",
            units=1,
            cluster="c",
        )
        for n in range(draw(st.integers(1, 4)))
    )
    return Instance(
        name="tiny",
        first=date(2027, 1, 4),
        weeks=WEEKS,
        removals=removals,
        crews=(Crews(region="R", role="tower", days=tuple(draw(st.integers(0, 6)) for _ in range(WEEKS))),),
        clusters=(Limit(name="c", most=draw(st.integers(1, 2))),),
        supplies=(Supply(vendor="v", units=(draw(st.integers(0, 2)), 1, 2)),),
        period=2,
        budget=(draw(st.integers(0, 6)), draw(st.integers(6, 9)), 12),
        beyond=3,
    )


def optimum(instance: Instance) -> int:
    """The least cost of any plan that passes the checker, by trying all."""
    choices = [[-1, *range(WEEKS - one.weeks + 1)] for one in instance.removals]
    plans = (planned(instance, np.array(starts, np.int32)) for starts in product(*choices))
    return min(plan.cost for plan in plans if not violations(instance, plan))


@settings(max_examples=12, deadline=None)
@given(tiny())
def test_no_plan_costs_less_than_the_bound_and_the_search_keeps_every_rule(instance):
    best = optimum(instance)
    plan = plan_of(instance, seed=1, budget=Budget(steps=300, bounded=False))
    assert bound_of(arrays_of(instance), seconds=20).least <= best <= plan.cost
    assert violations(instance, plan) == ()


@settings(max_examples=12, deadline=None)
@given(tiny(), st.integers(0, 2**32 - 1))
def test_any_prices_prove_a_bound(instance, seed):
    a, draw = arrays_of(instance), np.random.default_rng(seed)
    prices = Prices(
        *(
            draw.normal(0, 3, shape)
            for shape in (a.capacity.shape, a.supply.shape, a.released.shape, (a.pools, WEEKS))
        )
    )
    proved = lower_bound(a, classes_of(a, _rows(a)), left_of(a), prices)
    assert proved <= optimum(instance) + 1e-6


def test_the_bound_of_a_made_up_network_lies_within_five_percent_of_a_plan():
    instance = network(Shape(sites=200), seed=1)
    plan = plan_of(instance, seed=1, budget=Budget(steps=5000))
    assert plan.bound is not None
    assert plan.bound <= plan.cost
    assert plan.gap < 0.05
    assert violations(instance, plan) == ()


def test_a_bound_that_is_stopped_leaves_no_process():
    beside = Beside(arrays_of(network(Shape(sites=200), seed=1)), seconds=60)
    assert beside.ready() is None
    beside.stop()
    assert beside.ready() is None
