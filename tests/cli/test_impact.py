"""What another law would change, through the real door."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from interdict.law.load import load_library

FOLDERS = load_library().folders
DRAFT = "us-draft-2019-02@2019-02-20"


@pytest.fixture
def impact(run):
    def asked(version, *words):
        return run("orders", "impact", version, "evidence", "--profile", "profile.yaml", "-q", *words)

    return asked


@pytest.fixture
def amended(network):
    """A copy of an order of the library, to be changed."""

    def copied(order):
        target = network / Path(FOLDERS[order]).name
        shutil.copytree(FOLDERS[order], target)
        return target

    return copied


def test_a_draft_is_told_by_provision_maker_role_and_question(impact):
    done = impact(DRAFT, "--at", "2019-02-20")
    assert (done.returncode, done.stderr) == (0, "")
    for text in (
        "assumed, not law: in force from 2019-02-20",
        "newly covered   2 devices",
        "us/us-draft-2019-02#a-huawei-zte-hardware",
        "Huawei",
        "a-huawei-zte-hardware: Do not use Huawei or ZTE hardware",
    ):
        assert text in done.stdout


def test_the_difference_is_that_of_two_scans(impact, scan, network):
    found = json.loads(impact(DRAFT, "--at", "2019-02-20", "--json", "--out", "imp").stdout)

    def findings(*words):
        scan("--at", "2019-02-20", "-q", *words)
        rows = json.loads((network / "rep" / "findings.json").read_text("utf-8"))
        return {(r["device"], r["order"], r["provision"]): r["status"] for r in rows}

    before, after = findings(), findings("--assume", DRAFT)
    expected = {
        (*key, before.get(key, "not-covered"), after.get(key, "not-covered"))
        for key in {*before, *after}
        if before.get(key) != after.get(key)
    }
    rows = json.loads((network / "imp" / "changes.json").read_text("utf-8"))
    assert {(r["device"], r["order"], r["provision"], r["before"], r["after"]) for r in rows} == expected
    with (network / "imp" / "changes.csv").open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == len(rows)
    assert found["changed"] == len({r["device"] for r in rows})
    assert json.loads((network / "imp" / "impact.json").read_text("utf-8")) == found


def test_an_order_in_place_of_itself_changes_nothing(impact, amended):
    for order in ("us/47-cfr-54-9", "us/fcc-covered-list"):
        done = impact(str(amended(order)), "--at", "2026-11-22", "--json")
        said = json.loads(done.stdout)
        assert (said["changed"], said["provisions"], said["questions"]) == (0, [], [])


def test_an_amended_list_lets_go_and_what_hangs_on_it_as_well(impact, amended):
    folder = amended("us/fcc-covered-list")
    path = folder / "order.yaml"
    text = path.read_text("utf-8")
    assert "named: [zte]" in text
    path.write_text(text.replace("named: [zte]", "named: [hytera]"), "utf-8")
    said = json.loads(impact(str(folder), "--at", "2026-11-22", "--json").stdout)
    touched = {(one["order"], one["provision"]) for one in said["provisions"]}
    assert ("us/fcc-covered-list", "CL-02") in touched
    assert len({order for order, _ in touched}) > 1, "rules that refer to the list"
    (listing,) = (one for one in said["provisions"] if one["provision"] == "CL-02")
    assert (listing["released"], listing["newly_covered"]) == (1, 0)
    assert {one["name"] for one in said["makers"]} <= {"ZTE"}


def test_an_order_that_is_law_is_set_against_itself_on_another_day(impact):
    said = json.loads(impact("fcc-covered-list@2021-03-12", "--at", "2021-03-11", "--json").stdout)
    assert (said["before"], said["after"], said["newly_covered"]) == ("2021-03-11", "2021-03-12", 2)


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("fcc-covered-list", "is law already"),
        ("nope@2019-02-20", "no order 'nope'"),
        ("us-draft-2019-02@soon", "'soon' is not a date"),
        ("us-draft-2019-02@2019-01-01", "was first reported on"),
        ("fcc-*@2021-03-12", "Name one order"),
    ],
)
def test_a_version_that_makes_no_sense_is_a_message(impact, version, told):
    done = impact(version, "--at", "2026-11-22")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_a_broken_order_file_is_named_with_its_line(impact, network):
    (network / "draft.yaml").write_text("id: us/x\ntitle: [\n", "utf-8")
    done = impact("draft.yaml", "--at", "2026-11-22")
    assert done.returncode == 1
    assert "draft.yaml:" in done.stderr
