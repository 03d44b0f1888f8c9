"""
Show the bars of identification with numerator and denominator, beside the baselines of the same run.

Every record is judged by a calibration that was fitted without its fold (five folds; records of one `group`
stand in one). Weights, words and model grammars are not fitted: they were written by people who had read
records of this corpus, which is why records of other sources are kept aside. Whole walks are read from
`walks-snmp.tar.gz` through the door that operators use. What counts as right is said in `identify.py`.

    python benchmarks/bars.py CORPUS [--recog DIR] [--json]
"""

import argparse
import csv
import json
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

import calibrate
import identify
from interdict import api
from interdict.identify.combine import ACCUSE_ABOVE, NAME_ABOVE, Calibration
from interdict.identify.recog import load_fingerprints
from interdict.parties.load import load_parties

Row = dict[str, Any]
WALKS = "walks-snmp.tar.gz"


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One figure against its bar."""

    name: str
    good: int
    of: int
    bar: float
    at_least: bool = True
    beside: dict[str, int] = {}
    """Baseline to how many it gets right of the same records."""

    @property
    def met(self) -> bool:
        """Whether the figure reaches its bar."""
        share = self.good / self.of if self.of else 0.0
        return share >= self.bar if self.at_least else share <= self.bar


class Judged(msgspec.Struct, frozen=True):
    """What was said of a record under a calibration that had not seen it."""

    name: str
    accuses: bool
    probability: float
    right: bool
    role: str | None


def judge(
    rows: Iterable[Row], said: dict[str, Row], scorer: identify.Scorer, fits: list[Calibration]
) -> dict[str, Judged]:
    """Every record decided again by the fit to the other folds."""
    judged = {}
    for row in rows:
        answer = said.get(row["id"], {})
        candidates = answer.get("candidates")
        if not candidates:
            judged[row["id"]] = Judged("", False, 0.0, False, answer.get("role"))
            continue
        belief = calibrate.belief(row, candidates, scorer)
        p = calibrate.probability(belief, fits[calibrate.fold_of(belief.group)])
        named = p >= (ACCUSE_ABOVE if belief.described else NAME_ABOVE)
        name = candidates[0]["name"] if named else ""
        judged[row["id"]] = Judged(name, named and belief.accuses, p, belief.right, answer.get("role"))
    return judged


def walked(corpus: Path) -> dict[str, Row]:
    """What is said of every walk when the files themselves are read, by member name."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(corpus / WALKS) as archive:
            archive.extractall(folder, filter="data")
        answer = Path(folder) / "answer.jsonl"
        api.identify([Path(folder) / "walks"], answer, at=identify.AT)
        lines = map(json.loads, answer.open(encoding="utf-8"))
        root = f"{folder}/walks/"
        return {one["source"].removeprefix(root): one for one in lines if one["kind"] == "self"}


def _share(
    name: str,
    rows: list[Row],
    good: Callable[[Row], bool],
    bar: float,
    baselines: dict[str, dict[str, tuple[str, bool]]],
) -> Bar:
    beside = {
        baseline: sum(answers.get(row["id"], ("", False))[1] for row in rows)
        for baseline, answers in baselines.items()
    }
    return Bar(name=name, good=sum(map(good, rows)), of=len(rows), bar=bar, beside=beside)


def bars(corpus: Path, recog: Path | None = None) -> tuple[list[Bar], dict[str, int], list[str]]:
    """Every bar, how many records are counted apart and why, and what is missed for which bar."""
    scorer = identify.Scorer(load_parties())
    files = {path: list(identify.records(path)) for path in sorted(corpus.glob("devices-*.jsonl*"))}
    rows = [row for members in files.values() for row in members]
    said = {}
    for path, members in files.items():
        said |= identify.said_of(path, members)[0]
    walks = walked(corpus) if (corpus / WALKS).exists() else {}
    fitted_on = [
        calibrate.belief(row, answer["candidates"], scorer)
        for row in rows
        if (answer := said.get(row["id"], {})).get("candidates")
        and row["label"].get("vendor")
        and not identify.apart(row)
    ]
    fits = calibrate.fits(fitted_on)
    judged = judge(rows, said, scorer, fits)
    by_walk = {row["id"]: walks[row["walk"]] for row in rows if row.get("walk") in walks}
    walk_judged = judge((row for row in rows if row["id"] in by_walk), by_walk, scorer, fits)
    fingerprints = load_fingerprints(recog) if recog else None
    baselines = identify.baseline_answers(rows, scorer, fingerprints)

    def accused(row: Row) -> bool:
        return judged[row["id"]].accuses

    counted = [row for row in rows if not identify.apart(row)]
    covered = [row for row in counted if row["covered"]]

    def of_kind(*kinds: str) -> list[Row]:
        return [row for row in covered if row["kind"] in kinds]

    silent = [row for row in rows if identify.apart(row) == "no identity command"]
    whole = [row for row in of_kind("snmp") if row["id"] in walk_judged]
    found = [
        _share("covered recall, SNMP walks as records", of_kind("snmp"), accused, 0.97, baselines),
        _share(
            "covered recall, whole walk files",
            whole,
            lambda row: walk_judged[row["id"]].accuses,
            0.97,
            baselines,
        ),
        _share("covered recall, neighbour rows", of_kind("lldp-neighbour"), accused, 0.95, baselines),
        _share("covered recall, command output", of_kind("cli"), accused, 0.99, baselines),
        _share(
            "the same without identity command",
            [row for row in silent if row["covered"]],
            accused,
            0.85,
            baselines,
        ),
        _share("covered recall, banners", of_kind("banner"), accused, 0.92, baselines),
        _share("covered recall, models and part numbers", of_kind("inventory"), accused, 0.92, baselines),
    ]
    innocent = [row for row in (*counted, *silent) if not row["covered"]]
    false = _share("false accusations, everything", innocent, accused, 1 / 2000, baselines)
    found.append(msgspec.structs.replace(false, at_least=False))
    found += _naming(counted, judged, scorer, "SNMP walks as records")
    if walk_judged:
        seen = [row for row in counted if row["id"] in walk_judged]
        found += _naming(seen, walk_judged, scorer, "whole walk files")
    with identify.ROLES.open(encoding="utf-8", newline="") as file:
        roles = {row["id"]: row["role"] for row in csv.DictReader(file)}
    reviewed = [row for row in covered if row["id"] in roles]
    right_role = [row for row in reviewed if judged[row["id"]].role == roles[row["id"]]]
    found.append(Bar(name="role of covered devices", good=len(right_role), of=len(reviewed), bar=0.95))
    missed = [f"{bar}: {row['id']}" for bar, row in _missed(covered, silent, accused)]
    missed += [f"role: {row['id']}" for row in reviewed if row not in right_role]
    error = calibrate.measure(fitted_on, calibrate.held_out(fitted_on)).error
    found.append(
        Bar(
            name="expected calibration error, in 1/10,000",
            good=round(error * 10_000),
            of=10_000,
            bar=0.03,
            at_least=False,
        )
    )
    apart: dict[str, int] = {}
    for row in rows:
        if reason := identify.apart(row):
            apart[reason] = apart.get(reason, 0) + 1
    return found, apart, missed


def _missed(covered: list[Row], silent: list[Row], accused: Callable[[Row], bool]) -> list[tuple[str, Row]]:
    named = [(row["kind"], row) for row in covered if not accused(row)]
    return named + [("no identity command", row) for row in silent if row["covered"] and not accused(row)]


def _naming(counted: list[Row], judged: dict[str, Judged], scorer: identify.Scorer, where: str) -> list[Bar]:
    labelled = [row for row in counted if row["kind"] == "snmp" and row["label"].get("vendor")]
    named = [row for row in labelled if judged[row["id"]].name]
    strictly = [row for row in named if scorer.same(judged[row["id"]].name, row["label"]["vendor"])]
    firm = [row for row in named if judged[row["id"]].right]
    return [
        Bar(name=f"maker named, {where}", good=len(named), of=len(labelled), bar=0.93),
        Bar(name=f"right or the same firm, {where}", good=len(firm), of=len(named), bar=0.97),
        Bar(name=f"right in the strict sense, {where}", good=len(strictly), of=len(named), bar=0.0),
    ]


def show(found: list[Bar], apart: dict[str, int], missed: list[str]) -> None:
    """Print the bars for people."""
    names = list(found[0].beside)
    print(f"{'':48}{'figure':>16}  {'bar':>8}  met  | " + ", ".join(names))
    for one in found:
        share = one.good / one.of if one.of else 0.0
        sign = ">=" if one.at_least else "<="
        beside = "  ".join(f"{count / one.of:.3f}" for count in one.beside.values()) if one.of else ""
        bar = f"{sign} {one.bar:.4g}" if one.bar else "told"
        print(
            f"{one.name:48}{one.good:6}/{one.of:<5}{share:.3f}  {bar:>8}"
            f"  {'yes' if one.met else 'NO ':3}  | {beside}"
        )
    print(f"counted apart: {apart}")
    print("missed:")
    for line in missed:
        print(f"  {line}")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, help="folder with devices-*.jsonl.gz")
    parser.add_argument(
        "--recog", type=Path, metavar="DIR", help="folder of recog's XML, as one more baseline"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    arguments = parser.parse_args()
    if not list(arguments.corpus.glob("devices-*.jsonl*")):
        print(f"skipped: no corpus (no devices-*.jsonl* in {arguments.corpus})", file=sys.stderr)
        return 0
    found, apart, missed = bars(arguments.corpus, arguments.recog)
    if arguments.json:
        told = {"bars": [{**msgspec.to_builtins(one), "met": one.met} for one in found]}
        print(json.dumps({**told, "counted_apart": apart, "missed": missed}, indent=1))
    else:
        show(found, apart, missed)
    return int(not all(one.met for one in found))


if __name__ == "__main__":
    sys.exit(main())
