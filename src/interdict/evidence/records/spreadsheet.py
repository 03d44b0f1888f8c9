"""Workbooks (XLSX, XLSM): every sheet is a table."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

import pyarrow as pa

from interdict.core.problem import Problem
from interdict.evidence.mapping import ColumnMapping, TableMapping
from interdict.evidence.problems import Code, lost, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.evidence.records.table import HEADER_WITHIN, MOST_COLUMNS, Sheet, Slice, header_row, read_sheet
from interdict.evidence.records.workbook import OLE, unsafe

ZIP = b"PK\x03\x04"
ROWS_AT_A_TIME = 50_000
MOST_SHEETS = 200
EXACT = 1 << 53
"""Whole numbers below this are exact as the floats that a sheet stores (IEEE 754)."""


class SpreadsheetReader:
    """Reads every sheet of a workbook as a table."""

    name = "spreadsheet"
    doc = ReaderDoc(
        title="Workbook (XLSX)",
        reads="Every sheet; headers within its first 20 rows, recognised by `headers.yaml` or named in a"
        " mapping file. Cells are read as stored: a formula gives its last result.",
        gives="One record a row; its place names sheet and row. Dates come out as ISO 8601.",
        references=("ECMA-376",),
        limitations="Old (XLS), binary (XLSB), OpenDocument and encrypted workbooks are refused.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether it is a ZIP (archives were looked into before, so this is a document) or an OLE file."""
        return head.content.startswith((ZIP, OLE))

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every row of every sheet that has headers."""
        refused = unsafe(source.stream, source.path, source.size)
        if refused:
            yield refused
            return
        import python_calamine

        try:
            workbook = python_calamine.CalamineWorkbook.from_filelike(source.stream)
            first = 0
            for name in workbook.sheet_names[:MOST_SHEETS]:
                rows = workbook.get_sheet_by_name(name)
                yield from _sheet(rows, name, source, ordinal=ordinal, mapping=mapping, first=first)
                first += rows.end[0] + 1 if rows.end else 0
        except python_calamine.CalamineError as error:
            yield lost(
                Code.DAMAGED,
                f"the workbook cannot be read further: {error}.",
                where=source.path,
                remedy="Open it and save it again as XLSX, or export its sheets as CSV.",
            )


def _sheet(
    sheet: Any, name: str, source: Opened, *, ordinal: int, mapping: ColumnMapping | None, first: int
) -> Iterator[Batch]:
    where = f"{source.path}[{name}]"
    rows: Iterator[list[Any]] = iter(sheet.iter_rows())
    beginning = [_texts(row) for row in islice(rows, HEADER_WITHIN)]
    said = (mapping or ColumnMapping()).for_table(source.name)
    header = _header(said, beginning)
    if header is None or header >= len(beginning):
        if any(any(row) for row in beginning):
            yield note(
                Code.NO_HEADER,
                f"the sheet has no row of known headers in its first {HEADER_WITHIN} rows and is left out.",
                where=where,
                remedy="If it lists devices, give `header_row` and `columns` in a mapping file.",
            )
        return
    body = chain(beginning[header + 1 :], rows)
    names = beginning[header][: MOST_COLUMNS + 1]
    slices = _slices(body, len(names), header + 2)
    yield from read_sheet(
        Sheet(where=where, names=names, slices=slices, place=f"{name} row "),
        source,
        ordinal=ordinal,
        mapping=mapping,
        first=first,
    )


def _header(said: TableMapping, beginning: list[list[str]]) -> int | None:
    if said.header_row:
        return said.header_row - 1
    named = [
        index for index, row in enumerate(beginning) if any(cell.strip() in said.columns for cell in row)
    ]
    return named[0] if named else header_row(beginning)


def _slices(rows: Iterator[list[Any]], width: int, first: int) -> Iterator[Slice | Problem]:
    """Row by row, because that is how a workbook gives them; a sheet has at most 1,048,576."""
    while taken := list(islice(rows, ROWS_AT_A_TIME)):
        columns = zip(*(row[:width] for row in taken), strict=True)
        cells = [pa.array(_texts(column), pa.string()) for column in columns]
        yield Slice(
            cells=pa.record_batch(cells, names=[f"c{index}" for index in range(width)]),
            rows=pa.arange(first, first + len(taken)),
        )
        first += len(taken)


def _texts(cells: Any) -> list[str]:
    return [cell if type(cell) is str else _text(cell) for cell in cells]


def _text(cell: Any) -> str:
    """
    A stored value as a person sees it.

    >>> _text(12.0), _text(0.5), _text(date(2019, 5, 1)), _text(True), _text("é")
    ('12', '0.5', '2019-05-01', 'TRUE', 'é')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
