"""Rows of a table turned into records and observations by whole columns, never row by row."""

from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from interdict.evidence.reader import Flat
from interdict.evidence.records.meaning import Plan
from interdict.model import columns

NOTHING = (
    "",
    "-",
    "--",
    "---",
    "n/a",
    "na",
    "n.a.",
    "#n/a",
    "null",
    "none",
    "nil",
    "unknown",
    "tbd",
    "?",
    "未知",
    "无",
    "不详",
)
"""Cells by which people say that they do not know, or that there is none."""
PLACEHOLDERS = pa.array(
    sorted(set(chain.from_iterable((x, x.upper(), x.title(), x.capitalize()) for x in NOTHING)))
)


def unpivot(batch: pa.RecordBatch, plan: Plan, *, records: pa.Array, places: pa.Array) -> Flat:
    """
    The records and observations of some rows.

    Args:
        batch: All columns text, in the order of the headers.
        plan: What the columns are.
        records: int64, the record number of each row.
        places: string, where a person finds each row; the key of a row without one.
    Returns: Rows without any cell that says something are left out, whatever the constants say.
    """
    said = {column.index: _said(batch.column(column.index)) for column in plan.columns}
    key_columns = [said[index] if index in said else _said(batch.column(index)) for index in plan.keys]
    kind = pa.repeat(pa.scalar(plan.kind.value), len(records))
    arrays = [records, pc.coalesce(*key_columns, places), kind, places]
    cells = [said[column.index] for column in plan.columns]
    cells += [pa.repeat(pa.scalar(value), len(records)) for _, value in plan.constants]
    speaking = _speaking([*said.values(), *key_columns], len(records))
    if not pc.all(speaking).as_py():
        arrays, cells = ([one.filter(speaking) for one in group] for group in (arrays, cells))
    return Flat(
        records=pa.record_batch(arrays, schema=columns.RECORD),
        cells=tuple(cells),
        said=(
            *((column.term, column.component) for column in plan.columns),
            *((term, "") for term, _ in plan.constants),
        ),
    )


def _said(cells: pa.Array) -> pa.Array:
    """The cells, null where a cell says nothing."""
    nothing = pc.or_kleene(pc.is_in(cells, value_set=PLACEHOLDERS), pc.utf8_is_space(cells))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), cells)


def _speaking(cells: list[pa.Array], count: int) -> pa.Array:
    """Which rows have at least one cell that says something."""
    present = pa.repeat(pa.scalar(False), count)
    for column in cells:
        present = pc.or_(present, column.is_valid())
    return present
