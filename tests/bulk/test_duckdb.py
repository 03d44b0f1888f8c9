import csv
import json
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from interdict.bulk.duckdb import DuckDB
from interdict.bulk.engine import work_folder
from interdict.bulk.ingest import ParquetSink
from interdict.model import columns

NAMES = pa.table({"record": pa.array([3, 1, 2], pa.int64()), "name": ["Huawei's", "华为", 'say "no"']})


@pytest.fixture
def engine(tmp_path):
    engine = DuckDB(tmp_path)
    yield engine
    engine.close()


def test_rows_are_written_in_their_order_in_every_form(engine, tmp_path):
    ordered = engine.register("names", NAMES).order_by("record")
    wanted = [
        {"record": 1, "name": "华为"},
        {"record": 2, "name": 'say "no"'},
        {"record": 3, "name": "Huawei's"},
    ]
    paths = {form: tmp_path / f"out's.{form}" for form in ("parquet", "csv", "json", "jsonl")}
    for form, path in paths.items():
        engine.write(ordered, path, form)
    assert pq.read_table(paths["parquet"]).to_pylist() == wanted
    assert json.loads(paths["json"].read_text("utf-8")) == wanted
    assert [json.loads(line) for line in paths["jsonl"].open(encoding="utf-8")] == wanted
    assert [row["name"] for row in csv.DictReader(paths["csv"].open(encoding="utf-8"))] == [
        w["name"] for w in wanted
    ]


def test_a_form_nobody_knows_is_a_mistake_of_ours(engine, tmp_path):
    with pytest.raises(KeyError):
        engine.write(engine.register("names", NAMES), tmp_path / "x", "pickle")


def test_a_kept_table_stands_when_its_expression_is_gone(engine):
    names = engine.register("names", NAMES)
    kept = engine.keep("chosen", names.filter(names.record > 1))
    assert engine.connection.table("chosen").count().execute() == 2
    assert engine.keep("chosen", kept.filter(kept.record > 2)).count().execute() == 1


def test_no_file_at_all_scans_as_an_empty_table(engine):
    assert engine.scan("records", [], columns.RECORD).to_pyarrow().to_pylist() == []


def test_several_files_scan_as_one_table(engine, tmp_path):
    for number in (1, 2):
        pq.write_table(NAMES, tmp_path / f"{number}.parquet")
    files = [tmp_path / "1.parquet", tmp_path / "2.parquet"]
    assert engine.scan("both", files, NAMES.schema).agg(n=ibis._.count()).to_pyarrow()["n"][0].as_py() == 6


def test_the_work_folder_is_gone_whatever_happens():
    with work_folder() as folder:
        (folder / "spill").mkdir()
    assert not folder.exists()
    stopped = work_folder()
    folder = stopped.__enter__()
    (folder / "work.duckdb").write_bytes(b"x")
    assert not stopped.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not folder.exists()


def test_a_sink_that_got_nothing_leaves_two_empty_files(tmp_path):
    with ParquetSink(tmp_path) as sink:
        pass
    assert pq.read_schema(sink.records_file) == columns.RECORD
    assert pq.read_table(sink.observations_file).num_rows == 0


def test_a_sink_keeps_what_came_before_an_interruption_readable(tmp_path):
    batch = pa.record_batch([[1], ["A-1"], ["asset"], [""]], schema=columns.RECORD)
    sink = ParquetSink(tmp_path).__enter__()
    sink.records(batch)
    sink.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert pq.read_table(Path(sink.records_file)).num_rows == 1
