"""Counting what network-wide caps are measured in."""

import pytest
from tests.bulk.made import asset

from interdict.bulk.caps import count_measures
from interdict.law.load import load_library
from interdict.model.caps import Units

MEASURES = load_library().vocabulary.measures


@pytest.fixture
def counted(take):
    """The units of one measure in some asset rows."""

    def units(measure, *assets):
        inventory = take(list(assets))
        return set(count_measures(inventory.engine, inventory, {measure: MEASURES[measure]})[measure])

    return units


def station(key, maker, generation="5G", **said):
    model = {"Huawei": "BTS3900", "Nokia": "Flexi Multiradio"}[maker]
    return asset(
        key,
        manufacturer=maker,
        model=model,
        deviceRole="base station",
        **({"radioGeneration": generation} if generation else {}),
        **said,
    )


def one(*makers, number=1, maybe=(), placed=True):
    return Units(sure=frozenset(makers), maybe=frozenset(maybe), number=number, placed=placed)


def test_base_stations_count_by_producer(counted):
    found = counted(
        "base-stations-5g-access",
        station("1", "Huawei"),
        station("2", "Huawei"),
        station("3", "Nokia", "4G, 5G"),
        station("4", "Nokia", "LTE"),
        station("5", "Nokia", status="retired"),
    )
    assert found == {one("huawei", number=2), one("nokia")}


def test_a_radio_of_unknown_generation_may_count(counted):
    assert counted("base-stations-5g-access", station("1", "Nokia", "")) == {one(maybe=["nokia"])}


def test_sites_count_once_by_everything_that_stands_there(counted):
    found = counted(
        "sites-5g-access",
        station("1", "Huawei", site="A"),
        station("2", "Nokia", site="A"),
        station("3", "Nokia", site="B"),
        station("4", "Nokia", "", site="B"),
        station("5", "Nokia"),
    )
    assert found == {
        one("huawei", "nokia"),
        one("nokia", maybe=["nokia"]),
        one("nokia", placed=False),
    }


def test_premises_are_summed_and_a_missing_number_is_said(counted):
    def olt(key, **said):
        return asset(key, manufacturer="Huawei", model="MA5800-X17", **said)

    found = counted(
        "premises-full-fibre-access",
        olt("1", fullFibrePremises="1,200"),
        olt("2", fullFibrePremises="300"),
        olt("3"),
        olt("4", fullFibrePremises="many"),
    )
    assert found == {one("huawei", number=1500.0), one("huawei", number=None)}


def test_an_inventory_without_such_devices_counts_nothing(counted):
    assert counted("sites-5g-access", asset("1", manufacturer="Cisco", model="ASR 9000")) == set()
