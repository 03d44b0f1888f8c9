"""Which engine a word names: DuckDB in this process, or Spark."""

import re
from pathlib import Path
from typing import Any

import msgspec

from interdict.bulk.engine import Engine
from interdict.core.errors import UsageError

MEMORY = re.compile(r"[1-9][0-9]{0,5}(MB|GB|[mMgG])")


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """Where a batch runs, as asked for at a door."""

    engine: str = "duckdb"
    """`duckdb`, or the master of Spark: `local[2]`, `local-cluster[2,1,2048]`, `spark://host:7077` …"""
    memory: str = ""
    """What the engine may hold in memory, e.g. `4GB`; its own default where empty."""
    work: Path | None = None
    """Where the work folder is made; on a cluster a folder that every worker sees at the same path."""

    def __post_init__(self) -> None:
        if self.memory and not MEMORY.fullmatch(self.memory):
            raise UsageError(
                f"{self.memory!r} is no amount of memory", where="--memory", remedy="Write e.g. 4GB or 800MB."
            )


def start(where: Where, folder: Path) -> Engine:
    """
    The engine that was asked for, ready to compute.

    Raises: EngineError if it cannot be started or reached.
    """
    options: dict[str, Any] = {}
    if where.engine == "duckdb":
        from interdict.bulk.duckdb import DuckDB

        if where.memory:
            options["memory_limit"] = f"{where.memory.rstrip('bB')}B"
        return DuckDB(folder, **options)
    from interdict.bulk.spark import Spark

    if where.memory:
        options["memory"] = where.memory.rstrip("bB").lower()
    return Spark(folder, master=where.engine, **options)
