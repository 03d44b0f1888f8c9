"""Log lines that devices sent to a collector: who logs, in whose grammar, and what it says of its parts."""

import re
from collections.abc import Iterator

from interdict.evidence.devices import Devices
from interdict.evidence.gather import Gathering, and_then
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

PRIORITY = rb"(?:<\d{1,3}>)?"
RFC_5424 = re.compile(
    PRIORITY + rb"1 (?:\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)|-) (\S{1,255}) \S+ \S+ \S+ (.*)"
)
RFC_3164 = re.compile(
    PRIORITY + rb"(?:\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)? |"
    rb"[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d+)?"
    rb"(?: \d{4})? )([A-Za-z0-9_.:\-]{1,255}):? (.*)"
)
"""Header of either form, with the time stamps that collectors write in place of RFC 3164's."""
OWN_NAME = re.compile(
    rb"(?:[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d+)?|\d{4}-\d\d-\d\d"
    rb" \d\d:\d\d:\d\d(?:[+-]\d\d:\d\d)?)"
    rb" ([A-Za-z0-9_.\-]{1,255}) (?=%%)"
)
"""A second header behind a collector's: what the device calls itself."""
FORMS = (
    ("vrp", re.compile(rb"%%01[A-Z0-9_]+/[0-7]/[A-Za-z0-9_]+(?:\([A-Za-z]+\))?(?:\[\d+\])?:")),
    ("comware", re.compile(rb"%%10[A-Z0-9_]+/[0-7]/[A-Za-z0-9_]+(?:\([A-Za-z]+\))?:")),
    ("ios", re.compile(rb"(?<!%)%[A-Z][A-Z0-9_]+(?:-[A-Z0-9_]+)?-[0-7]-[A-Z0-9_]+\s?:")),
)
"""How a message names module, severity and mnemonic: `%%01` VRP, `%%10` Comware, one `%` IOS and its kin."""
MOST_MESSAGES = 3
"""Messages kept of one device, each of another mnemonic; further ones are more of the same."""
LONGEST = 300


class SyslogReader:
    """Reads which devices logged, and in which grammar."""

    name = "syslog"
    doc = ReaderDoc(
        title="Log lines (syslog)",
        reads="Lines with a header of RFC 3164 or RFC 5424, as collectors write them, of which at least"
        " one of the"
        " first forty is a message in the form of VRP, Comware or IOS.",
        gives="One record a logging device, kind `self`, under its name: hostname or managementAddress,"
        " and up to"
        " three messages as `logMessage`, each with its grammar in front.",
        references=("RFC 3164", "RFC 5424"),
        limitations="A message's form says which family of software logs, not who made the box: Comware"
        " and the"
        " switches of other makers share forms. Logs of servers alone are not taken.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether most of the first lines have a header and one is a network device's message."""
        found = head.lines[:40]
        headed = [line for line in found if RFC_5424.match(line) or RFC_3164.match(line)]
        return len(headed) * 2 > len(found) and any(_form(line) for line in headed)

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every device that logs in a known form."""
        gathering, complaints = Gathering(ordinal), Complaints(source.path)
        log = _Log(Devices(gathering, RecordKind.SELF))

        def body() -> Iterator[Batch]:
            for number, line in lines(source.stream):
                if line is None:
                    yield from complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
                else:
                    log.take(number, line)
                if gathering.full:
                    yield gathering.batch()

        def ending() -> Iterator[Batch]:
            if log.others:
                said = f"{log.others:,} lines are not in the form of a network device's message."
                yield note(Code.UNUSED, said, where=source.path)
            yield from complaints.rest()
            yield gathering.batch()

        yield from and_then(body(), ending)


class _Log:
    """The devices of one log and how many messages are kept of each."""

    def __init__(self, devices: Devices) -> None:
        self.others = 0
        self._devices = devices
        self._kept: dict[int, set[bytes]] = {}

    def take(self, number: int, line: bytes) -> None:
        found = RFC_5424.match(line) or RFC_3164.match(line)
        form = _form(line)
        if not found or not form:
            self.others += bool(line.strip())
            return
        own = OWN_NAME.search(line)
        name = (own or found)[1].decode(errors="replace")
        record = self._devices.record(name, place=f"line {number}")
        self._devices.observe(record, "managementAddress" if _is_address(name) else "hostname", name)
        if own and _is_address(sender := found[1].decode(errors="replace")):
            self._devices.observe(record, "managementAddress", sender)
        kept = self._kept.setdefault(record, set())
        mnemonic = form[1][0]
        if len(kept) < MOST_MESSAGES and mnemonic not in kept:
            kept.add(mnemonic)
            said = line[form[1].start() :].decode(errors="replace").strip()[:LONGEST]
            self._devices.observe(record, "logMessage", f"{form[0]}: {said}")


def _form(line: bytes) -> tuple[str, re.Match[bytes]] | None:
    for name, pattern in FORMS:
        if found := pattern.search(line[:4096]):
            return name, found
    return None


def _is_address(name: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]+", name))
