"""
Measure identification on labelled records, beside simple baselines in the same run.

Reads `devices-*.jsonl[.gz]` of a corpus folder. The labels are read here, to score; the system under test
gets the records with every label taken away. Counted apart: records flagged ambiguous, stub or synthetic,
and command output without an identity command. Recall, false accusations and naming are over the rest.

Named *rightly* means: the same maker as the label, however its name is written (`same`). *The same firm*:
the label is the firm before or after a merger, a split or the sale of the line, or its brand, as a row of
`data/same_firm.csv` states with the year and why. Nothing else counts as right. `bars.py` shows both.
"""

import argparse
import csv
import gzip
import json
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from interdict import api
from interdict.identify.library import Library, short_name
from interdict.identify.recog import Fingerprints, load_fingerprints
from interdict.parties.load import Parties, load_parties
from interdict.parties.names import normalise
from interdict.registries import oui, pen

ROLES = Path(__file__).with_name("data") / "roles.csv"
"""Roles of covered records, reviewed by model name: ids and roles only; those that show none are left out."""
COVERED = ("huawei", "zte", "hikvision", "dahua", "hytera")
AT = date(2026, 11, 22)
APART = {
    "stub_likely": "stub",
    "synthetic_suspect": "synthetic",
    "no_identity_command": "no identity command",
}
LABELS = (
    "label",
    "covered",
    "covered_entity",
    "confidence",
    "why",
    "flags",
    "group",
    "also",
    "walk",
    "licence",
)
SAME_FIRM = Path(__file__).with_name("data") / "same_firm.csv"
"""Pairs of makers whose label depends on the year; a pair says nothing of a third firm."""


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Every record of one corpus file."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open("rt") as lines:
        yield from map(json.loads, lines)


def apart(record: dict[str, Any]) -> str:
    """Why a record is not counted with the rest; empty where it is."""
    if record["confidence"] == "ambiguous":
        return "ambiguous"
    return next((word for flag, word in APART.items() if flag in (record.get("flags") or ())), "")


class Scorer:
    """Compares names the way a person would, and knows the covered makers' groups."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.library = Library(parties, at=AT)
        with SAME_FIRM.open(encoding="utf-8", newline="") as file:
            self.firms = {frozenset((row["one"], row["other"])) for row in csv.DictReader(file)}

    def covered(self, party: str | None) -> bool:
        """Whether a party belongs to a covered maker's group today."""
        return bool(party) and self.library.group(str(party)) in COVERED

    def same(self, named: str, label: str) -> bool:
        """
        Whether two names mean one maker.

        Beside equal names and first words: names that the parties data knows as one maker's; and where it
        knows neither, a name without its blanks, a name of one word inside the other, or the initials of
        three words and more.
        """
        one, two = normalise(short_name(named)), normalise(short_name(label))
        if one == two or (one and two and (one.split()[0] == two or two.split()[0] == one)):
            return True
        slugs = self._slugs(named, label)
        if slugs[0] and slugs[1]:
            return slugs[0] == slugs[1]
        long, short = sorted((one.split(), two.split()), key=len, reverse=True)
        initials = "".join(word[0] for word in long) if len(long) > 2 else ""
        return len(short) == 1 and (
            "".join(long) == short[0]
            or initials == short[0]
            or (len(short[0]) > 3 and any(short[0] in (word, *word.split("+")) for word in long))
        )

    def related(self, named: str, label: str) -> bool:
        """Whether two names mean firms that merged, split or sold the line, or a firm and its brand."""
        return frozenset(self._slugs(named, label)) in self.firms

    def _slugs(self, *names: str) -> list[str]:
        return [match.slug if match else "" for match in map(self.parties.names.match, names)]


def by_number(evidence: dict[str, Any], scorer: Scorer) -> str:
    """Baseline: the organisation that holds the number below which sysObjectID lies."""
    found = re.match(r"\.?1\.3\.6\.1\.4\.1\.(\d{1,9})", str(evidence.get("sysObjectID") or ""))
    if not found:
        return ""
    number = int(found.group(1))
    party = scorer.parties.by_pen(number)
    return scorer.parties.name_of(party) if party else short_name(pen.organisation(number) or "")


def by_word(evidence: dict[str, Any], scorer: Scorer) -> str:
    """Baseline: the first maker whose word stands in sysDescr."""
    found = scorer.parties.names.mentions(str(evidence.get("sysDescr") or ""))
    return scorer.parties.name_of(found[0].slug) if found else ""


def by_block(evidence: dict[str, Any], scorer: Scorer) -> str:
    """Baseline: the organisation to which most of the addresses are registered."""
    addresses = [*(evidence.get("ifPhysAddress") or ()), evidence.get("dot1dBaseBridgeAddress")]
    owners: Counter[str] = Counter()
    for address in addresses:
        found = oui.lookup(str(address)) if address else None
        if isinstance(found, oui.Assignment):
            owners[found.organisation] += 1
    if not owners:
        return ""
    organisation = owners.most_common(1)[0][0]
    party = scorer.parties.by_registry_name(organisation)
    return scorer.parties.name_of(party) if party else short_name(organisation)


def by_any_word(evidence: dict[str, Any], scorer: Scorer) -> str:
    """Baseline: the first maker whose word stands anywhere in the record, covered makers first."""
    found = scorer.parties.names.mentions(" ".join(_texts(evidence))[:20_000])
    first = sorted(found, key=lambda match: not scorer.covered(match.slug))[:1]
    return scorer.parties.name_of(first[0].slug) if first else ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


BASELINES = {"enterprise number": by_number, "word in sysDescr": by_word, "majority OUI": by_block}


def by_recog(evidence: dict[str, Any], scorer: Scorer, fingerprints: Fingerprints) -> str:
    """Baseline: the maker that recog's fingerprints name for sysDescr or the banner."""
    banner = evidence.get("banner") or {}
    said = fingerprints.vendor("snmp", str(evidence.get("sysDescr") or ""))
    said = said or fingerprints.vendor(str(banner.get("protocol")), str(banner.get("text")))
    party = scorer.library.by_maker_name(said) if said else ""
    return scorer.library.name(party) if party else ""


def baseline_answers(
    rows: Iterable[dict[str, Any]], scorer: Scorer, recog: Fingerprints | None = None
) -> dict[str, dict[str, tuple[str, bool]]]:
    """Per baseline and record: the name it gives, and whether it accuses."""
    answers: dict[str, dict[str, tuple[str, bool]]] = {
        name: {} for name in (*BASELINES, "union of the three")
    }
    for row in rows:
        names = {name: rule(row["evidence"], scorer) for name, rule in BASELINES.items()}
        accuses = {name: scorer.covered(_slug(scorer, said)) for name, said in names.items()}
        for name, said in names.items():
            answers[name][row["id"]] = (said, accuses[name])
        said = by_any_word(row["evidence"], scorer)
        answers.setdefault("any word", {})[row["id"]] = (said, scorer.covered(_slug(scorer, said)))
        if recog:
            said = by_recog(row["evidence"], scorer, recog)
            answers.setdefault("recog", {})[row["id"]] = (said, scorer.covered(_slug(scorer, said)))
        first = next((said for said in names.values() if said), "")
        answers["union of the three"][row["id"]] = (first, any(accuses.values()))
    return answers


def _slug(scorer: Scorer, name: str) -> str:
    match = scorer.parties.names.match(name) if name else None
    return match.slug if match else ""


def said_of(path: Path, rows: list[dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], float]:
    """What the system says of every record of a file, labels taken away, and the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        blind = Path(folder) / path.name.removesuffix(".gz")
        with blind.open("w") as out:
            for row in rows:
                out.write(json.dumps({k: v for k, v in row.items() if k not in LABELS}) + "\n")
        answer = Path(folder) / "answer.jsonl"
        started = time.perf_counter()
        api.identify([blind], answer, at=AT)
        seconds = time.perf_counter() - started
        said = map(json.loads, answer.open())
        return {one["device"]: one for one in said}, seconds


def named_by(said: dict[str, dict[str, Any]], scorer: Scorer) -> dict[str, tuple[str, bool]]:
    """Per record: the maker named, and whether that accuses."""
    return {
        device: (
            "" if one["abstained"] else one["producer_name"] or "",
            scorer.covered(one["producer"]) and not one["abstained"],
        )
        for device, one in said.items()
    }


def ours(path: Path, rows: list[dict[str, Any]], scorer: Scorer) -> tuple[dict[str, tuple[str, bool]], float]:
    """The makers that the system names for one file, and the seconds it took."""
    said, seconds = said_of(path, rows)
    return named_by(said, scorer), seconds


def score(rows: list[dict[str, Any]], answers: dict[str, tuple[str, bool]], scorer: Scorer) -> dict[str, Any]:
    """Recall, accusations and naming over the counted records."""
    counted = [row for row in rows if not apart(row)]
    covered = [row for row in counted if row["covered"]]
    labelled = [row for row in counted if row["label"].get("vendor")]
    said = {row["id"]: answers.get(row["id"], ("", False)) for row in counted}
    found = [row for row in covered if said[row["id"]][1]]
    false = [row["id"] for row in counted if not row["covered"] and said[row["id"]][1]]
    named = [row for row in labelled if said[row["id"]][0]]
    right = [row for row in named if scorer.same(said[row["id"]][0], row["label"]["vendor"])]
    related = [
        row
        for row in named
        if row not in right and scorer.related(said[row["id"]][0], row["label"]["vendor"])
    ]
    return {
        "records": len(rows),
        "counted": len(counted),
        "covered": len(covered),
        "recall": len(found) / len(covered) if covered else None,
        "missed": [row["id"] for row in covered if row not in found],
        "false_accusations": false,
        "labelled": len(labelled),
        "named": len(named) / len(labelled) if labelled else None,
        "named_rightly": len(right) / len(labelled) if labelled else None,
        "named_related": len(related) / len(labelled) if labelled else None,
        "counts": {
            "found": len(found),
            "labelled": len(labelled),
            "named": len(named),
            "right": len(right),
            "same_firm": len(related),
        },
        "wrong": [
            (row["id"], said[row["id"]][0], row["label"]["vendor"])
            for row in named
            if row not in right and row not in related
        ],
    }


def role_score(rows: list[dict[str, Any]], said: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """How many covered records whose role was reviewed are given that role."""
    with ROLES.open(encoding="utf-8", newline="") as file:
        reviewed = {row["id"]: row["role"] for row in csv.DictReader(file)}
    here = [row["id"] for row in rows if row["id"] in reviewed]
    wrong = [one for one in here if said.get(one, {}).get("role") != reviewed[one]]
    return {"reviewed": len(here), "right": 1 - len(wrong) / len(here) if here else None, "wrong": wrong}


def beliefs_held(
    rows: list[dict[str, Any]], said: dict[str, dict[str, Any]], scorer: Scorer
) -> dict[str, float | None]:
    """Brier score and expected calibration error, over ten bins, of the first candidate's probability."""
    pairs = []
    for row in rows:
        candidates, label = said.get(row["id"], {}).get("candidates"), row["label"].get("vendor")
        if candidates and label and not apart(row):
            name = candidates[0]["name"]
            right = scorer.same(name, label) or scorer.related(name, label)
            pairs.append((candidates[0]["probability"], right))
    bins: dict[int, list[float]] = defaultdict(list)
    for probability, right in pairs:
        bins[min(int(probability * 10), 9)].append(probability - right)
    count = len(pairs)
    return {
        "brier": sum((p - right) ** 2 for p, right in pairs) / count if count else None,
        "error": sum(abs(sum(some)) for some in bins.values()) / count if count else None,
    }


def measure(path: Path, scorer: Scorer, recog: Fingerprints | None = None) -> dict[str, Any]:
    """Everything about one file: ours, the baselines, and per kind."""
    rows = list(records(path))
    said, seconds = said_of(path, rows)
    answers = named_by(said, scorer)
    baselines = baseline_answers(rows, scorer, recog)
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_kind[row["kind"]].append(row)
    left_out = Counter(reason for row in rows if (reason := apart(row)))
    flagged = [row for row in rows if apart(row) and row["covered"]]
    return {
        "file": path.name,
        "seconds": round(seconds, 2),
        "interdict": score(rows, answers, scorer),
        "kinds": {kind: score(members, answers, scorer) for kind, members in sorted(by_kind.items())},
        "baselines": {name: score(rows, said, scorer) for name, said in baselines.items()},
        "roles": role_score(rows, said),
        "probability": beliefs_held(rows, said, scorer),
        "counted_apart": dict(left_out),
        "covered_apart": {
            "records": len(flagged),
            "recalled": sum(answers.get(row["id"], ("", False))[1] for row in flagged),
        },
    }


def _share(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.3f}"


def _line(name: str, row: dict[str, Any]) -> str:
    return (
        f"  {name:22} {row['counted']:6} {row['covered']:7}  {_share(row['recall'])}"
        f"  {len(row['false_accusations']):5}"
        f"  {_share(row['named'])}  {_share(row['named_rightly'])}  {_share(row['named_related'])}"
    )


def show(result: dict[str, Any]) -> None:
    """Print one file's figures for people."""
    mine = result["interdict"]
    print(f"\n{result['file']}: {mine['records']} records, {result['seconds']} s", end="; ")
    print(f"apart: {result['counted_apart']}")
    print("                         count covered recall  false  named  right  related")
    print(_line("interdict", mine))
    for kind, row in result["kinds"].items():
        print(_line(f"  {kind}", row))
    for name, row in result["baselines"].items():
        print(_line(name, row))
    apart_row = result["covered_apart"]
    print(f"  covered among those apart: {apart_row['recalled']} of {apart_row['records']} recalled")
    held, roles = result["probability"], result["roles"]
    print(f"  probability: Brier {_share(held['brier'])}, calibration error {_share(held['error'])}")
    print(
        f"  role: {_share(roles['right'])} of {roles['reviewed']}; wrong:",
        ", ".join(roles["wrong"]) or "none",
    )
    print(f"  false accusations: {', '.join(mine['false_accusations']) or 'none'}")
    print(f"  missed: {', '.join(mine['missed']) or 'none'}")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder with devices-*.jsonl.gz")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a table")
    parser.add_argument(
        "--recog", type=Path, metavar="DIR", help="folder of recog's XML, as one more baseline"
    )
    parser.add_argument("--wrong", action="store_true", help="list records whose maker is named wrongly")
    arguments = parser.parse_args()
    files = sorted(arguments.corpus.glob("devices-*.jsonl*"))
    if not files:
        print(f"skipped: no corpus (no devices-*.jsonl* in {arguments.corpus})", file=sys.stderr)
        return 0
    scorer = Scorer(load_parties())
    recog = load_fingerprints(arguments.recog) if arguments.recog else None
    if recog and not arguments.json:
        print(
            f"recog: {recog.count} fingerprints used, {recog.skipped} not",
            "(no maker, no text of this corpus)",
        )
    results = [measure(path, scorer, recog) for path in files]
    if arguments.json:
        print(json.dumps(results, indent=1))
        return 0
    for result in results:
        show(result)
        if arguments.wrong:
            for wrong in result["interdict"]["wrong"]:
                print("   wrong:", *wrong, sep=" | ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
