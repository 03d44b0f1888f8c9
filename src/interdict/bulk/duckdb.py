"""The default engine: DuckDB in this process, spilling to the work folder."""

from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

MEMORY_LIMIT = "2GB"
"""What DuckDB may hold before it spills; the rest of the process stays well below 2 GiB at 10^6 devices."""

THREADS = 2


class DuckDB:
    """
    An engine in one file of the work folder.

    Args:
        folder: Work folder; spilled data goes below it.
        memory_limit: As DuckDB writes it, e.g. `2GB`.
        threads: Worker threads.
    """

    def __init__(self, folder: Path, *, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS) -> None:
        self._folder = folder
        self.connection = ibis.duckdb.connect(
            str(folder / "work.duckdb"),
            memory_limit=memory_limit,
            threads=threads,
            temp_directory=str(folder / "spill"),
            preserve_insertion_order=False,
        )

    def keep(self, name: str, expression: Any) -> Any:
        """Compute `expression` now, keep it under `name`, and return it as a table."""
        query = ibis.to_sql(expression, dialect="duckdb")
        self.connection.raw_sql(f'CREATE OR REPLACE TABLE "{name}" AS {query}')
        return self.connection.table(name)

    def register(self, name: str, table: pa.Table) -> Any:
        """Make a small Arrow table available under `name`."""
        path = self._folder / f"{name}.parquet"
        pq.write_table(table, path)
        return self.connection.read_parquet(str(path), table_name=name)

    def scan(self, name: str, files: list[Path], schema: pa.Schema) -> Any:
        """Make Parquet files of one schema available under `name`; no file gives an empty table."""
        if not files:
            return self.register(name, schema.empty_table())
        return self.connection.read_parquet([str(f) for f in files], table_name=name)

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
        self.connection.raw_sql("SET preserve_insertion_order = true")
        self.connection.raw_sql(f"COPY ({query}) TO '{target}' {options}")
        self.connection.raw_sql("SET preserve_insertion_order = false")

    def close(self) -> None:
        """Release the file."""
        self.connection.disconnect()
