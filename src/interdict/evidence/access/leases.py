"""Lease files of DHCP servers: ISC dhcpd (v4, v6), Kea (CSV), dnsmasq."""

import csv
import re
from codecs import escape_decode
from collections.abc import Iterator

from interdict.core.problem import Problem
from interdict.evidence.access.duid import duid
from interdict.evidence.gather import Gathering
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind
from interdict.registries import mac

ISC = re.compile(rb"^(?:lease [0-9.]+ \{|ia-(?:na|ta|pd) \"|server-duid \"|authoring-byte-order )")
ISC_BEGIN = re.compile(r"^lease (?P<address>\d+\.\d+\.\d+\.\d+) \{|^ia-(?:na|ta|pd) \"(?P<duid>.*)\" \{")
ISC_INSIDE = re.compile(r"^[ \t]*iaaddr (?P<address>[0-9A-Fa-f:.]+) \{")
ISC_MEMBER = re.compile(
    r"^[ \t]*(?:hardware ethernet (?P<mac>[0-9A-Fa-f:]+)|client-hostname \"(?P<host>[^\"]*)\""
    r"|set vendor-(?:class-identifier|string) = \"(?P<vendor>.*)\"|uid \"(?P<uid>.*)\");\s*$"
)
KEA = re.compile(rb"^address,(?:hwaddr,client_id|duid),valid_lifetime,")
DNSMASQ = re.compile(
    rb"^\d{1,12} (?P<mac>(?:[0-9A-Fa-f]{2}[:\-]){5,7}[0-9A-Fa-f]{2}|\d+) (?P<address>[0-9A-Fa-f.:]+) "
    rb"(?P<host>\S+)(?: (?P<client>\S+))?$"
)
DNSMASQ_SELF = re.compile(rb"^duid [0-9a-f:]+$")
Lease = dict[str, str]
MOST_LEASES = 2_000_000
"""Clients of one file that are kept."""
CLIENT = "_client"
"""Member of a lease that is a key and no observation: the client's DUID in hex."""
Found = tuple[int, Lease] | Problem


class LeasesReader:
    """Reads the clients that a DHCP server gave addresses to."""

    name = "dhcp-leases"
    doc = ReaderDoc(
        title="DHCP leases (ISC dhcpd, Kea, dnsmasq)",
        reads="`dhcpd.leases` and `dhcpd6.leases`; Kea's lease files for both protocols (CSV); dnsmasq's.",
        gives="One `subscriber` a client, the last lease of each address or DUID counting: macAddress,"
        " managementAddress, hostname, vendorClass, embeddedEnterprise of a DUID-EN and macAddress of a"
        " DUID-LLT or DUID-LL.",
        references=("dhcpd.leases(5)", "Kea Administrator Reference Manual", "dnsmasq(8)", "RFC 8415"),
        limitations="Randomised addresses name no maker. Server identities and failover state are passed"
        " over. Which leases are still in force is not judged: the clock does not enter.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether one of the first lines is a lease's beginning, or most are dnsmasq's."""
        found = [line for line in head.lines[:20] if not line.startswith(b"#")]
        if any(ISC.match(line) for line in found) or (found and KEA.match(found[0])):
            return True
        fitting = [line for line in found if DNSMASQ.match(line) or DNSMASQ_SELF.match(line)]
        return any(map(DNSMASQ.match, found)) and len(fitting) * 2 >= len(found)

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every client once."""
        complaints = Complaints(source.path)
        leases: dict[str, tuple[int, Lease]] = {}
        left_out = 0
        for found in _leases(source, complaints):
            if isinstance(found, Problem):
                yield found
            elif len(leases) < MOST_LEASES or _key(found[1]) in leases:
                leases[_key(found[1])] = found
            else:
                left_out += 1
        yield from complaints.rest()
        if left_out:
            yield note(Code.LIMIT, f"leases beyond {MOST_LEASES:,} clients: {left_out}.", where=source.path)
        gathering = Gathering(ordinal)
        for key, (number, lease) in leases.items():
            record = gathering.record(key=key, kind=RecordKind.SUBSCRIBER, place=f"line {number}")
            for term, value in lease.items():
                if term == CLIENT:
                    continue
                gathering.observe(record, term, value)
            if gathering.full:
                yield gathering.batch()
        yield gathering.batch()


def _leases(source: Opened, complaints: Complaints) -> Iterator[Found]:
    first = source.stream.read(4096)
    source.stream.seek(0)
    if KEA.match(first):
        return _kea(source, complaints)
    beginning = [line.strip() for line in first.split(b"\n")]
    return (_isc if any(map(ISC.match, beginning)) else _dnsmasq)(source, complaints)


def _key(lease: Lease) -> str:
    named = (lease.get(term) for term in ("macAddress", CLIENT, "managementAddress", "hostname"))
    return next((name for name in named if name), "client")


def _said(source: Opened, complaints: Complaints) -> Iterator[tuple[int, str] | Problem]:
    for number, line in lines(source.stream):
        if line is None:
            yield from complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
        else:
            yield number, line.decode(errors="replace").rstrip("\r")


def _isc(source: Opened, complaints: Complaints) -> Iterator[Found]:
    lease: Lease | None = None
    begun = 0
    for found in _said(source, complaints):
        if isinstance(found, Problem):
            yield found
            continue
        number, line = found
        if begin := ISC_BEGIN.match(line):
            lease, begun = {}, number
            if begin["address"]:
                lease["managementAddress"] = begin["address"]
            else:
                _identity(lease, _escaped(begin["duid"])[4:])  # behind the identity association's id
        elif lease is not None and line.startswith("}"):
            if lease:
                yield begun, lease
            lease = None
        elif lease is not None:
            _isc_member(lease, line)


def _isc_member(lease: Lease, line: str) -> None:
    if inside := ISC_INSIDE.match(line):
        lease["managementAddress"] = inside["address"]
    elif member := ISC_MEMBER.match(line):
        if member["mac"]:
            lease["macAddress"] = member["mac"]
        elif member["host"]:
            lease["hostname"] = member["host"]
        elif member["vendor"]:
            lease["vendorClass"] = member["vendor"]
        elif member["uid"]:
            _identity(lease, _escaped(member["uid"])[5:])  # RFC 4361: type 255, IAID, DUID


def _escaped(text: str) -> bytes:
    """The octets of a string with the octal escapes of dhcpd."""
    try:
        return escape_decode(text.encode("latin-1", errors="replace"))[0]
    except ValueError:
        return b""


def _identity(lease: Lease, octets: bytes) -> None:
    """Keep what a DUID gives away; an address that the lease states itself is the better one."""
    said = duid(octets)
    lease[CLIENT] = octets.hex()
    if said.enterprise:
        lease["embeddedEnterprise"] = said.enterprise
    if said.address:
        lease.setdefault("macAddress", said.address)


def _kea(source: Opened, complaints: Complaints) -> Iterator[Found]:
    names: list[str] = []
    for found in _said(source, complaints):
        if isinstance(found, Problem):
            yield found
            continue
        number, line = found
        try:
            cells = next(csv.reader([line]), [])
        except csv.Error as error:
            yield from complaints.line(number, f"it is not a row of CSV: {error}.")
            continue
        if not names:
            names = cells
        elif len(cells) == len(names):
            yield number, _kea_lease(dict(zip(names, cells, strict=True)))
        elif cells:
            yield from complaints.line(number, f"expected {len(names)} cells, found {len(cells)}.")


def _kea_lease(row: dict[str, str]) -> Lease:
    lease = {"managementAddress": row.get("address", "")}
    if row.get("hwaddr"):
        lease["macAddress"] = row["hwaddr"]
    if row.get("hostname"):
        lease["hostname"] = row["hostname"].rstrip(".")
    for name, skipped in (("duid", 0), ("client_id", 5)):
        _identity(lease, _hex(row.get(name) or "")[skipped:])
    return lease


def _dnsmasq(source: Opened, complaints: Complaints) -> Iterator[Found]:
    for number, line in lines(source.stream):
        found = DNSMASQ.match((line or b"").strip())
        if line is None:
            yield from complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
        elif found:
            yield number, _dnsmasq_lease(_decoded(found))
        elif line.strip() and not DNSMASQ_SELF.match(line.strip()):
            yield from complaints.line(number, "expected `expiry address ip name client-id`.")


def _decoded(found: re.Match[bytes]) -> dict[str, str]:
    return {name: (value or b"").decode(errors="replace") for name, value in found.groupdict().items()}


def _dnsmasq_lease(said: dict[str, str]) -> Lease:
    lease = {"managementAddress": said["address"]}
    if mac.parse(said["mac"][-17:]):
        lease["macAddress"] = said["mac"][-17:]  # of another hardware type: `06-` stands before it
    if said["host"] != "*":
        lease["hostname"] = said["host"]
    client = _hex(said["client"])
    _identity(lease, client if ":" in said["address"] else client[5:])
    return lease


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text.replace(":", ""))
    except ValueError:
        return b""
