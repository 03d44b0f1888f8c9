import json

import pytest
from tests.cli.door import interdict

from interdict.cli.main import main


@pytest.fixture
def explain(scanned, capsys):
    """What `explain` says of a device of the small network."""

    def explained(*words):
        code = main(["explain", *words, "--report", str(scanned[0] / "rep")])
        told = capsys.readouterr()
        return code, told.out, told.err

    return explained


def test_a_device_is_found_by_id_hostname_serial_and_number(explain):
    said = {explain(word)[1] for word in ("nj-core-1", "2102310ABC01", "#0")}
    assert len(said) == 1
    assert said.pop().startswith("nj-core-1  (#0, evidence/nj-core-1.snmprec)")


def test_it_says_who_made_it_on_what_evidence_and_which_provision_reaches_it(explain):
    code, said, _ = explain("nj-core-1")
    assert code == 0
    for text in (
        "Maker: Huawei (almost certain",
        "sysObjectID lies in Huawei's product branch",
        "sysObjectID = 1.3.6.1.4.1.2011.2.62.30 (evidence/nj-core-1.snmprec)",
        "serialNumber = 2102310ABC01 (evidence/assets.csv, row 2)",
        "Findings as of 2026-11-22:",
        "Covered: 47 CFR 54.11",
    ):
        assert text in said
    assert "has changed since" not in said


def test_a_device_that_nothing_covers_says_so_or_what_is_open(explain):
    said = explain("nj-sw-2")[1]
    assert "Maker: Cisco" in said
    assert "Covered:" not in said


def test_the_long_form_holds_the_whole_tree(explain):
    assert len(explain("nj-core-1", "--long")[1]) > len(explain("nj-core-1")[1])


def test_json_agrees_with_the_report(explain, scanned):
    (one,) = json.loads(explain("nj-core-1", "--json")[1])
    rows = json.loads((scanned[0] / "rep" / "findings.json").read_text("utf-8"))
    reported = {
        (r["order"], r["provision"], r["status"])
        for r in rows
        if r["device"] == "nj-core-1" and not r["component"]
    }
    assert {(d["order"], d["provision"], d["status"]) for d in one["decisions"]} == reported
    assert one["identification"]["producer"] == "huawei"
    assert one["same_library"] is True


@pytest.mark.parametrize("word", ["nobody", "#999", "#x", "#²", "", "'; DROP TABLE devices; --", "*"])
def test_a_device_that_is_not_there_is_a_message(explain, word):
    code, said, told = explain(word)
    assert (code, said) == (2, "")
    assert "no device is called" in told
    assert "devices.parquet" in told


def test_a_folder_that_is_no_report_is_a_message(tmp_path):
    for folder in (".", "absent"):
        done = interdict("explain", "nj-core-1", "--report", folder, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "is not a report folder" in done.stderr


def test_why_not_tells_the_smallest_changes_that_turn_a_finding(explain):
    code, said, _ = explain("nj-core-1", "--why-not", "us/47-cfr-54-9#a-no-usf-money")
    assert code == 0
    assert "covered as of 2026-11-22" in said
    assert "[operator.is_etc_with_usf]" in said
    (one,) = json.loads(explain("nj-sw-2", "--why-not", "a-no-usf-money", "--json")[1])
    assert (one["status"], one["wanted"]) == ("not-covered", ["covered"])
    assert [change["fact"] for change in one["ways"][0]["changes"]] == ["device.producer"]


def test_why_not_of_a_provision_that_was_not_applied_is_a_message(explain):
    code, said, told = explain("nj-core-1", "--why-not", "nothing")
    assert (code, said) == (2, "")
    assert "no chosen order has 'nothing'" in told
