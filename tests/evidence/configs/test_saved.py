import pytest

from interdict.evidence.configs.saved import grammar

CONFIGS = {
    "vrp": """\
!Software Version V200R010C00SPC600
#
sysname core-1
#
interface Vlanif10
 ip address 10.0.0.1 24
#
interface LoopBack0
 ip address 10.1.1.1 255.255.255.255
#
snmp-agent local-engineid 800007DB0300E0FC123456
#
return
""",
    "comware": """\
#
 version 7.1.070, Release 6628P47
#
 sysname core-1
#
interface Bridge-Aggregation1
#
return
""",
    "smartax": """\
[global-config]
  <global-config>
  sysname core-1
#
  service-port 1 vlan 100 gpon 0/1/0
""",
    "zxros": """\
!<system-config>
hostname core-1
!</system-config>
!<if-intf>
interface xgei-0/1/0/1
$
!</if-intf>
""",
    "ios": """\
Building configuration...

Current configuration : 1234 bytes
!
version 15.2
hostname core-1
!
end
""",
    "junos": """\
set version 18.4R1.8
set system host-name core-1
set interfaces ge-0/0/0 unit 0
""",
    "sros": """\
# TiMOS-C-20.10.R3 cpm/hops64 Nokia 7750 SR Copyright (c) 2000-2020 Nokia.
exit all
configure
    system
        name "core-1"
    exit
    router Base
        interface "system"
            address 10.1.1.4/32
        exit
    exit
exit all
""",
    "eos": """\
! Command: show running-config
! device: core-1 (DCS-7050, EOS-4.20.5F)
!
hostname core-1
""",
    "routeros": """\
# jan/02/2019 10:00:00 by RouterOS 6.43
/interface bridge
/system identity
set name=core-1
""",
}


@pytest.mark.parametrize("name", CONFIGS)
def test_a_grammar_is_told_by_its_own_marks(tell, name):
    told = tell({"backup/core-1.cfg": CONFIGS[name]})
    device = told.of("backup/core-1")
    assert device["configurationGrammar"] == [name]
    assert device["hostname"] == ["core-1"]
    assert told.kinds() == {"backup/core-1": "configuration"}


CURLY = """\
version 18.4R1.8;
system {
    host-name core-1;
}
interfaces {
    lo0 {
        unit 0 {
            family inet {
                address 10.1.1.5/32;
"""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (CURLY, "10.1.1.5"),
        (f"{CONFIGS['junos']}set interfaces lo0 unit 0 family inet address 10.1.1.6/32\n", "10.1.1.6"),
        (CONFIGS["sros"], "10.1.1.4"),
        (CONFIGS["zxros"] + "interface loopback1\n  ip address 10.1.1.7 255.255.255.255\n", "10.1.1.7"),
    ],
)
def test_the_loopback_is_found_in_every_grammar(tell, text, address):
    assert tell({"c.cfg": text}).of("c")["managementAddress"] == [address]


RANCID = """\
!RANCID-CONTENT-TYPE: cisco
!
!Chassis type: ASR1002 - a ASR1002 router
!Processor ID: FOX1414GXXX
!Image: Software: X86_64_LINUX_IOSD-UNIVERSALK9-M, 15.5(3)S, RELEASE SOFTWARE
!
!NAME: "module 0", DESCR: "SPA Interface Processor"
!PID: ASR1002-SIP10     , VID: V01, SN: JAE14150000
!
service timestamps log datetime msec
"""


def test_comments_of_a_backup_program_are_answers_of_the_device(tell):
    told = tell({"core/configs/edge-9": RANCID})
    device = told.of("core/configs/edge-9")
    assert device["platform"] == ["cisco"]
    assert device["model"] == ["ASR1002"]
    assert device["serialNumber"] == ["FOX1414GXXX"]
    assert device["hostname"] == ["edge-9"]
    assert told.of("core/configs/edge-9", "entity.module 0")["entPhysicalModelName"] == ["ASR1002-SIP10"]


def test_engine_id_and_loopback_come_out(tell):
    device = tell({"c.cfg": CONFIGS["vrp"]}).of("c")
    assert device["snmpEngineID"] == ["800007db0300e0fc123456"]
    assert device["managementAddress"] == ["10.1.1.1"]


def test_sysname_and_separators_alone_say_nothing(tell):
    text = "#\nsysname core-1\n#\nvlan batch 10\n#\nreturn\n"
    assert grammar(text) is None
    assert tell({"c.cfg": text}).codes == ["P100"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "sysname x\n#\n snmp-agent local-engineid 800063A2033CE5A6000001\n#\ninterface Eth-Trunk1\n",
            "comware",
        ),
        (
            "sysname x\n#\n snmp-agent local-engineid 800007DB033CE5A6000001\n#\ninterface Vlan-interface1\n",
            "vrp",
        ),
        ("version 7.1.045, Release 3208\n#\ninterface Vlanif10\n", "vrp"),
        ("sysname x\n#\n password irreversible-cipher %^%#abc%^%#\n#\nirf member 1\n", "vrp"),
    ],
)
def test_engine_id_and_cipher_outweigh_interface_words_and_these_the_version(text, name):
    assert grammar(text) == name
