"""Situations decided through the real door."""

import json

import pytest

SITUATIONS = """\
- id: usf-router
  title: A router bought with universal service money
  at: 2026-11-22
  facts:
    operator.jurisdictions: [US]
    operator.is_etc_with_usf: true
    operator.provides_advanced_communications_service: true
    device.producer: 华为
    device.classes: [telecommunications-equipment]
    acquisition.funds: [usf]
  expect: [{provision: a-no-usf-money, status: covered}]
"""


@pytest.fixture
def decide(run, tmp_path):
    def decided(*words, text=SITUATIONS):
        (tmp_path / "situations.yaml").write_text(text, encoding="utf-8")
        return run("decide", "situations.yaml", *words)

    return decided


def test_status_effects_dates_clause_and_what_would_settle_it_are_said(decide):
    done = decide()
    assert (done.returncode, done.stderr) == (0, "")
    for text in (
        "usf-router  A router bought with universal service money",
        "华为 is taken to mean Huawei (huawei)",
        "as of 2026-11-22: ",
        "covered       us/47-cfr-54-9#a-no-usf-money  47 CFR 54.9(a)",
        "could be settled by: Does it have any electronic component? [device.has_electronics; data sheet]",
        "not-covered   ",
    ):
        assert text in done.stdout


def test_json_holds_the_same_and_every_provision(decide):
    (one,) = json.loads(decide("--json").stdout)
    found = {(d["order"], d["provision"]): d for d in one["decisions"]}
    covered = found["us/47-cfr-54-9", "a-no-usf-money"]
    assert (covered["status"], covered["clause"]) == ("covered", "47 CFR 54.9(a)")
    assert {"status", "reason", "effects", "settles", "clause"} <= set(covered)
    assert one["named"] == [{"fact": "device.producer", "text": "华为", "party": "huawei", "name": "Huawei"}]
    assert {q["fact"] for q in one["questions"]} >= {"device.has_electronics"}


def test_only_one_status_is_shown_where_asked(decide):
    (one,) = json.loads(decide("--json", "--only", "covered").stdout)
    assert {d["status"] for d in one["decisions"]} == {"covered"}
    said = decide("--only", "not-covered").stdout
    assert "us/ndaa-2019-889#b1-grants" in said
    assert "could be settled" not in said


def test_an_expectation_that_is_not_met_is_exit_one(decide):
    done = decide(text=SITUATIONS.replace("status: covered", "status: exempt"))
    assert done.returncode == 1
    assert "not as expected situations.yaml:11: a-no-usf-money: expected exempt" in done.stdout


def test_the_long_form_shows_the_reasons(decide):
    assert "yes: the producer is huawei" in decide("--long").stdout


@pytest.mark.parametrize(
    ("words", "text", "told"),
    [
        (("--only", "coverd"), SITUATIONS, "unknown status 'coverd'"),
        (("--orders", "nope"), SITUATIONS, "no order 'nope'"),
        ((), "- facts: {device.producr: zte}\n", "E020 situations.yaml:1: unknown fact"),
        ((), "- facts: {device.producer: Hwaweey}\n", "Did you mean huawei"),
    ],
)
def test_a_mistake_is_a_message(decide, words, text, told):
    done = decide(*words, text=text)
    assert done.returncode in {1, 2}
    assert told in done.stderr
    assert done.stdout == ""


def test_a_missing_file_is_a_message(run):
    done = run("decide", "absent.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "absent.yaml: cannot be read" in done.stderr


def test_why_not_tells_what_somebody_can_change_from_what_nobody_can(decide):
    said = decide("--why-not", "a-no-usf-money").stdout
    assert "covered as of 2026-11-22" in said
    ours, fixed = said.split("only if what cannot be changed were otherwise than recorded:")
    assert "[operator.is_etc_with_usf]" in ours
    assert "[device.producer]" in fixed
    (one,) = json.loads(decide("--why-not", "us/47-cfr-54-9#a-no-usf-money", "--json").stdout)
    assert (one["status"], one["complete"]) == ("covered", True)
    assert all(way["status"] in {"not-covered", "exempt"} for way in one["ways"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--why-not", "a-no-usf-mony"), "Did you mean a-no-usf-money"),
        (("--to", "covered"), "--to needs a provision"),
        (("--why-not", "a-no-usf-money", "--to", "exempt"), "Use covered or not-covered"),
    ],
)
def test_why_not_of_what_is_not_there_is_a_message(decide, words, told):
    done = decide(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
