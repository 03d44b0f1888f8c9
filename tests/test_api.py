import json
from contextlib import suppress
from datetime import date

import pytest
from tests.cli.door import small_network, whole

from interdict import api
from interdict.bulk.scan import Choice
from interdict.core.errors import NoEvidenceError, ProfileError, UsageError

AT = date(2026, 11, 22)


class Told:
    """An observer that remembers, and may stop the work."""

    def __init__(self, stop_at=""):
        self.stages, self.stop_at = [], stop_at

    def stage(self, title, total=None):
        self.stages.append(title)
        if self.stop_at and self.stop_at in title:
            raise KeyboardInterrupt

    def step(self, count=1, note=""):
        pass


@pytest.fixture
def evidence(tmp_path):
    return small_network(tmp_path)


@pytest.fixture
def report(evidence, tmp_path):
    out = tmp_path / "rep"
    api.scan([evidence], out, choice=Choice(at=AT), profile=tmp_path / "profile.yaml")
    return out


def test_a_scan_returns_the_run_that_it_wrote(evidence, tmp_path):
    told = Told()
    run = api.scan([evidence], tmp_path / "rep", choice=Choice(at=AT, title="Autumn"), progress=told)
    stored = json.loads((tmp_path / "rep" / "run.json").read_text("utf-8"))
    assert (
        (run.title, run.counts["devices"]) == (stored["title"], stored["counts"]["devices"]) == ("Autumn", 3)
    )
    assert told.stages[0] == "Reading evidence"
    assert told.stages[-1] == "writing the report"
    assert whole(tmp_path / "rep")


def test_the_same_evidence_gives_the_same_bytes(evidence, tmp_path):
    for name in ("one", "two"):
        api.scan([evidence], tmp_path / name, choice=Choice(at=AT), profile=tmp_path / "profile.yaml")
    for name in ("findings.csv", "findings.json", "report.html", "run.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


@pytest.mark.parametrize("stage", ["Reading", "collecting", "deciding", "writing the report"])
def test_whoever_stops_a_scan_finds_no_half_report(evidence, tmp_path, stage):
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        api.scan([evidence], tmp_path / "rep", choice=Choice(at=AT), progress=Told(stop_at=stage))
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("stage", ["", "collecting", "deciding"])
def test_the_work_folder_is_gone_however_a_scan_ends(evidence, tmp_path, monkeypatch, stage):
    (tmp_path / "work").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))
    with suppress(KeyboardInterrupt):
        api.scan([evidence], tmp_path / "rep", choice=Choice(at=AT), progress=Told(stop_at=stage))
    assert list((tmp_path / "work").iterdir()) == []


def test_whoever_stops_identify_finds_the_earlier_file(evidence, tmp_path):
    out = tmp_path / "who.jsonl"
    out.write_text("earlier")
    with pytest.raises(KeyboardInterrupt):
        api.identify([evidence], out, at=AT, progress=Told(stop_at="combining"))
    assert out.read_text() == "earlier"


def test_identify_counts_what_it_wrote(evidence, tmp_path):
    done = api.identify([evidence], tmp_path / "who.jsonl", at=AT)
    assert (done.records, done.named) == (4, 4)
    assert len((tmp_path / "who.jsonl").read_text("utf-8").splitlines()) == 4


def test_explaining_decides_again_as_the_scan_decided(report):
    rows = json.loads((report / "findings.json").read_text("utf-8"))
    for name in ("nj-core-1", "nj-sw-2", "nj-olt-3"):
        (one,) = api.explain(report, name)
        written = {(r["order"], r["provision"], r["status"]) for r in rows if r["group"] == one.device.group}
        assert {(d.order, d.provision, str(d.status)) for d in one.decisions} == written


def test_explaining_keeps_the_date_and_the_assumption_of_the_scan(evidence, tmp_path):
    from interdict.law.timeline import assumption

    choice = Choice(at=date(2019, 2, 20), assumptions=(assumption("us-draft-2019-02@2019-02-20"),))
    api.scan([evidence], tmp_path / "rep", choice=choice, profile=tmp_path / "profile.yaml")
    (one,) = api.explain(tmp_path / "rep", "nj-core-1")
    assert one.at == date(2019, 2, 20)
    assert "us/us-draft-2019-02" in {decision.order for decision in one.decisions}


def test_a_device_that_two_sources_name_alike_is_explained_twice(tmp_path):
    for name, serial in (("a.csv", "SN100001"), ("b.csv", "SN200002")):
        (tmp_path / name).write_text(
            f"Asset ID,Manufacturer,Model,Serial Number\nA-1,Huawei,S5720-28X,{serial}\n"
        )
    api.scan([tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "rep", choice=Choice(at=AT))
    assert len(api.explain(tmp_path / "rep", "A-1")) == 2


def test_the_callers_mistakes_are_errors_with_a_place(evidence, tmp_path):
    with pytest.raises(NoEvidenceError, match="0 inputs"):
        api.identify([tmp_path / "absent"], tmp_path / "x", at=AT)
    with pytest.raises(ProfileError):
        api.scan([evidence], tmp_path / "rep", choice=Choice(at=AT), profile=tmp_path / "absent.yaml")
    with pytest.raises(UsageError, match="no order"):
        api.scan([evidence], tmp_path / "rep", choice=Choice(at=AT, orders=("nope",)))
    with pytest.raises(UsageError, match="not a report folder"):
        api.explain(evidence, "nj-core-1")
    assert not (tmp_path / "rep").exists()
