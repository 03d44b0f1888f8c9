import struct
from pathlib import Path

import pytest

from interdict.evidence.packets.announcements import from_cdp, from_lldp, from_neighbour_discovery
from interdict.evidence.packets.configuration import from_dhcpv6
from interdict.evidence.packets.services import Handshakes, from_mdns, from_snmp

CASE = Path(__file__).parents[2] / "corpus" / "pcap" / "link-and-services" / "input" / "link.pcap"
HEADER = b"\xd4\xc3\xb2\xa1" + struct.pack("<HHIIII", 2, 4, 0, 0, 65535, 1)


def frame(octets: bytes) -> bytes:
    return struct.pack("<IIII", 1, 0, len(octets), len(octets)) + octets


def test_a_capture_that_is_cut_off_keeps_what_came_before(tell):
    told = tell({"a.pcap": CASE.read_bytes()[:400]})
    assert told.of("00:e0:fc:12:34:56")["model"] == ["S5720"]
    assert told.codes == ["P108"]


@pytest.mark.parametrize("size", [0xFFFF_FFFF, 1 << 20])
def test_a_packet_that_claims_gigabytes_stops_the_reading(tell, size):
    told = tell({"a.pcap": HEADER + struct.pack("<IIII", 1, 0, size, size) + b"x" * 100})
    assert told.codes == ["P108"]


@pytest.mark.parametrize("length", [0, 4, 11, 0xFFFF_FFF0])
def test_a_block_with_an_impossible_length_stops_the_reading(tell, length):
    section = struct.pack("<IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)
    told = tell({"a.pcapng": section + struct.pack("<II", 6, length) + b"\0" * 64})
    assert told.codes == ["P108"]


def test_the_same_announcement_a_thousand_times_is_one_device(tell):
    (lldp,) = (frame(octets) for octets in [first_frame()])
    told = tell({"a.pcap": HEADER + lldp * 1_000})
    assert len(told.records) == 1
    assert told.of("00:e0:fc:12:34:56")["sysName"] == ["agg-1"]


def first_frame() -> bytes:
    content = CASE.read_bytes()
    (length,) = struct.unpack("<I", content[32:36])
    return content[40 : 40 + length]


def test_an_empty_capture_is_told_as_holding_nothing(tell):
    assert tell({"a.pcap": HEADER}).codes == ["P115"]


def test_lldp_without_an_end_gives_what_is_whole():
    assert dict(from_lldp(b"\x0a\x05agg-1\x0c\xff")) == {"sysName": "agg-1"}


@pytest.mark.parametrize("octets", [b"\2\xb4\0\0" + b"\0\1\0\0" * 3, b"\2\xb4\0\0\0\1\0\3x"])
def test_a_cdp_field_shorter_than_its_header_ends(octets):
    assert not any(value for _, value in from_cdp(octets))


def test_an_option_of_length_zero_ends_neighbour_discovery():
    assert not list(from_neighbour_discovery(b"\x87" + b"\0" * 23 + b"\1\0" * 8, "fe80::1"))


def test_relays_inside_relays_without_end_are_not_followed():
    octets = b"\1\0\0\1"
    for _ in range(50):
        octets = b"\x0c\0" + b"\0" * 32 + struct.pack(">HH", 9, len(octets)) + octets
    assert not list(from_dhcpv6(octets))


def test_a_name_that_points_at_itself_ends():
    octets = (
        struct.pack(">6H", 0, 0x8400, 0, 1, 0, 0)
        + b"\xc0\x0c"
        + struct.pack(">HHIH", 16, 1, 0, 5)
        + b"\4ty=x"
    )
    assert dict(from_mdns(octets)) == {"description": "x"}


def test_a_version_2_message_has_no_engine_id():
    assert not list(
        from_snmp(
            bytes.fromhex("302602010104067075626c6963a019020101020100020100300e300c06082b060102010101000500")
        )
    )


def test_handshakes_that_never_end_are_forgotten():
    from interdict.evidence.packets import services
    from interdict.evidence.packets.frames import Packet

    handshakes = Handshakes()
    for port in range(services.MOST_FLOWS + 100):
        list(handshakes.take(Packet(source="192.0.2.1", source_port=port, payload=b"\x16\3\3\xff\xff\x0b")))
    assert len(handshakes._flows) == services.MOST_FLOWS
