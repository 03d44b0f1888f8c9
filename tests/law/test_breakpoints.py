"""Values in one bucket decide alike."""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.law.breakpoints import breakpoints, bucket, facts_used
from interdict.law.cases import Supposed, read_cases
from interdict.law.decide import Decider
from interdict.law.load import load_library
from interdict.model.finding import Decision

LIBRARY = load_library()
ORDERS = tuple(LIBRARY.orders.values())
POINTS = breakpoints(ORDERS, LIBRARY)
CASES = [case for name in LIBRARY.orders for case in read_cases(LIBRARY, name)]
PROVISIONS = [provision for order in ORDERS for provision in order.provisions]


def outcome(decision: Decision) -> tuple[Any, ...]:
    """What a decision comes to, without the values that its reasons quote."""
    return decision.provision, decision.status, decision.effects, decision.exemption, decision.settles


def other_value(fact: str, value: Any, random: Random) -> Any:
    """Another value from the same bucket."""
    points, index = POINTS[fact], bucket(POINTS[fact], value)
    if isinstance(value, date):
        low = points[index - 1] if index else date(1990, 1, 1)
        high = points[index] if index < len(points) else date(2200, 1, 1)
        assert isinstance(low, date)
        assert isinstance(high, date)
        return low + timedelta(days=random.randrange((high - low).days))
    low = points[index - 1] if index else 0
    high = points[index] if index < len(points) else low * 2 + 101
    return random.uniform(low, high) if index else low  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_two_values_in_one_bucket_decide_alike(case: Any, random: Random) -> None:
    moved = {
        fact: other_value(fact, value, random) if fact in POINTS else value
        for fact, value in case.facts.items()
    }
    assert all(
        bucket(POINTS[fact], moved[fact]) == bucket(POINTS[fact], case.facts[fact])
        for fact in POINTS
        if fact in moved
    )
    decider = Decider(LIBRARY, at=case.at, affiliation=Supposed(case.relations))
    before = [outcome(one) for one in decider.decide_all(PROVISIONS, case.facts)]
    assert [outcome(one) for one in decider.decide_all(PROVISIONS, moved)] == before


def test_the_days_that_matter_are_there() -> None:
    assert date(2018, 8, 14) in POINTS["acquisition.date"]
    assert date(2026, 5, 22) in POINTS["acquisition.date"]
    assert date(2023, 2, 6) in POINTS["authorization.date"]
    assert len(POINTS["operator.huawei_share_full_fibre_access"]) == 1
    assert bucket(POINTS["operator.huawei_share_full_fibre_access"], 35) == 0
    assert bucket(POINTS["operator.huawei_share_full_fibre_access"], 35.1) == 1


def test_a_due_day_is_kept_as_it_is() -> None:
    assert "operator.reimbursement_term_end" not in POINTS


def test_days_of_sales_are_points_of_the_day_of_production() -> None:
    sold = date(2020, 11, 17)
    assert sold in breakpoints(ORDERS, LIBRARY, relation_days=[sold])["device.produced_on"]


def test_facts_used_follow_lists() -> None:
    used = facts_used([LIBRARY.orders["us/fcc-limit-2026"]], LIBRARY)
    assert {"operator.imports_or_markets_equipment", "device.purposes", "device.producer"} <= used
    assert "operator.uk_designated_vendor_direction" not in used
