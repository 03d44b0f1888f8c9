"""The limits over a whole network, from records and profile to summary, page and JSON."""

import json

import pytest

from interdict.cli.main import main

ASSETS = """\
Asset ID,Hostname,Manufacturer,Model,Site,Technology,Status,Device Role
A1,gnb-1,Huawei,BTS3900,S1,5G,In service,base station
A2,gnb-2,Huawei,BTS3900,S2,5G,In service,base station
A3,gnb-3,Nokia,Flexi Multiradio,S3,5G,In service,base station
A4,gnb-4,Nokia,Flexi Multiradio,S4,4G,In service,base station
"""
PROFILE = """\
operator.name: Isle Mobile
operator.jurisdictions: [GB]
operator.uk_designated_vendor_direction: true
measures:
  traffic-5g-access: {total: 900, producers: {huawei: 300, other: 600}}
"""


@pytest.fixture
def scanned_cap(tmp_path, capsys):
    (tmp_path / "assets.csv").write_text(ASSETS, encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    words = ["scan", tmp_path / "assets.csv", "--profile", tmp_path / "profile.yaml", "--quiet"]
    words += ["--at", "2023-11-01", "--out", tmp_path / "rep"]
    main([str(word) for word in words])
    return tmp_path / "rep", capsys.readouterr().out


def test_the_summary_the_page_and_the_json_say_the_share_against_the_cap(scanned_cap):
    report, said = scanned_cap
    lines = [line.split() for line in said.splitlines() if "UK-4" in line and "35 %" in line]
    assert [line[-1] for line in lines] == ["yes", "no"]
    assert "66.7 %" in said
    page = (report / "report.html").read_text(encoding="utf-8")
    assert "Network-wide limits" in page
    assert "Missing: How many premises" in page
    cap = next(
        one for one in json.loads((report / "run.json").read_bytes())["caps"] if one["provision"] == "UK-4"
    )
    assert (cap["cap"], cap["met"], [one["least"] for one in cap["shares"]]) == (
        35.0,
        "false",
        [pytest.approx(33.33, abs=0.01), pytest.approx(66.67, abs=0.01)],
    )


def test_a_counted_share_leaves_the_devices_open(scanned_cap, capsys):
    report, _ = scanned_cap
    assert main(["explain", "A1", "--report", str(report)]) == 0
    told = capsys.readouterr().out
    assert "Undetermined: Designated vendor direction of 13 October 2022 (UK-4)" in told


def test_the_law_is_read_as_of_another_day(scanned_cap, capsys):
    report, _ = scanned_cap
    assert main(["explain", "A1", "--report", str(report), "--read-on", "2022-10-20"]) == 0
    assert "UK-4" in capsys.readouterr().out
    assert main(["explain", "A1", "--report", str(report), "--read-on", "soon"]) == 2
    assert "--read-on" in capsys.readouterr().err
