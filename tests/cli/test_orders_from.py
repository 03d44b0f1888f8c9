"""Orders of one's own stand beside the shipped ones wherever the library is used."""

import json

import pytest
from tests.cli.door import ASSETS, PROFILE
from tests.law.test_lint import CASES
from tests.law.test_load import ORDER, write

from interdict.cli.main import main

OWN = ORDER.replace("operator.federal_agency: true", "operator.mobile_carrier: true")


@pytest.fixture
def own(tmp_path):
    folder = write(tmp_path / "own", OWN)
    (folder / "us" / "made" / "cases.yaml").write_text(
        CASES.replace("federal_agency", "mobile_carrier"), encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize(
    "words",
    [["list", "us/made"], ["show", "us/made"], ["timeline", "us/made"], ["list", "us/made", "--json"]],
)
def test_the_orders_commands_know_them(own, capsys, words):
    assert main(["orders", *words, "--orders-from", str(own)]) == 0
    assert "Made order" in (said := capsys.readouterr().out) or "First" in said


def test_without_the_folder_nobody_knows_them(capsys):
    assert main(["orders", "show", "us/made"]) == 2
    assert "no order 'us/made'" in capsys.readouterr().err


def test_check_gives_code_place_and_remedy_as_json(own, capsys):
    (own / "us" / "made" / "cases.yaml").unlink()
    assert main(["orders", "check", str(own), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in found] == ["L006"]
    assert found[0]["remedy"].startswith("Write two a provision")
    assert set(found[0]) == {"code", "where", "message", "remedy"}


def test_a_scan_decides_by_them_and_explain_tells_them(own, tmp_path, capsys):
    (tmp_path / "assets.csv").write_text(ASSETS, encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    report = str(tmp_path / "rep")
    words = ["scan", str(tmp_path / "assets.csv"), "--profile", str(tmp_path / "profile.yaml"), "-q"]
    code = main([*words, "--at", "2026-11-22", "--orders-from", str(own), "-o", report])
    assert code in (11, 12)
    assert "us/made" in capsys.readouterr().out
    assert main(["explain", "nj-core-1", "--report", report, "--orders-from", str(own)]) == 0
    told = capsys.readouterr().out
    assert "Covered: Made 1: First." in told
    assert "has changed since" not in told
