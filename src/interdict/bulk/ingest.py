"""Where readers put what they read: two Parquet files of bounded memory, however large the evidence."""

from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from interdict.model import columns

BUFFER_ROWS = 1 << 19
"""Rows gathered before a row group is written; many small sources would otherwise make many tiny groups."""


class _Buffered:
    def __init__(self, path: Path, schema: pa.Schema, apart_by: str | None = None) -> None:
        self._apart_by = apart_by
        # keys and places are all distinct: a dictionary of them only costs time
        repeated = [name for name in ("kind", "component", "property", "value") if name in schema.names]
        self._writer = pq.ParquetWriter(
            path, schema, compression="lz4", use_dictionary=repeated, write_statistics=repeated
        )
        self._schema = schema
        self._batches: list[pa.RecordBatch] = []
        self._rows = 0

    def add(self, batch: pa.RecordBatch) -> None:
        self._batches.append(batch)
        self._rows += batch.num_rows
        if self._rows >= BUFFER_ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._batches:
            self._write(pa.Table.from_batches(self._batches, self._schema))
        self._batches, self._rows = [], 0

    def _write(self, table: pa.Table) -> None:
        """One row group for each property, so that a scan for one skips the others by their statistics."""
        if self._apart_by is None:
            self._writer.write_table(table)
            return
        column = table[self._apart_by].combine_chunks().dictionary_encode()
        for number in range(len(column.dictionary)):
            self._writer.write_table(table.filter(pc.equal(column.indices, number)))

    def close(self) -> None:
        self._flush()
        self._writer.close()


class ParquetSink:
    """
    Takes batches of `columns.RECORD` and `columns.OBSERVATION`; use as a context manager.

    Args:
        folder: Where `records.parquet` and `observations.parquet` go.
    """

    def __init__(self, folder: Path) -> None:
        self.records_file = folder / "records.parquet"
        self.observations_file = folder / "observations.parquet"

    def __enter__(self) -> Self:
        self._records = _Buffered(self.records_file, columns.RECORD)
        self._observations = _Buffered(self.observations_file, columns.OBSERVATION, apart_by="property")
        return self

    def records(self, batch: pa.RecordBatch) -> None:
        """Keep a batch of `columns.RECORD`."""
        self._records.add(batch)

    def observations(self, batch: pa.RecordBatch) -> None:
        """Keep a batch of `columns.OBSERVATION`."""
        self._observations.add(batch)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._records.close()
        self._observations.close()
