"""Where readers put what they read: two Parquet files of bounded memory, however large the evidence."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from interdict.bulk.flat import FlatFile
from interdict.evidence.reader import Flat
from interdict.model import columns

BUFFER_ROWS = 1 << 19
"""Rows gathered before a row group is written; many small sources would otherwise make many tiny groups."""

FLAT_FROM = 4_096
"""Rows of a first batch from which a flat table stays as it is; smaller ones become observations."""

MOST_FLAT = 16
"""Flat tables that stay as they are; each is a branch of every query."""


class _FlatWriter:
    """One growing file of a flat table; a thread of its own writes while the next rows are read."""

    def __init__(self, path: Path, rows: Flat) -> None:
        cells = {f"c{number}": column for number, column in enumerate(rows.cells)}
        schema = {"record": pa.int64(), "key": pa.string(), "place": pa.string()}
        self._schema = pa.schema({**schema, **{name: pa.string() for name in cells}})
        repeated = [name for name, column in cells.items() if len(pc.unique(column)) * 4 < len(column)]
        self._writer = pq.ParquetWriter(
            path, self._schema, compression="lz4", use_dictionary=repeated, write_statistics=["record"]
        )
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._last: Future[Any] | None = None
        kind = rows.records["kind"][0].as_py()
        self.file = FlatFile(path=path, kind=kind, said=rows.said)

    def add(self, rows: Flat) -> None:
        own = [rows.records[name] for name in ("record", "key", "place")]
        table = pa.Table.from_arrays([*own, *rows.cells], schema=self._schema)
        if self._last:
            self._last.result()
        self._last = self._pool.submit(self._writer.write_table, table)

    def close(self) -> None:
        self._pool.shutdown(wait=True)
        self._writer.close()
        if self._last:
            self._last.result()


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
        folder: Where `records.parquet`, `observations.parquet` and one file for each flat table go.
        flat_from: Rows of a first batch from which a flat table stays as it is.
    """

    def __init__(self, folder: Path, *, flat_from: int = FLAT_FROM) -> None:
        self._folder = folder
        self._flat_from = flat_from
        self._flats: dict[tuple[Any, ...], _FlatWriter] = {}
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

    def flat(self, rows: Flat) -> None:
        """Keep rows of a flat table: as they are where they are many, else as observations."""
        if not rows.records.num_rows:
            return
        first = rows.records["record"][0].as_py() // columns.RECORDS_PER_SOURCE
        key = (first, rows.records["kind"][0].as_py(), rows.said)
        known = key in self._flats
        if not known and (rows.records.num_rows < self._flat_from or len(self._flats) >= MOST_FLAT):
            self.records(rows.records)
            self.observations(rows.observations)
            return
        if not known:
            path = self._folder / f"flat_{len(self._flats)}.rows.parquet"
            self._flats[key] = _FlatWriter(path, rows)
        self._flats[key].add(rows)

    @property
    def flat_files(self) -> list[FlatFile]:
        """The flat tables that stayed as they are."""
        return [writer.file for writer in self._flats.values()]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._records.close()
        self._observations.close()
        for writer in self._flats.values():
            writer.close()
