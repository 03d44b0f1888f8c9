import gzip
import os
import tarfile
from pathlib import Path

import msgspec
import pytest

from interdict.evidence.mapping import properties
from interdict.evidence.read import Table, read_all

CORPUS = Path(os.environ.get("INTERDICT_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus"))
pytestmark = pytest.mark.skipif(not (CORPUS / "walks-snmp.tar.gz").exists(), reason="skipped: no corpus")


def test_every_recorded_walk_gives_its_device_or_is_named_as_empty():
    sink = Table()
    reading = read_all([CORPUS / "walks-snmp.tar.gz"], sink=sink)
    with tarfile.open(CORPUS / "walks-snmp.tar.gz") as archive:
        sizes = {
            f"{CORPUS / 'walks-snmp.tar.gz'}!{member.name}": member.size
            for member in archive
            if member.isreg()
        }
    assert {source.path for source in reading.sources} == set(sizes)
    assert {source.path for source in reading.sources if not source.records} == {
        path for path, size in sizes.items() if not size
    }
    assert not [problem for problem in reading.problems if problem.code == "P103"]
    terms = {term for batch in sink.observation_batches for term in batch["property"].to_pylist()}
    assert terms <= properties()


@pytest.mark.parametrize("kind", ["snmp", "cli", "banner", "inventory"])
def test_recorded_devices_are_the_same_without_their_labels(tmp_path, kind):
    given = CORPUS / f"devices-{kind}.jsonl.gz"
    with gzip.open(given) as lines:
        devices = [msgspec.json.decode(line) for line in lines]
    bare = [{"id": device["id"], "evidence": device["evidence"]} for device in devices]
    (tmp_path / "bare.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, bare)))
    labelled, unlabelled = Table(), Table()
    reading = read_all([given], sink=labelled)
    read_all([tmp_path / "bare.jsonl"], sink=unlabelled)
    assert labelled.record_batches == unlabelled.record_batches
    assert labelled.observation_batches == unlabelled.observation_batches
    keys = {key for batch in labelled.record_batches for key in batch["key"].to_pylist()}
    assert {device["id"] for device in devices} <= keys
    assert [problem.code for problem in reading.problems if problem.code != "P112"] == []


def test_every_recorded_command_output_is_read_as_a_session_log(tmp_path):
    with gzip.open(CORPUS / "devices-cli.jsonl.gz") as lines:
        devices = [msgspec.json.decode(line)["evidence"] for line in lines]
    said = [one for one in devices if one.get("cli") and str(one.get("cli_command"))[:4] in ("show", "disp")]
    for number, one in enumerate(said):
        log = f"probe-{number}#{one['cli_command']}\n{one['cli']}\nprobe-{number}#\n"
        (tmp_path / f"{number}.log").write_text(log, encoding="utf-8")
    sink = Table()
    reading = read_all([tmp_path], sink=sink)
    assert len(said) > 400
    assert {str(problem.code) for problem in reading.problems} & {"P103"} == set()
    readers = [source.reader for source in reading.sources if source.records]
    assert readers.count("command-output") == len(said)
