"""Tables in delimited text: CSV, TSV and their relatives, in whatever encoding they were exported."""

import csv
import io
from collections.abc import Iterator
from itertools import count, islice
from typing import Any, BinaryIO

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.mapping import ColumnMapping, TableMapping
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import HEAD_BYTES, Batch, Head, Opened, ReaderDoc
from interdict.evidence.records.encoding import Encoding, as_utf8, encoding_of
from interdict.evidence.records.quotes import without_swallowed_rows
from interdict.evidence.records.table import (
    HEADER_WITHIN,
    MOST_COLUMNS,
    Sheet,
    Slice,
    header_row,
    no_header,
    read_sheet,
    recognised,
    too_wide,
)

DELIMITERS = (",", "\t", ";", "|")
BLOCK = 8 << 20
"""Bytes parsed at a time; also the longest row."""
TOLD_RAGGED = 10
"""Row numbers named in the problem about rows of another length."""


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Where the columns and the headers of a delimited text are."""

    delimiter: str
    header: int
    """Index of the header line, from 0, blank lines counted."""
    names: tuple[str, ...]
    spare: bool = False
    """Whether every row ends in one delimiter too many."""


class DelimitedReader:
    """Reads a table of devices, purchases, subscribers or sites from delimited text."""

    name = "delimited"
    doc = ReaderDoc(
        title="Table in delimited text (CSV, TSV)",
        reads="Comma, tab, semicolon or bar between cells; UTF-8, UTF-16, GB 18030 or Windows-1252; headers"
        " within the first 20 rows, recognised by `headers.yaml` or named in a mapping file.",
        gives="One record a row, of the kind that the headers show: `asset`, `subscriber`, `purchase`, `site`"
        " or `neighbour`.",
        references=("RFC 4180",),
        limitations="Rows with more or fewer cells than the headers are left out. A row has at most 8 MiB.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the beginning is text with known headers, or in columns of one number throughout."""
        stream = io.BytesIO(head.content)
        encoding = encoding_of(stream)
        if b"\0" in head.content and not encoding.name.startswith("utf-16"):
            return False
        lines = _beginning(stream, encoding)
        layout = _layout(lines, TableMapping())
        return (layout is not None and _fits(lines, layout)) or _even(lines)

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every row that has as many cells as there are headers."""
        said = (mapping or ColumnMapping()).for_table(source.name)
        encoding = Encoding(name=said.encoding) if said.encoding else encoding_of(source.stream)
        layout = _layout(_beginning(source.stream, encoding), said)
        if encoding.guessed:
            yield _guessed(source.path, encoding)
        if layout is None:
            yield no_header(source.path)
        elif len(layout.names) > MOST_COLUMNS:
            yield too_wide(source.path, len(layout.names))
        else:
            slices = _slices(as_utf8(source.stream, encoding), layout, source.path)
            sheet = Sheet(where=source.path, names=layout.names, slices=slices)
            yield from read_sheet(sheet, source, ordinal=ordinal, mapping=mapping)


def _beginning(stream: BinaryIO, encoding: Encoding) -> list[str]:
    """The first lines, whole ones unless there is but one."""
    text = as_utf8(stream, encoding).read(HEAD_BYTES).decode(errors="replace")
    stream.seek(0)
    lines = text.splitlines()
    return lines[:-1] if len(text) >= HEAD_BYTES // 4 and len(lines) > 1 else lines


def _layout(lines: list[str], said: TableMapping) -> Layout | None:
    """The delimiter and header row with most known headers; `None` where there is no telling."""
    best: tuple[int, int, Layout] | None = None
    for delimiter in [said.delimiter] if said.delimiter else DELIMITERS:
        rows = _rows(lines[:60], delimiter)
        row = _said_row(said, rows) if said.header_row or said.columns else header_row(rows)
        if row is None or row >= len(rows):
            continue
        names = tuple(rows[row])
        score = (recognised(names) + sum(name.strip() in said.columns for name in names), len(names))
        spare = _spare(rows[row + 1 :], len(names))
        if best is None or score > best[:2]:
            best = (*score, Layout(delimiter=delimiter, header=row, names=names, spare=spare))
    return best[2] if best else None


def _said_row(said: TableMapping, rows: list[list[str]]) -> int | None:
    """The header row by a person's word: by its number, or by the headers that are named."""
    if said.header_row:
        return said.header_row - 1
    named = [
        index for index, row in enumerate(rows[:20]) if any(cell.strip() in said.columns for cell in row)
    ]
    return named[0] if named else header_row(rows)


def _rows(lines: list[str], delimiter: str) -> list[list[str]]:
    rows = []
    for line in lines:
        if line.count(delimiter) > MOST_COLUMNS:
            rows.append(line.split(delimiter))
            continue
        try:
            rows.append(next(csv.reader([line], delimiter=delimiter), []))
        except csv.Error:
            rows.append([line])
    return rows


def _spare(rows: list[list[str]], width: int) -> bool:
    filled = [row for row in rows if row]
    return bool(filled) and all(len(row) == width + 1 and not row[-1].strip() for row in filled)


def _fits(lines: list[str], layout: Layout) -> bool:
    """Whether the rows below the headers are as wide as these, most of them."""
    try:  # over line ends inside quotation marks
        found = csv.reader([f"{line}\n" for line in lines[layout.header + 1 :]], delimiter=layout.delimiter)
        rows = [row for row in islice(found, HEADER_WITHIN) if row]
    except csv.Error:
        return False
    fitting = sum(1 for row in rows if len(row) == len(layout.names) + layout.spare)
    return fitting * 2 >= len(rows) or len(layout.names) > MOST_COLUMNS


def _even(lines: list[str]) -> bool:
    """Whether the lines fall into the same three or more columns by one delimiter."""
    for delimiter in DELIMITERS:
        widths = [len(row) for row in _rows(lines[:40], delimiter) if row]
        usual = max(set(widths), key=widths.count, default=0)
        if len(widths) >= 3 and usual >= 3 and widths.count(usual) >= 0.9 * len(widths):
            return True
    return False


def _slices(stream: BinaryIO, layout: Layout, where: str) -> Iterator[Slice | Problem]:
    """Batches of text columns; at the end a problem for the rows left out."""
    import pyarrow as pa
    import pyarrow.csv as pacsv

    names = [f"c{index}" for index in range(len(layout.names) + layout.spare)]
    ragged: list[int] = []

    def leave_out(row: Any) -> str:
        ragged.append(row.number or 0)
        return "skip"

    try:
        batches = pacsv.open_csv(
            stream,
            read_options=pacsv.ReadOptions(
                block_size=BLOCK, column_names=names, skip_rows=layout.header + 1, use_threads=False
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=layout.delimiter, newlines_in_values=True, invalid_row_handler=leave_out
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), include_columns=names[: len(layout.names)]
            ),
        )
        for part in _numbered(batches, ragged, layout.header + 2):
            yield from without_swallowed_rows(part, delimiter=layout.delimiter, where=where)
    except pa.ArrowInvalid as error:
        yield _stopped(where, error)
    if ragged:
        yield _ragged(where, ragged, len(layout.names))


def _numbered(batches: Any, ragged: list[int], first: int) -> Iterator[Slice]:
    """
    Every batch with the numbers that its rows have among the rows of the file, blank lines not counted.

    `ragged` is filled by the parser before it hands out the batch from which those rows are missing.
    """
    import pyarrow as pa

    number, passed = first, 0
    for batch in batches:
        missing, passed = set(ragged[passed:]), len(ragged)
        if not missing:
            rows = pa.arange(number, number + batch.num_rows)
            number += batch.num_rows
        else:
            present = (row for row in count(number) if row not in missing)
            found = list(islice(present, batch.num_rows))
            number = max([number - 1, *found, *missing]) + 1
            rows = pa.array(found, pa.int64())
        yield Slice(cells=batch, rows=rows)


def _guessed(where: str, encoding: Encoding) -> Problem:
    return note(
        Code.ENCODING,
        f"its characters are read as {encoding.name}, which is a guess.",
        where=where,
        remedy="If names look garbled, export it as UTF-8 or give `encoding` in a mapping file.",
    )


def _stopped(where: str, error: Exception) -> Problem:
    return Problem(
        code=Code.DAMAGED,
        message=f"reading the table stops: {str(error).strip().splitlines()[0][:200]}.",
        where=where,
        remedy="Look for a quotation mark that is not closed, or a row longer than 8 MiB.",
    )


def _ragged(where: str, ragged: list[int], width: int) -> Problem:
    shown = ", ".join(map(str, ragged[:TOLD_RAGGED])) + (", …" if len(ragged) > TOLD_RAGGED else "")
    return Problem(
        code=Code.RAGGED,
        message=f"{len(ragged)} rows left out: they have more or fewer cells than the {width} headers.",
        where=where,
        place=f"rows {shown}",
        remedy="Look for delimiters inside cells that are not quoted.",
    )
