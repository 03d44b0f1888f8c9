"""
Fits the weights with which names are compared, and says how far its probabilities can be believed.

Labelled pairs are cut into two halves by a digest of their text. The first half is fitted on; of the second
half come the figures. Logistic regression with an L2 penalty, Newton's method.
"""

import argparse
import csv
import hashlib
import itertools
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from interdict.parties.names.align import align
from interdict.parties.names.features import NAMES, measure
from interdict.parties.names.prepare import prepare

DATA = Path(__file__).parents[1] / "src" / "interdict" / "data" / "names" / "fit.json"
FOLDS = 5
BINS = (0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0)


class Labelled(NamedTuple):
    """Two names, and whether they mean the same."""

    left: str
    right: str
    same: bool
    kind: str = ""

    @property
    def held_out(self) -> bool:
        """Whether the pair belongs to the half that is never fitted on."""
        return hashlib.blake2b(f"{self.left}|{self.right}".encode(), digest_size=1).digest()[0] % 2 == 1


def read_pairs(path: Path) -> list[Labelled]:
    """Labelled pairs: columns left, right, same, kind; or nomenklatura's name1, name2, is_match, schema."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if rows and "name1" in rows[0]:
        return [
            Labelled(row["name1"], row["name2"], row["is_match"] == "true", row.get("schema", ""))
            for row in rows
        ]
    return [Labelled(row["left"], row["right"], row["same"] == "yes", row["kind"]) for row in rows]


def features(pairs: list[Labelled]) -> np.ndarray:
    """Pairs as rows of features, a constant first."""
    rows = []
    for pair in pairs:
        left, right = prepare(pair.left), prepare(pair.right)
        rows.append([1.0, *measure(left, right, align(left, right))])
    return np.array(rows)


def fitted(x: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    """Weights of a penalised logistic regression; the constant is not penalised."""
    weights = np.zeros(x.shape[1])
    shrink = np.full(x.shape[1], penalty)
    shrink[0] = 1e-6
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (y - p) - shrink * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(shrink)
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


SIGN = {
    **dict.fromkeys(
        (
            "told_by_both",
            "told_by_shorter",
            "joined_likeness",
            "same_letters",
            "worst_pair",
            "initial",
            "acronym",
        ),
        "+",
    ),
    **dict.fromkeys(("foreign_gain", "sound_likeness", "same_ideographs"), "+"),
    **dict.fromkeys(("rest_on_both_sides", "rest_on_longer_side", "light_rest_on_both_sides"), "-"),
    **dict.fromkeys(
        ("other_number", "number_on_one_side", "other_form", "other_ideographs", "shortness"), "-"
    ),
    **dict.fromkeys(("crossed", "other_first_letter", "other_trade", "surname_beside"), "-"),
    **dict.fromkeys(("nothing_rare", "rest_in_longer_name", "common_start"), "."),
}
"""Which way each feature may only speak; one that the pairs push the other way is left out (weight 0)."""


def constrained(x: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    """Weights of the expected signs: those of the wrong sign become 0, and the rest are fitted again."""
    sign = np.array([0, *(1 if one == "+" else -1 if one == "-" else 0 for one in _signs())])
    kept = np.ones(x.shape[1], bool)
    while True:
        weights = np.zeros(x.shape[1])
        weights[kept] = fitted(x[:, kept], y, penalty)
        wrong = weights * sign < 0
        if not wrong.any():
            return weights
        kept[np.argmin(weights * sign)] = False


def _signs() -> str:
    return "".join(SIGN[name] for name in NAMES)


def predicted(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Probabilities of rows."""
    return 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))


def log_loss(y: np.ndarray, p: np.ndarray) -> float:
    """Mean negative log-likelihood; lower is better."""
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def cross_validated(x: np.ndarray, y: np.ndarray, penalty: float, seed: int) -> np.ndarray:
    """Each row's probability from a fit on the other folds."""
    order = np.random.default_rng(seed).permutation(len(y))
    p = np.zeros(len(y))
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        rest = np.setdiff1d(order, held)
        p[held] = predicted(x[held], constrained(x[rest], y[rest], penalty))
    return p


def f1(y: np.ndarray, p: np.ndarray, threshold: float = 0.5) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    hit = p >= threshold
    both = float((hit & (y == 1)).sum())
    precision, recall = both / max(1, hit.sum()), both / max(1, (y == 1).sum())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def reliability(y: np.ndarray, p: np.ndarray) -> list[dict[str, float]]:
    """Per range of probability: how many pairs, what was said, and what was true."""
    rows = []
    for low, high in itertools.pairwise(BINS):
        inside = (p >= low) & ((p < high) | (high == 1.0))
        if inside.any():
            said, true = float(p[inside].mean()), float(y[inside].mean())
            rows.append({"from": low, "to": high, "pairs": int(inside.sum()), "said": said, "true": true})
    return rows


def main() -> None:
    """Fit on one half, report the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+", help="CSV files of labelled pairs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write the fit into the package")
    parser.add_argument(
        "--wrong", action="store_true", help="list fitted pairs that cross-validation gets wrong"
    )
    options = parser.parse_args()
    sets = {path.stem: read_pairs(path) for path in options.pairs}
    first = [pair for pairs in sets.values() for pair in pairs if not pair.held_out]
    x, y = features(first), np.array([pair.same for pair in first], float)
    losses = {
        c: log_loss(y, cross_validated(x, y, c, options.seed)) for c in (0.1, 0.2, 0.4, 0.7, 1.0, 2.0, 4.0)
    }
    penalty = min(losses, key=lambda c: losses[c])
    crossed = cross_validated(x, y, penalty, options.seed)
    weights = constrained(x, y, penalty)
    print(f"fitted on {len(y)} pairs, penalty {penalty}, cross-validated log loss {losses[penalty]:.3f}")
    print("cross-validated: precision {:.3f} recall {:.3f} F1 {:.3f}".format(*f1(y, crossed)))
    for pair, value in zip(first, crossed, strict=True):
        if options.wrong and (value >= 0.5) != pair.same:
            print(f"   {value:.2f} {pair.left} | {pair.right} | {pair.same} {pair.kind}")
    told = []
    for name, pairs in sets.items():
        held = [pair for pair in pairs if pair.held_out]
        truth, p = np.array([pair.same for pair in held], float), predicted(features(held), weights)
        told.append((truth, p))
        print(f"{name}: {len(held)} held out: precision %.3f recall %.3f F1 %.3f" % f1(truth, p))
    for row in reliability(np.concatenate([y for y, _ in told]), np.concatenate([p for _, p in told])):
        print("   {from:.2f}-{to:.2f} {pairs:4d} said {said:.2f} true {true:.2f}".format(**row))
    for name, weight in zip(("bias", *NAMES), weights, strict=True):
        print(f"   {name:26s} {weight:+.2f}")
    if options.write:
        document = {
            "bias": round(float(weights[0]), 4),
            "weights": {name: round(float(w), 4) for name, w in zip(NAMES, weights[1:], strict=True)},
            "fitted_on": f"{len(y)} pairs of {', '.join(sets)}; L2 penalty {penalty}",
        }
        DATA.write_text(json.dumps(document, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
