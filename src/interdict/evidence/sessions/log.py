"""Captures of command output and session logs: several commands and several devices in one file."""

import re
from collections.abc import Iterator

from interdict.core.problem import Problem
from interdict.evidence.commands.answer import hear, shape
from interdict.evidence.commands.heard import Heard
from interdict.evidence.configs.saved import configuration, grammar
from interdict.evidence.gather import Gathering, and_then
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.evidence.sessions.prompts import Section, asks, clean, sections

MOST_DEVICES = 10_000
"""Devices whose sessions one file may hold."""
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
        " given as addresses of an interface, never of a chassis. 4 MiB or 100,000 lines of one"
        " answer are looked at. A log whose prompts were removed between devices is one device. Languages"
        " other than English are kept as text only.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether a line is a prompt with a command that shows something, or the text has a known shape."""
        if b"\0" in head.content:
            return False
        found = [clean(line) for line in head.content.decode(errors="replace").split("\n")]
        if any(asks(line) for line in found[:2_000] if line[:1] not in ("!", "#")):
            return True
        text = "\n".join(found)
        return not _is_table(found) and grammar(text) is None and shape(text) != ""

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every device of the file, in the order in which they first speak."""
        log = _Log(source)

        def ending() -> Iterator[Batch]:
            yield from log.complaints.rest()
            gathering = Gathering(ordinal)
            log.emit(gathering)
            yield gathering.batch()

        yield from and_then(log.read(), ending)


def _is_table(found: list[str]) -> bool:
    """Whether lines are delimited text, whose headers have the same words: as many delimiters in each."""
    filled = [line for line in found if line.strip()][:20]
    counts = [[line.count(delimiter) for line in filled] for delimiter in ",;\t|"]
    return any(each[:1] > [1] and each.count(each[0]) >= 0.8 * len(each) for each in counts)


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
                "only the first 4 MiB or 100,000 lines of this answer are looked at.",
                where=f"{self._source.path}, {place}",
            )
