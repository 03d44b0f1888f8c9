"""Walks in the record format of snmpsim: `oid|tag|value`, one answer a line."""

import re
from codecs import escape_decode
from collections.abc import Iterator

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering, and_then
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.evidence.snmp.agent import Agent
from interdict.evidence.snmp.oids import WANTED_BYTES

LINE = re.compile(rb"\.?\d+(?:\.\d+)+\|\d+[xe]?(?::\w+)?\|")
TAG = re.compile(rb"(?:2|4|5|6|64|65|66|67|68|70|71|128|129|130)[xe]?(?::\w+)?")
"""BER tags of SMIv2 types and exceptions; `x` hex, `e` escapes, `:module` a variation."""
NOT_ANSWERS = (b"128", b"129", b"130")
"""noSuchObject, noSuchInstance, endOfMibView (RFC 3416)."""


class SnmprecReader:
    """Reads one device from a walk in snmpsim's record format."""

    name = "snmprec"
    doc = ReaderDoc(
        title="SNMP walk, snmpsim record format",
        reads="Lines `oid|tag|value`: tags with `x` (hex) and `e` (escapes), variation modules, comments.",
        gives="One device a file (kind `self`, key: the file's name without suffix) with its system group,"
        " engine id, addresses, ENTITY-MIB components and enterprise sub-trees; one `neighbour` per LLDP and"
        " CDP row, under the key `<device>#lldp.<index>`.",
        references=("RFC 3418", "RFC 6933", "RFC 3411", "IEEE 802.1AB", "https://docs.lextudio.com/snmpsim/"),
        limitations="Values that a variation module computes are not there to be read. Private strings,"
        " addresses, components and neighbours are bounded per device.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether at least half of the first lines, comments apart, are of the format."""
        found = [line for line in head.lines if not line.startswith(b"#")][:20]
        fitting = sum(1 for line in found if LINE.match(line))
        return fitting > 0 and fitting * 2 >= len(found)

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """One device and its neighbours; a broken line costs itself only."""
        agent, complaints = Agent(), Complaints(source.path)

        def ending() -> Iterator[Batch]:
            yield from complaints.rest()
            gathering = Gathering(ordinal)
            agent.emit(gathering, key=source.key)
            yield gathering.batch()

        yield from and_then(self._lines(source, agent, complaints), ending)

    def _lines(self, source: Opened, agent: Agent, complaints: Complaints) -> Iterator[Problem]:
        for number, line in lines(source.stream):
            if line is None:
                yield from complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
            else:
                yield from self._line(agent, complaints, number, line)

    def _line(self, agent: Agent, complaints: Complaints, number: int, line: bytes) -> list[Problem]:
        oid, _, rest = line.partition(b"|")
        tag, second_bar, value = rest.partition(b"|")
        oid = oid.strip(b" \t.")
        if not second_bar or not oid.replace(b".", b"").isdigit():
            if not line.strip(b" \t\r\0") or line.lstrip().startswith(b"#"):
                return []
            return complaints.line(number, f"expected `oid|tag|value`, found {_shown(line)}.")
        if not TAG.fullmatch(tag):
            return complaints.line(number, f"the type tag {_shown(tag)} does not exist.")
        if oid.startswith(WANTED_BYTES) and not tag.startswith(NOT_ANSWERS):
            try:
                agent.answer(oid.decode(), _octets(tag, value))
            except ValueError:
                return complaints.line(
                    number, f"the value is not what its tag {_shown(tag)} says: {_shown(value)}."
                )
        return []


def _octets(tag: bytes, value: bytes) -> bytes:
    """
    The octets of a value.

    Raises: ValueError if hex or escapes are broken.
    """
    kind, colon, _ = tag.partition(b":")
    value = value.rstrip(b"\r")
    if colon:  # settings of a variation module; the value it starts from, if any
        found = re.search(rb"(?:^|,)value=([^,]*)", value)
        return found[1] if found else b""
    if kind.endswith(b"x"):
        return bytes.fromhex(value.decode("ascii").removeprefix("0x"))
    if kind.endswith(b"e"):
        return escape_decode(value)[0]
    return value


def _shown(octets: bytes) -> str:
    shown = octets[:60].decode(errors="replace")
    return f"`{shown}…`" if len(octets) > 60 else f"`{shown}`"
