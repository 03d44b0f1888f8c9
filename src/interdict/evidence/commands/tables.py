"""Tables in command output: columns told by where their headings stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

RULE = re.compile(r"^[\s\-=+|*~]*$")
CELL = re.compile(r"\S+(?: \S+)*")
MOST_ROWS = 20_000
"""Rows of one table that are read."""


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A sort of table, known by its headings."""

    headings: Mapping[str, str]
    """Heading as printed, to property; an empty property for columns of no use."""
    needed: tuple[str, ...]
    """Headings without which a line is no header of this table."""


class Row(msgspec.Struct, frozen=True):
    """A row of a table by heading."""

    cells: dict[str, str]
    line: str

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")


def rows(lines: Sequence[str], shape: Shape) -> Iterator[Row]:
    """
    Every row of every table of one shape in some output.

    A table ends at a blank line behind a row, or where its header stands again; a cell belongs to the last
    column that begins no later than it.
    """
    starts: list[tuple[int, str]] = []
    given = 0
    for line in lines:
        if header := _starts(line, shape):
            starts, given = header, 0
        elif not starts or given >= MOST_ROWS:
            continue
        elif not line.strip():
            starts = [] if given else starts
        elif not RULE.match(line):
            given += 1
            yield Row(_cells(line, starts), line)


def has(text: str, shape: Shape) -> bool:
    """Whether some output holds a table of this shape."""
    return all(heading in text for heading in shape.needed) and any(
        _starts(line, shape) for line in text.split("\n")
    )


def _starts(line: str, shape: Shape) -> list[tuple[int, str]]:
    if not all(heading in line for heading in shape.needed):
        return []
    return [(found.start(), found[0]) for found in _pattern(tuple(shape.headings)).finditer(line)]


@cache
def _pattern(headings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(headings, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\S){re.escape(heading)}(?!\S)" for heading in longest_first))


def _cells(line: str, starts: list[tuple[int, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for begin, text in _pieces(line, [start for start, _ in starts]):
        column = next((name for start, name in reversed(starts) if start <= begin + 1), starts[0][1])
        found[column] = f"{found[column]} {text}" if column in found else text
    return found


def _pieces(line: str, starts: list[int]) -> Iterator[tuple[int, str]]:
    """The cells of a line, also where only one space stands between the ends of two columns."""
    for cell in CELL.finditer(line):
        begin = cell.start()
        for start in starts:
            if begin < start < cell.end() and line[start - 1] == " ":
                yield begin, line[begin:start].strip()
                begin = start
        yield begin, line[begin : cell.end()]
