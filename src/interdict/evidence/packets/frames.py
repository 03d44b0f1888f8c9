"""From a captured frame to what it carries: Ethernet with tags, LLC, IP, UDP and TCP."""

import struct
from ipaddress import ip_address

import msgspec

ETHERNET, RAW_IP, LINUX_COOKED, LINUX_COOKED_2 = 1, (12, 14, 101, 228, 229), 113, 276
"""Link types (draft-ietf-opsawg-pcaplinktype)."""
TAGS = (0x8100, 0x88A8, 0x9100)
"""EtherTypes of VLAN tags (IEEE 802.1Q, 802.1ad)."""
IPV4, IPV6, ARP, LLDP = 0x0800, 0x86DD, 0x0806, 0x88CC
TCP, UDP, ICMPV6 = 6, 17, 58
EXTENSIONS = (0, 43, 60)
"""IPv6 extension headers that are stepped over: hop-by-hop, routing, destination (RFC 8200)."""
LONGEST_LLC = 1500
"""A type field up to this is a length (IEEE 802.3, clause 3.2.6)."""


class Packet(msgspec.Struct, kw_only=True):
    """What one frame carries; fields that it does not have are empty."""

    source_mac: str = ""
    destination_mac: str = ""
    ether_type: int = 0
    """0 where an LLC header follows."""
    source: str = ""
    destination: str = ""
    protocol: int = -1
    """IP protocol; -1 outside IP."""
    source_port: int = 0
    destination_port: int = 0
    sequence: int = 0
    """Of a TCP segment."""
    payload: bytes = b""


def packet(link: int, octets: bytes) -> Packet | None:
    """
    The packet in a frame; `None` for link types and fragments that are not read.

    Raises: IndexError, struct.error or ValueError where the frame is cut or broken.
    """
    if link == ETHERNET:
        return _ethernet(octets)
    if link in RAW_IP:
        return _internet(Packet(ether_type=IPV4 if octets[0] >> 4 == 4 else IPV6), octets)
    if link == LINUX_COOKED:
        return _typed(
            Packet(source_mac=_mac(octets[6:12])), struct.unpack(">H", octets[14:16])[0], octets[16:]
        )
    if link == LINUX_COOKED_2:
        return _typed(Packet(source_mac=_mac(octets[12:18])), struct.unpack(">H", octets[:2])[0], octets[20:])
    return None


def _mac(octets: bytes) -> str:
    return octets.hex(":")


def _ethernet(octets: bytes) -> Packet | None:
    found = Packet(destination_mac=_mac(octets[:6]), source_mac=_mac(octets[6:12]))
    start = 12
    (kind,) = struct.unpack(">H", octets[start : start + 2])
    while kind in TAGS and start < 24:
        start += 4
        (kind,) = struct.unpack(">H", octets[start : start + 2])
    return _typed(found, kind, octets[start + 2 :])


def _typed(found: Packet, kind: int, rest: bytes) -> Packet | None:
    if kind <= LONGEST_LLC:
        found.payload = (
            rest[:kind] if kind > 3 else rest
        )  # Linux cooked captures put 1, 2, 4 for 802.2 frames
        return found
    found.ether_type = kind
    if kind in (IPV4, IPV6):
        return _internet(found, rest)
    found.payload = rest
    return found


def _internet(found: Packet, octets: bytes) -> Packet | None:
    if found.ether_type == IPV4:
        length, header = struct.unpack(">H", octets[2:4])[0], (octets[0] & 0x0F) * 4
        if struct.unpack(">H", octets[6:8])[0] & 0x1FFF or header < 20:
            return None  # a later fragment has no ports
        found.protocol = octets[9]
        found.source, found.destination = str(ip_address(octets[12:16])), str(ip_address(octets[16:20]))
        rest = octets[header : max(length, header)] if length else octets[header:]
    else:
        found.protocol = octets[6]
        found.source, found.destination = str(ip_address(octets[8:24])), str(ip_address(octets[24:40]))
        rest = octets[40 : 40 + struct.unpack(">H", octets[4:6])[0]]
        for _ in range(4):
            if found.protocol not in EXTENSIONS:
                break
            found.protocol, rest = rest[0], rest[(rest[1] + 1) * 8 :]
    return _transport(found, rest)


def _transport(found: Packet, octets: bytes) -> Packet:
    found.payload = octets
    if found.protocol == UDP:
        found.source_port, found.destination_port = struct.unpack(">HH", octets[:4])
        found.payload = octets[8:]
    elif found.protocol == TCP:
        found.source_port, found.destination_port, found.sequence = struct.unpack(">HHI", octets[:8])
        found.payload = octets[(octets[12] >> 4) * 4 :]
    return found
