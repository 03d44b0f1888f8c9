"""Spread of cost and of lateness by simulation: lines, a common factor, six causes of slip; all seeded."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil, floor, log, sqrt

import numpy as np
from numpy.typing import NDArray

from interdict.costs.catalogue import Risk, Slip
from interdict.model.cost import Cause, Deadline, Priced, Spread, Stage

Floats = NDArray[np.float64]


def stage_of(name: str, lines: Sequence[Priced], risk: Risk, *, replications: int, seed: int) -> Stage:
    """
    Estimate at one stage of knowledge.

    One draw of the common factor multiplies every line: early estimates were low by a factor, and noise of
    single lines averages out. Line prices are triangular, one draw a line, independent of each other.

    Args:
        name: `idea`, `pre-survey` or `survey`.
        replications: At least 1.
    """
    known = risk.stages[name]
    chosen = [line for line in lines if known.lines == "all" or line.known == "early"]
    generator = np.random.default_rng([seed, *name.encode()])
    alone = np.zeros(replications)
    for line in chosen:
        alone += line.quantity * _triangular(generator, line.low, line.typical, line.high, replications)
    median, sigma = risk.factor(name)
    factor = np.exp(generator.normal(log(median), sigma, replications))
    return Stage(
        name=name,
        label=known.label,
        point=sum(line.total for line in chosen),
        spread=spread(alone * factor),
        lines_alone=spread(alone),
        median=median,
        sigma=sigma,
        confidence=known.confidence,
        source=known.source,
    )


def spread(values: Floats) -> Spread:
    """
    P10, P50 and P90, and a 95 % interval of the P90.

    Sources: the rank of a quantile is binomial (David and Nagaraja 2003, 7.1), here as its normal form.
    """
    ordered = np.sort(values)
    size = len(ordered)
    error = 1.96 * sqrt(size * 0.9 * 0.1)
    low, high = max(floor(size * 0.9 - error), 0), min(ceil(size * 0.9 + error), size - 1)
    p10, p50, p90 = np.quantile(ordered, (0.1, 0.5, 0.9))
    return Spread(
        p10=float(p10),
        p50=float(p50),
        p90=float(p90),
        p90_low=float(ordered[low]),
        p90_high=float(ordered[high]),
    )


def deadline_of(
    day: date, sites: int, at: date, risk: Risk, *, crews: int, replications: int, seed: int
) -> Deadline:
    """
    Chance to miss a day, and what each cause adds to it.

    The work takes its lead time and then sites over pace; each cause strikes or not, and weeks lost add up.

    Args:
        sites: Places to be done by the day.
        at: First day of the work.
        crews: At least 1.
    """
    base = risk.work.lead_weeks + sites / (crews * risk.work.sites_per_crew_week)
    generator = np.random.default_rng([seed, 6])
    lost = {name: _slip(generator, slip, replications) for name, slip in risk.causes.items()}
    weeks = base + np.sum(list(lost.values()), axis=0)
    have = (day - at).days / 7
    missed = float(np.mean(weeks > have))
    causes = tuple(
        Cause(
            name=name,
            label=risk.causes[name].label,
            mean_weeks=float(np.mean(one)),
            share=missed - float(np.mean(weeks - one > have)),
        )
        for name, one in lost.items()
    )
    p50, p90 = np.quantile(weeks, (0.5, 0.9))
    return Deadline(
        day=day,
        sites=sites,
        undisturbed=at + timedelta(weeks=base),
        p50=at + timedelta(weeks=float(p50)),
        p90=at + timedelta(weeks=float(p90)),
        missed=missed,
        error=sqrt(missed * (1 - missed) / replications),
        causes=tuple(sorted(causes, key=lambda one: (-one.share, -one.mean_weeks))),
    )


def _slip(generator: np.random.Generator, slip: Slip, size: int) -> Floats:
    strikes = generator.random(size) < slip.chance
    weeks = _triangular(generator, slip.low, slip.typical, slip.high, size)
    return np.asarray(strikes * weeks, dtype=np.float64)


def _triangular(generator: np.random.Generator, low: float, typical: float, high: float, size: int) -> Floats:
    return np.full(size, typical) if low == high else generator.triangular(low, typical, high, size)
