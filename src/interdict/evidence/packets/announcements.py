"""What devices announce to their link: LLDP, CDP, ARP and neighbour discovery."""

import struct
from collections.abc import Iterator
from ipaddress import ip_address

from interdict.evidence.snmp.octets import text

Said = Iterator[tuple[str, str]]
"""Property and value, as the frame says them."""

CDP_SNAP = bytes.fromhex("aaaa0300000c2000")
"""LLC/SNAP header of CDP: organization 00-00-0C, protocol 0x2000."""
LLDP_NAMES = {5: "sysName", 6: "sysDescr"}
"""IEEE 802.1AB, clause 8.5."""
LLDP_MED = bytes.fromhex("0012bb")
MED_NAMES = {
    6: "softwareVersion",
    7: "softwareVersion",
    8: "serialNumber",
    9: "manufacturer",
    10: "model",
    11: "assetTag",
}
"""ANSI/TIA-1057, clause 10.2.6: firmware, software, serial number, manufacturer, model, asset id."""
CDP_NAMES = {1: "sysName", 5: "sysDescr", 6: "model"}
CHASSIS_MAC, ADDRESS_IPV4, ADDRESS_IPV6 = 4, 1, 2
"""Chassis id sub-type (IEEE 802.1AB, 8.5.2.2); address families (IANA)."""


def from_lldp(octets: bytes) -> Said:
    """Chassis, names, management address and the inventory of media endpoints."""
    while len(octets) >= 2:
        (head,) = struct.unpack(">H", octets[:2])
        kind, length = head >> 9, head & 0x1FF
        value, octets = octets[2 : 2 + length], octets[2 + length :]
        if kind == 0 or len(value) < length:
            return
        if kind == 1 and value[:1] == bytes([CHASSIS_MAC]) and length == 7:
            yield "chassisMac", value[1:].hex(":")
        elif kind in LLDP_NAMES:
            yield LLDP_NAMES[kind], text(value)
        elif kind == 8 and length > 2:
            yield "managementAddress", _address(value[1], value[2 : 1 + value[0]])
        elif kind == 127 and value[:3] == LLDP_MED and length > 4 and value[3] in MED_NAMES:
            yield MED_NAMES[value[3]], text(value[4:])


def _address(family: int, octets: bytes) -> str:
    if (family, len(octets)) in ((ADDRESS_IPV4, 4), (ADDRESS_IPV6, 16)):
        return str(ip_address(octets))
    return ""


def from_cdp(octets: bytes) -> Said:
    """Name, software, platform and first address; begins behind the SNAP header."""
    octets = octets[4:]
    while len(octets) >= 4:
        kind, length = struct.unpack(">HH", octets[:4])
        value, octets = octets[4:length], octets[max(length, 4) :]
        if kind in CDP_NAMES:
            yield CDP_NAMES[kind], text(value)
        elif (
            kind == 2 and len(value) >= 13
        ):  # count, type, length, protocol 0xCC (IP), address length, address
            yield "managementAddress", str(ip_address(value[9:13])) if value[6:9] == b"\xcc\0\4" else ""


def from_arp(octets: bytes) -> Said:
    """The sender's addresses (RFC 826)."""
    if octets[:6] == bytes.fromhex("000108000604") and any(octets[14:18]):
        yield "macAddress", octets[8:14].hex(":")
        yield "managementAddress", str(ip_address(octets[14:18]))


def from_neighbour_discovery(octets: bytes, source: str) -> Said:
    """The link-layer address that a device gives for itself (RFC 4861, section 4)."""
    skip = {133: 8, 134: 16, 135: 24, 136: 24}.get(octets[0])
    if skip is None:
        return
    own = str(ip_address(octets[8:24])) if octets[0] == 136 else source
    options, wanted = octets[skip:], 2 if octets[0] == 136 else 1
    while len(options) >= 8 and options[1]:
        if options[0] == wanted and options[1] == 1:
            yield "macAddress", options[2:8].hex(":")
            yield "managementAddress", "" if own == "::" else own
        options = options[options[1] * 8 :]
