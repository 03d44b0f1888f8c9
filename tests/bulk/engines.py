"""The engines that one conformance suite runs on, and whether they can run here."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

from interdict.bulk.engine import Engine
from interdict.bulk.engines import Where, start

MASTER = "local-cluster[2,1,1024]"
"""Two workers in processes of their own: what they share is what a cluster shares."""

NAMES = ("duckdb", pytest.param("spark", marks=pytest.mark.spark))


def spark_missing() -> str:
    """Why Spark cannot run here; empty where it can."""
    if importlib.util.find_spec("pyspark") is None:
        return "skipped: no Spark (pip install 'interdict[spark]')"
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        return "skipped: no Spark (no Java)"
    return ""


def engine_named(name: str, folder: Path) -> Engine:
    """An engine by the name a test gives it; skips the test where it cannot run."""
    if name == "spark":
        if missing := spark_missing():
            pytest.skip(missing)
        return start(Where(engine=MASTER), folder)
    return start(Where(memory="800MB"), folder)
