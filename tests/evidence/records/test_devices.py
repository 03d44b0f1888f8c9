import json

import pytest

from interdict.evidence.mapping import properties

WHOLE = {
    "id": "made:everything",
    "label": {"vendor": "Nobody", "model": "X"},
    "covered": True,
    "evidence": {
        "sysDescr": "Some router",
        "sysObjectID": "(1, 3, 6, 1, 4, 1, 259, 6)",
        "enterprise_subtrees": {"2011": 5, "9": 1},
        "private_strings": [{"oid": "1.3.6.1.4.1.2011.6.164.1.0", "value": "SMU11B"}],
        "ifPhysAddress": ["00:e0:fc:00:00:01"],
        "entPhysical": [
            {"mfg": "Huawei", "class": "3", "name": "chassis"},
            {"mfg": "HISILICON", "class": "9"},
        ],
        "lldp": [
            {"chassis_id": "00:e0:fc:00:00:02", "chassis_subtype": "4", "sysname": "b", "sysdesc": "VRP"}
        ],
        "cli": "display version output",
        "cli_command": "display version",
        "cli_other": [{"command": "x", "output": "other output"}],
        "banner": {"protocol": "ssh.banner", "text": "SSH-2.0--"},
        "upnp": {"manufacturer": "ZTE", "friendlyName": "Gateway"},
        "isapi_deviceInfo": {
            "response": {"DeviceInfo": {"model": "DS-2CD", "macAddress": "24:28:fd:00:00:01"}}
        },
        "tr069_deviceinfo": {"ManufacturerOUI": "202BC1", "ProductClass": "BM632w"},
        "snmp_get": {"1.3.6.1.2.1.1.5.0": "named"},
        "ifDescr_sample": ["eth0"],
    },
}


def test_every_kind_of_evidence_comes_out_under_its_property(tell):
    told = tell({"d.jsonl": json.dumps(WHOLE) + "\n"})
    device = told.of("made:everything")
    assert device["sysObjectID"] == ["1.3.6.1.4.1.259.6"]
    assert device["answeredEnterprise"] == ["2011", "9", "2011.6.164"]
    assert device["privateString"] == ["1.3.6.1.4.1.2011.6.164.1.0=SMU11B"]
    assert device["entPhysicalMfgName"] == ["Huawei"]
    assert device["commandOutput"] == ["display version output", "x\nother output"]
    assert device["banner"] == ["ssh.banner: SSH-2.0--", "upnp.friendlyName: Gateway"]
    assert device["manufacturer"] == ["ZTE"]
    assert device["model"] == ["DS-2CD"]
    assert device["manufacturerOUI"] == ["202BC1"]
    assert device["sysName"] == ["named"]
    assert told.of("made:everything", "entPhysical.2")["entPhysicalMfgName"] == ["HISILICON"]
    assert told.of("made:everything#lldp.0.0.1")["chassisMac"] == ["00:e0:fc:00:00:02"]


def test_evidence_that_is_of_no_use_is_named(tell):
    (problem,) = tell({"d.jsonl": json.dumps(WHOLE) + "\n"}).problems
    assert problem.code == "P112"
    assert "ifDescr_sample (1)" in problem.message


def test_the_label_is_never_read(tell, tmp_path):
    bare = {key: WHOLE[key] for key in ("id", "evidence")}
    labelled = tell({"a/d.jsonl": json.dumps(WHOLE) + "\n"})
    unlabelled = tell({"a/d.jsonl": json.dumps(bare) + "\n"})
    assert labelled.observations == unlabelled.observations
    assert "Nobody" not in json.dumps(labelled.observations)


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        ({"sysDescr": "x"}, "self"),
        ({"inventory": {"model": "DH-1", "part_number": "7"}}, "asset"),
        ({"spec": {"Model": "X", "Chipset": "HiSilicon SD5117"}}, "asset"),
        ({"lldp_self": {"chassis_id": "f0:79:59:5a:bf:dd", "sysdesc": "ArubaOS"}}, "neighbour"),
    ],
)
def test_the_kind_follows_from_how_the_evidence_was_obtained(tell, evidence, kind):
    told = tell({"d.jsonl": json.dumps({"id": "x", "evidence": evidence}) + "\n"})
    assert told.kinds() == {"x": kind}
    assert told.observations


def test_a_chip_is_a_component_and_not_the_device(tell):
    told = tell(
        {"d.jsonl": json.dumps({"id": "x", "evidence": {"spec": {"Chipset": "HiSilicon SD5117"}}}) + "\n"}
    )
    assert told.of("x") == {}
    assert told.of("x", "chipset") == {"moduleModel": ["HiSilicon SD5117"]}


@pytest.mark.parametrize(
    "line",
    ['{"id": 5, "evidence": {}}', '{"id": "x"}', "nonsense", "[" * 100_000, '{"id": "a", "evidence": []}'],
)
def test_a_broken_line_costs_itself_only(tell, line):
    good = json.dumps({"id": "x", "evidence": {"sysDescr": "ok"}})
    told = tell({"d.jsonl": f"{good}\n{line}\n{good}\n"})
    assert [(problem.code, problem.place) for problem in told.problems] == [("P105", "line 2")]
    assert len(told.records) == 2


@pytest.mark.parametrize("value", [None, 5, [], {}, [[]], {"a": {"b": []}}, "text", [None], [5], {"oid": 1}])
def test_evidence_of_an_unexpected_shape_never_crashes(tell, value):
    evidence = dict.fromkeys(WHOLE["evidence"], value)
    told = tell({"d.jsonl": json.dumps({"id": "x", "evidence": evidence}) + "\n"})
    assert "P103" not in told.codes
    assert told.records[0]["key"] == "x"


def test_only_terms_of_the_vocabulary_come_out(tell):
    told = tell({"d.jsonl": json.dumps(WHOLE) + "\n"})
    assert {row["property"] for row in told.observations} <= properties()
