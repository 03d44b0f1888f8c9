"""What services show on the wire: mDNS, SSDP, SNMP engine ids and TLS certificates."""

import re
import struct
from collections import OrderedDict
from collections.abc import Iterator

from interdict.evidence.certificates import observations_of, read_certificate
from interdict.evidence.packets.announcements import Said
from interdict.evidence.packets.frames import Packet
from interdict.evidence.snmp.octets import text

MDNS_KEYS = {
    "manufacturer": "manufacturer",
    "mfg": "manufacturer",
    "vendor": "manufacturer",
    "usb_mfg": "manufacturer",
    "md": "model",
    "model": "model",
    "usb_mdl": "model",
    "ty": "description",
    "fv": "softwareVersion",
    "serialnumber": "serialNumber",
}
"""Keys of TXT records (RFC 6763, section 6) by which services name their device."""
TXT = 16
MOST_ANSWERS = 200
SSDP_HEADER = re.compile(
    rb"^(server|x-user-agent)[ \t]*:[ \t]*([^\r\n]{1,300})", re.IGNORECASE | re.MULTILINE
)
OCTET_STRING, SEQUENCE, INTEGER = 0x04, 0x30, 0x02
SNMP_V3 = b"\x03"
HANDSHAKE, CERTIFICATE = 22, 11
"""TLS record and handshake types (RFC 5246, sections 6.2.1 and 7.4); TLS 1.3 encrypts the latter."""
MOST_FLOWS = 4096
LONGEST_FLOW = 64 << 10


def from_mdns(octets: bytes) -> Said:
    """What the TXT records of an answer say (RFC 6762)."""
    questions, *counts = struct.unpack(">6H", octets[:12])[2:]
    if not struct.unpack(">H", octets[2:4])[0] & 0x8000:
        return
    at = 12
    for _ in range(min(questions, MOST_ANSWERS)):
        at = _behind_name(octets, at) + 4
    for _ in range(min(sum(counts), MOST_ANSWERS)):
        at = _behind_name(octets, at)
        kind, _, _, length = struct.unpack(">HHIH", octets[at : at + 10])
        if kind == TXT:
            yield from _texts(octets[at + 10 : at + 10 + length])
        at += 10 + length


def _behind_name(octets: bytes, at: int) -> int:
    """Where a name ends; a pointer ends it (RFC 1035, section 4.1.4)."""
    while octets[at]:
        if octets[at] & 0xC0 == 0xC0:
            return at + 2
        at += octets[at] + 1
    return at + 1


def _texts(octets: bytes) -> Said:
    while octets:
        key, equals, value = text(octets[1 : 1 + octets[0]]).partition("=")
        octets = octets[1 + octets[0] :]
        if equals and key.lower() in MDNS_KEYS:
            yield MDNS_KEYS[key.lower()], value


def from_ssdp(octets: bytes) -> Said:
    """The server header of an announcement or an answer (UPnP Device Architecture 1.1, section 1)."""
    if octets.startswith((b"NOTIFY", b"HTTP/1.1 200")):
        for found in SSDP_HEADER.finditer(octets[:4096]):
            yield "banner", f"upnp: {text(found[2])}"


def from_snmp(octets: bytes) -> Said:
    """The engine id in a version 3 message of an agent (RFC 3412, RFC 3414 section 2.4)."""
    message = _inside(octets, SEQUENCE)[0]
    version, rest = _inside(message, INTEGER)
    if version != SNMP_V3:
        return
    _, rest = _inside(rest, SEQUENCE)
    parameters = _inside(_inside(rest, OCTET_STRING)[0], SEQUENCE)[0]
    engine = _inside(parameters, OCTET_STRING)[0]
    if 5 <= len(engine) <= 32:  # SnmpEngineID (RFC 3411, section 5)
        yield "snmpEngineID", engine.hex()


def _inside(octets: bytes, tag: int) -> tuple[bytes, bytes]:
    """
    The content of one BER value, and what follows it.

    Raises: ValueError if it has another tag.
    """
    if octets[0] != tag:
        raise ValueError("another BER tag than expected")
    length, start = octets[1], 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(octets[2:start], "big")
    return octets[start : start + length], octets[start + length :]


class Handshakes:
    """TLS handshakes under way, put together from their segments; the oldest make room for new ones."""

    def __init__(self) -> None:
        self._flows: OrderedDict[tuple[str, int, str, int], tuple[int, bytes]] = OrderedDict()

    def take(self, found: Packet) -> Said:
        """What a segment completes: the certificate that a server shows."""
        flow = (found.source, found.source_port, found.destination, found.destination_port)
        expected, so_far = self._flows.get(flow, (0, b""))
        if so_far and found.sequence == expected:
            so_far += found.payload
        elif found.payload[:2] == b"\x16\x03":
            so_far = found.payload
        else:
            return
        if len(so_far) > LONGEST_FLOW:
            self._flows.pop(flow, None)
            return
        certificate = next(_certificates(so_far), None)
        if certificate is None:
            self._flows[flow] = ((found.sequence + len(found.payload)) & 0xFFFF_FFFF, so_far)
            self._flows.move_to_end(flow)
            if len(self._flows) > MOST_FLOWS:
                self._flows.popitem(last=False)
            return
        self._flows.pop(flow, None)
        if named := read_certificate(certificate):
            yield from observations_of(named)


def _certificates(stream: bytes) -> Iterator[bytes]:
    """The first certificate of each complete certificate message (RFC 5246, section 7.4.2)."""
    messages = b""
    while len(stream) >= 5 and stream[0] == HANDSHAKE:
        (length,) = struct.unpack(">H", stream[3:5])
        messages, stream = messages + stream[5 : 5 + length], stream[5 + length :]
    while len(messages) >= 4:
        length = int.from_bytes(messages[1:4], "big")
        body, kind = messages[4 : 4 + length], messages[0]
        messages = messages[4 + length :]
        if kind == CERTIFICATE and len(body) == length and length > 6:
            size = int.from_bytes(body[3:6], "big")
            yield body[6 : 6 + size]
