"""Answers to man-machine language commands (`LST BRD`, `DSP BRD`) of radio and core network elements."""

import re
from collections.abc import Iterator

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.commands.tables import CELL, RULE
from interdict.evidence.gather import LONGEST_VALUE, Gathering
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

HEADER = re.compile(r"^\+\+\+\s+(?P<element>\S.{0,120}?)\s+(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S*)\s*$")
COMMAND = re.compile(r"^%%\s*(?:/\*.{0,40}?\*/)?\s*(?P<command>[A-Z]{2,4} [A-Z0-9]+).*%%\s*$")
END = re.compile(r"^---\s+END\s*$")
FAILED = re.compile(r"^RETCODE = (?!0\b)(\d+)\s*(.*)$")
VERTICAL = re.compile(r"^[ \t]*(?P<name>[A-Za-z][\w ().#/\-]{0,60}?)\s+=\s+(?P<value>\S.*)$")
PLACES = ("cabinet no.", "subrack no.", "slot no.", "port no.")
TERMS = {
    **{"board type": "moduleModel", "config type": "moduleModel", "board name": "entPhysicalName"},
    **{
        "type": "moduleModel",
        "board serial number": "entPhysicalSerialNum",
        "bar code": "entPhysicalSerialNum",
    },
    **{"serial number": "entPhysicalSerialNum", "sn(bar code)": "entPhysicalSerialNum", "item": "partNumber"},
    **{"vendor name": "moduleManufacturer", "manufacturer": "moduleManufacturer"},
    **{"description": "entPhysicalDescr", "board bar code": "entPhysicalSerialNum"},
}
"""Columns of board answers, in lower case, to property."""
OF_ELEMENT = {
    **{"ne name": "hostname", "ne type": "model", "software version": "softwareVersion"},
    **{"current version": "softwareVersion", "product version": "softwareVersion", "ne software version": ""},
}
ABOUT_BOARDS = re.compile(r"\b(?:BRD\w*|SFP|SUBRACK|CABINET|INVENTORY|RRU|DEVINFO|ELABEL)\b")
MOST_LINES = 200_000
"""Lines of one answer that are kept."""


class MmlReader:
    """Reads the elements that answered MML commands, with their boards."""

    name = "mml-answers"
    doc = ReaderDoc(
        title="MML command answers (Huawei)",
        reads="Answers of the form `+++ element time`, `%%command%%`, `RETCODE = 0`, a table or"
        " `name = value` lines, `--- END`; any number of elements and commands in one file.",
        gives="One record an element, kind `self`, under its name: sysName, commandOutput, softwareVersion"
        " and model where stated; boards of `LST BRD`, `DSP BRD` and their kin as components.",
        references=("Fact base on identifiers, section 3.8",),
        limitations="Columns that are cut or printed over several tables are joined by row only within one"
        " table. Simulators copy this form: it is a clue to the maker, no proof.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether an answer's header and a command or return code stand in the beginning."""
        found = [line.decode(errors="replace") for line in head.lines]
        return any(map(HEADER.match, found)) and any(
            COMMAND.match(line) or line.startswith("RETCODE") for line in found
        )

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every element, in the order of its first answer."""
        complaints, gathering = Complaints(source.path), Gathering(ordinal)
        records: dict[str, int] = {}
        for found in _answers(source, complaints):
            if isinstance(found, Problem):
                yield found
                continue
            if found.element not in records:
                place = f"line {found.line}"
                records[found.element] = gathering.record(
                    key=found.element, kind=RecordKind.SELF, place=place
                )
                gathering.observe(records[found.element], "sysName", found.element)
            _observe(gathering, records[found.element], found)
            if gathering.full:
                yield gathering.batch()
        yield from complaints.rest()
        yield gathering.batch()


class Answer(msgspec.Struct):
    """One command's answer."""

    element: str
    line: int
    command: str = ""
    body: list[str] = msgspec.field(default_factory=list)


def _answers(source: Opened, complaints: Complaints) -> Iterator[Answer | Problem]:
    answer: Answer | None = None
    for number, raw in lines(source.stream):
        line = raw.decode(errors="replace").rstrip() if raw is not None else ""
        if raw is None:
            yield from complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
        elif header := HEADER.match(line[:2_000]):
            if answer:
                yield answer
            answer = Answer(header["element"], number)
        elif answer and END.match(line):
            yield answer
            answer = None
        elif answer and (failed := FAILED.match(line)):
            yield from complaints.line(
                number, f"the element refused: {failed[2][:80].rstrip('.') or failed[1]}."
            )
        elif answer and (said := COMMAND.match(line[:2_000])):
            answer.command = said["command"]
        elif answer and len(answer.body) < MOST_LINES:
            answer.body.append(line[:2_000])
    if answer:
        yield answer


def _observe(gathering: Gathering, record: int, answer: Answer) -> None:
    text = "\n".join([f"%%{answer.command}%%", *answer.body])
    gathering.observe(record, "commandOutput", text[:LONGEST_VALUE])
    for said in _rows(answer.body):
        place = ".".join(said[name] for name in PLACES if name in said)
        boards = ABOUT_BOARDS.search(answer.command) is not None and place
        terms = TERMS if boards else OF_ELEMENT
        for name, value in said.items():
            if (term := terms.get(name)) and value not in ("NULL", "-", "<Null>", "None"):
                gathering.observe(record, term, value, component=f"board.{place}" if boards else "")


def _rows(body: list[str]) -> Iterator[dict[str, str]]:
    """Rows of tables whose cells stand two spaces apart, and blocks of `name = value`."""
    header: list[tuple[int, str]] = []
    block: dict[str, str] = {}
    ruled = False
    for line in body:
        if found := VERTICAL.match(line):
            block[found["name"].casefold()] = found["value"].strip()
            continue
        if block:
            yield block
            block = {}
        if not line.strip() or line.startswith("("):
            header = [] if not line.strip() and header and not ruled else header
        elif RULE.match(line):
            ruled, header = True, []
        elif ruled and not header:
            header = [(cell.start(), cell[0].casefold()) for cell in CELL.finditer(line)]
        elif header:
            yield _cells(line, header)
    if block:
        yield block


def _cells(line: str, header: list[tuple[int, str]]) -> dict[str, str]:
    """Cells by heading: in order where there are as many, else by where they stand."""
    cells = list(CELL.finditer(line))
    if len(cells) == len(header):
        return {name: cell[0] for (_, name), cell in zip(header, cells, strict=True)}
    found: dict[str, str] = {}
    for cell in cells:
        name = next((name for start, name in reversed(header) if start <= cell.start() + 1), header[0][1])
        found.setdefault(name, cell[0])
    return found
