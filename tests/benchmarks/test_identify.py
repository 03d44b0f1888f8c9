"""Identification on recorded devices, labels taken away, beside simple baselines in the same call."""

import csv
import importlib.util
import json
import os
from pathlib import Path

import pytest
from tests.cli.door import ROOT, interdict

from interdict.parties.load import load_parties

CORPUS = Path(os.environ.get("INTERDICT_CORPUS", ROOT.parent / "shared" / "corpus"))
SNMP = CORPUS / "devices-snmp.jsonl.gz"
recorded = pytest.mark.skipif(not SNMP.exists(), reason="skipped: no corpus")


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BENCH = load("identify")
SCORER = BENCH.Scorer(load_parties())


def row(number, vendor, covered=False, **evidence):
    return {
        "id": f"made:{number}",
        "kind": "snmp",
        "evidence": evidence,
        "label": {"vendor": vendor},
        "covered": covered,
        "confidence": "strong",
        "flags": [],
    }


ROWS = [
    row(1, "Huawei", covered=True, sysObjectID="1.3.6.1.4.1.2011.2.62.30"),
    row(2, "ZTE", covered=True, sysDescr="unremarkable"),
    row(3, "Cisco", sysDescr="Cisco IOS Software"),
    row(4, "H3C", sysObjectID="1.3.6.1.4.1.2011.10.1.15", sysDescr="H3C Comware"),
]


def test_a_score_counts_what_was_found_missed_and_falsely_accused():
    answers = {
        "made:1": ("Huawei", True),
        "made:2": ("", False),
        "made:3": ("Juniper", False),
        "made:4": ("Huawei", True),
    }
    told = BENCH.score(ROWS, answers, SCORER)
    assert (told["recall"], told["missed"], told["false_accusations"]) == (0.5, ["made:2"], ["made:4"])
    assert (told["named"], told["named_rightly"]) == (0.75, 0.25)


def test_a_record_that_is_counted_apart_changes_no_score():
    apart = [
        {**ROWS[1], "id": "made:9", "flags": ["stub_likely"]},
        {**ROWS[3], "id": "made:8", "confidence": "ambiguous"},
    ]
    answers = {one["id"]: (one["label"]["vendor"], one["covered"]) for one in ROWS}
    alone, beside = BENCH.score(ROWS, answers, SCORER), BENCH.score([*ROWS, *apart], answers, SCORER)
    assert (alone["counted"], beside["counted"], beside["records"]) == (4, 4, 6)
    assert alone["recall"] == beside["recall"] == 1


def test_the_enterprise_number_alone_accuses_h3c_and_we_do_not(tmp_path):
    answers = BENCH.baseline_answers(ROWS, SCORER)
    assert answers["enterprise number"]["made:4"] == ("Huawei", True)
    found, _ = BENCH.ours(tmp_path / "made.jsonl", ROWS, SCORER)
    assert found["made:4"] == ("H3C", False)
    assert found["made:1"] == ("Huawei", True)


def test_no_label_reaches_the_system_under_test(tmp_path):
    lies = [{**one, "label": {"vendor": "Nokia"}, "covered": not one["covered"]} for one in ROWS]
    blind, lied = (BENCH.ours(tmp_path / "made.jsonl", rows, SCORER)[0] for rows in (ROWS, lies))
    assert blind == lied


@pytest.mark.parametrize(
    ("one", "two"),
    [("Huawei Technologies", "huawei"), ("ZTE Corporation", "ZTE"), ("Cisco Systems, Inc", "Cisco")],
)
def test_two_spellings_of_a_maker_are_one(one, two):
    assert SCORER.same(one, two)
    assert not SCORER.same(one, "Juniper")


@pytest.mark.parametrize(
    ("named", "label"),
    [("Embedded Data Systems", "EDS"), ("HUBER+SUHNER BKtel", "BKtel"), ("OS Nexus Example", "Nexus")],
)
def test_a_name_that_nobody_lists_may_be_written_short(named, label):
    assert SCORER.same(named, label)
    assert not SCORER.same(named, "EDX")


def test_a_firm_and_the_one_that_bought_its_line_are_told_apart_from_the_same_maker():
    assert SCORER.related("Brocade", "Extreme Networks")
    assert not SCORER.same("Brocade", "Extreme Networks")
    assert not SCORER.related("Ruckus", "Extreme Networks")


def test_every_pair_of_firms_names_two_makers_and_says_why():
    with BENCH.SAME_FIRM.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {*SCORER.parties.makers, *SCORER.parties.parties}
    assert {row[end] for row in rows for end in ("one", "other")} <= known
    assert all(row["relation"] and row["since"].isdigit() and row["source"] for row in rows)
    assert not any(SCORER.covered(row[end]) for row in rows for end in ("one", "other"))


@recorded
def test_the_bars_hold_on_recorded_snmp_devices():
    told = BENCH.measure(SNMP, SCORER)
    mine, union = told["interdict"], told["baselines"]["union of the three"]
    assert mine["counted"] > 1500
    assert mine["recall"] > max(0.85, union["recall"] - 1e-9)
    assert len(mine["false_accusations"]) <= 1
    assert mine["named"] >= max(0.85, union["named"] - 1e-9)
    assert mine["named_rightly"] >= 0.80
    assert set(told["baselines"]) == {*BENCH.BASELINES, "union of the three", "any word"}


@recorded
def test_every_recorded_device_gets_one_object(tmp_path):
    files = sorted(CORPUS.glob("devices-*.jsonl.gz"))
    done = interdict("identify", *files, "--out", "who.jsonl", cwd=tmp_path)
    said = [json.loads(line) for line in (tmp_path / "who.jsonl").open(encoding="utf-8")]
    asked = {(str(path), one["id"]) for path in files for one in BENCH.records(path)}
    assert done.returncode == 0
    assert asked <= {(one["source"], one["device"]) for one in said}


@recorded
@pytest.mark.slow
def test_a_scan_of_every_recorded_walk_lists_every_source(tmp_path):
    walks = CORPUS / "walks-snmp.tar.gz"
    done = interdict(
        "scan", walks, "--at", "2026-11-22", "--out", "rep", "--json", "-q", cwd=tmp_path, timeout=300
    )
    run = json.loads((tmp_path / "rep" / "run.json").read_text("utf-8"))
    assert done.returncode in {10, 11, 12}
    named = {problem["where"] for problem in run["problems"]}
    assert all(source["records"] or source["path"] in named for source in run["sources"])
    assert len(run["sources"]) == run["counts"]["sources_read"] + run["counts"]["sources_unread"]
    assert run["counts"]["covered"] > 0


def test_a_probability_that_holds_has_no_error_and_one_that_fails_has():
    said = {
        "made:1": {"candidates": [{"name": "Huawei", "probability": 1.0}]},
        "made:3": {"candidates": [{"name": "Juniper", "probability": 0.8}]},
    }
    assert BENCH.beliefs_held(ROWS[:1], said, SCORER) == {"brier": 0, "error": 0}
    held = BENCH.beliefs_held(ROWS, said, SCORER)
    assert held["error"] == pytest.approx(0.4)
    assert held["brier"] == pytest.approx(0.32)


def test_roles_are_judged_only_where_they_were_reviewed():
    one = BENCH.ROLES.read_text("utf-8").splitlines()[1].split(",")
    rows = [{"id": one[0]}, {"id": "made:77"}]
    assert BENCH.role_score(rows, {one[0]: {"role": one[1]}})["right"] == 1
    assert BENCH.role_score(rows, {})["wrong"] == [one[0]]
