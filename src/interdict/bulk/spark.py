"""The engine for a cluster: Spark. The only module that imports pyspark."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from interdict.bulk.duckdb import DuckDB
from interdict.core.errors import EngineError

JAVAS = (17, 21)
"""Releases of Java that Spark 4.0 runs on (Spark 4.0 documentation, "Downloading")."""

MASTER = re.compile(
    r"local(\[(\*|[1-9][0-9]{0,3})\])?"
    r"|local-cluster\[[1-9][0-9]{0,2},[1-9][0-9]{0,2},[1-9][0-9]{2,6}\]"
    r"|(spark|k8s)://\S+|yarn"
)
"""What may be given as master; `local-cluster[workers,cores,MiB]`."""

WORKERS_WITHIN = 60
"""Seconds in which a first worker must be there; a standalone master is itself tried for 60 s."""

MEMORY = "2g"
"""Memory of the driver, and of each executor of a cluster, where nothing is said."""

PARTITIONS_PER_CORE = 2


class Spark:
    """
    An engine on Spark; tables are Parquet files in a work folder that every worker sees.

    Nothing of a row is computed in Python: expressions become Spark's SQL. Tables of the report are written
    by the workers and put together into one file in this process.

    Args:
        folder: Work folder, at the same path on this machine and on every worker.
        master: `local[2]`, `local-cluster[2,1,2048]`, `spark://host:port`, `yarn` or `k8s://…`.
        memory: Of the driver and of each executor, as Spark writes it, e.g. `4g`.
    Raises: EngineError if pyspark or a fitting Java is not installed, or the master or its workers cannot be
        reached in time.
    """

    def __init__(self, folder: Path, *, master: str, memory: str = MEMORY) -> None:
        self._folder = folder
        self._kept = 0
        self._session = _session(folder, master, memory)
        self.connection = ibis.pyspark.connect(self._session)

    def keep(self, name: str, expression: Any, *, in_order: bool = False) -> Any:
        """Compute `expression` now and keep it under `name`; ask `in_order` for rows in their order."""
        self._kept += 1
        path = self._folder / "tables" / f"{name}-{self._kept}"
        self._written(expression, path)
        return self._view(name, [path])

    def in_order(self, table: Any, *by: str) -> Any:
        """The rows of a table that was kept in order: sorted again, for Spark reads files in any order."""
        return table.order_by(*by)

    def register(self, name: str, table: pa.Table) -> Any:
        """Make a small Arrow table available under `name`."""
        self._kept += 1
        path = self._folder / f"{name}-{self._kept}.parquet"
        pq.write_table(table, path)
        return self._view(name, [path])

    def scan(self, name: str, files: list[Path], schema: pa.Schema) -> Any:
        """Make Parquet files of one schema available under `name`; no file gives an empty table."""
        if not files:
            return self.register(name, schema.empty_table())
        return self._view(name, files)

    def _view(self, name: str, files: list[Path]) -> Any:
        self._session.read.parquet(*(file.as_uri() for file in files)).createOrReplaceTempView(name)
        return self.connection.table(name)

    def _written(self, expression: Any, path: Path) -> None:
        query = ibis.to_sql(expression, dialect="pyspark")
        self._session.sql(query).write.mode("overwrite").parquet(path.as_uri(), compression="zstd")

    def write(self, expression: Any, path: Path, form: str) -> None:
        """Write rows in their order to `path` as `parquet`, `csv`, `json` (one array) or `jsonl`."""
        self._kept += 1
        parts = self._folder / "written" / str(self._kept)
        self._written(expression, parts)
        own = self._folder / "assembled" / str(self._kept)
        own.mkdir(parents=True)
        assembler = DuckDB(own, memory_limit="1GB")  # streams the parts, in the order of their numbers
        try:
            assembler.write(assembler.scan("parts", sorted(parts.glob("part-*")), pa.schema([])), path, form)
        finally:
            assembler.close()
            shutil.rmtree(parts, ignore_errors=True)
            shutil.rmtree(own, ignore_errors=True)

    def close(self) -> None:
        """End the session, and with it what it holds on the cluster."""
        self._session.stop()


def _session(folder: Path, master: str, memory: str) -> Any:
    """A session on the master, with at least one worker."""
    if not MASTER.fullmatch(master):
        raise EngineError(
            f"{master!r} names no engine",
            where="--engine",
            remedy="Use duckdb, local[2], local-cluster[2,1,2048], spark://host:7077, yarn or k8s://host.",
        )
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            "pyspark is not installed", where="--engine", remedy="Run: pip install 'interdict[spark]'"
        ) from error
    _check_java()
    settings = {
        "spark.driver.memory": memory,
        "spark.executor.memory": _executor_memory(master, memory),
        "spark.local.dir": str(folder / "spark"),
        "spark.sql.warehouse.dir": (folder / "warehouse").as_uri(),
        "spark.sql.shuffle.partitions": str(PARTITIONS_PER_CORE * _cores(master)),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
        "spark.sql.autoBroadcastJoinThreshold": str(64 << 20),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.appName("interdict").master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        raise _unreachable(master, error) from error
    except Exception as error:
        if type(error).__module__.startswith("py4j"):  # py4j is pyspark's own; its errors are Java's
            raise _unreachable(master, error) from error
        raise
    _await_workers(session, master)
    return session


def _cores(master: str) -> int:
    """How many cores a master's name tells of; 32 where it tells of none."""
    numbers = [int(number) for number in re.findall(r"[0-9]+", master)]
    if master.startswith("local-cluster"):
        return numbers[0] * numbers[1]
    if master.startswith("local"):
        return numbers[0] if numbers else os.cpu_count() or 1
    return 32


def _executor_memory(master: str, memory: str) -> str:
    """In a local cluster what its name gives each worker: more than a worker has would never start."""
    if master.startswith("local-cluster"):
        return f"{re.findall('[0-9]+', master)[2]}m"
    return memory


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    remedy = "Install Java 17 (Debian: apt-get install openjdk-17-jre-headless) and set JAVA_HOME to it."
    if not java or not Path(java).exists():
        raise EngineError("Spark needs Java, and there is none", where="JAVA_HOME", remedy=remedy)
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    found = re.search(r'version "([0-9]+)', told)
    if not found or int(found[1]) not in JAVAS:
        shown = told.splitlines()[0] if told else "no version"
        raise EngineError(f"Spark 4.0 runs on Java 17 or 21; found {shown}", where=java, remedy=remedy)


def _await_workers(session: Any, master: str) -> None:
    """Wait for a first executor of a cluster; without one every stage would wait for ever."""
    if master.startswith("local") and not master.startswith("local-cluster"):
        return
    status = session.sparkContext._jsc.sc()
    until = time.monotonic() + WORKERS_WITHIN
    while status.getExecutorMemoryStatus().size() < 2:  # the driver itself is one of them
        if time.monotonic() > until:
            session.stop()
            raise EngineError(
                f"no worker took up work within {WORKERS_WITHIN} s",
                where=master,
                remedy="Start workers, or ask for less memory with --memory than a worker has free.",
            )
        time.sleep(0.2)


def _unreachable(master: str, error: Exception) -> EngineError:
    first = str(error).strip().splitlines()
    return EngineError(
        f"the session cannot be started: {first[0] if first else type(error).__name__}",
        where=master,
        remedy="Check that the master runs and can be reached from here, and that it can reach this machine.",
    )
