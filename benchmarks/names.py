"""
Measure the comparison and screening of names, beside nomenklatura's logic-v2 and plain rapidfuzz in one run.

Labelled pairs: `benchmarks/data/telecom-names.csv`, and nomenklatura's public cases where their file is given
(`contrib/name_bench/cases.csv` of its repository). The weights were fitted on one half of each set
(`tools/fit_names.py`); precision, recall and F1 are of the other half, which no fit has seen. Each system has
a row at its usual threshold and one at the threshold that is best on the first half.

logic-v2 needs an environment of its own:

    python3 -m venv nk && nk/bin/python -m pip install nomenklatura
    python benchmarks/names.py --cases cases.csv --nomenklatura-python nk/bin/python
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, utils

from interdict.parties.load import load_parties
from interdict.parties.names.catalogue import Catalogue, Entry
from interdict.parties.names.compare import compare
from interdict.parties.names.prepare import prepare
from interdict.parties.names.screen import Screen
from suppliers import made_names

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from fit_names import BINS, Labelled, read_pairs  # noqa: E402 - beside the package, not in it

TELECOM = ROOT / "benchmarks" / "data" / "telecom-names.csv"
USUAL = {"interdict": 0.5, "logic-v2": 0.7, "rapidfuzz": 0.9}
"""Thresholds: ours is an even chance; 0.7 is nomenklatura's name_bench default; 0.9 our choice."""
SCHEMAS = ("Person", "Company", "Organization", "LegalEntity", "Vessel")


def quality(truth: Sequence[bool], scores: Sequence[float], threshold: float) -> dict[str, float]:
    """Precision, recall and F1 at a threshold."""
    both = sum(same and score >= threshold for same, score in zip(truth, scores, strict=True))
    told, there = sum(score >= threshold for score in scores), sum(truth)
    precision, recall = both / max(1, told), both / max(1, there)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"threshold": threshold, "precision": precision, "recall": recall, "f1": f1}


def best_threshold(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """The threshold with the best F1."""
    return max((n / 100 for n in range(5, 100)), key=lambda at: quality(truth, scores, at)["f1"])


def timed(score: Callable[[str, str], float], pairs: Sequence[Labelled]) -> tuple[list[float], float]:
    """Scores of all pairs, and pairs per second of the second of two runs, nothing remembered between."""
    scores, seconds = [], 0.0
    for _ in range(2):
        prepare.cache_clear()
        start = time.perf_counter()
        scores = [score(pair.left, pair.right) for pair in pairs]
        seconds = time.perf_counter() - start
    return scores, len(pairs) / seconds


def logic_v2(python: str, pairs: Sequence[Labelled]) -> tuple[list[float], float, str]:
    """Scores, pairs per second and version of nomenklatura in its own environment."""
    given = [(one.left, one.right, one.kind if one.kind in SCHEMAS else "Company") for one in pairs]
    script = Path(__file__).with_name("logic_v2.py")
    done = subprocess.run(
        [python, str(script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=1800,
    )
    found = json.loads(done.stdout)
    return found["scores"], len(pairs) / found["seconds"], found["version"]


def sets_per_second(pairs: Sequence[Labelled]) -> float:
    """Pairs decided a second when every left name is looked for among all right names by the index."""
    rights = list(dict.fromkeys(pair.right for pair in pairs))
    lefts = list(dict.fromkeys(pair.left for pair in pairs))
    prepare.cache_clear()
    start = time.perf_counter()
    screen = Screen(Entry(slug=str(number), text=text) for number, text in enumerate(rights))
    for name in lefts:
        screen.one(name)
    return len(lefts) * len(rights) / (time.perf_counter() - start)


def index_recall(pairs: Sequence[Labelled]) -> float:
    """Of the pairs rightly told the same, the share whose right name the index offers for the left."""
    found = [pair for pair in pairs if pair.same and compare(pair.left, pair.right).probability >= 0.5]
    offered = [Catalogue([Entry(slug="x", text=pair.right)]).candidates(pair.left) for pair in found]
    return sum(map(bool, offered)) / max(1, len(found))


def measured_set(name: str, pairs: list[Labelled], python: str) -> dict[str, Any]:
    """Everybody on one set of pairs."""
    systems: dict[str, tuple[list[float], float]] = {
        "interdict": timed(lambda left, right: compare(left, right).probability, pairs),
        "rapidfuzz": timed(_plain, pairs),
    }
    document: dict[str, Any] = {"set": name, "pairs": len(pairs)}
    if python:
        scores, rate, document["nomenklatura"] = logic_v2(python, pairs)
        systems["logic-v2"] = scores, rate
    held = [place for place, pair in enumerate(pairs) if pair.held_out]
    rest = [place for place, pair in enumerate(pairs) if not pair.held_out]
    document["held_out"] = len(held)
    document["set_wise_pairs_per_second"] = round(sets_per_second(pairs))
    document["index_recall"] = index_recall([pairs[place] for place in held])
    document["systems"] = {}
    for system, (scores, rate) in systems.items():
        truth = [pairs[place].same for place in held]
        mine = [scores[place] for place in held]
        tuned = best_threshold([pairs[place].same for place in rest], [scores[place] for place in rest])
        document["systems"][system] = {
            "pairs_per_second": round(rate),
            "held_out": quality(truth, mine, USUAL[system]),
            "held_out_tuned": quality(truth, mine, tuned),
            "scores": {"truth": truth, "scores": mine} if system == "interdict" else None,
        }
    return document


def _plain(left: str, right: str) -> float:
    return fuzz.token_sort_ratio(left, right, processor=utils.default_process) / 100


def reliability(documents: Sequence[dict[str, Any]]) -> list[dict[str, float]]:
    """Over the held-out pairs of all sets: per range of probability, what was said and what was true."""
    found = [one["systems"]["interdict"].pop("scores") for one in documents]
    pairs = [pair for one in found for pair in zip(one["scores"], one["truth"], strict=True)]
    rows = []
    for low, high in pairwise(BINS):
        inside = [pair for pair in pairs if low <= pair[0] < high or (high == 1.0 and pair[0] == 1.0)]
        if inside:
            said, true = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            rows.append({"from": low, "to": high, "pairs": len(inside), "said": said, "true": true})
    return rows


def measured_screening(count: int, seed: int) -> dict[str, float]:
    """One name after another against the shipped parties, in one process."""
    names = list(made_names(count, seed))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    screen = load_parties().screen()
    hits = sum(bool(screen.one(name, least=0.5).hits) for name in names)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "names": count,
        "seconds": round(seconds, 1),
        "names_per_second": round(count / seconds),
        "pairs_decided_per_second": round(count * screen.size / seconds),
        "hits": hits,
        "added_peak_mb": round((after - before) / 1024),
    }


def as_text(document: dict[str, Any]) -> str:
    """The figures as tables."""
    lines = []
    for one in document["sets"]:
        lines.append(f"\n{one['set']}: {one['pairs']} pairs, {one['held_out']} held out")
        lines.append(
            f"  {'':22s}{'threshold':>10s}{'precision':>10s}{'recall':>8s}{'F1':>7s}{'pairs/s':>11s}"
        )
        for system, found in one["systems"].items():
            for row, label in (("held_out", system), ("held_out_tuned", f"{system}, tuned")):
                q = found[row]
                lines.append(
                    f"  {label:22s}{q['threshold']:10.2f}{q['precision']:10.3f}{q['recall']:8.3f}"
                    f"{q['f1']:7.3f}{found['pairs_per_second']:11,}"
                )
        rate, kept = one["set_wise_pairs_per_second"], one["index_recall"]
        lines.append(f"  every left among all rights, by the index: {rate:,} pairs/s")
        lines.append(f"  of the held-out pairs rightly told the same, the index finds {kept:.3f}")
    lines.append("\nheld-out pairs by probability")
    lines += [
        "  {from:.2f} to {to:.2f}  {pairs:4d} pairs  said {said:.2f}  true {true:.2f}".format(**row)
        for row in document["reliability"]
    ]
    if screened := document.get("screening"):
        lines.append(
            "\nscreening: {names:,} made names in {seconds} s ({names_per_second:,} names/s, "
            "{pairs_decided_per_second:,} pairs decided/s), {added_peak_mb} MB more".format(**screened)
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=Path, help="nomenklatura's cases.csv")
    parser.add_argument("--nomenklatura-python", default="", metavar="PATH", help="python with nomenklatura")
    parser.add_argument("--names", type=int, default=1_000_000, help="made names to screen; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of tables")
    options = parser.parse_args()
    paths = [TELECOM, *([options.cases] if options.cases else [])]
    sets = [measured_set(path.stem, read_pairs(path), options.nomenklatura_python) for path in paths]
    document: dict[str, Any] = {"sets": sets, "reliability": reliability(sets)}
    if options.names:
        document["screening"] = measured_screening(options.names, options.seed)
    print(json.dumps(document) if options.json else as_text(document))
    if not options.nomenklatura_python:
        print("logic-v2 was not measured; see --help for how to make its environment.", file=sys.stderr)


if __name__ == "__main__":
    main()
