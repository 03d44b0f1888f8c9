"""`interdict expose` through the real door: a page, tables, one JSON object, complaints with a remedy."""

import csv
import json
from pathlib import Path

from tests.cli.door import interdict

LINKS = "from,to\ncore-a,nj-core-1\nnj-core-1,nj-sw-2\nnj-sw-2,nj-olt-3\n"
NEEDS = "node,subscribers\nnj-olt-3,1200\n"


def test_exposure_of_a_scanned_network(scanned, tmp_path: Path) -> None:
    report = scanned[0] / "rep"
    (tmp_path / "links.csv").write_text(LINKS, encoding="utf-8")
    (tmp_path / "needs.csv").write_text(NEEDS, encoding="utf-8")
    lists = ("--topology", "links.csv", "--topology", "needs.csv", "--core", "core-a")
    done = interdict("expose", report, *lists, "--out", "ex", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 covered elements could see the traffic of 100 % of 1,200 subscribers" in done.stdout
    assert "P404 links.csv, row 2: core-a is in no record" in done.stderr
    names = {path.name for path in (tmp_path / "ex").iterdir()}
    tables = {f"{name}.{form}" for name in ("devices", "groups", "curve") for form in ("csv", "parquet")}
    assert names == tables | {"exposure.html", "exposure.json", "devices.geojson"}
    with (tmp_path / "ex" / "devices.csv").open(encoding="utf-8") as stream:
        rows = {row["element"]: row for row in csv.DictReader(stream)}
    assert rows["nj-core-1"]["subscribers cut"] == "1200.0"
    page = (tmp_path / "ex" / "exposure.html").read_text("utf-8")
    assert "http" not in page.replace("http-equiv", "")
    assert "No place has coordinates." in page


def test_json_is_one_object(scanned, tmp_path: Path) -> None:
    done = interdict("expose", scanned[0] / "rep", "--core", "nj-core-1", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert found["gateways"] == ["nj-core-1"]
    assert {one["name"] for one in found["groups"]} >= {"covered", "huawei", "zte"}


def test_mistakes_are_told_with_a_remedy(scanned, tmp_path: Path) -> None:
    report = scanned[0] / "rep"
    for words, said in [
        ((tmp_path,), "is not a report folder"),
        ((report,), "no element has the role of a packet core"),
        ((report, "--core", "nowhere"), "nowhere is no element and no place"),
        ((report, "--topology", "none.csv"), "does not exist"),
        ((report, "--removals", "none.csv"), "cannot be read"),
    ]:
        done = interdict("expose", *words, "--out", "ex", cwd=tmp_path)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
        assert not (tmp_path / "ex").exists()


def test_a_list_of_removals_draws_the_curve(scanned, tmp_path: Path) -> None:
    (tmp_path / "gone.csv").write_text(
        "device,removed\nnj-olt-3,2027-05-01\nnj-core-1,soon\n", encoding="utf-8"
    )
    words = ("--core", "nj-core-1", "--removals", "gone.csv", "--json")
    done = interdict("expose", scanned[0] / "rep", *words, cwd=tmp_path)
    found = json.loads(done.stdout)
    assert [(one["day"], one["devices"]) for one in found["curve"]] == [("2026-11-22", 2), ("2027-05-01", 1)]
    assert "nj-core-1 has 'soon' for a day" in json.dumps(found["problems"])
