from datetime import date

import pytest

from interdict import api
from interdict.core.errors import SnapshotError, UsageError

LATER = date(2027, 6, 1)


def waived(timeline, provision="", until=date(2026, 12, 31)):
    return api.waive(
        timeline.speaker(),
        "nj-core-1",
        owner="CTO",
        reason="spares on order",
        until=until,
        provision=provision,
    )


def test_a_waiver_of_every_finding_takes_the_device_out_until_its_day(timeline):
    timeline.scan()
    before = timeline.status().open_covered
    waived(timeline)
    assert timeline.status().open_covered == before - 1
    expired = timeline.status(LATER)
    assert (expired.open_covered, expired.waivers[0].expired) == (before, True)


def test_a_waiver_of_one_finding_leaves_the_others_open(timeline):
    timeline.scan()
    before = timeline.status().open_covered
    waived(timeline, "us/fcc-covered-list#CL-01")
    status = timeline.status()
    assert (status.open_covered, status.waivers[0].findings) == (before, 1)


@pytest.mark.slow
def test_the_last_day_of_a_waiver_still_counts(timeline):
    timeline.scan()
    waived(timeline, until=date(2026, 12, 31))
    assert timeline.status(date(2026, 12, 31)).waived == 1
    assert timeline.status(date(2027, 1, 1)).waived == 0


def test_a_removed_device_that_is_seen_is_an_alarm(timeline):
    timeline.scan()
    api.removed(timeline.speaker(), "nj-olt-3", on=date(2026, 11, 1))
    assert [one.device for one in timeline.status().alarms] == ["A-100003"]


@pytest.mark.slow
def test_a_removal_on_a_later_day_is_none_yet(timeline):
    timeline.scan()
    api.removed(timeline.speaker(), "nj-olt-3", on=date(2027, 1, 1))
    assert timeline.status().alarms == ()


def test_disposal_follows_removal_with_its_papers(timeline, tmp_path):
    timeline.scan()
    paper = tmp_path / "certificate.pdf"
    paper.write_bytes(b"shredded")
    with pytest.raises(UsageError, match="no removal"):
        api.disposed(timeline.speaker(), "nj-olt-3", on=date(2026, 11, 2), how="destroyed")
    api.removed(timeline.speaker(), "nj-olt-3", on=date(2026, 11, 1))
    api.disposed(timeline.speaker(), "nj-olt-3", on=date(2026, 11, 2), how="destroyed", documents=[paper])
    one = timeline.status().removals[0]
    assert (one.disposed, one.documents) == ("destroyed 2026-11-02", 1)


def test_history_tells_snapshots_and_statements(timeline):
    timeline.scan()
    waived(timeline)
    timeline.scan(date(2026, 11, 23))
    found = api.case_history(timeline.case, environment={})
    assert [one.at.isoformat() for one in found.snapshots] == ["2026-11-22", "2026-11-23"]
    assert [one.said.owner for one in found.statements] == ["CTO"]


@pytest.mark.slow
def test_a_replay_with_the_law_of_the_day_gives_the_same_findings(timeline):
    timeline.scan()
    api.review(timeline.speaker(), "nj-sw-2", maker="zte", reason="label")
    timeline.scan(date(2020, 8, 14))
    api.review(timeline.speaker(), "nj-sw-2", maker="nokia", reason="said after the snapshot")
    for name in ("2020-08-14", "latest", "previous"):
        found = api.replay(timeline.case, name, environment={})
        assert found.same
        assert found.findings


def test_a_replay_says_which_file_was_changed(timeline):
    taken = timeline.scan()
    with (taken.snapshot / "findings.csv").open("a", encoding="utf-8") as stream:
        stream.write("one more\n")
    found = api.replay(timeline.case, environment={})
    assert (found.same, found.damaged) == (False, ("findings.csv is not what was written",))


def test_a_replay_without_the_law_that_was_kept_is_refused(timeline):
    taken = timeline.scan()
    for kept in (timeline.case / "libraries").iterdir():
        kept.rename(kept.with_name("moved"))
    with pytest.raises(SnapshotError, match="was not kept"):
        api.replay(timeline.case, taken.snapshot.name, environment={})


@pytest.mark.parametrize("word", ["1999-01-01", "nothing", "2026"])
def test_a_word_that_means_no_snapshot_or_several_is_told_the_names(timeline, word):
    timeline.scan()
    timeline.scan()
    with pytest.raises(SnapshotError) as caught:
        timeline.diff(word)
    assert "20261122T090100Z" in caught.value.remedy


def test_a_device_that_two_go_by_is_asked_for_by_number(timeline):
    timeline.write(
        "more.csv",
        "Asset ID,Hostname,Manufacturer,Model\nB-100001,twin,Cisco,C9300\nB-100002,twin,Cisco,C9300\n",
    )
    timeline.scan()
    with pytest.raises(UsageError, match="2 devices are called 'twin'") as caught:
        api.removed(timeline.speaker(), "twin", on=date(2026, 1, 1))
    assert "#" in caught.value.remedy


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"maker": "Huawey", "reason": "x"}, "nobody is called"),
        ({"role": "ruter", "reason": "x"}, "unknown role"),
        ({"reason": "x"}, "says nothing"),
        ({"maker": "huawei", "reason": "  "}, "is empty"),
    ],
)
def test_a_review_that_makes_no_sense_is_refused(timeline, said, told):
    timeline.scan()
    with pytest.raises(UsageError, match=told):
        api.review(timeline.speaker(), "nj-sw-2", **said)
    assert api.case_history(timeline.case, environment={}).statements == ()
