"""Precedence in the sum: what hubs open, the removals behind them draw, region by region."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from interdict.model.plan import Removal

FEW = 64
"""A removal that more than this wait for is no hub: its earliest finish says when they may start."""

Ints = NDArray[np.int32]
Draws = list[tuple[int, int, int]]
"""Pool, amount, weeks from the start."""


def opened(
    removals: Sequence[Removal], number: Mapping[str, int], *, settled: Collection[str]
) -> tuple[Ints, Ints, int]:
    """
    Pools that a bound may price in place of each hub's precedence.

    Up to any week, no more removals have started than wait behind hubs finished by then. There is a pool for
    all of a region, and one for each third of its removals by weight: light ones do not open for heavy ones.

    Returns: Where the pools of each removal begin, (3, entries) of pool, amount and week, and how many pools.
    """
    waiting: dict[int, list[int]] = {}
    for place, one in enumerate(removals):
        if one.id not in settled:
            for name in one.after if len(one.after) <= 4 else ():
                if name in number and name not in settled:
                    waiting.setdefault(number[name], []).append(place)
    hubs = {hub: places for hub, places in waiting.items() if len(places) <= FEW}
    bands = _bands([removals[place].weight for places in hubs.values() for place in places])
    pools: dict[tuple[str, str, int], int] = {}
    draws: list[Draws] = [[] for _ in removals]
    for hub, places in hubs.items():
        fills: dict[int, int] = {}
        for place in places:
            for band in (-1, int(np.searchsorted(bands, removals[place].weight))):
                pool = pools.setdefault((removals[hub].region, removals[hub].kind, band), len(pools))
                draws[place].append((pool, 1, 0))
                fills[pool] = fills.get(pool, 0) + 1
        draws[hub] += [(pool, -size, removals[hub].weeks) for pool, size in sorted(fills.items())]
    at = np.zeros(len(removals) + 1, np.int32)
    np.cumsum([len(one) for one in draws], out=at[1:])
    table = np.array([part for one in draws for part in one], np.int32).reshape(-1, 3)
    return at, np.ascontiguousarray(table.T), len(pools)


def _bands(weights: Sequence[int]) -> NDArray[np.float64]:
    """Weights at which a third and two thirds of the removals lie."""
    found: NDArray[np.float64] = np.quantile(weights, (1 / 3, 2 / 3)) if weights else np.zeros(2)
    return found
