"""Producers, abilities, the management plane and the course of removal."""

from datetime import date
from pathlib import Path

from tests.exposure.network import AT, codes, device, exposure, lists, row

CORE = device(1, "core-sgw01", "packet-core-user-plane", status="not-covered", producer="nokia")
CHAIN = [
    CORE,
    device(2, "optic", "transport-optical", due=date(2027, 6, 1)),
    device(3, "router", "ip-router", producer="zte", due=date(2028, 1, 1)),
    device(4, "bts", "ran-base-station", status="not-covered", producer="nokia"),
]
LINKS = "from,to\ncore-sgw01,optic\noptic,router\nrouter,bts\n"
NEEDS = "node,subscribers\nbts,70\nrouter,30\n"


def test_a_producer_off_at_once_cuts_what_lies_behind_it(tmp_path: Path) -> None:
    found = exposure(CHAIN, said=lists(tmp_path, links=LINKS, needs=NEEDS))
    groups = {one.name: one for one in found.groups}
    shown = {name: one.services[-1].cut for name, one in groups.items()}
    assert found.services == {"subscribers": 100.0}
    assert shown == {"covered": 100, "covered or undetermined": 100, "huawei": 100, "zte": 100, "nokia": 100}
    assert groups["zte"].remaining == 2


def test_what_cannot_see_watches_nobody_but_still_cuts(tmp_path: Path) -> None:
    timing = [CORE, device(2, "clock", "timing"), device(3, "bts", "ran-base-station", producer="zte")]
    links = "from,to\ncore-sgw01,clock\nclock,bts\n"
    found = exposure(timing, said=lists(tmp_path, links=links, needs="node,subscribers\nbts,70\n"))
    clock = next(one for one in found.devices if one.node.name == "clock")
    huawei = next(one for one in found.groups if one.name == "huawei")
    assert (str(clock.see), str(clock.alter), str(clock.redirect), str(clock.disrupt)) == (
        "no",
        "no",
        "no",
        "yes",
    )
    assert (huawei.services[0].cut, huawei.services[0].crossing) == (70, 0)


def test_exposure_falls_as_removal_goes_on(tmp_path: Path) -> None:
    found = exposure(CHAIN, said=lists(tmp_path, links=LINKS, needs=NEEDS))
    assert [(one.day, one.devices) for one in found.curve] == [
        (AT, 2),
        (date(2027, 6, 1), 1),
        (date(2028, 1, 1), 0),
    ]
    assert [one.services[0].crossing for one in found.curve] == [100, 100, 0]


def test_days_of_removal_take_the_place_of_due_days(tmp_path: Path) -> None:
    removals = {"ROUTER": date(2026, 12, 1), "ghost": date(2027, 1, 1)}
    found = exposure(CHAIN, removals=removals)
    assert [(one.day, one.devices) for one in found.curve] == [(AT, 2), (date(2026, 12, 1), 1)]
    assert "1 covered elements have no day of removal and stay." in found.assumptions
    assert "P411" in codes(found)


def test_the_management_plane_is_the_subnet_around_the_address() -> None:
    hosts = [
        CORE,
        *(device(n, f"sw-{n}", "switch", site="CORE") for n in (2, 3, 4)),
        device(5, "ems", "oss", site="CORE"),
    ]
    addresses = {2: "10.9.0.2", 3: "10.9.0.3", 4: "10.9.1.4"}
    links = [row(group, "asset", "managementAddress", address) for group, address in addresses.items()]
    managed = {one.node.name: one.managed for one in exposure(hosts, links).devices}
    assert managed == {"sw-2": 1, "sw-3": 1, "sw-4": 0, "ems": 3}


def test_an_unknown_ability_counts_as_one_it_has(tmp_path: Path) -> None:
    said = lists(tmp_path, links=LINKS, needs=NEEDS)
    optic = next(one for one in exposure(CHAIN, said=said).devices if one.node.name == "optic")
    assert (str(optic.see), optic.score) == ("unknown", 1.0)
