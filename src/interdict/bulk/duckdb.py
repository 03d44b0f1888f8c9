"""The default engine: DuckDB in this process, spilling to the work folder."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq

MEMORY_LIMIT = "4GB"
"""What DuckDB may hold before it spills to the work folder; the rest of the process needs about 0.5 GiB."""

THREADS = 2


class DuckDB:
    """
    An engine in this process; what does not fit in memory spills to the work folder.

    Args:
        folder: Work folder; spilled data goes below it.
        memory_limit: As DuckDB writes it, e.g. `2GB`.
        threads: Worker threads.
    """

    def __init__(self, folder: Path, *, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS) -> None:
        self._folder = folder
        self.connection = ibis.duckdb.connect(
            ":memory:",
            memory_limit=memory_limit,
            threads=threads,
            temp_directory=str(folder / "spill"),
            preserve_insertion_order=False,
        )

    def keep(self, name: str, expression: Any, *, in_order: bool = False) -> Any:
        """Compute `expression` now, keep it under `name` (in order if asked) and return it as a table."""
        query = ibis.to_sql(expression, dialect="duckdb")
        self.connection.raw_sql(f"SET preserve_insertion_order = {str(in_order).lower()}")
        with _of_the_disk():
            self.connection.raw_sql(f'CREATE OR REPLACE TABLE "{name}" AS {query}')
        return self.connection.table(name)

    def in_order(self, table: Any, *by: str) -> Any:
        """The rows of a table that was kept in order: as they are, for a table here keeps its order."""
        return table

    def register(self, name: str, table: pa.Table) -> Any:
        """Make a small Arrow table available under `name`."""
        path = self._folder / f"{name}.parquet"
        pq.write_table(table, path)
        return self._view(name, [path])

    def scan(self, name: str, files: list[Path], schema: pa.Schema) -> Any:
        """Make Parquet files of one schema available under `name`; no file gives an empty table."""
        if not files:
            return self.register(name, schema.empty_table())
        return self._view(name, files)

    def _view(self, name: str, files: list[Path]) -> Any:
        """A view that every cursor sees (Ibis would make one of this connection alone)."""
        listed = ", ".join("'{}'".format(str(file).replace("'", "''")) for file in files)
        query = f"SELECT * FROM read_parquet([{listed}])"  # noqa: S608 - names of our own files, quoted
        self.connection.raw_sql(f'CREATE OR REPLACE VIEW "{name}" AS {query}')
        return self.connection.table(name)

    def write(self, expression: Any, path: Path, form: str) -> None:
        """Write rows in their order to `path` as `parquet`, `csv`, `json` (one array) or `jsonl`."""
        query = ibis.to_sql(expression, dialect="duckdb")
        options = {
            "parquet": "(FORMAT parquet, COMPRESSION zstd)",
            "csv": "(FORMAT csv, HEADER true)",
            "json": "(FORMAT json, ARRAY true)",
            "jsonl": "(FORMAT json, ARRAY false)",
        }[form]
        target = str(path).replace("'", "''")
        with (
            _of_the_disk(),
            self.connection.con.cursor() as cursor,
        ):  # its own, so that threads may write side by side
            cursor.execute("SET preserve_insertion_order = true")
            cursor.execute(f"COPY ({query}) TO '{target}' {options}")

    def close(self) -> None:
        """Release its memory and what was spilled."""
        self.connection.disconnect()


@contextmanager
def _of_the_disk() -> Iterator[None]:
    """What the engine says of a full or broken disk, as the error that every caller expects of one."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        first = str(error).partition("\n")[0]
        raise OSError(errno.EIO, first) from error
