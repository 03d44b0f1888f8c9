"""Open questions and their answers, through the real door."""

import json

import pytest
import yaml

from interdict.cli import ask as door

AT = ("--at", "2026-11-22", "--orders", "ndaa-2019-889", "-q")
ANSWERS = """\
operator: {operator.federal_agency: false, operator.federal_contractor: true}
model:
  "Huawei NE40E-X8": {device.essential_component: true}
device:
  nj-core-1: {device.supplied_to_agency: false}
"""


@pytest.fixture
def ask(run):
    def asked(*words):
        return run("ask", "evidence", *AT, *words)

    return asked


@pytest.fixture
def answered(ask, network):
    def told(text, *words):
        (network / "answers.yaml").write_text(text, "utf-8")
        return ask("--answers", "answers.yaml", *words)

    return told


def test_a_question_to_the_operator_is_asked_once_with_all_devices_it_settles(ask):
    said = json.loads(ask("--format", "json").stdout)
    of_operator = [one for one in said["asks"] if one["fact"] == "operator.federal_contractor"]
    assert [(one["scope"], one["about"], one["helps"]) for one in of_operator] == [("operator", "", 2)]
    ranks = [(-one["settles"], -one["helps"]) for one in said["asks"]]
    assert ranks == sorted(ranks)
    assert {one["scope"] for one in said["asks"]} >= {"operator", "device"}
    assert said["settled"] is None


def test_text_names_question_place_and_fact(ask):
    said = ask().stdout
    assert "open findings on 2 devices" in said
    assert "(operator; SAM.gov registration, contracts register) [operator.federal_contractor]" in said


def test_the_file_to_fill_in_is_taken_back_as_it_is(ask, answered):
    written = ask("--format", "yaml").stdout
    keys = yaml.safe_load(written)
    assert set(keys["operator"].values()) == {None}
    again = answered(written, "--format", "json")
    assert json.loads(again.stdout)["settled"] is None


def test_answers_are_decided_at_once_and_the_change_is_told(ask, answered):
    before = json.loads(ask("--format", "json").stdout)
    said = json.loads(answered(ANSWERS, "--format", "json").stdout)
    told = said["settled"]
    assert told["covered"] >= 1
    assert told["open_before"] == told["covered"] + told["not_covered"] + told["exempt"] + told["still_open"]
    assert "operator.federal_contractor" not in {one["fact"] for one in said["asks"]}
    assert "operator.federal_contractor" in {one["fact"] for one in before["asks"]}
    assert "settled as covered" in answered(ANSWERS).stdout


def test_answers_settle_as_the_same_facts_in_profile_and_records_do(answered, scan, network):
    """The two ways to say that a line terminal is not in service come out alike."""
    profile = network / "profile.yaml"
    profile.write_text("operator.federal_agency: false\noperator.federal_contractor: true\n", "utf-8")
    text = (
        "operator: {operator.federal_agency: false, operator.federal_contractor: true}\n"
        "device: {nj-olt-3: {device.in_service: false}}\n"
    )
    said = json.loads(answered(text, "--format", "json").stdout)
    assets = network / "evidence" / "assets.csv"
    lines = assets.read_text("utf-8").splitlines()
    lines[3] = lines[3].replace("In service", "Decommissioned")
    assets.write_text("\n".join(lines) + "\n", "utf-8")
    scan(*AT)
    rows = json.loads((network / "rep" / "findings.json").read_text("utf-8"))
    open_rows = {row["device"] for row in rows if row["status"] == "undetermined"}
    assert said["open"] == len(open_rows)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("device: {nj-core-9: {device.in_service: true}}\n", "Did you mean nj-core-1"),
        ("model: {Huawei NE40E: {device.essential_component: true}}\n", "the records have no model"),
        ("site: {X1: {site.significant_to_national_security: true}}\n", "The records name none"),
        ("device: {nj-core-1: {device.in_servic: true}}\n", "Did you mean device.in_service"),
    ],
)
def test_a_mistake_in_the_answers_is_named_with_its_line(answered, text, told):
    done = answered(text)
    assert (done.returncode, done.stdout) == (1, "")
    assert "E021 answers.yaml:1" in done.stderr
    assert told in done.stderr


def test_answers_that_are_not_there_are_a_message(ask):
    done = ask("--answers", "absent.yaml")
    assert done.returncode == 1
    assert "absent.yaml: cannot be read" in done.stderr


def test_a_form_that_is_unknown_is_a_message(ask):
    done = ask("--format", "xml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Use text, yaml, json" in done.stderr


def test_answers_typed_at_the_prompt_become_a_file_of_answers(ask, monkeypatch):
    typed = {"operator.federal_agency": "false", "operator.federal_contractor": "true"}

    def answer(prompt, **_options):
        return next((value for fact, value in typed.items() if f"[{fact}]" in prompt), "")

    monkeypatch.setattr(door.typer, "prompt", answer)
    monkeypatch.setattr(door, "at_a_terminal", lambda: True)
    said = ask().stdout
    assert "settled as covered" in said
    assert "[operator.federal_contractor]" not in said
