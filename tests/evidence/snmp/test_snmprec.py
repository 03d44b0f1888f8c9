import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.evidence.gather import Gathering
from interdict.evidence.snmp.agent import Agent

ROUTER = """\
1.3.6.1.2.1.1.1.0|4x|487561776569204e453430450d0a565250
1.3.6.1.2.1.1.2.0|6|.1.3.6.1.4.1.2011.2.62.30
1.3.6.1.2.1.1.3.0|67|13866832
1.3.6.1.2.1.1.5.0|4|nj-core-1
1.3.6.1.2.1.2.2.1.6.1|4x|00E0FC123456
1.3.6.1.2.1.2.2.1.6.2|4|0:e0:fc:12:34:57
1.3.6.1.2.1.2.2.1.6.3|4x|
1.3.6.1.2.1.47.1.1.1.1.2.1|4|Assembling Components-NE40E
1.3.6.1.2.1.47.1.1.1.1.2.9|4|LPU board
1.3.6.1.2.1.47.1.1.1.1.5.1|2|3
1.3.6.1.2.1.47.1.1.1.1.5.9|2|9
1.3.6.1.2.1.47.1.1.1.1.11.9|4|2102310ABC
1.3.6.1.2.1.47.1.1.1.1.12.1|4|Huawei
1.3.6.1.2.1.47.1.1.1.1.12.9|4x|000000000000
1.3.6.1.4.1.2011.6.164.1.1.2.0|4|SMU11B
1.3.6.1.6.3.10.2.1.1.0|4x|800007db0300e0fc123456
"""


def test_a_walk_gives_one_device_with_what_it_says_of_itself(tell):
    device = tell({"core/nj-1.snmprec": ROUTER}).of("core/nj-1")
    assert device["sysDescr"] == ["Huawei NE40E\r\nVRP"]
    assert device["sysObjectID"] == ["1.3.6.1.4.1.2011.2.62.30"]
    assert device["snmpEngineID"] == ["800007db0300e0fc123456"]
    assert device["ifPhysAddress"] == ["00:e0:fc:12:34:56", "00:e0:fc:12:34:57"]
    assert device["answeredEnterprise"] == ["2011.6.164"]
    assert device["privateString"] == ["1.3.6.1.4.1.2011.6.164.1.1.2.0=SMU11B"]


def test_the_chassis_row_speaks_for_the_device_and_every_row_for_its_component(tell):
    told = tell({"nj-1.snmprec": ROUTER})
    assert told.of("nj-1")["entPhysicalMfgName"] == ["Huawei"]
    assert told.of("nj-1", "entPhysical.9") == {
        "entPhysicalDescr": ["LPU board"],
        "entPhysicalClass": ["9"],
        "entPhysicalSerialNum": ["2102310ABC"],
    }


def test_neighbours_are_records_of_their_own_that_say_who_saw_them(tell):
    told = tell(
        {
            "a.snmprec": "1.3.6.1.2.1.1.5.0|4|edge\n"
            "1.0.8802.1.1.2.1.4.1.1.4.0.10.1|2|4\n"
            "1.0.8802.1.1.2.1.4.1.1.5.0.10.1|4x|00e0fc000001\n"
            "1.0.8802.1.1.2.1.4.1.1.9.0.10.1|4|agg-7\n"
            "1.0.8802.1.1.2.1.4.1.1.10.0.10.1|4|Huawei Switch S9312\n"
            "1.0.8802.1.1.2.1.4.1.1.4.0.11.1|2|7\n"
            "1.0.8802.1.1.2.1.4.1.1.5.0.11.1|4|abcdef\n"
            "1.3.6.1.4.1.9.9.23.1.2.1.1.4.3.1|4x|c0a86443\n"
            "1.3.6.1.4.1.9.9.23.1.2.1.1.6.3.1|4|sw-2\n"
            "1.3.6.1.4.1.9.9.23.1.2.1.1.8.3.1|4|cisco WS-C2960\n"
        }
    )
    assert told.of("a#lldp.0.10.1") == {
        "seenBy": ["a"],
        "sysName": ["agg-7"],
        "sysDescr": ["Huawei Switch S9312"],
        "chassisMac": ["00:e0:fc:00:00:01"],
    }
    assert told.of("a#lldp.0.11.1") == {"seenBy": ["a"]}  # chassis id of sub-type local, not an address
    assert told.of("a#cdp.3.1")["model"] == ["cisco WS-C2960"]
    assert told.of("a#cdp.3.1")["managementAddress"] == ["192.168.100.67"]
    assert told.kinds() == {
        "a": "self",
        "a#lldp.0.10.1": "neighbour",
        "a#lldp.0.11.1": "neighbour",
        "a#cdp.3.1": "neighbour",
    }


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("1.3.6.1.2.1.1.4.0|99|x", "tag `99`"),
        ("1.3.6.1.2.1.1.4.0|4x|zz", "`4x`"),
        ("1.3.6.1.2.1.1.4.0", "expected `oid|tag|value`"),
        ("one.two|4|x", "expected `oid|tag|value`"),
    ],
)
def test_a_broken_line_is_named_and_costs_itself_only(tell, line, fault):
    told = tell({"b.snmprec": f"1.3.6.1.2.1.1.1.0|4|ok\n{line}\n1.3.6.1.2.1.1.5.0|4|after\n"})
    (problem,) = told.problems
    assert (problem.code, problem.place) == ("P105", "line 2")
    assert fault in problem.message
    assert told.of("b") == {"sysDescr": ["ok"], "sysName": ["after"]}


def test_many_broken_lines_are_counted_after_the_first_twenty(tell):
    broken = "1.3.6.1.2.1.1.4.0|99|x\n" * 500
    told = tell({"b.snmprec": f"1.3.6.1.2.1.1.1.0|4|ok\n{'1.3.6.1.2.1.1.3.0|67|1' + chr(10)}" * 20 + broken})
    assert told.codes == ["P105"] * 20 + ["P106"]
    assert "480 more" in told.problems[-1].message


def test_escapes_variations_comments_and_exceptions_are_understood(tell):
    told = tell(
        {
            "v.snmprec": "# recorded by hand\n"
            "1.3.6.1.2.1.1.1.0|4e|Huawei\\x20\\xe5\\x8d\\x8e\n"
            "1.3.6.1.2.1.1.5.0|4:writecache|value=node-5\n"
            "1.3.6.1.2.1.1.6.0|128|\n"
        }
    )
    assert told.of("v") == {"sysDescr": ["Huawei 华"], "sysName": ["node-5"]}
    assert not told.problems


def test_private_strings_of_one_column_do_not_crowd_out_the_others(tell):
    column = "".join(f"1.3.6.1.4.1.9.9.1.{n}|4|Port number {n}\n" for n in range(1, 200))
    told = tell({"p.snmprec": f"{column}1.3.6.1.4.1.2011.5.1.0|4|Made by somebody\n"})
    strings = told.of("p")["privateString"]
    assert len(strings) == 4
    assert strings[-1].endswith("=Made by somebody")


@given(
    st.dictionaries(
        st.sampled_from(["1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.4.0", "1.3.6.1.2.1.1.5.0", "1.3.6.1.2.1.1.6.0"]),
        st.text(min_size=1).filter(lambda text: text.strip("\0 \t\n\r").strip()),
    ),
    st.randoms(use_true_random=False),
)
def test_what_an_agent_answers_comes_out_whatever_the_order(answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    found = []
    for order in (list(answers.items()), shuffled):
        agent, gathering = Agent(), Gathering(0)
        for oid, value in order:
            agent.answer(oid, value.encode(errors="replace"))
        agent.emit(gathering, key="x")
        found.append({(row["property"], row["value"]) for row in gathering.batch().observations.to_pylist()})
    assert found[0] == found[1]
    assert {value for _, value in found[0]} == {
        text.encode(errors="replace").decode().strip("\0")[:20_000] for text in answers.values()
    }


def test_a_chassis_id_without_sub_type_is_an_address_only_if_it_looks_like_one(tell):
    told = tell(
        {
            "a.snmprec": "1.0.8802.1.1.2.1.4.1.1.5.0.1.1|4|switch\n"
            "1.0.8802.1.1.2.1.4.1.1.5.0.2.1|4|00:e0:fc:00:00:01\n"
            "1.0.8802.1.1.2.1.4.1.1.5.0.3.1|4x|00e0fc000002\n"
        }
    )
    found = [told.of(f"a#lldp.0.{n}.1").get("chassisMac") for n in (1, 2, 3)]
    assert found == [None, ["00:e0:fc:00:00:01"], ["00:e0:fc:00:00:02"]]


def test_octets_that_are_no_text_are_no_private_string(tell):
    told = tell({"a.snmprec": "1.3.6.1.4.1.9.1.0|4x|ffc0a8e9f1\n1.3.6.1.4.1.9.2.0|4x|e58d8ee4b8bae8aebe\n"})
    assert told.of("a")["privateString"] == ["1.3.6.1.4.1.9.2.0=华为设"]
