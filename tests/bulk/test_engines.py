import sys

import pytest
from tests.cli.door import PROFILE, interdict

from interdict.bulk.engines import Where, start
from interdict.core.errors import EngineError, UsageError


def java(folder, version):
    """A `java` that says it is of some version."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "java"
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    program.chmod(0o755)
    return folder


@pytest.fixture
def with_pyspark(monkeypatch):
    pytest.importorskip("pyspark", reason="skipped: no Spark")
    return monkeypatch


def test_duckdb_is_the_default_and_takes_a_bound(tmp_path):
    engine = start(Where(memory="300MB"), tmp_path)
    limit = engine.connection.raw_sql("SELECT current_setting('memory_limit')").fetchone()[0]
    engine.close()
    assert limit == "286.1 MiB"


@pytest.mark.parametrize("memory", ["lots", "0GB", "4 GB", "-1g", "4GBB"])
def test_an_amount_of_memory_that_is_none_is_refused(memory):
    with pytest.raises(UsageError, match="no amount of memory"):
        Where(memory=memory)


@pytest.mark.parametrize("name", ["", "spork", "local[0]", "local-cluster[2,1]", "spark:// host", "DuckDB"])
def test_a_word_that_names_no_engine_is_refused(tmp_path, name):
    with pytest.raises(EngineError, match="names no engine"):
        start(Where(engine=name), tmp_path)


def test_without_pyspark_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(EngineError) as caught:
        start(Where(engine="local[2]"), tmp_path)
    assert "pip install 'interdict[spark]'" in str(caught.value)


def test_without_java_it_says_what_to_install(tmp_path, with_pyspark):
    with_pyspark.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(EngineError, match="there is none") as caught:
        start(Where(engine="local[2]"), tmp_path)
    assert "Java 17" in caught.value.remedy


def test_a_java_that_spark_does_not_run_on_is_named(tmp_path, with_pyspark):
    with_pyspark.setenv("JAVA_HOME", str(java(tmp_path, "11.0.2")))
    with pytest.raises(EngineError, match=r"17 or 21; found openjdk version .11\.0\.2"):
        start(Where(engine="local[2]"), tmp_path)


def test_the_command_refuses_an_engine_without_a_traceback_and_leaves_no_report(tmp_path):
    (tmp_path / "assets.csv").write_text("Asset ID,Manufacturer\nA-1,Huawei\n")
    (tmp_path / "profile.yaml").write_text(PROFILE)
    words = ("scan", "assets.csv", "--profile", "profile.yaml", "--engine", "spork", "--quiet")
    done = interdict(*words, cwd=tmp_path)
    assert done.returncode == 1
    assert "E005" in done.stderr or "names no engine" in done.stderr
    assert not (tmp_path / "interdict-report").exists()


@pytest.mark.spark
def test_a_master_that_is_not_there_is_given_up_within_minutes(tmp_path, with_pyspark):
    with pytest.raises(EngineError) as caught:
        start(Where(engine="spark://127.0.0.1:9"), tmp_path)
    assert caught.value.where == "spark://127.0.0.1:9"
