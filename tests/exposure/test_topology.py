"""A topology comes from whatever records there are; what is missing is said, with what is assumed."""

from pathlib import Path

import pytest
from tests.exposure.network import codes, device, exposure, lists, row, saw, site

from interdict.core.errors import UsageError
from interdict.core.problem import Problem
from interdict.exposure.lists import read_lists
from interdict.model.exposure import Exposure

CORE = device(1, "core-sgw01", "packet-core-user-plane", site="CORE", status="not-covered", producer="nokia")


def of(found: Exposure, host: str, service: str) -> tuple[float, float]:
    """What an element cuts and what crosses it."""
    reach = next(one for one in found.devices if one.node.name == host)
    return next((s.cut, s.crossing) for s in reach.services if s.service == service)


def problem(found: Exposure, code: str) -> Problem:
    return next(one for one in found.problems if one.code == code)


def test_neighbours_and_served_subscribers_make_a_network(tmp_path: Path) -> None:
    devices = [CORE, device(2, "hub-rtr01", "ip-router"), device(3, "hub-olt01", "olt")]
    links = [saw("core-sgw01", 2), saw("hub-rtr01", 3)]
    links.append(row(None, "subscriber", "seenBy", "HUB-OLT01", records=500))
    found = exposure(devices, links, assume=False)
    assert of(found, "hub-rtr01", "subscribers") == (500, 500)
    assert found.links == {"neighbour": 2}


def test_two_equal_ways_share_and_neither_is_unavoidable(tmp_path: Path) -> None:
    devices = [
        CORE,
        *(device(n, f"mw-{n}", "microwave") for n in (2, 3)),
        device(4, "cell-bts", "ran-base-station"),
    ]
    said = lists(
        tmp_path,
        links="a,b\ncore-sgw01,mw-2\ncore-sgw01,mw-3\nmw-2,cell-bts\nmw-3,cell-bts\n",
        nodes="node,subs\ncell-bts,800\n",
    )
    found = exposure(devices, said=said)
    assert of(found, "mw-2", "subscribers") == of(found, "mw-3", "subscribers") == (0, 400)
    assert of(found, "cell-bts", "subscribers") == (800, 800)


def test_a_parent_column_links_places_by_the_elements_nearest_the_way_out(tmp_path: Path) -> None:
    devices = [
        CORE,
        device(2, "hub-mw1", "microwave", site="HUB"),
        device(3, "hub-sw1", "switch", site="HUB"),
        device(4, "end-bts1", "ran-base-station", site="END"),
    ]
    said = lists(tmp_path, sites="Site ID,Parent Site,Subscribers\nEND,HUB,90\nHUB,CORE,10\n")
    found = exposure(devices, said=said)
    assert of(found, "hub-mw1", "subscribers") == (100, 100)
    assert of(found, "hub-sw1", "subscribers") == (10, 10)
    assert found.links["parent"] == 2


def test_configurations_in_one_small_subnet_are_linked(tmp_path: Path) -> None:
    for host, address in (("core-sgw01", "10.0.0.1"), ("hub-rtr01", "10.0.0.2")):
        text = (
            f"#\nsysname {host}\n#\ninterface GigabitEthernet0/0/1\n ip address {address} 255.255.255.252\n"
        )
        (tmp_path / f"{host}.cfg").write_text(text, encoding="utf-8")
    found = exposure([CORE, device(2, "hub-rtr01", "ip-router")], said=read_lists([tmp_path]), assume=False)
    assert found.links == {"subnet": 1}
    assert found.unconnected == ()


def test_an_assigned_core_is_the_only_way_out(tmp_path: Path) -> None:
    devices = [CORE, device(2, "amf-b", "packet-core-user-plane"), device(3, "bts", "ran-base-station")]
    said = lists(
        tmp_path, l="from,to\nbts,core-sgw01\nbts,amf-b\n", n="node,subscribers,core\nbts,60,amf-b\n"
    )
    assert of(exposure(devices, said=said), "amf-b", "subscribers") == (60, 60)


def test_an_island_is_said_and_nobody_depends_on_it(tmp_path: Path) -> None:
    devices = [CORE, device(2, "a-rtr", "ip-router"), device(3, "a-olt", "olt")]
    links = [saw("a-rtr", 3), row(None, "subscriber", "seenBy", "a-olt", records=9)]
    found = exposure(devices, links)
    assert "2 elements around a-olt hang together but reach no gateway." in problem(found, "P406").message
    assert found.unconnected == ("a-olt", "a-rtr")
    assert found.services == {"subscribers": 0.0}


def test_a_place_that_no_record_connects_is_taken_to_reach_the_nearest_core() -> None:
    devices = [
        CORE,
        device(2, "far-sgw01", "packet-core-user-plane", site="FAR"),
        device(3, "end-bts", "ran-base-station", site="END"),
    ]
    places = [("CORE", "47.0"), ("FAR", "60.0"), ("END", "47.5")]
    links = [one for key, north in places for one in site(key, latitude=north, longitude="-104")]
    found = exposure(devices, links)
    assert found.links["assumed"] == 2
    assert "nearest core place as the crow flies (CORE)" in found.assumptions[0]
    assert of(found, "far-sgw01", "cell-sites") == (0, 0)
    assert exposure(devices, links, assume=False).unconnected == ("end-bts",)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("from,to\nhub,hub\n", "P401", "hub is linked to itself; the link is left out."),
        (
            "from,to\nhub,core-sgw01\ncore-sgw01,hub\n",
            "P402",
            "stands there more than once; the least weight counts.",
        ),
        ("from,to,weight\nhub,core-sgw01,-3\n", "P403", "is '-3', not a number above 0; 1 is assumed."),
        ("from,to,weight\nhub,core-sgw01,nan\n", "P403", "is 'nan', not a number above 0; 1 is assumed."),
        ("from,to\nhub,nowhere\n", "P404", "nowhere is in no record; it is kept as a node without a maker."),
        ("node,subscribers,lat,lon\nhub,5,,\nhut,1,91,0\n", "P405", "hut has no usable coordinates"),
        ("node,subscribers\nhub,-5\n", "P407", "subscribers of hub is '-5', not a number of 0 or more"),
        ("colour,shape\nred,round\n", "P400", "has no columns for both ends of a link and none for a node."),
    ],
)
def test_bad_lists_are_told_and_the_rest_counts(tmp_path: Path, text: str, code: str, words: str) -> None:
    found = exposure([CORE, device(2, "hub", "ip-router")], said=lists(tmp_path, bad=text))
    assert words in problem(found, code).message
    assert problem(found, code).where.endswith("bad.csv")


def test_a_scanned_place_without_coordinates_is_told() -> None:
    found = exposure([CORE], site("CORE", latitude="", longitude="west"))
    assert problem(found, "P405").message.startswith("CORE has no usable coordinates")


def test_many_problems_of_a_kind_are_counted(tmp_path: Path) -> None:
    text = "from,to\n" + "".join(f"x{n},x{n}\n" for n in range(40))
    found = exposure([CORE], said=lists(tmp_path, bad=text))
    assert sum(one.code == "P401" for one in found.problems) == 5
    assert any(one.message == "35 more of kind P401." for one in found.problems)


def test_a_network_without_a_gateway_is_a_mistake_with_a_remedy() -> None:
    with pytest.raises(UsageError, match="no element has the role of a packet core") as caught:
        exposure([device(2, "hub", "ip-router", site="HUB")])
    assert "--core" in caught.value.remedy
    assert "P406" not in codes(exposure([device(2, "hub", "ip-router", site="HUB")], core=("hub",)))


def test_entities_of_graphml_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    space = "http://graphml.graphdrawing.org/xmlns"
    text = f'{bomb}<graphml xmlns="{space}"><graph><node id="&b;"/></graph></graphml>'
    (tmp_path / "bomb.graphml").write_text(text, encoding="utf-8")
    found = read_lists([tmp_path / "bomb.graphml"])
    assert [one.code for one in found.problems] == ["P400"]
    assert found.nodes == ()


def test_a_file_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read_lists([Path("no/such/links.csv")])
