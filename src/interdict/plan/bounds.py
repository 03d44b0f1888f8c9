"""Lower bounds on what any plan costs, worked out beside the search in a process of their own."""

import multiprocessing
import os
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import NamedTuple

import numpy as np

from interdict.plan.arrays import CREW, REGION, Arrays, Bools, Ints
from interdict.plan.classes import Left, Prices, classes_of
from interdict.plan.greedy import empty_state
from interdict.plan.price import Floats

FINE = 60
"""Up to this many removals, limits on clusters, rings, pairs and hubs are priced too."""

POOLED = 5_000
"""Up to this many removals, hubs' precedence is priced; beyond, the programme takes too long with it."""


class Bound(NamedTuple):
    """What no plan costs less than, and when the relaxation would start each removal."""

    least: int
    guide: Floats
    """(n,) start weeks in the relaxation: a priority for serial schedule generation"""
    burden: Floats
    """(n,) what each removal's use of resources is worth at the relaxation's prices, mean over all weeks"""


def bound_of(a: Arrays, *, seconds: float) -> Bound:
    """
    The bound of the time-indexed linear programme over classes of removals.

    Run it in a process that has not loaded ortools, which carries a HiGHS of its own: see `Beside`.
    """
    from interdict.plan import linear

    if len(a.duration) > POOLED:
        a = a._replace(pool_at=np.zeros_like(a.pool_at), pools=0)
    left = left_of(a)
    classes = classes_of(a, _rows(a))
    settled = np.flatnonzero(a.fixed >= 0)
    known = int(a.cost[a.price[settled], a.fixed[settled] + a.duration[settled]].sum())
    if not len(classes.member):
        return Bound(known, a.fixed.astype(float), np.ones(len(a.duration)))
    solved = linear.solve(a, classes, left, seconds=seconds)
    return Bound(known + whole(solved.least), solved.start, burden_of(a, solved.prices))


def burden_of(a: Arrays, prices: Prices) -> Floats:
    """(n,) charge for the use of each removal at mean prices."""
    source = np.repeat(np.arange(len(a.duration)), np.diff(a.use_at))
    crews = np.bincount(source, prices.capacity.mean(1)[a.use_row] * a.use_amount, minlength=len(source))
    payers = np.flatnonzero(np.diff(a.pay_at))
    paid = np.zeros(len(a.duration))
    paid[payers] = a.pay_sum[a.pay_at[payers + 1] - 1]
    tail = np.cumsum(prices.money[::-1])[::-1].mean()
    means = np.append(prices.supply.mean(1), 0.0)
    found: Floats = crews[: len(a.duration)] + tail * paid + means[a.vendor] * a.units
    return found


def whole(value: float) -> int:
    """The next whole number, since costs are whole; 10^-9 of it is left to rounding of the arithmetic."""
    return int(np.ceil(value - 1e-9 * abs(value) - 1e-6))


def _rows(a: Arrays) -> Bools:
    """Rows of capacity that are priced."""
    found: Bools = (a.kind == CREW) | (a.kind == REGION) | (len(a.duration) <= FINE)
    return found


def left_of(a: Arrays) -> Left:
    """Capacity beside settled work; crew-days that no set of removals can use up are taken off."""
    state = empty_state(a)
    free = np.maximum(state.free, 0)
    for row in np.flatnonzero(a.kind == CREW):
        amounts = np.unique(a.use_amount[a.use_row == row])
        if amounts.size:
            free[row] = reachable(amounts, int(free[row].max()))[free[row]]
    return Left(
        free=free,
        stock=np.maximum(state.stock, 0).astype(float),
        money=np.maximum(state.least, 0).astype(float),
    )


def reachable(amounts: Ints, most: int) -> Ints:
    """
    For each capacity from 0 to `most`, the largest sum of amounts that does not exceed it.

    >>> reachable(np.array([2, 4]), 5).tolist()
    [0, 0, 2, 2, 4, 4]
    """
    can = np.zeros(most + 1, bool)
    can[0] = True
    for total in range(1, most + 1):
        can[total] = any(amount <= total and can[total - amount] for amount in amounts)
    return np.maximum.accumulate(np.where(can, np.arange(most + 1), 0)).astype(np.int32)


class Beside:
    """The bound, being worked out in another process while this one searches."""

    def __init__(self, a: Arrays, *, seconds: float) -> None:
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(there, a, seconds), daemon=True)
        self._process.start()
        there.close()

    def ready(self, *, wait: float | None = 0.0) -> Bound | None:
        """
        The bound once it is there, else none.

        Args:
            wait: Seconds to wait for it; none waits until it is there or its process has ended.
        """
        try:
            if self._here.poll(wait):
                found: Bound = self._here.recv()
                return found
        except EOFError:  # it ended without an answer: out of memory, or stopped
            self._here, _ = multiprocessing.Pipe(duplex=False)
        return None

    def stop(self) -> None:
        """End its process, whether it is done or not."""
        self._process.terminate()
        self._process.join()


def _work(there: Connection, a: Arrays, seconds: float) -> None:
    with suppress(OSError):  # HiGHS greets on standard output, which is for data
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        there.send(bound_of(a, seconds=seconds))
    except KeyboardInterrupt:  # Ctrl-C reaches the whole group; the search says so
        return
    finally:
        there.close()
