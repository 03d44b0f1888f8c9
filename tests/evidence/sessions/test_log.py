import gzip
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.evidence.commands.answer import hear, shape
from interdict.evidence.commands.heard import Heard
from interdict.evidence.sessions.prompts import sections

CORPUS = Path(os.environ.get("INTERDICT_CORPUS", Path(__file__).parents[3].parent / "shared" / "corpus"))

XR_AND_JUNOS = """\
RP/0/RSP0/CPU0:pe1#show inventory
NAME: "chassis ASR9K-X64 0", DESCR: "ASR 9904 2 Line Card Slot Chassis"
PID: ASR-9904          , VID: V01, SN: FOX1925G9QK

NAME: "module mau 0/0/CPU0/1", DESCR: "10GBASE-LR SFP+ Module for SMF"
PID: SFP-10G-LR        , VID: V02 , SN: HW-OEM0001
RP/0/RSP0/CPU0:pe1#exit
ops@mx1> show chassis hardware
Hardware inventory:
Item             Version  Part number  Serial number     Description
Chassis                                JN1234567AFA      MX240
FPC 1            REV 27   750-031089   CAAB1234          MPC Type 2 3D
    Xcvr 0       REV 01   740-021308   HW-XFP-77         SFP+-10G-SR

ops@mx1> show lldp neighbors
Local Interface    Parent Interface    Chassis Id          Port info          System Name
xe-1/0/0           -                   00:e0:fc:12:34:56   GE0/0/1            agg-9
"""


def test_devices_are_told_apart_by_their_prompts(tell):
    told = tell({"log.txt": XR_AND_JUNOS})
    assert told.kinds() == {"pe1": "self", "mx1": "self", "mx1#neighbour.00:e0:fc:12:34:56": "neighbour"}
    assert told.of("pe1")["entPhysicalModelName"] == ["ASR-9904"]
    assert told.of("pe1", "entity.module mau 0/0/CPU0/1")["entPhysicalSerialNum"] == ["HW-OEM0001"]
    assert told.of("mx1")["serialNumber"] == ["JN1234567AFA"]
    assert told.of("mx1#neighbour.00:e0:fc:12:34:56")["sysName"] == ["agg-9"]
    assert not told.problems


def test_a_neighbours_description_is_never_the_devices_own(tell):
    text = """\
sw1#show lldp neighbors detail
Local Intf: Gi1/0/1
Chassis id: 00e0.fc12.3456
Port id: GE0/0/1
System Name: agg-9

System Description:
Huawei Versatile Routing Platform Software
VRP (R) software, Version 8.180 (NE40E V800R011C00SPC200)
HUAWEI NE40E-X8 uptime is 4 days

Time remaining: 101 seconds
Management Addresses:
    IP: 10.1.1.9
"""
    told = tell({"sw1.log": text})
    assert set(told.of("sw1")) == {"sysName", "neighbourOutput"}
    neighbour = told.of("sw1#neighbour.00e0.fc12.3456")
    assert neighbour["seenBy"] == ["sw1"]
    assert neighbour["managementAddress"] == ["10.1.1.9"]
    assert neighbour["sysDescr"][0].startswith("Huawei Versatile")


def test_a_version_without_a_prompt_is_a_device_by_the_files_name(tell):
    text = (
        "Huawei YunShan OS\nVersion 1.24.0.1 (S6730 V600R024C00SPC100)\nHUAWEI S6730-H48X6CZ uptime is 1 d\n"
    )
    device = tell({"site-4/agg.txt": text}).of("site-4/agg")
    assert device["softwareVersion"] == ["1.24.0.1 (S6730 V600R024C00SPC100)"]
    assert device["model"] == ["S6730-H48X6CZ"]


def test_a_configuration_inside_a_log_is_a_record_of_its_own(tell):
    text = (
        "<R1>display current-configuration\n"
        "!Software Version V200R010C00SPC600\n#\nsysname R1\n#\ninterface Eth-Trunk1\n#\nreturn\n<R1>quit\n"
    )
    told = tell({"r1.log": text})
    assert told.kinds() == {"R1": "self", "R1#configuration": "configuration"}
    assert told.of("R1#configuration")["configurationGrammar"] == ["vrp"]


def test_own_lldp_speaks_of_the_device_itself(tell):
    text = (
        "<R1>display lldp local\nSystem information\nChassis type :MacAddress\n"
        "Chassis ID   :00e0-fc11-1111\nSystem name  :R1\nSystem description :Huawei AR6121\n"
    )
    told = tell({"r1.log": text})
    assert told.kinds() == {"R1": "self"}
    assert told.of("R1")["chassisMac"] == ["00e0-fc11-1111"]


def test_stamps_pagers_and_control_sequences_of_terminal_programs_are_dropped(tell):
    text = (
        "[2024-05-01 09:00:00.123] <R1>display version\r\n"
        "[2024-05-01 09:00:01.001] VRP (R) software, Version 5.170 (AR6120 V300R019C10)\r\n"
        "  ---- More ----\x1b[42D                                          \x1b[42D"
        "HUAWEI AR6120 Router uptime is 1 day\r\n"
    )
    assert tell({"r1.log": text}).of("R1")["model"] == ["AR6120"]


def test_backspaces_take_back_what_stands_before_them(tell):
    text = "<R1>display verx\bsion\nVRP (R) software, Version 5.170\nHUAWEIx\b AR6120 uptime is\n"
    assert tell({"r1.log": text}).of("R1")["model"] == ["AR6120"]


def test_view_prompts_belong_to_the_device_that_was_met_before():
    log = ["<core-1>system-view", "[core-1]interface Vlanif1", "[core-1-Vlanif1]display this", "#", "text"]
    found = list(sections(enumerate(log, 1)))
    assert {section.host for section in found if section.command} == {"core-1"}
    assert found[-1].text == "#\ntext"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_in_delimited_text_is_no_output(tell, delimiter):
    rows = ["IP Address,MAC Address,Hostname,Vendor Class", "10.0.0.1,00:e0:fc:12:34:56,a,x"]
    told = tell({"t.csv": "\n".join(rows).replace(",", delimiter) + "\n"})
    assert told.sources[0].reader == "delimited"


def test_prose_that_shows_a_command_line_in_passing_is_no_log(tell):
    assert tell({"a.txt": "Please run the command below.\nThen call us.\n"}).codes == ["P100"]


@pytest.mark.parametrize("line", ["<R1>display arp\n" + "(" * 200_000, "R1#show version\n" + "a " * 400_000])
def test_hostile_lines_behind_a_prompt_are_bounded(tell, line):
    told = tell({"h.log": line})
    assert "P103" not in told.codes
    assert told.of("R1")["sysName"] == ["R1"]


def test_a_log_of_endless_names_is_cut_with_a_note(tell):
    log = "".join(f"sw{number}#show clock\n12:00\n" for number in range(10_050))
    told = tell({"h.log": log})
    assert len(told.records) == 10_000
    assert told.codes == ["P107"]


@settings(max_examples=60, deadline=2_000)
@given(
    st.lists(
        st.sampled_from(XR_AND_JUNOS.splitlines())
        | st.sampled_from(["<a>display arp", "Chassis ID :", "[Slot_1]", "BarCode=1", 'NAME: "x', "ONT-ID :"])
        | st.text(max_size=40),
        max_size=60,
    )
)
def test_no_order_of_lines_crashes_the_parsers(lines):
    text = "\n".join(lines)
    for section in sections(enumerate(lines, 1)):
        hear(section.text, Heard(), command=section.command)
    hear(text, Heard())
    assert shape(text) in {"", "version", "neighbours", "parts", "terminals", "addresses"}


@pytest.mark.skipif(not (CORPUS / "devices-cli.jsonl.gz").exists(), reason="skipped: no corpus")
def test_recorded_answers_with_neighbours_give_them():
    """Every LLDP or CDP detail answer of the shared corpus that names a chassis gives a neighbour."""
    silent, asked = [], 0
    with gzip.open(CORPUS / "devices-cli.jsonl.gz") as lines:
        for line in lines:
            device = msgspec.json.decode(line)
            command, text = device["evidence"].get("cli_command"), device["evidence"].get("cli")
            shows = command and command.startswith(("show", "display"))
            if shows and "neighbor" in command and "detail" in command and "hassis" in text:
                heard = Heard()
                hear(text, heard, command=command)
                asked += 1
                silent += [] if heard.others else [device["id"]]
    assert asked >= 7
    assert silent == []
