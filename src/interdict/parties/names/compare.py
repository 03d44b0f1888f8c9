"""Whether two names mean the same: one probability, fitted on labelled pairs, and what it rests on."""

import json
import math
from functools import cache
from importlib.resources import files

import msgspec

from interdict.parties.names.align import Alignment, align
from interdict.parties.names.features import NAMES, measure
from interdict.parties.names.prepare import Prepared, prepare
from interdict.parties.names.words import words


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """How likely two names mean the same firm or person, and why."""

    probability: float
    """Share of labelled pairs with such features that are the same; see `docs/explanation/names.md`."""
    steps: tuple[str, ...]
    """What made words equal, and what was left over, in the order of the left name."""
    rarest: str = ""
    """The word in common that tells most."""
    per_million: float = 0.0
    """How many of a million firm names carry that word; 0 where it was hardly seen."""


class Fit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weights of the features, and how they were found: `data/names/fit.json`."""

    bias: float
    weights: dict[str, float]
    fitted_on: str
    """Which labelled pairs, how many, and with which penalty."""


def compare(left: str, right: str) -> Comparison:
    """
    How likely two names mean the same firm or person, with an explanation.

    Args:
        left: A name in any script and spelling.
        right: Another.

    >>> compare("Hua Wei Tech Co Ltd", "HUAWEI TECHNOLOGIES CO.,LTD").probability > 0.9
    True
    >>> compare("ZTEC Instruments", "ZTE Corporation").probability < 0.5
    True
    """
    return compare_prepared(prepare(left), prepare(right))


def compare_prepared(left: Prepared, right: Prepared) -> Comparison:
    """The same for names that were made ready before."""
    found = align(left, right)
    common = max(found.pairs, key=lambda pair: pair.weight * pair.likeness, default=None)
    return Comparison(
        probability=round(probability(measure(left, right, found)), 4),
        steps=_steps(left, right, found),
        rarest=common.right if common else "",
        per_million=round(words().per_million(common.right), 1) if common else 0.0,
    )


def likelihood(left: Prepared, right: Prepared) -> float:
    """Only the probability, for comparing many."""
    return probability(measure(left, right, align(left, right)))


def probability(features: list[float]) -> float:
    """
    The fitted probability that a pair with such features means the same.

    Sources: logistic regression; Hosmer and Lemeshow (2000), Applied Logistic Regression, ch. 1.
    """
    bias, weights = _weights()
    total = bias + sum(weight * value for weight, value in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def fit() -> Fit:
    """The shipped fit."""
    document = (files("interdict") / "data" / "names" / "fit.json").read_text("utf-8")
    return msgspec.convert(json.loads(document), Fit)


@cache
def _weights() -> tuple[float, tuple[float, ...]]:
    shipped = fit()
    return shipped.bias, tuple(shipped.weights[name] for name in NAMES)


def _steps(left: Prepared, right: Prepared, found: Alignment) -> tuple[str, ...]:
    """The explanation, one clause a step."""
    steps = [
        f"{pair.left} = {pair.right}" if pair.step == "equal" else f"{pair.left} ~ {pair.right} ({pair.step})"
        for pair in found.pairs
    ]
    if left.foreign != right.foreign:
        steps.insert(0, "transliterated")
    if left.form or right.form:
        steps.append(f"legal form set aside: {left.form or '-'} / {right.form or '-'}")
    for side, rest in (("left", found.left), ("right", found.right)):
        if rest:
            steps.append(f"only {side}: {' '.join(token.text for token in rest)}")
    if found.crossed:
        steps.append("other word order")
    return tuple(steps)
