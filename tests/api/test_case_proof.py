"""A case proved: sealed once, attested, and followed from a number down to the bytes."""

from datetime import date

import pytest
from tests.api.timeline import AT
from tests.cli.door import ASSETS

from interdict import api
from interdict.core.errors import LedgerError, RefusedError, UsageError
from interdict.ledger.keys import generate, load_signer
from interdict.ledger.log import Log
from interdict.ledger.verify import Policy
from interdict.model.entry import Scope
from interdict.model.trace import SourceState


@pytest.fixture
def signer(tmp_path):
    path = tmp_path / "interdict.key"
    generate(path, "prairie.example/interdict")
    return load_signer(path)


@pytest.fixture
def where(timeline):
    return api.CaseFolder(folder=timeline.case, environment={})


def verified(timeline, signer, tmp_path):
    api.bundle(timeline.case / "ledger", tmp_path / "all.bundle", whole=True)
    return api.verify(tmp_path / "all.bundle", Policy(keys=(signer.public.vkey,)))


def test_a_snapshot_and_everything_said_are_sealed_once(timeline, where, signer, tmp_path):
    timeline.scan()
    paper = tmp_path / "order.txt"
    paper.write_text("Work order 7", encoding="utf-8")
    api.review(timeline.speaker(), "nj-sw-2", maker="zte", reason="label 中兴")
    said = api.removed(timeline.speaker(), "nj-olt-3", on=date(2026, 11, 1), documents=[paper])
    api.waive(timeline.speaker(), "nj-core-1", owner="CTO", reason="spares", until=date(2027, 1, 1))
    api.withdraw(timeline.speaker(), said.number, reason="not yet")
    first = api.seal_case(where, signer, at=AT)
    assert len(first.entries) == 6  # four statements, an inspection, a set of findings
    assert api.seal_case(where, signer, at=AT).entries == ()
    timeline.scan()
    assert len(api.seal_case(where, signer, at=AT).entries) == 2
    assert verified(timeline, signer, tmp_path).verified


def test_a_document_that_was_changed_is_not_sealed(timeline, where, signer, tmp_path):
    timeline.scan()
    paper = tmp_path / "order.txt"
    paper.write_text("Work order 7", encoding="utf-8")
    said = api.removed(timeline.speaker(), "nj-olt-3", on=date(2026, 11, 1), documents=[paper])
    (timeline.case / "documents" / said.documents[0].sha256).write_text("Work order 8", encoding="utf-8")
    with pytest.raises(LedgerError, match="is not what was attached"):
        api.seal_case(where, signer, at=AT)
    assert Log(timeline.case / "ledger").size == 0


def test_absence_is_attested_of_a_snapshot_without_it_and_refused_with_it(timeline, where, signer):
    timeline.scan()
    timeline.write("assets.csv", "\n".join(ASSETS.splitlines()[:-1]) + "\n")
    timeline.scan()
    ledger = timeline.case / "ledger"
    for snapshot, there in (("latest", False), ("previous", True)):
        report, _ = api.chosen_report(None, None, where, snapshot)
        if there:
            with pytest.raises(RefusedError, match="1 such devices are there"):
                api.attest_absence(report, Scope(), ledger, signer, at=AT, makers=["zte"])
        else:
            assert api.attest_absence(report, Scope(), ledger, signer, at=AT, makers=["zte"]).entries == (0,)


@pytest.mark.parametrize(
    ("number", "reported"), [("covered", 2), ("devices", 3), ("CL-01", 1), ("ZTE", 1), ("exempt", 0)]
)
def test_a_number_is_what_the_tables_say(timeline, where, number, reported):
    timeline.scan()
    found = api.trace(where, number)
    assert (found.reported, found.counted, found.holds) == (reported, reported, True)
    assert (found.explanation is None) == (reported == 0)


def test_a_number_is_followed_to_the_sealed_bytes(timeline, where, signer):
    timeline.scan()
    api.seal_case(where, signer, at=AT)
    found = api.trace(where, "us/fcc-covered-list#CL-01", device="nj-core-1")
    assert any(one.provision == "CL-01" for one in found.explanation.decisions)
    assert {one.reader for one in found.sources} == {"delimited", "snmprec"}
    assert {one.state for one in found.sources} == {SourceState.SAME}
    assert ("manufacturer", "Huawei") in {(one.property, one.value) for one in found.observations}
    assert found.sealed == (0, 1)
    assert found.root == Log(timeline.case / "ledger").checkpoint.root.hex()


def test_a_source_that_changed_or_went_since_is_told(timeline, where):
    timeline.scan()
    timeline.write("assets.csv", ASSETS + "\n")
    (timeline.evidence / "nj-core-1.snmprec").unlink()
    found = api.trace(where, "covered", device="nj-core-1")
    assert {one.reader: one.state for one in found.sources} == {
        "delimited": SourceState.CHANGED,
        "snmprec": SourceState.MISSING,
    }
    assert found.holds


def test_a_table_that_somebody_changed_does_not_bear_the_number_out(timeline, where):
    import pyarrow.parquet as pq

    taken = timeline.scan()
    path = taken.snapshot / "devices.parquet"
    pq.write_table(pq.read_table(path, filters=[("status", "!=", "covered")]), path)
    found = api.trace(where, "covered")
    assert (found.reported, found.counted, found.holds) == (2, 0, False)
    assert "devices.parquet is not what was written" in found.damaged


@pytest.mark.parametrize(
    ("number", "device", "told"),
    [
        ("colour", "", "no number"),
        ("covered", "nj-sw-2", "is not counted"),
        ("covered", "x", "does not exist"),
    ],
)
def test_a_number_or_device_that_is_not_there_is_told(timeline, where, number, device, told):
    timeline.scan()
    with pytest.raises(UsageError, match=told):
        api.trace(where, number, device=device)
