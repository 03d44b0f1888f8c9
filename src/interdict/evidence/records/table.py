"""A table, whatever file it came in: headers, batches of text columns, and where the rows stand."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from interdict.core.problem import Problem
from interdict.evidence.mapping import ColumnMapping, TableMapping
from interdict.evidence.problems import Code, lost
from interdict.evidence.reader import Batch, Opened
from interdict.evidence.records.exports import meaning_of_export
from interdict.evidence.records.headers import choices, is_harmless, meaning
from interdict.evidence.records.meaning import SAMPLED, Plan, plan
from interdict.evidence.records.phones import with_makers
from interdict.evidence.records.unpivot import unpivot
from interdict.model import columns

MOST_COLUMNS = 2_000
"""Tables wider than this are no inventory; a spreadsheet has at most 16,384 columns."""
HEADER_WITHIN = 20
"""Rows among which the headers are looked for; exports begin with titles, dates and blank rows."""


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows of a table."""

    cells: Any
    """`pyarrow.RecordBatch`, all columns text, as many as there are headers."""
    rows: Any
    """`pyarrow.Array` int64: the number of each row in its file, from 1."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One table, being read."""

    where: str
    """As shown to people; with the sheet's name where a file has several."""
    names: Sequence[str]
    """Headers as written; columns without one have an empty name."""
    slices: Iterable[Slice | Problem]
    place: str = "row "
    """What stands before the row number in a record's place."""


def read_sheet(
    sheet: Sheet, source: Opened, *, ordinal: int, mapping: ColumnMapping | None, first: int = 0
) -> Iterator[Batch]:
    """
    Records and observations of one table.

    Args:
        sheet: The table.
        source: The input it lies in.
        ordinal: Position among the run's inputs.
        mapping: What a person said about columns.
        first: Number of records that earlier sheets of the same input gave.
    """
    if len(sheet.names) > MOST_COLUMNS:
        yield too_wide(sheet.where, len(sheet.names))
        return
    said = (mapping or ColumnMapping()).for_table(source.name)
    if said == TableMapping():
        said = meaning_of_export(sheet.names) or said
    decided: Plan | None = None
    next_record = ordinal * columns.RECORDS_PER_SOURCE + first
    for part in sheet.slices:
        if isinstance(part, Problem):
            yield part
            continue
        if decided is None:
            sample = [column.slice(0, SAMPLED).to_pylist() for column in part.cells.columns]
            pattern = source.name.rpartition("/")[2]
            decided = plan(sheet.names, sample, said=said, where=sheet.where, pattern=pattern)
            yield from decided.notes
            yield from decided.asked
            if not decided.columns:
                yield _says_nothing(sheet.where)
                return
        count = part.cells.num_rows
        records = pa.arange(next_record, next_record + count)
        places = pc.binary_join_element_wise(sheet.place, part.rows.cast(pa.string()), "")
        next_record += count
        found = unpivot(part.cells, decided, records=records, places=places)
        yield with_makers(found, mapping.allocations) if mapping and mapping.allocations else found


def recognised(cells: Sequence[str]) -> int:
    """How many cells of a row are headers that mean something, alone or among several meanings."""
    return sum(1 for cell in cells if cell and (meaning(cell) or choices(cell)))


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """
    Which row holds the headers: of the first twenty the one with most that are known.

    Returns: Its index; `None` where no row has two known headers, or one that makes up half of the row.
    """
    best, most = None, 0
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        filled = [cell for cell in row if cell.strip()]
        count = recognised(filled)
        known = count + sum(map(is_harmless, filled))
        if count > most and (count >= 2 or known * 2 >= len(filled)):
            best, most = index, count
    return best


def too_wide(where: str, count: int) -> Problem:
    """The problem that a table has more columns than any inventory."""
    return lost(
        Code.LIMIT,
        f"it has {count:,} columns; at most {MOST_COLUMNS:,} are read.",
        where=where,
        remedy="Export the columns that name, place and date the devices.",
    )


def no_header(where: str) -> Problem:
    """The problem that no row looks like headers."""
    return lost(
        Code.NO_HEADER,
        f"none of its first {HEADER_WITHIN} rows has headers that are known.",
        where=where,
        remedy="Put a row of headers on top (Manufacturer, Model, Serial, …), or give `header_row` and"
        " `columns` in a mapping file.",
    )


def _says_nothing(where: str) -> Problem:
    return lost(
        Code.NO_COLUMN,
        "none of its columns says anything about a device, a purchase or a site.",
        where=where,
        remedy="Name the properties of its columns in a mapping file, or leave the table out.",
    )
