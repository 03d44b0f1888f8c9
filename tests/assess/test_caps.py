"""Caps over the whole network: shares as bounds, each measure by itself, each step on its date."""

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.assess.caps import Weigher, counted_bounds, declared_bounds, with_shares
from interdict.law.cases import Supposed
from interdict.law.load import load_library
from interdict.model.caps import CapAnswer, CountedFrom, Measured, Units
from interdict.model.operator import Operator
from interdict.model.truth import Truth

LIBRARY = load_library()
UK = LIBRARY.orders["gb/uk-dvd-huawei-2022"]
DIRECTED = {"operator.uk_designated_vendor_direction": True}
STATIONS, TRAFFIC, PREMISES = (
    "base-stations-5g-access",
    "traffic-5g-access",
    "premises-full-fibre-access",
)


def caps(
    at: str = "2023-11-01",
    facts: dict[str, Any] | None = None,
    counted: dict[str, Any] | None = None,
    **measures: Measured,
) -> dict[str, CapAnswer]:
    operator = Operator(
        facts={**DIRECTED, **(facts or {})},
        measures={name.replace("_", "-"): one for name, one in measures.items()},
    )
    weigher = Weigher(
        LIBRARY,
        operator,
        counted or {},
        affiliation=Supposed({"hisilicon": {"huawei": "true"}, "murky": {"huawei": "unknown"}}),
        at=date.fromisoformat(at),
    )
    return {one.provision: one for one in weigher.caps([UK])}


@pytest.mark.parametrize(("premises", "met"), [(34, Truth.TRUE), (35, Truth.TRUE), (36, Truth.FALSE)])
def test_t30_a_share_of_34_is_kept_and_one_of_36_is_not(premises: float, met: Truth) -> None:
    declared = Measured(total=100, producers={"huawei": premises, "other": 100 - premises})
    found = caps(premises_full_fibre_access=declared)["UK-5"]
    assert (found.met, found.shares[0].text) == (met, f"{premises:.1f} %")
    assert (found.cap, found.due, found.begun) == (35, date(2023, 10, 31), True)


def test_each_measure_must_keep_the_cap() -> None:
    found = caps(
        traffic_5g_access=Measured(total=900, producers={"huawei": 300, "other": 600}),
        base_stations_5g_access=Measured(total=100, producers={"huawei": 40, "nokia": 60}),
    )["UK-4"]
    assert [share.kept(35) for share in found.shares] == [Truth.TRUE, Truth.FALSE]
    assert found.met is Truth.FALSE


def test_a_missing_measure_is_asked_for() -> None:
    found = caps(traffic_5g_access=Measured(total=900, producers={"huawei": 300, "other": 600}))["UK-4"]
    assert found.met is Truth.UNKNOWN
    assert found.shares[1].text == "not known"
    assert found.shares[1].missing == "How many 5G base stations are there, and how many of each producer?"


def test_a_share_that_the_profile_states_stands_for_every_measure() -> None:
    found = caps(facts={"operator.huawei_share_5g_access": 36})["UK-4"]
    assert (found.met, found.shares[0].source) == (Truth.FALSE, "profile")


def test_a_step_that_lies_ahead_is_shown_as_such() -> None:
    assert not caps(at="2023-01-01")["UK-5"].begun


def test_who_is_not_directed_has_no_cap() -> None:
    assert caps(facts={"operator.uk_designated_vendor_direction": False}) == {}
    operator = Operator(facts={})
    weigher = Weigher(LIBRARY, operator, {}, affiliation=Supposed({}), at=date(2026, 1, 1))
    assert {one.binds for one in weigher.caps([UK])} == {Truth.UNKNOWN}


def test_the_inventory_counts_where_the_profile_is_silent() -> None:
    counted = {
        STATIONS: [
            Units(sure=frozenset({"huawei"}), number=20),
            Units(sure=frozenset({"nokia"}), number=70),
            Units(sure=frozenset({""}), number=10),
        ]
    }
    share = caps(counted=counted)["UK-4"].shares[1]
    assert (share.least, share.most, share.source) == (20.0, 30.0, "counted from the records")
    assert share.kept(35) is Truth.TRUE


def is_named(producer: str) -> Truth:
    known = {"huawei": Truth.TRUE, "nokia": Truth.FALSE, "other": Truth.FALSE}
    return known.get(producer, Truth.UNKNOWN)


def test_what_the_profile_leaves_out_may_be_anybodys() -> None:
    assert declared_bounds(Measured(total=100, producers={"huawei": 30}), is_named) == (30.0, 100.0)
    assert declared_bounds(Measured(total=100, producers={"other": 80}), is_named) == (0.0, 20.0)
    assert declared_bounds(Measured(producers={"huawei": 30}), is_named) == (0.0, 100.0)


UNITS = st.builds(
    Units,
    sure=st.sets(st.sampled_from(["huawei", "nokia", ""]), max_size=2).map(frozenset),
    maybe=st.sets(st.sampled_from(["huawei", "nokia", ""]), max_size=2).map(frozenset),
    number=st.just(1.0),
).filter(lambda one: bool(one.sure or one.maybe))


def worlds(one: Units) -> list[tuple[bool, bool]]:
    """Every way in which a unit can really be: in scope or not, ours or not."""
    found = set()
    unnamed = sum("" in group for group in (one.sure, one.maybe))
    for counted in product((True, False), repeat=len(one.maybe)):
        inside = [*sorted(one.sure), *(m for m, yes in zip(sorted(one.maybe), counted, strict=True) if yes)]
        for who in product(("huawei", "nokia"), repeat=unnamed):
            answers = iter(who)
            makers = [maker or next(answers, "nokia") for maker in inside]
            found.add((bool(inside), "huawei" in makers))
    return sorted(found)


@settings(max_examples=200, deadline=None)
@given(st.lists(UNITS, min_size=1, max_size=4))
def test_the_bounds_hold_every_world_that_the_records_allow(units: list[Units]) -> None:
    least, most = counted_bounds(units, is_named)
    assert 0 <= least <= most <= 100
    for world in product(*(worlds(one) for one in units)):
        inside = [ours for counted, ours in world if counted]
        if inside:
            assert least - 1e-9 <= 100 * sum(inside) / len(inside) <= most + 1e-9


def test_devices_without_a_site_widen_the_bounds() -> None:
    sites = [Units(sure=frozenset({"huawei"}), number=1), Units(sure=frozenset({"nokia"}), number=3)]
    assert counted_bounds(sites, is_named) == (25.0, 25.0)
    lost = Units(sure=frozenset({"huawei"}), number=1, placed=False)
    assert counted_bounds([*sites, lost], is_named) == (25.0, 50.0)
    theirs = Units(sure=frozenset({"nokia"}), number=1, placed=False)
    assert counted_bounds([*sites, theirs], is_named) == (20.0, 25.0)


def test_an_unknown_number_leaves_everything_open() -> None:
    both = [Units(sure=frozenset({one})) for one in ("huawei", "nokia")]
    assert counted_bounds(both, is_named) == (0.0, 100.0)


@pytest.mark.parametrize(("named", "fact"), [(20, 30.0), (30, None), (40, 50.0)])
def test_a_declared_share_that_decides_becomes_the_operators_fact(named: int, fact: float | None) -> None:
    declared = Measured(total=100, producers={"huawei": named, "murky": 10, "other": 90 - named})
    found = caps(traffic_5g_access=declared, base_stations_5g_access=declared).values()
    told = with_shares(Operator(facts={}), found, [UK], LIBRARY)
    assert told.facts.get("operator.huawei_share_5g_access") == fact


def test_a_counted_share_is_shown_and_decides_no_device() -> None:
    counted = {name: [Units(sure=frozenset({"huawei"}), number=1)] for name in (STATIONS, TRAFFIC)}
    found = caps(counted=counted)["UK-4"]
    assert found.met is Truth.FALSE
    assert with_shares(Operator(facts={}), [found], [UK], LIBRARY).facts == {}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Measured(total=10, producers={"huawei": 11}), "more than the total of 10"),
        (lambda: Measured(total=-1), "negative"),
        (lambda: CountedFrom(unit="sites", roles=()), "names no roles"),
    ],
)
def test_figures_that_cannot_be_are_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()
