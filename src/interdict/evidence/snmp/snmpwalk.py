"""Walks as net-snmp's `snmpwalk` prints them: `.1.3.6.1.2.1.1.1.0 = STRING: …`."""

import re
from collections.abc import Iterator

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering, and_then
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.evidence.snmp import oids
from interdict.evidence.snmp.agent import Agent

KNOWN = "|".join(sorted(map(re.escape, oids.BARE), key=len, reverse=True))
BRACKETS = r"(?:\[[^\]\n]{0,120}\])+"
OID = (
    rf"(?:(?:{KNOWN})(?:(?:\.\d+)+|{BRACKETS})"  # -Os, and -OX without its module
    r"|sysUpTimeInstance"
    r"|[a-z][A-Za-z0-9-]*(?:\.\d+)+(?= = )"  # -Os, of objects not used here
    rf"|[A-Za-z][\w-]*(?:::\w+)?{BRACKETS}(?= = )"  # -OX
    r"|\.?iso(?:\.[A-Za-z][\w-]*)+(?:\.\d+)*"  # -Of
    r"|\.?(?:iso|[0-2])(?:\.\d+)+|[A-Za-z][\w-]*::\w+(?:\.[^\s=]+)?|(?:enterprises|mib-2)(?:\.\d+)+)"
)
"""An object as net-snmp's output options print it (snmpcmd(1), -O)."""
ANSWER = re.compile(rf"({OID})(?: = |\s+=\s*|[ \t]+(?!=))(.*)", re.DOTALL)
"""Object and value; the equals sign is missing in quick print (`-Oq`)."""
SHORT_AND_QUIET = re.compile(r"([a-z][A-Za-z0-9-]*(?:\.\d+)+|sysUpTimeInstance)[ \t](.*)", re.DOTALL)
"""Any object under `-Osq`; the same words may stand in a description, so it holds once the style is known."""
TYPED = re.compile(
    r"(STRING|Hex-STRING|OID|INTEGER|Integer32|Gauge32|Unsigned32|UInteger32|Counter32|Counter64|Timeticks"
    r"|IpAddress|Network Address|BITS|Opaque|NULL|Bits|OBJECT IDENTIFIER|Float|Double): ?(.*)",
    re.IGNORECASE | re.DOTALL,
)
OTHER_TYPE = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)?: ")
WRONG_TYPE = re.compile(r"Wrong Type \(should be [^)]*\): ", re.IGNORECASE)
NOT_ANSWERS = ("No Such Object", "No Such Instance", "No more variables left")
STOPPED = ("Timeout: No Response", "snmpwalk: Timeout", "Error in packet", "End of MIB")
HEX_TEXT = re.compile(r"[ \t]*\[.{0,16}\][ \t]*$", re.MULTILINE)
"""Readable form beside each line of hex (`-OT`)."""
LONGEST_VALUE = 64 * 1024
"""Characters; a value over several lines is cut there."""


class SnmpwalkReader:
    """Reads one device from a walk that net-snmp printed."""

    name = "snmpwalk"
    doc = ReaderDoc(
        title="SNMP walk, as snmpwalk prints it",
        reads="Lines `oid = TYPE: value` with numeric objects (`-On`, also from `iso.`), the usual symbolic"
        " names of the objects that are used, alone (`-Os`), with their module (`-OS`), as a path (`-Of`) or"
        " with indices in brackets (`-OX`); quick print (`-Oq`, `-OQ`), hex with text beside it (`-OT`),"
        " values over several lines, wrong types.",
        gives="The same as the snmpsim record format gives.",
        references=("net-snmp, snmpcmd(1), output options", "RFC 3418", "RFC 6933", "RFC 3411"),
        limitations="Symbolic names of other objects are passed over: record with `-On`. One device a file.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the first line, or half of the first lines, is an answer with `=` or several without."""
        found = [line.decode("latin-1") for line in head.lines[:20] if not line.startswith(b"#")]
        fitting = [bool(ANSWER.fullmatch(line)) for line in found]
        if not any(fitting):
            return False
        with_type = any(" = " in line for line, fits in zip(found, fitting, strict=True) if fits)
        return (fitting[0] and with_type) or sum(fitting) * 2 >= max(len(found), 4)

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """One device and its neighbours; a broken line costs itself only."""
        walk = _Walk(source.path)

        def ending() -> Iterator[Batch]:
            yield from walk.finish()
            gathering = Gathering(ordinal)
            walk.agent.emit(gathering, key=source.key)
            yield gathering.batch()

        yield from and_then(self._lines(source, walk), ending)

    def _lines(self, source: Opened, walk: "_Walk") -> Iterator[Problem]:
        for number, line in lines(source.stream):
            if line is None:
                yield from walk.complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
            else:
                yield from walk.line(number, line)


class _Walk:
    """One walk under way: the answer that may go on over the next lines."""

    def __init__(self, where: str) -> None:
        self.agent = Agent()
        self.complaints = Complaints(where)
        self._where = where
        self._oid = ""  # of the answer being read, empty where it is of no use
        self._value = ""
        self._number = 0
        self._quiet = False  # whether names stand alone and without types (`-Osq`)
        self._goes_on = False  # whether a line that is no answer continues this one

    def line(self, number: int, raw: bytes) -> list[Problem]:
        line = raw.decode(errors="surrogateescape").rstrip("\r")
        found = ANSWER.fullmatch(line) or (self._quiet and SHORT_AND_QUIET.fullmatch(line)) or None
        if not found:
            return self._other(number, line)
        self._quiet = self._quiet or bool(found[1].partition(".")[0] in oids.BARE and " = " not in line)
        problems = self._settle()
        oid = oids.numeric(found[1]) or ""
        self._number, self._value = number, found[2]
        self._oid = oid if oid.startswith(oids.WANTED) else ""
        self._goes_on = _may_go_on(self._value)
        return problems

    def finish(self) -> list[Problem]:
        return [*self._settle(), *self.complaints.rest()]

    def _other(self, number: int, line: str) -> list[Problem]:
        if self._goes_on:
            if self._oid and len(self._value) < LONGEST_VALUE:
                self._value += f"\n{line}"
            self._goes_on = not self._value.startswith('STRING: "') or not line.endswith('"')
            return []
        if line.startswith(STOPPED):
            return [_stopped(self._where, number, line)]
        if not line.strip(" \t\0") or line.startswith(("#", *NOT_ANSWERS)):
            return []
        return self.complaints.line(number, f"expected `oid = TYPE: value`, found `{line[:60]}`.")

    def _settle(self) -> list[Problem]:
        """Give the agent the answer that is complete now."""
        oid, value = self._oid, WRONG_TYPE.sub("", self._value, count=1)
        self._oid = ""
        if not oid or value.startswith(NOT_ANSWERS):
            return []
        typed = TYPED.fullmatch(value)
        if not typed and OTHER_TYPE.match(value):
            return self.complaints.line(self._number, f"the type in `{value[:60]}` does not exist.")
        try:
            octets = _octets(*typed.groups()) if typed else _unquoted(value)
        except ValueError:
            return self.complaints.line(self._number, f"the value is not of its type: `{value[:60]}`.")
        self.agent.answer(oid, octets)
        return []


def _may_go_on(value: str) -> bool:
    """Whether the value may have more lines: text without a closing quote, hex, or of no type."""
    typed = TYPED.fullmatch(value)
    if not typed:
        return not (len(value) > 1 and value.startswith('"') and value.endswith('"')) and value != '""'
    kind, rest = typed[1].upper(), typed[2]
    if kind == "STRING":
        return not (
            len(rest) > 1 and rest.startswith('"') and rest.endswith('"') and not rest.endswith('\\"')
        )
    return kind in ("HEX-STRING", "BITS", "OPAQUE")


def _octets(kind: str, value: str) -> bytes:
    """
    The octets of a string, or the text of anything else.

    Raises: ValueError if hex is broken.
    """
    kind = kind.upper()
    if kind == "HEX-STRING":
        return bytes.fromhex(HEX_TEXT.sub("", value))
    if kind in ("OID", "OBJECT IDENTIFIER"):
        return value.strip().encode(errors="surrogateescape")
    return _unquoted(value)


def _unquoted(value: str) -> bytes:
    stripped = value.strip()
    if len(stripped) > 1 and stripped.startswith('"') and stripped.endswith('"'):
        value = stripped[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value.encode(errors="surrogateescape")


def _stopped(where: str, number: int, line: str) -> Problem:
    return Problem(
        code=Code.INCOMPLETE_WALK,
        message=f"the agent stopped answering: `{line[:80]}`.",
        where=where,
        place=f"line {number}",
        remedy="Record the device again with a longer timeout (`-t`) for what is missing.",
    )
