"""Values in one bucket decide alike."""

from datetime import date, timedelta
from math import inf, nextafter
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.core.when import Interval
from interdict.law.breakpoints import breakpoints, bucket, facts_used, leaves
from interdict.law.cases import Supposed, read_cases
from interdict.law.decide import Decider
from interdict.law.load import load_library
from interdict.model.finding import Decision
from interdict.model.order import (
    AllOf,
    AnyOf,
    Comparison,
    Confidence,
    Delay,
    DueRule,
    During,
    FactTest,
    NotOf,
    OnList,
    ProducedBy,
)

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


def law(*provisions):
    """An order of provisions that bind everybody and reach what is given, with effects or without."""
    base = LIBRARY.orders["us/47-cfr-54-9"]
    made = (
        msgspec.structs.replace(
            base.provisions[0], id=str(n), binds=AllOf(of=()), reaches=reaches, effects=effects, exemptions=()
        )
        for n, (reaches, effects) in enumerate(provisions)
    )
    return msgspec.structs.replace(base, provisions=tuple(made))


def due(**rule):
    effect = LIBRARY.orders["us/47-cfr-54-9"].provisions[0].effects[0]
    return (msgspec.structs.replace(effect, due=DueRule(**rule)),)


def bought(day, comparison=Comparison.BEFORE):
    return FactTest(fact="acquisition.date", comparison=comparison, value=day, claim="bought")


def points(*provisions, **options):
    found = breakpoints([law(*provisions)], LIBRARY, **options)
    return {fact: [*map(str, values)] for fact, values in found.items()}


YEARS = [f"{year}-01-01" for year in range(2000, 2101)]
MAKER = ProducedBy(named=("huawei",), test="control", claim="made by Huawei")
NOTHING = AllOf(of=())


def test_the_points_of_all_provisions_count():
    one, other = (bought(date(2020, 5, 1)), ()), (bought(date(2021, 5, 1)), ())
    assert points(one, other) == {"acquisition.date": ["2020-05-01", "2021-05-01"]}
    assert points((AnyOf(of=(one[0], other[0])), ())) == points(one, other)


def test_ownership_turns_on_new_years_and_on_its_own_days():
    found = points((AllOf(of=(bought(date(2020, 5, 1)), MAKER)), ()), relation_days=[date(2022, 2, 2)])
    assert found["acquisition.date"] == sorted([*YEARS, "2020-05-01"])
    assert found["device.produced_on"] == ["2022-02-02"]
    test = FactTest(
        fact="device.produced_on", comparison=Comparison.BEFORE, value=date(2020, 5, 1), claim="old"
    )
    found = points((AllOf(of=(test, MAKER)), ()), relation_days=[date(2022, 2, 2)])
    assert found["device.produced_on"] == ["2020-05-01", "2022-02-02"]


@pytest.mark.parametrize(
    ("counts", "first_day"), [(None, "-01-01"), ((12, 31), "-01-01"), ((6, 30), "-07-01")]
)
def test_a_yearly_count_turns_on_the_day_after_it(counts, first_day):
    yearly = due(yearly=(3, 31), counts=counts, counted_by="acquisition.date")
    expected = [f"{year}{first_day}" for year in range(2000, 2101)]
    assert points((NOTHING, yearly)) == {"acquisition.date": expected}
    with_test = points((bought(date(2020, 5, 1)), yearly))
    assert with_test == {"acquisition.date": sorted([*expected, "2020-05-01"])}


def test_a_fact_of_which_every_day_matters_has_points_only_where_they_are_asked_for():
    counted = due(after="acquisition.date", count=3)
    rule, other = (bought(date(2020, 5, 1)), counted), (NOTHING, due(fact="authorization.date"))
    assert points(rule, other) == {}
    assert points(rule, other, exact=True) == {"acquisition.date": ["2020-05-01"]}
    assert facts_used([law(rule, other)], LIBRARY) == {"acquisition.date", "authorization.date"}


def test_the_facts_that_a_law_uses_are_those_of_tests_lists_makers_and_due_days():
    listed = OnList(
        list="no/list", through="device.module_producers", after=(Delay(days=1),), claim="on a list"
    )
    during = During(periods=(), claim="in time")
    rule = (AllOf(of=(MAKER, NotOf(of=listed), during)), due(fact="authorization.date"))
    assert facts_used([law(rule)], LIBRARY) == {
        "device.producer",
        "device.produced_on",
        "acquisition.date",
        "device.module_producers",
        "authorization.date",
    }


@pytest.mark.parametrize(
    ("delay", "expected"),
    [
        (Delay(days=60, fact="acquisition.date"), ["2022-05-24"]),
        (
            Delay(days=60, fact="acquisition.date", confidence=Confidence.DERIVED, certain_from=90),
            ["2022-03-25", "2022-05-24", "2022-06-23"],
        ),
    ],
)
def test_a_count_of_days_after_a_listing_turns_on_its_ends(delay, expected):
    added = Interval(date(2022, 1, 1), date(2022, 4, 1))
    listed = OnList(list="us/fcc-covered-list", added=added, after=(delay,), claim="listed")
    found = points((AllOf(of=(bought(date(2020, 5, 1)), listed)), ()))["acquisition.date"]
    assert [day for day in found if not day.endswith("-01-01")] == ["2020-05-01", *expected]


@pytest.mark.parametrize(
    ("fact", "value", "first_above"),
    [("operator.customers", 5, 6), ("operator.huawei_share_5g_access", 35, nextafter(35, inf))],
)
def test_a_whole_number_turns_at_the_next_one_and_a_share_just_above(fact, value, first_above):
    test = FactTest(fact=fact, comparison=Comparison.MORE_THAN, value=value, claim="more")
    assert breakpoints([law((test, ()))], LIBRARY) == {fact: (first_above,)}


def test_leaves_behind_lists_are_followed_only_where_asked():
    listed = NotOf(of=OnList(list="us/fcc-covered-list", claim="listed"))
    (provision,) = law((listed, ())).provisions
    assert [*leaves(provision, LIBRARY, follow_lists=False)] == [listed.of]
    assert len([*leaves(provision, LIBRARY)]) > 10
