"""What a lot costs: bidders draw costs, the cheapest supply it, and are paid what rivalry leaves them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interdict.procurement.bids import Ranged

Floats = NDArray[np.float64]
GRID = 257
"""Points of the integral over a rival's cost; Simpson's rule is exact far beyond the sampling error."""


def drawn(bidders: Sequence[Ranged], replications: int, seed: Sequence[int]) -> Floats:
    """
    Scores, cost plus switching a unit, of every bidder in every replication.

    A bidder's draws depend on its name, so that they are the same whoever else takes part.
    Returns: `(replications, bidders)`.
    """
    columns = [
        np.random.default_rng([*seed, *one.name.encode()]).uniform(one.low, one.high, replications)
        + one.switching
        for one in bidders
    ]
    return np.column_stack(columns) if columns else np.zeros((replications, 0))


def second_price(scores: Floats, capacity: Floats, units: float, reserve: float) -> tuple[Floats, Floats]:
    """
    Outlay where every winner is paid what its units would cost without it.

    With one winner that is the second lowest score. Units that nobody can supply cost the reserve.

    Args:
        scores: `(replications, bidders)`.
        capacity: `(bidders,)`, units.
    Returns: Outlay, `(replications,)`, and units supplied by each, `(replications, bidders)`.
    Sources: Vickrey (1961); for several units with capacities, Clarke's pivot rule.
    """
    best, supplied = _cheapest(scores, capacity, units, reserve)
    outlay = (units - supplied.sum(axis=1)) * reserve
    for bidder in range(scores.shape[1]):
        others = np.delete(np.arange(scores.shape[1]), bidder)
        without, _ = _cheapest(scores[:, others], capacity[others], units, reserve)
        outlay += without - best + scores[:, bidder] * supplied[:, bidder]
    return outlay, supplied


def first_price(
    scores: Floats, bidders: Sequence[Ranged], units: float, reserve: float
) -> tuple[Floats, Floats]:
    """
    Outlay where the lowest bid wins and is paid; every bidder shades its bid by what it can hope for.

    Exact where bidders are alike and can supply everything. Elsewhere an approximation: bids are those at
    which a bidder expects what it would expect if the cheapest always won.
    Returns: As `second_price`.
    Sources: Krishna (2010), section 2.3, mirrored for procurement: b(c) = c + U(c) / P(c), where P is the
        chance that all rivals cost more and U its integral from c to the reserve.
    """
    bids = np.column_stack([_bid(scores[:, n], n, bidders, reserve) for n in range(len(bidders))] or [scores])
    capacity = np.array([one.capacity for one in bidders])
    outlay, supplied = _cheapest(bids, capacity, units, reserve)
    return outlay, supplied


def _bid(score: Floats, bidder: int, bidders: Sequence[Ranged], reserve: float) -> Floats:
    rivals = [one for place, one in enumerate(bidders) if place != bidder]
    low = min(float(score.min(initial=reserve)), reserve)
    at = np.linspace(low, reserve, GRID)
    chance = np.ones(GRID)
    for one in rivals:
        chance *= 1 - np.clip(_below(at, one), 0, 1)
    steps = np.diff(at) * (chance[1:] + chance[:-1]) / 2
    hope = np.concatenate([np.cumsum(steps[::-1])[::-1], [0.0]])
    mine, wins = np.interp(score, at, hope), np.interp(score, at, chance)
    shaded = score + np.divide(mine, wins, out=np.zeros_like(mine), where=wins > 1e-12)
    return np.where(score > reserve, np.inf, np.minimum(shaded, reserve))


def _below(at: Floats, one: Ranged) -> Floats:
    """Chance that a rival's score is below each point."""
    low, high = one.low + one.switching, one.high + one.switching
    return (at >= high).astype(float) if low == high else (at - low) / (high - low)


def _cheapest(scores: Floats, capacity: Floats, units: float, reserve: float) -> tuple[Floats, Floats]:
    """Least cost of the units, filled in the order of scores up to the reserve, and who supplies how many."""
    order = np.argsort(scores, axis=1, kind="stable")
    sorted_scores = np.take_along_axis(scores, order, axis=1)
    room = np.where(sorted_scores <= reserve, np.minimum(capacity[order], units), 0.0)
    before = np.concatenate([np.zeros((len(scores), 1)), np.cumsum(room, axis=1)[:, :-1]], axis=1)
    taken = np.clip(units - before, 0, room) if scores.shape[1] else room
    supplied = np.zeros_like(scores)
    np.put_along_axis(supplied, order, taken, axis=1)
    paid = np.where(taken > 0, sorted_scores, 0.0) * taken
    return paid.sum(axis=1) + (units - taken.sum(axis=1)) * reserve, supplied
