"""`interdict cost` through the real door."""

import json
from pathlib import Path

from tests.cli.door import interdict


def test_cost_of_a_scanned_network(scanned, tmp_path: Path) -> None:
    report = scanned[0] / "rep"
    words = ("--programme", "scrp", "--deadline", "2027-12-31", "--seed", "1", "--out", "c")
    done = interdict("cost", report, *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2027-12-31: missed with probability" in done.stdout
    names = {path.name for path in (tmp_path / "c").iterdir()}
    assert names == {"cost.html", "cost.json", "lines.csv", "slip.csv", "cash.csv"}
    assert "http" not in (tmp_path / "c" / "cost.html").read_text("utf-8").replace("http-equiv", "")


def test_the_same_seed_prints_the_same_object(scanned, tmp_path: Path) -> None:
    first, again = (
        interdict("cost", scanned[0] / "rep", "--seed", "7", "--json", cwd=tmp_path) for _ in "ab"
    )
    assert first.stdout == again.stdout
    assert {line["line"] for line in json.loads(first.stdout)["lines"]} == {"router", "olt"}


def test_mistakes_are_told_with_a_remedy(scanned, tmp_path: Path) -> None:
    for words in (
        ("--stage", "hope"),
        ("--catalogue", "none.yaml"),
        ("--quotes", "none.csv"),
        ("--runs", "3"),
    ):
        done = interdict("cost", scanned[0] / "rep", *words, cwd=tmp_path)
        assert done.returncode == 2
        assert words[0] in done.stderr or words[1] in done.stderr
