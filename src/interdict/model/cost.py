"""Money: lines of an estimate, its spread, lateness, and cash."""

from datetime import date

import msgspec

from interdict.core.problem import Problem


class Priced(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an estimate: a quantity at a price that is not quite known."""

    line: str
    label: str
    quantity: float
    low: float
    typical: float
    high: float
    """Per unit, in the currency of the estimate; low <= typical <= high."""
    source: str
    confidence: str
    known: str
    """`early`: in estimates made from an inventory; `survey`: found by a survey."""
    eligible: bool
    """Whether the programme that was asked for pays it back."""
    quoted: bool

    @property
    def total(self) -> float:
        """Quantity times typical price."""
        return self.quantity * self.typical


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """Percentiles of an amount, with their own sampling error."""

    p10: float
    p50: float
    p90: float
    p90_low: float
    p90_high: float
    """Interval in which the P90 of endless replications lies with 95 %, from order statistics."""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """An estimate at one state of knowledge."""

    name: str
    label: str
    point: float
    """Sum of typical prices of the lines that are known at this stage, without any factor."""
    spread: Spread
    lines_alone: Spread
    """The spread if prices of lines were all that is uncertain, without the common factor."""
    median: float
    sigma: float
    """Of the common factor, lognormal."""
    confidence: str
    source: str


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One cause of slip, as it acts on one deadline."""

    name: str
    label: str
    mean_weeks: float
    """Weeks lost to it on average, over all replications."""
    share: float
    """By how much the chance to miss the deadline falls if it never struck, same draws otherwise."""


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """The chance to miss one day."""

    day: date
    sites: int
    undisturbed: date
    """When the work is done if nothing goes wrong."""
    p50: date
    p90: date
    missed: float
    """Probability."""
    error: float
    """Standard error of it, from the number of replications."""
    causes: tuple[Cause, ...]


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """Cash of one month at the median cost."""

    month: date
    spent: float
    reimbursed: float
    gap: float
    """What the operator has laid out and not had back, at the end of the month."""


class Overrun(msgspec.Struct, frozen=True, kw_only=True):
    """A case on record of an early estimate and a later one."""

    name: str
    ratio: float
    source: str


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What a removal costs, as far as one knows."""

    at: date
    catalogue: str
    currency: str
    year: int
    stage: str
    lines: tuple[Priced, ...]
    stages: tuple[Stage, ...]
    overrun: float
    """Median of the estimate after a survey, over the point estimate of the first idea."""
    recorded: tuple[Overrun, ...]
    deadlines: tuple[Deadline, ...]
    programme: str
    eligible: float
    """Median cost that the programme would recognise."""
    allocated: float
    """What it pays of that."""
    months: tuple[Month, ...]
    replications: int
    seed: int
    assumptions: tuple[str, ...]
    problems: tuple[Problem, ...]
