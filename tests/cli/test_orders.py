"""`interdict orders`: data on stdout, talk on stderr, exit codes."""

import json
from pathlib import Path

import pytest
from tests.law.test_lint import CASES
from tests.law.test_load import ORDER, write
from typer.testing import CliRunner, Result

from interdict.cli.orders import app
from interdict.law.load import load_library


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})


def test_list_names_every_order_with_its_status() -> None:
    result = run("list", "--at", "2026-11-22")
    assert result.exit_code == 0
    assert "us/us-draft-2019-02" in result.stdout
    assert "reported" in result.stdout


def test_list_as_of_an_earlier_day_as_json() -> None:
    rows = json.loads(run("list", "us/*", "--at", "2019-02-20", "--json").stdout)
    assert {row["order"]: row["provisions_in_force"] for row in rows}["us/eo-13873"] == 0
    assert {row["order"]: row["status"] for row in rows}["us/ndaa-2019-889"] == "signed"


def test_show_puts_an_order_in_words() -> None:
    shown = run("show", "ndaa-2019-889").stdout
    for words in (
        "the operator is a federal agency",
        "huawei or zte or a subsidiary or affiliate",
        "exempt (a2B-blind-to-user-data)",
        "prohibits procure",
        "from 2019-08-13",
        "[verified, S37]",
        "S37  Law-firm commentary",
    ):
        assert words in shown


def test_show_says_what_a_power_does_not_do() -> None:
    assert "prohibits nothing by itself" in run("show", "eo-13873").stdout


def test_show_a_draft_assumed() -> None:
    assert "never; counts only when assumed" in run("show", "us-draft-2019-02").stdout
    assert "from 2019-02-20" in run("show", "us-draft-2019-02", "--assume", "2019-02-20").stdout


def test_show_as_of_a_day_leaves_out_what_is_not_in_force() -> None:
    order = json.loads(run("show", "ndaa-2019-889", "--at", "2019-09-01", "--json").stdout)
    assert [one["id"] for one in order["provisions"]] == [
        "a1A-procure",
        "d-waivers",
        "f3-covered",
        "f3D-designated-by-defense",
    ]


def test_timeline_between_two_days() -> None:
    events = json.loads(run("timeline", "--from", "2026-03-23", "--to", "2026-03-23", "--json").stdout)
    assert {event["provision"] for event in events} >= {"CL-14"}
    assert {event["day"] for event in events} == {"2026-03-23"}


def test_list_shows_every_identifier_whole_and_which_pack_is_off() -> None:
    shown = run("list").stdout
    assert "us/icts-connected-vehicles-2025" in shown
    state = next(line for line in shown.splitlines() if "us-tx/sb-1897-2025" in line)
    assert "state: off" in state
    rows = json.loads(run("list", "us-*/*", "--json").stdout)
    assert {row["pack"] for row in rows} == {"state"}


@pytest.mark.parametrize(
    ("order", "at", "standing"),
    [
        ("bis-affiliates-rule", "2025-09-28", ""),
        ("bis-affiliates-rule", "2025-11-09", "in-force"),
        ("bis-affiliates-rule", "2026-11-09", "suspended"),
        ("bis-affiliates-rule", "2026-11-10", "in-force (unknown)"),
        ("sb-1897-2025", "2026-11-22", "in-force (unknown)"),
    ],
)
def test_a_status_that_nobody_verified_is_shown_as_such(order: str, at: str, standing: str) -> None:
    (row,) = json.loads(run("list", order, "--at", at, "--json").stdout)
    assert row["standing"] == standing


def test_check_of_the_library_is_clean() -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{len(load_library().orders)} orders checked, 0 problems" in result.stderr


def test_check_names_place_and_remedy_and_fails(tmp_path: Path) -> None:
    folder = write(tmp_path, ORDER.replace("operator.federal_agency", "operator.federal_agancy"))
    (folder / "us" / "made" / "cases.yaml").write_text(CASES)
    result = run("check", str(folder))
    assert result.exit_code == 1
    assert "order.yaml:16: unknown fact 'operator.federal_agancy'" in result.stdout
    assert "Did you mean operator.federal_agency" in result.stdout
    (problem,) = json.loads(run("check", str(folder), "--json").stdout)
    assert problem["where"].endswith("order.yaml:16")


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        (("show", "ndaa-2019-888"), "Did you mean", 2),
        (("show", "us/*"), "means several orders", 2),
        (("list", "--at", "soon"), "is not a date", 2),
        (("show", "eo-13873", "--assume", "2019-02-20"), "is not a draft", 2),
        (("check", "no/such/path"), "neither a file nor a folder", 1),
    ],
)
def test_a_mistake_is_a_message_and_no_traceback(arguments: tuple[str, ...], message: str, code: int) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_check_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert "no order.yaml found" in result.stderr
