"""What comes next, through the real door."""

import json

import pytest


@pytest.fixture
def upcoming(run):
    def asked(*words):
        return run("upcoming", "evidence", "--profile", "profile.yaml", "-q", *words)

    return asked


def test_what_is_clean_and_will_not_be_is_told_in_calendar_order(upcoming):
    done = upcoming("--from", "2021-03-01", "--until", "2022-12-31", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    days = [event["day"] for event in said["events"]]
    assert days == sorted(days)
    listed = [e for e in said["events"] if e["provision"] == "CL-01"]
    assert [(e["day"], e["what"], e["before"], e["devices"]) for e in listed] == [
        ("2021-03-12", "becomes-covered", "not-covered", 1)
    ]
    assert said["devices"] == 3
    assert 0 <= said["clean_no_more"] <= said["clean"] <= 3


def test_a_day_is_shown_with_devices_provision_and_clause(upcoming):
    said = upcoming("--from", "2021-03-01", "--until", "2021-12-31").stdout
    assert "Prairie Wireless LLC, from 2021-03-01 to 2021-12-31" in said
    assert "2021-03-12\n" in said
    assert "1 device: covered from this day (now not covered), us/fcc-covered-list#CL-01" in said


def test_devices_agree_with_scans_before_and_on_the_day(upcoming, scan, network):
    events = json.loads(upcoming("--from", "2021-03-01", "--until", "2023-12-31", "--json").stdout)["events"]
    standing: dict[tuple[str, str], str] = {}

    def scanned(day):
        scan("--at", day, "-q", out="then")
        rows = json.loads((network / "then" / "findings.json").read_text("utf-8"))
        return {
            (row["order"], row["provision"]): row["status"] for row in rows if row["device"] == "nj-olt-3"
        }

    standing = scanned("2021-03-01")
    after = scanned("2023-12-31")
    for key in {*standing, *after}:
        if standing.get(key) != after.get(key):
            told = [e for e in events if (e["order"], e["provision"]) == key and e["what"] != "due"]
            assert told, key
            assert told[-1]["after"] == after.get(key, "not-covered")


def test_nothing_ahead_is_said(upcoming):
    said = upcoming("--from", "2000-01-01", "--until", "2000-12-31").stdout
    assert "Nothing changes for them in this time." in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "soon"), "--from: 'soon' is not a date"),
        (("--from", "2026-01-01", "--until", "2025-01-01"), "comes before 2026-01-01"),
        (("--orders", "nope"), "no order 'nope'"),
    ],
)
def test_a_choice_that_makes_no_sense_is_a_message(upcoming, words, told):
    done = upcoming(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
