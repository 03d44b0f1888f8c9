"""A case through the door, as a person keeps one."""

import json
import subprocess

import pytest
from tests.cli.door import ENVIRONMENT, command, interdict, small_network

from interdict.cli.case import SEEN_AFTER_REMOVAL


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A case with one snapshot, made by the commands; its folder, and what the first scan said."""
    folder = tmp_path_factory.mktemp("kept")
    small_network(folder)
    words = ("--source", "../evidence", "--profile", "../profile.yaml", "--title", "Prairie")
    made = interdict("init", "case", *words, cwd=folder)
    assert made.returncode == 0, made.stderr
    return folder, interdict("scan", "--case", "case", "--at", "2026-11-22", cwd=folder)


@pytest.fixture
def inside(kept, monkeypatch, capsys):
    """A command line started inside the case's folder, in this process."""
    from interdict.cli.main import main

    monkeypatch.chdir(kept[0] / "case")
    monkeypatch.setenv("COLUMNS", "160")

    def ran(*words):
        code = main(list(words))
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


def test_a_scan_of_a_case_keeps_its_report_as_a_snapshot(kept):
    folder, done = kept
    assert done.returncode == 11
    snapshots = list((folder / "case" / "snapshots").iterdir())
    assert len(snapshots) == 1
    assert (snapshots[0] / "report.html").is_file()
    assert f"report     case/snapshots/{snapshots[0].name}/report.html" in done.stdout


def test_inside_a_case_no_path_is_needed(inside):
    code, out, _ = inside("upcoming", "--from", "2026-11-22", "-q")
    assert code == 0
    assert "2027-03-31" in out


def test_an_order_is_tried_on_a_case(inside):
    code, out, _ = inside(
        "orders", "impact", "us-draft-2019-02@2019-02-20", "--at", "2026-11-22", "--json", "-q"
    )
    assert code == 0
    assert json.loads(out)["devices"] == 3


def test_questions_are_asked_of_a_case(inside):
    code, out, _ = inside("ask", "--at", "2026-11-22", "--format", "json", "-q")
    assert code == 0
    assert json.loads(out)["devices"] == 3


def test_what_people_say_is_in_status_history_and_diff(inside):
    assert inside("removed", "nj-olt-3", "--on", "2026-11-01", "--by", "Dana")[0] == 0
    assert (
        inside("waive", "nj-core-1", "--until", "2026-12-31", "--owner", "CTO", "--reason", "spares")[0] == 0
    )
    assert inside("review", "nj-sw-2", "--maker", "华为", "--reason", "label", "--by", "Ann 安")[0] == 0
    assert inside("scan", "--at", "2026-11-23", "-q")[0] == 11
    code, out, _ = inside("status", "--at", "2026-11-23")
    assert code == SEEN_AFTER_REMOVAL
    assert "ALARM: 1 device seen after removal" in out
    code, out, _ = inside("diff", "--json", "-q")
    assert code == SEEN_AFTER_REMOVAL
    found = json.loads(out)
    assert {(one["what"], one["causes"]) for one in found["tallies"]} == {
        ("still-seen", "network"),
        ("maker", "person"),
        ("finding", "person"),
    }
    told = inside("history")[1]
    assert "review of A-100002 by Ann 安: maker huawei" in told
    assert inside("replay", "-q")[0] == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("scan", "x", "--case", "."), 2, "a case and paths are given"),
        (("scan", "--case", ".", "--profile", "p.yaml"), 2, "a case has this in its interdict.toml"),
        (("status", "--case", "nowhere"), 1, "is not a case"),
        (("diff", "1999-01-01", "latest"), 1, "means no snapshot"),
        (("waive", "nj-core-1", "--until", "soon", "--owner", "x", "--reason", "y"), 2, "not a date"),
        (("removed", "nobody", "--on", "2026-01-01"), 2, "no device is called"),
        (("withdraw", "99", "--reason", "x"), 2, "no statement 99"),
        (("init", "."), 1, "is a case already"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(inside, words, code, told):
    status, _, err = inside(*words)
    assert status == code
    assert told in err
    assert len(err.strip().splitlines()) >= 2


def test_without_paths_and_without_a_case_it_says_how_to_begin(tmp_path):
    done = interdict("scan", cwd=tmp_path)
    assert done.returncode == 2
    assert "interdict init" in done.stderr


@pytest.mark.slow
def test_two_scans_at_once_both_leave_a_whole_snapshot(tmp_path):
    small_network(tmp_path)
    interdict("init", "case", "--source", "../evidence", cwd=tmp_path)
    words = command("scan", "--case", "case", "--at", "2026-11-22", "-q")
    running = [
        subprocess.Popen(words, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [one.communicate(timeout=120) for one in running]
    assert [one.returncode for one in running] == [10, 10] or {one.returncode for one in running} <= {10, 11}
    assert all(b"Traceback" not in err for _, err in told)
    done = interdict("history", "--case", "case", "--json", cwd=tmp_path)
    assert len(json.loads(done.stdout)["snapshots"]) == 2
    assert interdict("replay", "--case", "case", "-q", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("limit", [2_000, 20_000, 60_000])
def test_a_full_disk_is_told_and_leaves_no_snapshot(tmp_path, limit):
    resource = pytest.importorskip("resource", reason="skipped: no way to limit what a process may write")
    small_network(tmp_path)
    interdict("init", "case", "--source", "../evidence", cwd=tmp_path)
    interdict("history", "--case", "case", cwd=tmp_path)  # makes the register while there is space
    done = subprocess.run(
        command("scan", "--case", "case", "--at", "2026-11-22", "-q"),
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "E003" in done.stderr or "E031" in done.stderr
    assert not [path for path in (tmp_path / "case" / "snapshots").iterdir() if path.name[0] != "."]


def test_a_password_in_the_registers_url_is_never_shown(tmp_path):
    small_network(tmp_path)
    interdict("init", "case", "--source", "../evidence", cwd=tmp_path)
    words = command("status", "--case", "case")
    environment = {**ENVIRONMENT, "INTERDICT_REGISTER": "postgresql://ann:s3cret@127.0.0.1:9/x"}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "s3cret" not in done.stdout + done.stderr
    assert "ann:***@127.0.0.1" in done.stderr
