"""Captures of command output and session logs: several commands and several devices in one file."""

import re
from collections.abc import Iterator

from interdict.core.problem import Problem
from interdict.evidence.commands import addresses, neighbours, parts, terminals, versions
from interdict.evidence.commands.heard import Heard
from interdict.evidence.commands.session import Section, asks, clean, sections
from interdict.evidence.commands.tables import has
from interdict.evidence.configs.saved import configuration, grammar
from interdict.evidence.gather import LONGEST_VALUE, Gathering, and_then
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc

MOST_DEVICES = 10_000
"""Devices whose sessions one file may hold."""
ABOUT_OTHERS = re.compile(r"\b(?:lldp|cdp|isdp|ndp|edp|fdp)\w*|neighbou?r", re.IGNORECASE)
"""In a command, or above output without one: identity texts in the answer are other devices'."""
ABOUT_CONFIGURATION = re.compile(r"\b(?:run\w*-?conf\w*|cur\w*-conf\w*|sav\w*-conf\w*|startup\w*|conf\w*)\b")


class CommandOutputReader:
    """Reads what devices answered to commands, cut at their prompts."""

    name = "command-output"
    doc = ReaderDoc(
        title="Command output and session logs",
        reads="Text with prompts and commands (VRP, YunShan OS, SmartAX, Comware, ZXROS and ZXAN, IOS,"
        " IOS-XE, IOS-XR, NX-OS, EOS, Junos, SR OS, RouterOS), several commands and several devices in one"
        " file; or, without a prompt, output that has the shape of one of: version, inventory, elabel,"
        " manufacture information, board and card lists, transceivers, LLDP and CDP neighbours, ARP and MAC"
        " tables, ONT lists. Time stamps, pagers and control sequences of terminal programs are dropped.",
        gives="One record a prompt's name, kind `self` (key: that name, else the file's name without suffix),"
        " with softwareVersion, model, serialNumber, ENTITY-MIB properties of its components, and every"
        " answer as commandOutput; answers about others are neighbourOutput. LLDP and CDP neighbours and"
        " the addresses of ARP and MAC tables become `neighbour` records, ONTs `subscriber` records. A"
        " configuration inside becomes a `configuration` record.",
        references=("IEEE 802.1AB", "RFC 6933", "ITU-T G.988", "vendors' command references"),
        limitations="Addresses learned in ARP and MAC tables may be hosts or subscribers' boxes: they are"
        " given as addresses of an interface, never of a chassis. 4 MiB of one answer are looked at. A log"
        " whose prompts were removed between devices is one device. Languages other than English are kept"
        " as text only.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether a line is a prompt with a command that shows something, or the text has a known shape."""
        if b"\0" in head.content:
            return False
        text = head.content.decode(errors="replace")
        if any(asks(clean(line)) for line in text.split("\n")[:2_000] if line[:1] not in ("!", "#")):
            return True
        return grammar(text) is None and shape(text) != ""

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every device of the file, in the order in which they first speak."""
        log = _Log(source)

        def ending() -> Iterator[Batch]:
            yield from log.complaints.rest()
            gathering = Gathering(ordinal)
            log.emit(gathering)
            yield gathering.batch()

        yield from and_then(log.read(), ending)


def shape(text: str) -> str:
    r"""
    What some output without a prompt is: the name of the first shape that it has; empty where it has none.

    >>> shape("Huawei Versatile Routing Platform Software\nVRP (R) software, Version 5.160 (X)\n")
    'version'
    """
    if versions.platform(text):
        return "version"
    if neighbours.BLOCK.search(text) or neighbours.CDP_HEADER.search(text):
        return "neighbours"
    if parts.CISCO.search(text) or (parts.BLOCKS.search(text) and _headings(text)):
        return "parts"
    if any(has(text, listing.shape) for listing in parts.LISTINGS):
        return "parts"
    if any(has(text, brief) for brief in neighbours.BRIEF):
        return "neighbours"
    found = Heard()
    terminals.read(text, found)
    if found.others:
        return "terminals"
    addresses.read(text, found)
    return "addresses" if not found.empty else ""


def _headings(text: str) -> bool:
    return any(parts.HEADING.match(line) for line in text.split("\n"))


class _Log:
    """One file under way: devices by name."""

    def __init__(self, source: Opened) -> None:
        self.complaints = Complaints(source.path)
        self._source = source
        self._devices: dict[str, tuple[Heard, str]] = {}
        self._configurations: list[tuple[str, str, str]] = []
        self._left_out = 0

    def read(self) -> Iterator[Problem]:
        problems: list[Problem] = []
        for section in sections(self._lines(problems)):
            yield from problems
            problems.clear()
            if section.text.strip():
                yield from self._section(section)
        yield from problems
        if self._left_out:
            yield note(
                Code.LIMIT,
                f"answers of more than {MOST_DEVICES:,} devices: {self._left_out} are left out.",
                where=self._source.path,
                remedy="Cut the log into several files.",
            )

    def emit(self, gathering: Gathering) -> None:
        """Hand over the devices, then their configurations."""
        for key, (heard, place) in self._devices.items():
            if not heard.empty:
                heard.emit(gathering, key=key, place=place)
        for key, place, text in self._configurations:
            configuration(gathering, text, key=key, place=place)

    def _lines(self, problems: list[Problem]) -> Iterator[tuple[int, str]]:
        for number, line in lines(self._source.stream):
            if line is None:
                problems += self.complaints.line(
                    number, "the line is longer than 1 MiB.", code=Code.LONG_LINE
                )
            else:
                yield number, clean(line.decode(errors="replace").rstrip("\r"))

    def _section(self, section: Section) -> Iterator[Problem]:
        key = section.host or self._source.key
        place = f"line {section.line}"
        if key not in self._devices and len(self._devices) >= MOST_DEVICES:
            self._left_out += 1
            return
        heard, _ = self._devices.setdefault(key, (Heard(), place))
        heard.own("sysName", section.host)
        if (ABOUT_CONFIGURATION.search(section.command) or not section.command) and grammar(section.text):
            self._configurations.append((f"{key}#configuration", place, section.text))
        elif section.command or shape(section.text):
            hear(section.text, heard, command=section.command)
        if section.cut:
            yield note(
                Code.LIMIT,
                "only the first 4 MiB of this answer are looked at.",
                where=f"{self._source.path}, {place}",
            )


def hear(text: str, heard: Heard, *, command: str = "") -> None:
    """
    Note everything that one answer says.

    Args:
        text: The answer, cleaned; or several answers, where no prompt tells them apart.
        heard: Where it goes.
        command: The command, where it is known; it tells a device's own LLDP from its neighbours'.
    """
    before = heard.others
    local = " local" in command or "LLDP local-information" in text
    neighbours.read(text, heard, local=local)
    terminals.read(text, heard)
    if heard.others == before:
        addresses.read(text, heard)
    about_others = heard.others > before or bool(ABOUT_OTHERS.search(command))
    own = neighbours.before_neighbours(text) if about_others else text
    if not ABOUT_OTHERS.search(command or own[:400]):
        versions.read(own, heard)
        parts.read(own, heard)
    heard.output("neighbourOutput" if about_others else "commandOutput", text[:LONGEST_VALUE])
