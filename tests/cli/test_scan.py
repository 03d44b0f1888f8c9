"""The main job through the real door."""

import csv
import json
import signal
import subprocess
import threading
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import python_calamine
import xlsxwriter
from tests.cli.door import ASSETS, ENVIRONMENT, command, interdict, small_network, whole

from interdict.bulk.findings import DEVICE_FIELDS, FINDING_FIELDS

AT = ("--at", "2026-11-22")


def scan_outside(network, *words, out="rep"):
    """A scan in a process of its own."""
    return interdict("scan", "evidence", "--profile", "profile.yaml", "--out", out, *words, cwd=network)


def executive_orders(network):
    """Provisions of executive orders and their drafts that reach something."""
    rows = json.loads((network / "rep" / "findings.json").read_text("utf-8"))
    return {
        (row["order"], row["status"]) for row in rows if row["order"].startswith(("us/us-draft", "us/eo-"))
    }


def test_a_scan_writes_every_file_and_says_where(scanned):
    folder, done = scanned
    assert done.returncode == 11
    assert whole(folder / "rep")
    assert "rep/report.html" in done.stdout
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_the_summary_can_be_acted_on(scanned):
    _, done = scanned
    for text in (
        "Prairie Wireless LLC, as of 2026-11-22",
        "2 sources, 4 records: 3 devices",
        "2 of 3 devices are covered",
    ):
        assert text in done.stdout
    assert "Reading evidence" in done.stderr


def test_every_form_of_the_findings_says_the_same(scanned):
    report = scanned[0] / "rep"
    table = pq.read_table(report / "findings.parquet")
    assert tuple(table.column_names) == FINDING_FIELDS
    keys = [(row["device"], row["order"], row["provision"], row["status"]) for row in table.to_pylist()]
    listed = json.loads((report / "findings.json").read_text("utf-8"))
    with (report / "findings.csv").open(encoding="utf-8", newline="") as lines:
        separated = list(csv.DictReader(lines))
    for rows in (listed, separated):
        assert [(row["device"], row["order"], row["provision"], row["status"]) for row in rows] == keys
    book = python_calamine.CalamineWorkbook.from_path(report / "findings.xlsx")
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert any(sheet and sheet[0][: len(FINDING_FIELDS)] == list(FINDING_FIELDS) for sheet in sheets)
    assert tuple(pq.read_schema(report / "devices.parquet").names) == DEVICE_FIELDS


def test_the_page_needs_nothing_from_outside(scanned):
    page = (scanned[0] / "rep" / "report.html").read_text("utf-8")
    for reach in ('src="http', "@import", '<link rel="stylesheet"', "fetch("):
        assert reach not in page


def test_without_a_profile_things_are_listed_and_duties_are_questions(network, run):
    done = run("scan", "evidence", *AT, "--out", "rep", "--json", "-q")
    assert (done.returncode, done.stderr) == (11, "")
    asked = {one["fact"].partition(".")[0] for one in json.loads(done.stdout)["questions"]}
    assert "operator" in asked
    rows = json.loads((network / "rep" / "findings.json").read_text("utf-8"))
    assert not any(row["effects"] for row in rows if row["status"] == "covered")


def test_json_is_one_object_with_counts_that_agree_with_the_tables(network, scan):
    done = scan(*AT, "--json", "-q")
    said = json.loads(done.stdout)
    devices = pq.read_table(network / "rep" / "devices.parquet").to_pylist()
    assert (said["counts"]["devices"], said["report"]) == (len(devices), "rep")
    assert said["counts"]["covered"] == sum(row["status"] == "covered" for row in devices)
    assert {"operator", "at", "provisions", "questions", "problems", "unsure"} <= set(said)


def test_before_any_order_was_signed_nothing_is_covered_by_one(network, scan):
    done = scan("--at", "2019-02-20", "--orders", "us/us-draft-2019-02", "--orders", "us/eo-13873")
    assert done.returncode == 0
    assert executive_orders(network) == set()


def test_an_assumed_draft_covers_from_its_day_and_says_that_it_is_assumed(network, scan):
    assume = ("--assume", "us-draft-2019-02@2019-02-20")
    done = scan("--at", "2019-02-20", *assume)
    assert done.returncode == 11
    assert ("us/us-draft-2019-02", "covered") in executive_orders(network)
    assert "assumed, not law:" in done.stdout
    scan("--at", "2019-02-19", *assume)
    assert executive_orders(network) == set()


def test_a_deadline_that_has_passed_is_exit_twelve(network):
    (network / "profile.yaml").write_text(
        "operator.jurisdictions: [GB]\noperator.uk_designated_vendor_direction: true\n"
    )
    (network / "evidence" / "core.csv").write_text(
        "Asset ID,Hostname,Manufacturer,Model,Status\nA-9,ldn-epc-1,Huawei,UGW9811,In service\n"
    )
    done = scan_outside(network, *AT, "--orders", "gb/*")
    assert done.returncode == 12
    assert "past" in done.stdout


def test_the_day_of_installation_tells_old_plant_from_new_under_a_whitelist(network):
    (network / "profile.yaml").write_text(
        "operator.jurisdictions: [IN]\noperator.public_network_provider: true\n"
    )
    (network / "evidence" / "core.csv").write_text(
        "Asset ID,Hostname,Manufacturer,Model,Install Date\n"
        "A-8,del-rtr-1,ZTE,ZXR10 M6000-8S,2021-06-14\nA-9,del-rtr-2,ZTE,ZXR10 M6000-8S,2021-06-15\n"
    )
    scan_outside(network, *AT, "--orders", "in/*")
    rows = json.loads((network / "rep" / "findings.json").read_text("utf-8"))
    told = {row["hostname"]: row["status"] for row in rows if row["provision"] == "trusted-only"}
    assert told.get("del-rtr-1") is None
    assert told["del-rtr-2"] == "undetermined"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--at", "soon"), "--at: 'soon' is not a date"),
        (("--at", "2019-02-30"), "is not a date"),
        (("--orders", "nope"), "no order 'nope'"),
        (("--assume", "us-draft-2019-02"), "not of the form ORDER@YYYY-MM-DD"),
        (("--assume", "eo-13873@2019-02-20"), "is not a draft"),
        (("--assume", "us-draft-2019-02@soon"), "soon"),
    ],
)
def test_a_choice_that_makes_no_sense_is_a_message_and_exit_two(network, scan, words, told):
    done = scan("-q", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert not (network / "rep").exists()


def test_an_unknown_fact_of_the_profile_is_named_with_its_line_and_remedy(network, scan):
    (network / "profile.yaml").write_text("operator.mobile_carrier: true\noperator.mobil_carrier: true\n")
    done = scan("-q")
    assert done.returncode == 1
    assert "profile.yaml:2" in done.stderr
    assert "operator.mobile_carrier" in done.stderr


def test_a_place_that_cannot_be_written_is_a_message(network):
    done = scan_outside(network, "-q", out="/proc/nowhere/rep")
    assert (done.returncode, done.stdout) == (1, "")
    assert "E003 /proc/nowhere/rep: cannot write here" in done.stderr


def test_a_folder_of_other_files_is_not_overwritten(network, scan):
    done = scan("-q", out="evidence")
    assert done.returncode == 1
    assert (network / "evidence" / "assets.csv").read_text("utf-8") == ASSETS


def test_nothing_to_read_is_exit_three(network, run):
    (network / "empty").mkdir()
    for path in ("empty", "absent"):
        done = run("scan", path, "--out", "rep", "-q")
        assert done.returncode == 3
        assert path in done.stderr
        assert not (network / "rep").exists()


def damaged_inputs(folder: Path) -> set[str]:
    """Write one file of every kind of damage; their names."""
    full = folder / "full.xlsx"
    with xlsxwriter.Workbook(full) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(ASSETS.splitlines()):
            sheet.write_row(row, 0, line.split(","))
    (folder / "cut.xlsx").write_bytes(full.read_bytes()[: full.stat().st_size // 2])
    full.unlink()
    (folder / "junk.bin").write_bytes(bytes(range(128, 256)) * 40)
    (folder / "prose.txt").write_text("Minutes of the meeting\n\nWe met, and it was long.\n")
    (folder / "empty.csv").write_bytes(b"")
    (folder / "latin.csv").write_bytes("Hostname,Manufacturer\ntrd-sw-1,Bj\xf6rk Nett\n".encode("latin-1"))
    (folder / "broken.snmprec").write_bytes(
        b"1.3.6.1.2.1.1.1.0|4|Huawei S5720\n1.3.6.1.2.1.1.2.0|zz|what\n1.3|\n"
    )
    return {"cut.xlsx", "junk.bin", "prose.txt", "empty.csv", "latin.csv", "broken.snmprec"}


def test_damaged_inputs_are_named_and_the_rest_goes_on(network):
    names = damaged_inputs(network / "evidence")
    done = scan_outside(network, *AT, "--json", "-q")
    said = json.loads(done.stdout)
    told = {Path(problem["where"]).name for problem in said["problems"]}
    assert names - {"empty.csv"} <= told
    assert all(problem["message"] and problem["code"] for problem in said["problems"])
    assert said["counts"]["covered"] == 2
    assert whole(network / "rep")
    devices = {row["hostname"] for row in pq.read_table(network / "rep" / "devices.parquet").to_pylist()}
    assert {"nj-core-1", "trd-sw-1"} <= devices


@pytest.mark.parametrize("name", ["cut.xlsx", "junk.bin", "prose.txt", "empty.csv"])
def test_a_file_that_is_no_evidence_alone_is_exit_three_with_its_reason(tmp_path, run, name):
    damaged_inputs(tmp_path)
    done = run("scan", name, "--out", "rep", "-q")
    assert done.returncode == 3
    assert name in done.stderr
    assert not (tmp_path / "rep").exists()


FORMULA = "=cmd|' /C calc'!A0"


def test_a_formula_in_a_record_is_text_in_the_workbook(network, scan):
    (network / "evidence" / "assets.csv").write_text(
        f'Asset ID,Hostname,Manufacturer,Model,Status\n"{FORMULA}",+nj-core-9,Huawei,@SUM(1+1),In service\n'
    )
    scan(*AT, "-q")
    report = network / "rep"
    with zipfile.ZipFile(report / "findings.xlsx") as book:
        names = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        sheets = [book.read(name).decode() for name in names]
    assert sheets
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert any("cmd|" in sheet for sheet in sheets)


def test_the_separated_table_puts_a_formula_behind_an_apostrophe(network, scan):
    (network / "evidence" / "assets.csv").write_text(
        f'Asset ID,Hostname,Manufacturer,Model,Status\n"{FORMULA}",nj-core-9,Huawei,NE40E,In service\n'
    )
    scan(*AT, "-q")
    with (network / "rep" / "findings.csv").open(encoding="utf-8", newline="") as lines:
        assert "'" + FORMULA in {row["device"] for row in csv.DictReader(lines)}


def started(network, *words):
    return subprocess.Popen(
        command("scan", *words),
        cwd=network,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def many_rows(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write("Asset ID,Hostname,Manufacturer,Model,Serial Number,Status\n")
        for n in range(count):
            out.write(f"A-{n},kc-sw-{n},Huawei,S5720-{n % 90}X,21023{n:08d},In service\n")


@pytest.mark.parametrize("stage", ["Reading evidence", "grouping records"])
def test_ctrl_c_leaves_no_half_report_and_the_earlier_one_untouched(network, stage):
    scan_outside(network, *AT, "-q")
    before = (network / "rep" / "report.html").read_bytes()
    many_rows(network / "many.csv", 200_000)
    process = started(network, "many.csv", *AT, "--out", "rep")
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    while stage not in (line := process.stderr.readline()):
        assert line, "ended before the stage was reached"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    watchdog.cancel()
    assert process.returncode == 130
    assert "interrupted" in told
    assert "Traceback" not in told
    assert (network / "rep" / "report.html").read_bytes() == before
    assert sorted(path.name for path in network.iterdir()) == ["evidence", "many.csv", "profile.yaml", "rep"]


@pytest.mark.slow
def test_two_scans_into_one_folder_both_end_and_leave_it_whole(network):
    scan_outside(network, *AT, "-q")
    both = [started(network, "evidence", *AT, "--out", "rep", "-q") for _ in range(2)]
    told = [process.communicate(timeout=90)[1] for process in both]
    assert not any("Traceback" in text for text in told)
    assert {process.returncode for process in both} <= {11, 1}
    assert any(process.returncode == 11 for process in both)
    assert whole(network / "rep")
    assert [path.name for path in network.iterdir() if path.name.startswith(".")] == []


def test_a_path_that_begins_with_a_quote_or_has_blanks_is_a_path(tmp_path):
    folder = tmp_path / 'it\'s a "net" work'
    folder.mkdir()
    small_network(folder)
    done = scan_outside(folder, *AT, "-q", out="re'p ort")
    assert done.returncode == 11
    assert whole(folder / "re'p ort")
