"""What a tender is expected to cost, with all bidders and without some."""

import msgspec

from interdict.core.problem import Problem


class Price(msgspec.Struct, frozen=True, kw_only=True):
    """Outlay of the operator for a whole lot, switching included."""

    mean: float
    error: float
    """Standard error of the mean, from the number of replications."""
    p5: float
    p95: float


class LotOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """One lot with all bidders, and with those that remain."""

    lot: str
    units: float
    bidders: tuple[str, ...]
    remaining: tuple[str, ...]
    everybody: Price
    without: Price
    ratio: float
    """Mean without over mean with everybody."""
    unserved: float
    """Mean share of the units that the remaining capacity cannot supply; bought at the reserve price."""
    wins: dict[str, float]
    """Share of the units that each bidder supplies with everybody in."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One assumption that sets two published estimates apart."""

    name: str
    factor: float
    basis: str
    """`published`, `simulated` or `implied`."""
    said: str


class Tender(msgspec.Struct, frozen=True, kw_only=True):
    """A tender played many times."""

    title: str
    currency: str
    auction: str
    without: tuple[str, ...]
    lots: tuple[LotOutcome, ...]
    everybody: float
    """Sum of the lots' means."""
    alone: float
    """Sum of the lots' means without the bidders named."""
    delay: float
    """Cost of the delay that leaving bidders out brings, as given."""
    replay: tuple[Step, ...]
    """What sets the published estimates apart; empty unless asked for."""
    replications: int
    seed: int
    assumptions: tuple[str, ...]
    problems: tuple[Problem, ...]
