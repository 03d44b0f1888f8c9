"""Caps over a whole network: what is measured, what was found, and whether the cap is met."""

from datetime import date

import msgspec

from interdict.model.finding import Citation
from interdict.model.truth import Truth


class CountedFrom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an inventory gives a measure."""

    unit: str
    """`devices`, `sites` (those with at least one device in scope), or a property that holds a number."""
    roles: tuple[str, ...]
    """Roles of the devices in scope."""
    radio_generation: str = ""
    """In scope only where records say so; a device without a word about it may or may not be."""

    def __post_init__(self) -> None:
        if not self.roles:
            raise ValueError("a counted measure names no roles")


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something of which a producer has a share: sites, base stations, traffic, premises."""

    label: str
    unit: str
    question: str
    """How a person is asked for it."""
    where: str
    """Where the figures can usually be found."""
    counted: CountedFrom | None = None
    """Absent where no inventory tells it, so that only the profile can."""


class Measured(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the operator declares of one measure."""

    total: float | None = None
    producers: dict[str, float] = {}
    """By party or maker; `other` for makers that nobody names."""

    def __post_init__(self) -> None:
        figures = [*self.producers.values(), *([] if self.total is None else [self.total])]
        if any(figure < 0 for figure in figures):
            raise ValueError("a measure is negative")
        if self.total is not None and sum(self.producers.values()) > self.total:
            raise ValueError(f"the producers add up to more than the total of {self.total:g}")


class Units(msgspec.Struct, frozen=True, kw_only=True):
    """So many units of a measure that look alike: who made what is in scope there, and what may be."""

    sure: frozenset[str] = frozenset()
    """Producers of devices in scope; empty text for one that could not be named."""
    maybe: frozenset[str] = frozenset()
    """Producers of devices of which nothing says whether they are in scope."""
    number: float | None = None
    """None where the devices are known and their number is not."""
    placed: bool = True
    """False for devices without a site, where sites are counted."""


class MeasureShare(msgspec.Struct, frozen=True, kw_only=True):
    """The share of the capped producers in one measure, in per cent."""

    measure: str
    label: str
    least: float = 0.0
    most: float = 100.0
    source: str = ""
    """`profile` or `counted from the records`; empty where it is missing."""
    missing: str = ""
    """The question whose answer is missing, or why the bounds are wide; empty where they are exact."""

    @property
    def text(self) -> str:
        """The share as a person writes it: one figure, both ends, or that nobody knows."""
        if not self.source:
            return "not known"
        if self.least == self.most:
            return f"{self.least:.1f} %"
        return f"{self.least:.1f} to {self.most:.1f} %"

    def kept(self, cap: float) -> Truth:
        """Whether the share surely is at most the cap, surely above it, or neither."""
        if self.most <= cap:
            return Truth.TRUE
        return Truth.FALSE if self.least > cap else Truth.UNKNOWN


class CapAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One dated step of one cap."""

    order: str
    provision: str
    title: str
    summary: str
    cap: float
    """Per cent that may not be exceeded, in each measure."""
    producers: tuple[str, ...]
    """Named parties whose share is capped."""
    since: date | None = None
    due: date | None = None
    begun: bool = True
    """Whether the step applies on the date of the run."""
    binds: Truth = Truth.TRUE
    met: Truth
    """Whether the cap is kept in every measure."""
    shares: tuple[MeasureShare, ...]
    fact: str = ""
    """The operator fact that holds the larger share."""
    citation: Citation | None = None
