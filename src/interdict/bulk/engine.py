"""Where a batch runs: an Ibis connection, a work folder, and the tables that stages leave for each other."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa


class Engine(Protocol):
    """One relational engine; stages speak Ibis to `connection` and leave tables by name."""

    connection: Any
    """An `ibis.BaseBackend`."""

    def keep(self, name: str, expression: Any, *, in_order: bool = False) -> Any:
        """Compute `expression` now, keep it under `name` (in order if asked) and return it as a table."""

    def in_order(self, table: Any, *by: str) -> Any:
        """The rows of a table that was kept in the order of these columns, in that order."""

    def register(self, name: str, table: pa.Table) -> Any:
        """Make a small Arrow table (a vocabulary, decided keys) available under `name`."""

    def scan(self, name: str, files: list[Path], schema: pa.Schema) -> Any:
        """Make Parquet files of one schema available under `name`; no file gives an empty table."""

    def write(self, expression: Any, path: Path, form: str) -> None:
        """Write rows in their order to `path` as `parquet`, `csv`, `json` or `jsonl`; threads may call it."""

    def close(self) -> None:
        """Release what it holds; its tables are gone."""


@contextmanager
def work_folder(parent: Path | None = None) -> Iterator[Path]:
    """A folder for spilled and intermediate data, removed whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="interdict-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
