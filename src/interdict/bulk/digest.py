"""One digest for all rows of a Parquet file, whatever engine wrote it and however it was cut into groups."""

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROWS = 65_536
"""Rows that are digested together, column by column."""


def rows_digest(path: Path) -> str:
    """
    `sha256:` and the digest of the names and of all values, in the order of the rows.

    Args:
        path: Parquet of texts, numbers and dates.
    """
    found = hashlib.sha256()
    with pq.ParquetFile(path) as file:
        found.update("\x1f".join(file.schema_arrow.names).encode())
        for batch in file.iter_batches(batch_size=ROWS):
            _add(found, batch)
    return f"sha256:{found.hexdigest()}"


def _add(found: Any, batch: pa.RecordBatch) -> None:
    for column in batch.columns:
        texts = column.cast(pa.string())
        lengths = pc.fill_null(pc.binary_length(texts), -1)  # so that a null is not the empty text
        found.update(memoryview(lengths.buffers()[1])[: 4 * len(lengths)])
        found.update(_characters(pc.fill_null(texts, "")))


def _characters(texts: pa.Array) -> Any:
    """The bytes of all values, one after another (Arrow columnar format, variable-size binary layout)."""
    _, ends, content = texts.buffers()
    offsets = pa.Array.from_buffers(pa.int32(), len(texts) + 1, [None, ends], offset=texts.offset)
    if content is None:
        return b""
    return memoryview(content)[offsets[0].as_py() : offsets[len(texts)].as_py()]
