"""What devices say of themselves when they ask for an address: DHCP and DHCPv6."""

import struct

from interdict.evidence.packets.announcements import Said
from interdict.evidence.snmp.octets import text

MAGIC = bytes.fromhex("63825363")
"""RFC 2131, section 3."""
REQUEST = 1
HOST_NAME, VENDOR_CLASS, CLIENT_NAME, VIVCO, VIVSO = 12, 60, 81, 124, 125
"""RFC 2132, RFC 4702, RFC 3925."""
CLIENT_ID, RELAY_MESSAGE, VENDOR_CLASS_6, VENDOR_OPTS_6, REMOTE_ID = 1, 9, 16, 17, 37
"""RFC 8415, section 21; RFC 4649."""
RELAY_FORWARD = 12
FROM_CLIENT = (1, 3, 4, 5, 6, 8, 9, 11)
"""DHCPv6 message types that clients send."""
DEEPEST_RELAY = 8
DUID_LLT, DUID_EN, DUID_LL = 1, 2, 3
ETHERNET = 1


def from_dhcp(octets: bytes) -> Said:
    """Hardware address, host name, vendor class and vendors' enterprise numbers of a client (RFC 2131)."""
    if octets[0] != REQUEST or octets[236:240] != MAGIC:
        return
    if octets[1] == ETHERNET and octets[2] == 6:
        yield "macAddress", octets[28:34].hex(":")
    options = octets[240:]
    while len(options) >= 2 and options[0] != 255:
        if options[0] == 0:
            options = options[1:]
            continue
        kind, value = options[0], options[2 : 2 + options[1]]
        options = options[2 + options[1] :]
        if kind == HOST_NAME:
            yield "sysName", text(value)
        elif kind == VENDOR_CLASS:
            yield "vendorClass", text(value)
        elif kind in (VIVCO, VIVSO) and len(value) >= 4:
            yield "vendorEnterprise", str(struct.unpack(">I", value[:4])[0])


def from_dhcpv6(octets: bytes) -> Said:
    """Client id, vendor class and enterprise numbers of a client, through relays (RFC 8415)."""
    for _ in range(DEEPEST_RELAY):
        if octets[0] != RELAY_FORWARD:
            break
        options = dict(_options(octets[34:]))
        if RELAY_MESSAGE not in options:
            return
        octets = options[RELAY_MESSAGE]
    if octets[0] not in FROM_CLIENT:
        return
    for kind, value in _options(octets[4:]):
        if kind == CLIENT_ID:
            yield from _client(value)
        elif kind in (VENDOR_CLASS_6, VENDOR_OPTS_6) and len(value) >= 4:
            yield "vendorEnterprise", str(struct.unpack(">I", value[:4])[0])
            if kind == VENDOR_CLASS_6 and len(value) > 6:
                yield "vendorClass", text(value[6 : 6 + struct.unpack(">H", value[4:6])[0]])


def _options(octets: bytes) -> list[tuple[int, bytes]]:
    found = []
    while len(octets) >= 4:
        kind, length = struct.unpack(">HH", octets[:4])
        found.append((kind, octets[4 : 4 + length]))
        octets = octets[4 + length :]
    return found


def _client(duid: bytes) -> Said:
    (kind,) = struct.unpack(">H", duid[:2])
    if kind == DUID_EN:
        yield "vendorEnterprise", str(struct.unpack(">I", duid[2:6])[0])
    elif kind in (DUID_LLT, DUID_LL) and struct.unpack(">H", duid[2:4])[0] == ETHERNET:
        address = duid[8:14] if kind == DUID_LLT else duid[4:10]
        yield "macAddress", address.hex(":") if len(address) == 6 else ""
