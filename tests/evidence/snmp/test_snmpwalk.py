import pytest

NUMERIC = """\
.1.3.6.1.2.1.1.1.0 = STRING: "Huawei Versatile Routing Platform
VRP (R) software, Version 5.160"
.1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.2011.2.224.1
.1.3.6.1.2.1.1.3.0 = Timeticks: (559582583) 64 days, 18:23:45.83
.1.3.6.1.2.1.1.4.0 = ""
.1.3.6.1.2.1.1.5.0 = STRING: "say \\"hi\\""
.1.3.6.1.2.1.2.2.1.6.1 = STRING: 0:e0:fc:1:2:3
.1.3.6.1.2.1.2.2.1.6.2 = Hex-STRING: 00 E0 FC 01 02 04\x20
.1.3.6.1.2.1.2.2.1.10.1 = Wrong Type (should be Counter32): Gauge32: 12
.1.3.6.1.2.1.47.1.1.1.1.5.1 = INTEGER: chassis(3)
.1.3.6.1.2.1.47.1.1.1.1.12.1 = STRING: "Huawei"
.1.3.6.1.6.3.10.2.1.1.0 = Hex-STRING: 80 00 07 DB 03 00 E0 FC
01 02 03
.1.3.6.1.4.1.2011.5.25.19.1 = No Such Object available on this agent at this OID
.1.3.6.1.6.3.16.1 = No more variables left in this MIB View (It is past the end of the MIB tree)
"""


def test_every_output_style_of_a_value_is_understood(tell):
    told = tell({"ar1220.txt": NUMERIC})
    device = told.of("ar1220")
    assert device["sysDescr"] == ["Huawei Versatile Routing Platform\nVRP (R) software, Version 5.160"]
    assert device["sysObjectID"] == ["1.3.6.1.4.1.2011.2.224.1"]
    assert device["sysName"] == ['say "hi"']
    assert device["ifPhysAddress"] == ["00:e0:fc:01:02:03", "00:e0:fc:01:02:04"]
    assert device["snmpEngineID"] == ["800007db0300e0fc010203"]
    assert device["entPhysicalMfgName"] == ["Huawei"]
    assert told.of("ar1220", "entPhysical.1")["entPhysicalClass"] == ["3"]
    assert "sysContact" not in device
    assert not told.problems


@pytest.mark.parametrize(
    "style",
    [
        ".1.3.6.1.2.1.1.1.0 = STRING: Probe\n.1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.9.1.222\n",
        'iso.3.6.1.2.1.1.1.0 = STRING: "Probe"\niso.3.6.1.2.1.1.2.0 = OID: iso.3.6.1.4.1.9.1.222\n',
        "SNMPv2-MIB::sysDescr.0 = STRING: Probe\n"
        "SNMPv2-MIB::sysObjectID.0 = OID: SNMPv2-SMI::enterprises.9.1.222\n",
        '.1.3.6.1.2.1.1.1.0 "Probe"\n.1.3.6.1.2.1.1.2.0 .1.3.6.1.4.1.9.1.222\n'
        ".1.3.6.1.2.1.1.3.0 1:2:3:4.5\n.1.3.6.1.2.1.1.7.0 72\n",
        ".1.3.6.1.2.1.1.1.0 = Probe\n.1.3.6.1.2.1.1.2.0 = .1.3.6.1.4.1.9.1.222\n",
        ".1.3.6.1.2.1.1.1.0 = STRING: Probe\r\n.1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.9.1.222\r\n",
        ".1.3.6.1.2.1.1.1.0 = HEX-STRING: 50726F6265\n.1.3.6.1.2.1.1.2.0 = OID: 1.3.6.1.4.1.9.1.222\n",
        "sysDescr.0 = STRING: Probe\nsysObjectID.0 = OID: enterprises.9.1.222\nifNumber.0 = INTEGER: 3\n",
        "sysDescr.0 Probe\nsysObjectID.0 enterprises.9.1.222\nsysContact.0 \nsysServices.0 72\n",
        ".iso.org.dod.internet.mgmt.mib-2.system.sysDescr.0 = STRING: Probe\n"
        ".iso.org.dod.internet.mgmt.mib-2.system.sysObjectID.0 = OID:"
        " .iso.org.dod.internet.private.enterprises.9.1.222\n",
        "SNMPv2-MIB::sysDescr[0] = STRING: Probe\nIP-MIB::ipAdEntAddr[10.0.0.1] = IpAddress: 10.0.0.1\n"
        "SNMPv2-MIB::sysObjectID[0] = OID: SNMPv2-SMI::enterprises.9.1.222\n",
        ".1.3.6.1.2.1.1.1.0 = Hex-STRING: 50 72 6F 62 65                                  [Probe]\n"
        ".1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.9.1.222\n",
    ],
    ids=[
        "-On",
        "iso",
        "symbolic",
        "-Oq",
        "-OQ",
        "CRLF",
        "upper-case hex",
        "-Os",
        "-Osq",
        "-Of",
        "-OX",
        "-OT",
    ],
)
def test_the_styles_of_printing_give_the_same_device(tell, style):
    told = tell({"d.walk": style})
    assert told.of("d") == {"sysDescr": ["Probe"], "sysObjectID": ["1.3.6.1.4.1.9.1.222"]}
    assert told.sources[0].reader == "snmpwalk"
    assert not told.problems


def test_a_description_that_looks_like_objects_goes_on(tell):
    text = (
        ".1.3.6.1.2.1.1.1.0 = STRING: Probe\nlinux-2.6.32 SMP\nbuild.7 of today\n"
        ".1.3.6.1.2.1.1.5.0 = STRING: n1\n"
    )
    assert tell({"d.walk": text}).of("d")["sysDescr"] == ["Probe\nlinux-2.6.32 SMP\nbuild.7 of today"]


def test_indices_in_brackets_give_the_same_rows(tell):
    text = (
        "IF-MIB::ifPhysAddress[3] = STRING: 0:e0:fc:1:2:3\n"
        "ENTITY-MIB::entPhysicalMfgName[67] = STRING: Huawei\n"
        "LLDP-MIB::lldpRemSysName[0][12][3] = STRING: agg-9\n"
    )
    told = tell({"d.walk": text})
    assert told.of("d")["ifPhysAddress"] == ["00:e0:fc:01:02:03"]
    assert told.of("d", "entPhysical.67")["entPhysicalMfgName"] == ["Huawei"]
    assert told.of("d#lldp.0.12.3")["sysName"] == ["agg-9"]


def test_a_walk_redirected_by_a_windows_console_is_read(tell):
    text = ".1.3.6.1.2.1.1.1.0 = STRING: Probe\r\n.1.3.6.1.2.1.1.5.0 = STRING: n1\r\n"
    told = tell({"d.txt": text.encode("utf-16")})
    assert told.of("d") == {"sysDescr": ["Probe"], "sysName": ["n1"]}


def test_broken_types_are_named_by_line_and_the_rest_is_read(tell):
    told = tell(
        {
            "d.walk": ".1.3.6.1.2.1.1.1.0 = STRING: Probe\n"
            ".1.3.6.1.2.1.1.2.0 = FOO: bar\n"
            ".1.3.6.1.2.1.1.4.0 = INTEGER: 5\n"
            "garbage\n"
            ".1.3.6.1.2.1.2.2.1.6.1 = Hex-STRING: 0G 11\n"
            ".1.3.6.1.2.1.1.5.0 = STRING: n1\n"
        }
    )
    assert [(problem.code, problem.place) for problem in told.problems] == [
        ("P105", "line 2"),
        ("P105", "line 4"),
        ("P105", "line 5"),
    ]
    assert told.of("d")["sysName"] == ["n1"]


def test_an_agent_that_stopped_answering_is_reported(tell):
    told = tell(
        {"d.walk": ".1.3.6.1.2.1.1.3.0 = Timeticks: (5) 0:00:00.05\nTimeout: No Response from 10.0.0.1\n"}
    )
    (problem,) = told.problems
    assert (problem.code, problem.place) == ("P113", "line 2")
