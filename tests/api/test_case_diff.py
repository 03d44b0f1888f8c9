"""Four causes, told apart: the network, the law, the data library, a person."""

import json
from datetime import date

import pytest
from tests.cli.door import ASSETS, PROFILE, WALK

from interdict import api
from interdict.api import case_scan
from interdict.bulk import identification
from interdict.model.change import What
from interdict.model.identification import Identification


def changes(found, what):
    return [(one.device, one.before, one.after, one.causes) for one in found.changes if one.what is what]


def causes(found):
    return {one.causes for one in found.changes if one.what is What.FINDING}


@pytest.mark.slow
def test_nothing_differs_between_two_looks_at_the_same_network(timeline):
    timeline.scan()
    timeline.scan_again()
    assert timeline.diff().changes == ()


def test_what_came_went_and_moved_is_the_networks_doing(timeline):
    header, *rows = ASSETS.splitlines()
    timeline.write("assets.csv", "\n".join([header + ",Site", *(f"{row},NJ-1" for row in rows)]) + "\n")
    timeline.scan()
    new = "A-100009,nj-new-9,Nokia,7750 SR-1,NS1234567,2026-01-01,In service,NJ-1"
    moved = [f"{rows[0]},NJ-2", f"{rows[1]},NJ-1", new]
    timeline.write("assets.csv", "\n".join([header + ",Site", *moved]) + "\n")
    timeline.scan()
    found = timeline.diff()
    assert changes(found, What.NEW) == [("A-100009", "", "undetermined", "network")]
    assert changes(found, What.GONE) == [("A-100003", "covered", "", "network")]
    assert [one[1:] for one in changes(found, What.MOVED)] == [("NJ-1", "NJ-2", "network")]


@pytest.mark.slow
def test_a_swapped_box_under_the_same_name_is_another_maker_by_the_network(timeline):
    timeline.scan()
    timeline.write("assets.csv", ASSETS.replace("ZTE,ZXA10 C320,219012345678", "Nokia,7360 FX,NS7777777"))
    timeline.scan()
    found = timeline.diff()
    assert changes(found, What.MAKER) == [("A-100003", "ZTE", "Nokia", "network")]
    assert causes(found) == {"network"}


def test_a_day_after_the_list_came_out_it_is_the_law_that_changed(timeline):
    timeline.scan(date(2021, 3, 11))
    timeline.scan(date(2021, 3, 12))
    found = timeline.diff()
    assert causes(found) == {"law"}
    assert ("us/fcc-covered-list", "CL-01") in {(one.order, one.provision) for one in found.shifts}


@pytest.mark.slow
def test_an_order_of_ones_own_that_is_added_is_the_law_too(timeline):
    timeline.scan()
    config = timeline.case / "interdict.toml"
    config.write_text(
        config.read_text("utf-8").replace("assume = []", 'assume = ["us-draft-2019-02@2019-02-20"]'), "utf-8"
    )
    timeline.scan()
    found = timeline.diff()
    assert causes(found) == {"law"}
    assert {one.order for one in found.shifts} == {"us/us-draft-2019-02"} or found.shifts


def test_a_review_is_a_persons_doing(timeline):
    timeline.scan()
    api.review(timeline.speaker(), "nj-sw-2", maker="zte", reason="label")
    timeline.scan()
    found = timeline.diff()
    assert changes(found, What.MAKER) == [("A-100002", "Cisco", "ZTE", "person")]
    assert causes(found) == {"person"}


@pytest.mark.slow
def test_another_answer_in_the_operators_profile_is_a_persons_doing(timeline):
    timeline.scan()
    text = PROFILE.replace("is_etc_with_usf: true", "is_etc_with_usf: false")
    (timeline.folder / "profile.yaml").write_text(text, encoding="utf-8")
    timeline.scan()
    assert causes(timeline.diff()) == {"person"}


def test_another_reading_of_the_same_evidence_is_the_data_librarys_doing(timeline, monkeypatch):
    timeline.scan()
    monkeypatch.setattr(case_scan, "reading_digest", lambda: "a library that knows nobody")
    monkeypatch.setattr(
        identification, "combine", lambda _clues, _library, number=0: Identification(id=number)
    )
    assert timeline.scan().reused == ""
    found = timeline.diff()
    assert {one[3] for one in changes(found, What.MAKER)} == {"data"}
    assert causes(found) == {"data"}


@pytest.mark.slow
def test_the_law_and_the_network_together_are_told_as_both(timeline):
    timeline.scan(date(2021, 3, 11))
    timeline.write(
        "assets.csv", ASSETS.replace("ZTE,ZXA10 C320,219012345678", "Huawei,MA5800-X7,2102777ABC01")
    )
    timeline.scan(date(2021, 3, 12))
    found = timeline.diff()
    assert {"law", "network"} <= {cause for one in found.shifts for cause in one.causes.split("+")}


def test_a_device_that_comes_back_after_its_removal_is_an_alarm(timeline):
    timeline.scan()
    api.removed(timeline.speaker(), "nj-olt-3", on=date(2026, 11, 20))
    timeline.write("assets.csv", "\n".join(ASSETS.splitlines()[:-1]) + "\n")
    timeline.scan()
    assert timeline.diff().count(What.RETURNED, What.STILL_SEEN) == 0
    timeline.write("assets.csv", ASSETS)
    timeline.scan()
    found = timeline.diff()
    assert [one.device for one in found.changes if one.what is What.RETURNED] == ["A-100003"]
    assert "removed on 2026-11-20" in found.changes[0].because


@pytest.mark.slow
def test_a_device_that_was_never_gone_is_still_seen(timeline):
    timeline.scan()
    api.removed(timeline.speaker(), "nj-olt-3", on=date(2026, 11, 20))
    timeline.scan()
    assert [one.what for one in timeline.diff().changes] == [What.STILL_SEEN]


@pytest.mark.slow
def test_two_records_that_turn_out_to_be_one_device_are_no_loss(timeline):
    timeline.scan()
    timeline.write("merge.csv", "Hostname,Serial Number\nnj-sw-2,219012345678\n")
    timeline.scan()
    assert timeline.diff().count(What.GONE) == 0


def test_every_change_is_written_where_asked(timeline, tmp_path):
    timeline.scan()
    timeline.write("nj-core-1.snmprec", WALK.replace("nj-core-1", "nj-core-7"))
    timeline.scan()
    found = timeline.diff(out=tmp_path / "out")
    written = json.loads((tmp_path / "out" / "changes.json").read_text("utf-8"))
    assert len(written) == len(found.changes) == sum(one.changes for one in found.tallies)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "changes.parquet",
        "changes.csv",
        "changes.json",
        "changes-summary.json",
    }
