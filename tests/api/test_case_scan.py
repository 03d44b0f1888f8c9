"""What a case remembers is not done again, and comes to what a fresh run says."""

from datetime import date

import pytest
from tests.cli.door import ASSETS, WALK

from interdict import api
from interdict.case.snapshots import damage, snapshots
from interdict.core.errors import CaseError, NoEvidenceError, OutputError
from interdict.evidence.records.delimited import DelimitedReader

MORE = "A-100004,nj-sw-4,Huawei,S5735-L24T4S-A1,2102359KLMN7,2021-07-01,In service\n"


def test_an_unchanged_network_is_not_read_again(timeline, table, monkeypatch):
    first = timeline.scan()
    monkeypatch.setattr(DelimitedReader, "read", lambda *_, **__: pytest.fail("the file was read again"))
    second = timeline.scan()
    assert (first.reused, second.reused) == ("", "inventory")
    for name in ("findings.parquet", "devices.parquet", "identities.parquet"):
        assert table(first.snapshot, name) == table(second.snapshot, name)


def test_only_changed_files_are_read_and_the_result_is_that_of_reading_all(timeline, table):
    timeline.scan()
    timeline.write("assets.csv", ASSETS + MORE)
    partly, wholly = timeline.scan(), timeline.scan_again()
    assert (partly.reused, wholly.reused) == ("sources", "")
    for name in ("findings.parquet", "devices.parquet", "identities.parquet"):
        assert table(partly.snapshot, name) == table(wholly.snapshot, name)
    assert partly.run.sources == wholly.run.sources


@pytest.mark.slow
def test_a_new_file_before_the_others_renumbers_what_is_taken_over(timeline, table):
    timeline.scan()
    timeline.write("a-first.csv", "Hostname,Manufacturer,Model,Serial Number\nx-1,Nokia,7750 SR-1,NS123456\n")
    partly, wholly = timeline.scan(), timeline.scan_again()
    assert partly.reused == "sources"
    assert table(partly.snapshot, "findings.parquet") == table(wholly.snapshot, "findings.parquet")
    assert timeline.makers(partly)["nj-core-1"] == "Huawei"


def test_problems_of_an_unchanged_file_are_told_again(timeline):
    timeline.write("broken.snmprec", "1.3.6.1.2.1.1.1.0|4|Huawei\nthis is no row\n")
    first, second = timeline.scan(), timeline.scan()
    assert second.reused == "inventory"
    assert second.run.problems == first.run.problems != ()


@pytest.mark.slow
def test_on_a_day_after_a_sale_groups_of_makers_are_formed_anew(timeline):
    timeline.scan(date(2021, 11, 1))
    assert timeline.scan(date(2021, 11, 2)).reused == "inventory"
    assert timeline.scan(date(2021, 11, 6)).reused == "sources"  # xFusion was sold on the 5th


def test_a_snapshot_is_whole_and_never_changes(timeline):
    first = timeline.scan()
    before = {path: path.read_bytes() for path in first.snapshot.rglob("*") if path.is_file()}
    timeline.scan_again()
    assert {path: path.read_bytes() for path in before} == before
    assert all(damage(one) == () for one in snapshots(timeline.case / "snapshots"))


def test_an_answer_is_taken_in_by_every_later_scan(timeline):
    before = timeline.scan()
    answers = timeline.folder / "answers.yaml"
    answers.write_text("device:\n  A-100003:\n    acquisition.date: 2018-01-01\n", encoding="utf-8")
    api.answer(timeline.speaker(), answers)
    operator = timeline.folder / "operator.yaml"
    operator.write_text("operator:\n  operator.reimbursement_participant: false\n", encoding="utf-8")
    api.answer(timeline.speaker(), operator)
    after = timeline.scan()
    assert "operator.reimbursement_participant" not in before.run.facts
    assert after.run.facts["operator.reimbursement_participant"] == "no"


def test_an_answer_about_a_device_that_is_gone_is_no_error(timeline):
    timeline.scan()
    answers = timeline.folder / "answers.yaml"
    answers.write_text("device:\n  A-100003:\n    acquisition.date: 2018-01-01\n", encoding="utf-8")
    api.answer(timeline.speaker(), answers)
    timeline.write("assets.csv", "\n".join(ASSETS.splitlines()[:-1]) + "\n")
    assert "nj-olt-3" not in timeline.makers(timeline.scan())


def test_a_review_counts_and_survives_that_its_device_is_grouped_anew(timeline):
    timeline.scan()
    api.review(timeline.speaker(), "nj-sw-2", maker="华为", reason="label says Huawei", model="S5720")
    assert timeline.makers(timeline.scan())["nj-sw-2"] == "Huawei"
    walk = WALK.replace("nj-core-1", "nj-sw-2").replace("00E0FC123456", "0000ABCDEF01")
    timeline.write("nj-sw-2.snmprec", walk.replace("Huawei NE40E-X8 VRP", "Cisco IOS Software, C3850"))
    regrouped = timeline.scan()
    assert timeline.makers(regrouped)["nj-sw-2"] == "Huawei"
    row = next(row for row in regrouped.run.devices if row.hostname == "nj-sw-2")
    assert (row.sources, row.model) == (2, "S5720")
    assert regrouped.run.identifications[row.identification].clues[0] == "review/1"


@pytest.mark.slow
def test_a_withdrawn_review_counts_no_more(timeline):
    timeline.scan()
    said = api.review(timeline.speaker(), "nj-sw-2", maker="huawei", reason="label")
    timeline.scan()
    api.withdraw(timeline.speaker(), said.number, reason="another rack")
    assert timeline.makers(timeline.scan())["nj-sw-2"] == "Cisco"


@pytest.mark.slow
def test_where_two_devices_turn_out_to_be_one_the_later_review_counts(timeline):
    timeline.scan()
    api.review(timeline.speaker(), "nj-sw-2", maker="zte", reason="first look")
    api.review(timeline.speaker(), "nj-olt-3", maker="nokia", reason="second look")
    both = "Hostname,Serial Number\nnj-sw-2,219012345678\n"
    timeline.write("merge.csv", both)
    merged = timeline.scan()
    assert timeline.makers(merged) == {"nj-core-1": "Huawei", "nj-olt-3": "Nokia"}


def test_a_case_without_evidence_says_where_to_name_it(timeline):
    for path in timeline.evidence.iterdir():
        path.unlink()
    with pytest.raises(NoEvidenceError) as caught:
        timeline.scan()
    assert "interdict.toml" in caught.value.where
    assert list((timeline.case / "snapshots").iterdir()) == []


def test_a_place_that_cannot_be_written_is_an_error_and_leaves_nothing(timeline, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("interdict.api.case_scan.write_report", full)
    with pytest.raises(OutputError, match="No space left"):
        timeline.scan()
    assert list((timeline.case / "snapshots").iterdir()) == []


def test_a_missing_case_is_an_error(tmp_path, timeline):
    timeline.case = tmp_path / "elsewhere"
    with pytest.raises(CaseError, match="is not a case"):
        timeline.scan()
