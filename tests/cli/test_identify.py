import json

import pyarrow.parquet as pq
import pytest
from tests.cli.door import interdict

FIELDS = [
    *("device", "source", "producer", "producer_name", "brand", "probability", "abstained"),
    *("family", "model", "role", "components", "candidates", "clues"),
    *("relabelled", "contradictions", "set_aside", "kind", "group", "place"),
]
"""The wire format: a change here is a change for everybody who reads it."""


def objects(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_object_a_device_of_each_source_with_stable_fields(network):
    done = interdict("identify", "evidence", "--at", "2026-11-22", cwd=network)
    said = objects(done)
    assert done.returncode == 0
    assert [list(one) for one in said] == [FIELDS] * 4
    assert [one["device"] for one in said] == ["A-100001", "A-100002", "A-100003", "nj-core-1"]
    assert {one["source"] for one in said} == {"evidence/assets.csv", "evidence/nj-core-1.snmprec"}
    assert "4 devices, 4 with a named maker" in done.stderr


def test_records_of_one_device_share_group_and_maker(run):
    said = {one["device"]: one for one in objects(run("identify", "evidence", "-q"))}
    row, walk = said["A-100001"], said["nj-core-1"]
    assert row["group"] == walk["group"] != said["A-100002"]["group"]
    assert (row["producer"], row["producer_name"], row["role"]) == ("huawei", "Huawei", "ip-router")
    assert row["clues"] == walk["clues"]
    assert {"id", "party", "weight", "because"} == set(row["clues"][0])
    assert {"party", "name", "probability"} == set(row["candidates"][0])


def test_a_maker_without_ownership_data_has_a_name_and_no_party(run):
    said = {one["device"]: one for one in objects(run("identify", "evidence", "-q"))}
    assert (said["A-100002"]["producer"], said["A-100002"]["producer_name"]) == (None, "Cisco")


def test_quiet_says_nothing_but_data_and_the_same_twice(run):
    first, second = (run("identify", "evidence", "-q") for _ in range(2))
    assert (first.stderr, first.stdout) == ("", second.stdout)


@pytest.mark.parametrize("form", ["json", "csv", "parquet"])
def test_every_form_goes_to_the_file_that_was_asked_for(network, run, form):
    done = run("identify", "evidence", "--format", form, "--out", "who.out", "-q")
    assert (done.returncode, done.stdout) == (0, "")
    written = network / "who.out"
    if form == "json":
        assert json.loads(written.read_text("utf-8"))[0]["device"] == "A-100001"
    elif form == "parquet":
        assert pq.read_table(written).column_names == FIELDS
    else:
        assert written.read_text("utf-8").startswith(",".join(FIELDS))
    assert [path.name for path in network.iterdir() if "partial" in path.name] == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("evidence", "--format", "xml"), 2, "unknown format 'xml'"),
        (("evidence", "--out", "no/such/folder/x.jsonl"), 1, "the folder does not exist"),
        (("evidence", "--at", "soon"), 2, "is not a date"),
        (("absent",), 3, "absent"),
        (("evidence", "--mapping", "absent.yaml"), 1, "absent.yaml"),
    ],
)
def test_a_mistake_is_a_message_and_no_data(network, run, words, code, told):
    done = run("identify", *words, "-q")
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr


def test_labels_beside_a_record_change_nothing(tmp_path, run):
    record = {
        "id": "w:1",
        "kind": "snmp",
        "evidence": {"sysDescr": "Huawei S5720 VRP", "ifPhysAddress": ["00:e0:fc:1:2:3"]},
    }
    (tmp_path / "blind.jsonl").write_text(json.dumps(record) + "\n")
    label = {"label": {"vendor": "Cisco"}, "covered": False, "covered_entity": None, "confidence": "strong"}
    (tmp_path / "told.jsonl").write_text(json.dumps({**record, **label}) + "\n")
    (blind,), (told,) = (objects(run("identify", f"{name}.jsonl", "-q")) for name in ("blind", "told"))
    assert {**blind, "source": ""} == {**told, "source": ""}
    assert blind["producer"] == "huawei"
