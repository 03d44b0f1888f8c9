"""
Fit how far an identification's probability can be believed, with five folds, and write the table.

The score of a candidate is the sum of its clues' weights. A monotone line through a few knots turns it into
log-odds that labelled records bear out (after Zadrozny and Elkan 2002). Records of one `group` are kept in
one fold, so that no device is judged by a sibling it was fitted on. `--write` puts the fit into
`data/identifiers/calibration.yaml` and the measured table into the page on identification.
"""

import argparse
import hashlib
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

import identify
from interdict.identify.combine import ACCUSE_ABOVE, NAME_ABOVE, Calibration, load_calibration
from interdict.parties.load import load_parties

FOLDS = 5
BINS = 10
FIXED = 2
"""Knots that are not fitted: weak evidence is believed as its weight says."""
GAP = 0.1
"""Least rise between knots, so that more evidence always counts for more."""
WIDEST = 9.0
"""Log-odds at which a probability of four digits is full."""
ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/interdict/data/identifiers/calibration.yaml"
PAGE = ROOT / "docs/explanation/identification.md"
BEGIN, END = "<!-- measured by benchmarks/calibrate.py -->\n", "<!-- end of the measured part -->\n"


class Belief(msgspec.Struct, frozen=True):
    """What was said of one labelled record, as far as calibration needs it."""

    group: str
    scores: tuple[float, ...]
    """Scores of the candidates before calibration, the best first."""
    right: bool
    """Whether the best candidate is the labelled maker, or one it merged with."""
    covered: bool
    accuses: bool
    """Whether the best candidate belongs to a covered maker's group."""
    described: bool


class Measured(msgspec.Struct, frozen=True):
    """How well probabilities held."""

    records: int
    brier: float
    error: float
    """Expected calibration error over bins of equal width."""
    recall: float
    false: int


def beliefs(corpus: Path, scorer: identify.Scorer) -> list[Belief]:
    """Every labelled record that is counted and for which somebody is a candidate."""
    found = []
    for path in sorted(corpus.glob("devices-*.jsonl*")):
        rows = list(identify.records(path))
        said = identify.said_of(path, rows)[0]
        for row in rows:
            candidates = said.get(row["id"], {}).get("candidates")
            if candidates and row["label"].get("vendor") and not identify.apart(row):
                found.append(belief(row, candidates, scorer))
    return found


def belief(row: dict, candidates: Sequence[dict], scorer: identify.Scorer) -> Belief:
    """What was said of one record, its score taken back out of the probability."""
    now = load_calibration()
    probabilities = [candidate["probability"] for candidate in candidates]
    nobody = max(1.0 - sum(probabilities), math.exp(-WIDEST))
    odds = [math.log(max(p, 1e-4) / nobody) for p in probabilities]
    best, label = candidates[0], row["label"].get("vendor") or ""
    return Belief(
        group=str(row.get("group") or row["id"]),
        scores=tuple(now.score_of(min(one, WIDEST)) for one in odds),
        right=scorer.same(best["name"], label) or scorer.related(best["name"], label),
        covered=bool(row["covered"]),
        accuses=scorer.covered(best["party"]),
        described=scorer.library.is_described(best["party"]),
    )


def probability(one: Belief, by: Calibration) -> float:
    """Calibrated probability of the best candidate."""
    odds = [math.exp(by.of(score)) for score in one.scores]
    return odds[0] / (1.0 + sum(odds))


def fit(rows: Sequence[Belief]) -> Calibration:
    """The line that makes the rows most likely: one knot moved at a time, in ever smaller steps."""
    scores = load_calibration().scores
    values, step = list(scores), 1.0
    for _ in range(7):
        for place in range(FIXED, len(values)):
            tried = [
                [*values[:place], value, *values[place + 1 :]]
                for value in (values[place] - step, values[place], values[place] + step)
                if values[place - 1] < value - GAP and (value + GAP < [*values, math.inf][place + 1])
            ]
            values = min([values, *tried], key=lambda one: _surprise(rows, _line(scores, one)))
        step *= 0.6
    return _line(scores, [round(value, 2) for value in values], len(rows))


def _line(scores: Sequence[float], values: Sequence[float], records: int = 0) -> Calibration:
    return Calibration(scores=tuple(scores), log_odds=tuple(values), records=records)


def _surprise(rows: Sequence[Belief], by: Calibration) -> float:
    said = np.clip([probability(row, by) for row in rows], 1e-4, 1 - 1e-4)
    right = np.array([row.right for row in rows])
    return float(-np.log(np.where(right, said, 1 - said)).sum())


def measure(rows: Sequence[Belief], said: Sequence[float]) -> Measured:
    """Brier score, calibration error, recall and false accusations of these probabilities."""
    right = np.array([row.right for row in rows], dtype=float)
    p = np.array(said)
    accused = [
        row.accuses and one >= (ACCUSE_ABOVE if row.described else NAME_ABOVE)
        for row, one in zip(rows, said, strict=True)
    ]
    covered = [accusing for row, accusing in zip(rows, accused, strict=True) if row.covered]
    return Measured(
        records=len(rows),
        brier=float(((p - right) ** 2).mean()),
        error=sum(abs(total) for _, _, _, total in bins(p, right)) / len(rows),
        recall=sum(covered) / max(len(covered), 1),
        false=sum(accusing and not row.covered for row, accusing in zip(rows, accused, strict=True)),
    )


def bins(p: np.ndarray, right: np.ndarray) -> list[tuple[int, float, float, float]]:
    """Per bin that holds records: how many, mean said, share right, sum of the difference."""
    number = np.minimum((p * BINS).astype(int), BINS - 1)
    return [
        (int(here.sum()), float(p[here].mean()), float(right[here].mean()), float((p - right)[here].sum()))
        for one in range(BINS)
        if (here := number == one).any()
    ]


def fold_of(group: str) -> int:
    """The fold in which the records of a group stand."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def fits(rows: Sequence[Belief]) -> list[Calibration]:
    """For every fold, the fit to the other folds."""
    return [fit([row for row in rows if fold_of(row.group) != one]) for one in range(FOLDS)]


def held_out(rows: Sequence[Belief]) -> list[float]:
    """The probability of every row under a fit to the other folds."""
    fitted = fits(rows)
    return [probability(row, fitted[fold_of(row.group)]) for row in rows]


def text_of(rows: Sequence[Belief], fitted: Calibration) -> str:
    """The measured part of the page."""
    plain = [probability(row, _line(fitted.scores, fitted.scores)) for row in rows]
    folded = held_out(rows)
    lines = ["| probabilities | records | Brier | calibration error | covered recall | false accusations |"]
    lines.append("|---|---|---|---|---|---|")
    for name, said in (("weights as written", plain), ("calibrated, five folds", folded)):
        m = measure(rows, said)
        lines.append(f"| {name} | {m.records} | {m.brier:.4f} | {m.error:.4f} | {m.recall:.3f} | {m.false} |")
    lines += ["", "| said (five folds) | records | mean said | share right |", "|---|---|---|---|"]
    right = np.array([row.right for row in rows], dtype=float)
    for count, mean, share, _ in bins(np.array(folded), right):
        low = int(mean * BINS) * 10
        lines.append(f"| {low} to {low + 10} % | {count} | {mean:.3f} | {share:.3f} |")
    lines += [
        "",
        "Fitted to all, score to log-odds: "
        + ", ".join(
            f"{score:g} to {value:g}" for score, value in zip(fitted.scores, fitted.log_odds, strict=True)
        )
        + ".",
        "",
    ]
    return "\n".join(lines)


def write(text: str, fitted: Calibration) -> None:
    """Put the fit and the table where they belong."""
    heading = TABLE.read_text("utf-8").partition("\nscores:")[0]
    body = f"scores: {list(fitted.scores)}\nlog_odds: {list(fitted.log_odds)}\nrecords: {fitted.records}\n"
    TABLE.write_text(f"{heading}\n{body}", "utf-8")
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder with devices-*.jsonl.gz")
    parser.add_argument("--write", action="store_true", help="write the table and the page")
    arguments = parser.parse_args()
    rows = beliefs(arguments.corpus, identify.Scorer(load_parties()))
    fitted = fit(rows)
    text = text_of(rows, fitted)
    print(text)
    if arguments.write:
        write(text, fitted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
