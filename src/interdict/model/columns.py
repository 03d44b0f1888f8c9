"""Arrow columns of the bulk values; a batch between stages has one of these schemas."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

RECORD = pa.schema(
    [
        pa.field("record", pa.int64(), nullable=False),  # source ordinal * RECORDS_PER_SOURCE + number inside
        pa.field("key", pa.string(), nullable=False),  # the device's id inside its source
        pa.field("kind", pa.string(), nullable=False),  # RecordKind
        pa.field("place", pa.string(), nullable=False),  # line, row or sheet and row: where a person finds it
    ]
)
"""One row per device that one source speaks of."""

OBSERVATION = pa.schema(
    [
        pa.field("record", pa.int64(), nullable=False),
        pa.field("component", pa.string(), nullable=False),  # "" for the device itself, else its key inside
        pa.field("property", pa.string(), nullable=False),  # a term of data/vocabulary/properties.yaml
        pa.field("value", pa.string(), nullable=False),  # exactly as the source wrote it
    ]
)
"""One row per thing that one source said about one device or component."""

RECORDS_PER_SOURCE = 1 << 36
"""Record numbers of source n start at n * this; 2^36 rows a source is more than any file holds."""


def long(records: Any, cells: Sequence[Any], said: Sequence[tuple[str, str]]) -> Any:
    """
    The cells of a flat table as observations, ordered by column, then by row.

    Args:
        records: int64, the record number of each row.
        cells: string, one array a column; null where a cell says nothing.
        said: Property and component of each column.
    """
    found = [_observed(records, column, *what) for column, what in zip(cells, said, strict=True)]
    if not found:
        return pa.RecordBatch.from_pylist([], schema=OBSERVATION)
    return pa.concat_batches(found)


def _observed(records: Any, values: Any, term: str, component: str) -> Any:
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
        schema=OBSERVATION,
    )
