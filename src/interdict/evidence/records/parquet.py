"""Parquet files: tables whose columns have names already."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from interdict.core.problem import Problem
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.evidence.records.table import MOST_COLUMNS, Sheet, Slice, read_sheet, too_wide

MAGIC = b"PAR1"
ROWS_AT_A_TIME = 131_072


class ParquetReader:
    """Reads a Parquet file as a table."""

    name = "parquet"
    doc = ReaderDoc(
        title="Parquet",
        reads="Columns of text, numbers, dates and truth values, recognised by their names as in any table.",
        gives="One record a row. Numbers and dates are written as text, dates as ISO 8601.",
        references=("Apache Parquet format 2",),
        limitations="Nested columns and columns of raw bytes are left out.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether it begins with the format's magic."""
        return head.content.startswith(MAGIC)

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every row."""
        import pyarrow.parquet as pq

        try:
            file = pq.ParquetFile(source.stream)
            schema = file.schema_arrow
            flat = [field.name for field in schema if _is_flat(field.type)]
            if len(schema) > MOST_COLUMNS:
                yield too_wide(source.path, len(schema))
                return
            if len(flat) < len(schema):
                yield _nested(source.path, [field.name for field in schema if not _is_flat(field.type)])
            sheet = Sheet(where=source.path, names=flat, slices=_slices(file, flat))
            yield from read_sheet(sheet, source, ordinal=ordinal, mapping=mapping)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, UnicodeDecodeError, OSError) as error:
            yield _stopped(source.path, error)


def _is_flat(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_flat(kind.value_type)
    return not (pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _slices(file: Any, names: list[str]) -> Iterator[Slice]:
    first = 1
    for batch in file.iter_batches(batch_size=ROWS_AT_A_TIME, columns=names):
        texts = [_text(batch.column(name)) for name in names]
        cells = pa.record_batch(texts, names=[f"c{index}" for index in range(len(names))])
        cells.validate(full=True)  # a file may say UTF-8 of text that is not; Arrow believes it unseen
        yield Slice(cells=cells, rows=pa.arange(first, first + batch.num_rows))
        first += batch.num_rows


def _text(column: Any) -> Any:
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column, format="%Y-%m-%dT%H:%M:%S")
    return column.cast(pa.string())


def _nested(where: str, names: list[str]) -> Problem:
    return note(
        Code.IGNORED_COLUMNS,
        f"nested or binary columns are left out: {', '.join(names[:20])}.",
        where=where,
        remedy="Export them as plain columns if they matter.",
    )


def _stopped(where: str, error: Exception) -> Problem:
    return Problem(
        code=Code.DAMAGED,
        message=f"reading it stops: {str(error).strip().splitlines()[0][:200] if str(error) else error!r}.",
        where=where,
        remedy="Copy or write the file again.",
    )
