"""Accounting and authentication details that a RADIUS server wrote: who asked, for whom."""

import re
from collections.abc import Iterator

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind
from interdict.registries import mac

STAMP = re.compile(r"^[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d (?:\w+ )?\d{4}\s*$")
ATTRIBUTE = re.compile(r"^[\t ]+([A-Za-z][\w.\-]{1,60})(?::\d+)? [:+]?= (.*)$")
UNKNOWN_VENDOR = re.compile(r"^(?:Attr-26|Vendor)[.\-](\d{1,6})\b")
STANDARD = frozenset(
    {
        *("User", "NAS", "Framed", "Service", "Login", "Callback", "Reply", "State", "Class", "Session"),
        *("Idle", "Termination", "Called", "Calling", "Proxy", "Acct", "Event", "Port", "Connect", "Tunnel"),
        *("Message", "EAP", "Chargeable", "Delegated", "Filter", "CHAP", "ARAP", "Prompt", "Password"),
        *("Packet", "Client", "Timestamp", "Request", "Response", "Tmp", "Stripped", "Realm", "FreeRADIUS"),
        *("Location", "Operator", "Error", "Digest", "Attr", "Vendor", "DHCP", "Auth", "Post", "Huntgroup"),
        *("SQL", "Module", "Virtual", "Group", "Simultaneous", "Expiration", "Ascend", "WISPr", "ADSL"),
    }
)
"""First words of attributes that no equipment maker's dictionary defines (RFC 2865 to 2869, server's own)."""
MOST_CLIENTS = 2_000_000
"""Access servers and subscribers' devices of one file that are kept, each."""
MOST_DICTIONARIES = 16


class RadiusDetailReader:
    """Reads access servers and subscribers' devices from RADIUS detail files."""

    name = "radius-detail"
    doc = ReaderDoc(
        title="RADIUS detail file",
        reads="Packets as a server writes them to its `detail` file: a time stamp, then indented"
        " `Attribute = value` lines, a blank line behind each.",
        gives="One `self` an access server (NAS-Identifier, else NAS-IP-Address): sysName, managementAddress,"
        " dataModel `RADIUS <prefix>` for each vendor dictionary it speaks, embeddedEnterprise for those that"
        " the server did not know. One `subscriber` a Calling-Station-Id that is a media address.",
        references=("RFC 2865", "RFC 2866", "FreeRADIUS, rlm_detail"),
        limitations="An access server may speak another maker's dictionary to suit its RADIUS server; the"
        " prefix is a clue, no proof. User names are kept as subscriber.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether a time stamp stands before indented attributes, one of which names the access server."""
        found = head.content.decode(errors="replace").split("\n")[:200]
        return any(map(STAMP.match, found)) and sum(1 for line in found if ATTRIBUTE.match(line)) >= 2

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Subscribers as they are met, each once; access servers at the end."""
        complaints, gathering = Complaints(source.path), Gathering(ordinal)
        servers: dict[str, _Server] = {}
        clients: set[str] = set()
        for found in _packets(source, complaints):
            if isinstance(found, Problem):
                yield found
                continue
            _client(gathering, clients, found, _served(servers, found))
            if gathering.full:
                yield gathering.batch()
        yield from complaints.rest()
        for key, server in servers.items():
            _emit(gathering, key, server)
        yield gathering.batch()


class _Server(msgspec.Struct):
    """An access server and the dictionaries it speaks."""

    line: int
    said: dict[tuple[str, str], None] = msgspec.field(default_factory=dict)


class _Packet(msgspec.Struct):
    """One packet's attributes."""

    line: int
    said: list[tuple[str, str]] = msgspec.field(default_factory=list)

    def first(self, name: str) -> str:
        """The first value of an attribute, without quotation marks; empty where it is not there."""
        return next((value.strip().strip('"') for key, value in self.said if key == name), "")


def _packets(source: Opened, complaints: Complaints) -> Iterator[_Packet | Problem]:
    packet: _Packet | None = None
    for number, raw in lines(source.stream):
        if raw is None:
            yield from complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
            continue
        line = raw.decode(errors="replace").rstrip("\r")[:4_000]
        if STAMP.match(line):
            if packet:
                yield packet
            packet = _Packet(number)
        elif packet and (found := ATTRIBUTE.match(line)) and len(packet.said) < 1_000:
            packet.said.append((found[1], found[2]))
        elif line.strip() and not ATTRIBUTE.match(line):
            yield from complaints.line(number, f"expected `Attribute = value`, found `{line[:60]}`.")
    if packet:
        yield packet


def _served(servers: dict[str, _Server], packet: _Packet) -> str:
    """The key of the access server that sent a packet, after noting what the packet says of it."""
    name, address = packet.first("NAS-Identifier"), packet.first("NAS-IP-Address")
    key = name or address
    if not key or (key not in servers and len(servers) >= MOST_CLIENTS):
        return ""
    server = servers.setdefault(key, _Server(packet.line))
    said = [("sysName", name), ("managementAddress", address)]
    for attribute, _ in packet.said:
        prefix = attribute.partition("-")[0]
        if unknown := UNKNOWN_VENDOR.match(attribute):
            said.append(("embeddedEnterprise", unknown[1]))
        elif "-" in attribute and prefix not in STANDARD:
            said.append(("dataModel", f"RADIUS {prefix}-"))
    for term, value in said:
        if value and len(server.said) < MOST_DICTIONARIES:
            server.said[term, value] = None
    return key


def _client(gathering: Gathering, clients: set[str], packet: _Packet, server: str) -> None:
    station = packet.first("Calling-Station-Id")
    digits = mac.parse(station)
    if digits is None or digits in clients or len(clients) >= MOST_CLIENTS:
        return
    clients.add(digits)
    record = gathering.record(key=station, kind=RecordKind.SUBSCRIBER, place=f"line {packet.line}")
    for term, value in (
        ("macAddress", station),
        ("subscriber", packet.first("User-Name")),
        ("vendorClass", packet.first("DHCP-Vendor-Class-Identifier")),
        ("seenBy", server),
    ):
        gathering.observe(record, term, value)


def _emit(gathering: Gathering, key: str, server: _Server) -> None:
    record = gathering.record(key=key, kind=RecordKind.SELF, place=f"line {server.line}")
    for term, value in server.said:
        gathering.observe(record, term, value)
