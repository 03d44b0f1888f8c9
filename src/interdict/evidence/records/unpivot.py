"""Rows of a table turned into records and observations by whole columns, never row by row."""

from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from interdict.evidence.reader import Rows
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


def unpivot(batch: pa.RecordBatch, plan: Plan, *, records: pa.Array, places: pa.Array) -> Rows:
    """
    The records and observations of some rows.

    Args:
        batch: All columns text, in the order of the headers.
        plan: What the columns are.
        records: int64, the record number of each row.
        places: string, where a person finds each row; the key of a row without one.
    Returns: Observations ordered by column, then by row; rows without any cell that says something give none.
    """
    said = {column.index: _said(batch.column(column.index)) for column in plan.columns}
    keys = [said.get(index) for index in plan.keys]
    found = [
        _observed(records, said[column.index], column.term, column.component) for column in plan.columns
    ] + [
        _observed(records, pa.repeat(pa.scalar(value), len(records)), term, "")
        for term, value in plan.constants
    ]
    key_columns = [
        _said(batch.column(index)) if key is None else key for index, key in zip(plan.keys, keys, strict=True)
    ]
    speaking = _speaking([*said.values(), *key_columns], len(records))
    return Rows(
        records=pa.record_batch(
            [
                records,
                pc.coalesce(*key_columns, places),
                pa.repeat(pa.scalar(plan.kind.value), len(records)),
                places,
            ],
            schema=columns.RECORD,
        ).filter(speaking),
        observations=_joined(found, plan, records, speaking),
    )


def _said(cells: pa.Array) -> pa.Array:
    """The cells, null where a cell says nothing."""
    nothing = pc.or_kleene(pc.is_in(cells, value_set=PLACEHOLDERS), pc.utf8_is_space(cells))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), cells)


def _observed(records: pa.Array, values: pa.Array, term: str, component: str) -> pa.RecordBatch:
    present = values.is_valid()
    some = values.null_count > 0
    kept = values.filter(present) if some else values
    count = len(kept)
    return pa.record_batch(
        [
            records.filter(present) if some else records,
            pa.repeat(pa.scalar(component), count),
            pa.repeat(pa.scalar(term), count),
            kept,
        ],
        schema=columns.OBSERVATION,
    )


def _speaking(cells: list[pa.Array], count: int) -> pa.Array:
    """Which rows have at least one cell that says something."""
    present = pa.repeat(pa.scalar(False), count)
    for column in cells:
        present = pc.or_(present, column.is_valid())
    return present


def _joined(found: list[pa.RecordBatch], plan: Plan, records: pa.Array, speaking: pa.Array) -> pa.RecordBatch:
    joined = pa.concat_batches(found)
    if plan.constants and not pc.all(speaking).as_py():  # a constant says nothing about an empty row
        joined = joined.filter(pc.is_in(joined["record"], value_set=records.filter(speaking)))
    return joined
