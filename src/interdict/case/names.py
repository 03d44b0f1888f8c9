"""Screened names on disk: one row a name, in CSV or JSON lines, complete or not there at all."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import msgspec

from interdict.core.errors import OutputError
from interdict.core.problem import Problem
from interdict.core.progress import Progress
from interdict.core.whole import whole_file
from interdict.evidence.records.column import Cell
from interdict.parties.names.screen import Hit, Screen, Screened

FORMS = ("csv", "jsonl")
COLUMNS = (
    *("row", "name", "party", "party_name", "probability", "matched", "confidence", "explanation"),
    *("rarest_word", "rarest_word_per_million", "other_party", "other_probability", "other_matched"),
)
"""Columns of the CSV; the `other_` ones are filled where two parties could carry the name."""
_FORMULA = re.compile(r"^[=+@\t\r-]")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One screened name of a file."""

    row: int
    """Row or line of the file, from 1."""
    screened: Screened


def write_screened(rows: Iterable[Row], out: Path, *, form: str, called: dict[str, str]) -> None:
    """
    Write rows to a file that appears only when complete.

    Args:
        rows: In the order of the file.
        out: Where to.
        form: `csv` or `jsonl`.
        called: Name of every party by its id.
    Raises: OutputError if the place cannot be written.
    """
    try:
        with whole_file(out) as aside, aside.open("w", encoding="utf-8", newline="") as file:
            (_write_csv if form == "csv" else _write_lines)(rows, file, called)
    except OSError as error:
        raise OutputError(
            error.strerror or str(error), where=str(out), remedy="Give a file you may write with --out."
        ) from error


def _write_csv(rows: Iterable[Row], file: TextIO, called: dict[str, str]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in _cells(row, called)])


def _cells(row: Row, called: dict[str, str]) -> list[object]:
    hits = row.screened.hits
    start: list[object] = [row.row, row.screened.name]
    if not hits:
        return [*start, *[""] * (len(COLUMNS) - 2)]
    hit = hits[0]
    first = [hit.slug, called.get(hit.slug, hit.slug), f"{hit.probability:.4f}", hit.matched, hit.confidence]
    rarest = [hit.rarest, f"{hit.per_million:g}"]
    other = [hits[1].slug, f"{hits[1].probability:.4f}", hits[1].matched] if len(hits) > 1 else ["", "", ""]
    return [*start, *first, "; ".join(hit.steps), *rarest, *other]


def _harmless(cell: object) -> object:
    """A text that a spreadsheet program would run as a formula, behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    row: int
    name: str
    ambiguous: bool
    hits: tuple[Hit, ...]


def _write_lines(rows: Iterable[Row], file: TextIO, called: dict[str, str]) -> None:
    encoder = msgspec.json.Encoder()
    for row in rows:
        one = row.screened
        line = _Line(row=row.row, name=one.name, ambiguous=one.ambiguous, hits=one.hits)
        file.write(encoder.encode(line).decode() + "\n")


class NamesScreened(msgspec.Struct, frozen=True, kw_only=True):
    """What `screen_names` did."""

    names: int
    """Rows that hold a name."""
    hits: int
    """Of them, those that may mean a party."""
    ambiguous: int
    """Of those, the ones that two parties could carry."""
    problems: tuple[Problem, ...]


class Screening:
    """
    Rows of one file as they pass; each distinct name is looked up once while it is remembered.

    Args:
        screen: Whom to look for.
        least: Probability below which no party is told.
        progress: Told of every ten thousand names.
    """

    _REMEMBERED = 200_000
    _STEP = 10_000

    def __init__(self, screen: Screen, least: float, progress: Progress) -> None:
        self._screen, self._least, self._progress = screen, least, progress
        self._known: dict[str, Screened] = {}
        self._names = self._hits = self._ambiguous = 0
        self._problems: list[Problem] = []

    def rows(self, cells: Iterator[Cell | Problem]) -> Iterator[Row]:
        """A row for each cell; problems are put aside."""
        for cell in cells:
            if isinstance(cell, Problem):
                self._problems.append(cell)
                continue
            found = self._looked_up(cell.text)
            self._names += 1
            self._hits += bool(found.hits)
            self._ambiguous += found.ambiguous
            if self._names % self._STEP == 0:
                self._progress.step(self._STEP, note=f"{self._hits:,} hits")
            yield Row(row=cell.row, screened=found)

    def _looked_up(self, name: str) -> Screened:
        found = self._known.get(name)
        if found is None:
            found = self._screen.one(name, least=self._least)
            if len(self._known) >= self._REMEMBERED:
                self._known.clear()
            self._known[name] = found
        return found

    def done(self) -> NamesScreened:
        """The counts, after the last row."""
        return NamesScreened(
            names=self._names, hits=self._hits, ambiguous=self._ambiguous, problems=tuple(self._problems)
        )
