"""Where the marks of the report's pictures stand, in percent of the picture's width."""

from collections.abc import Iterable
from datetime import date
from itertools import accumulate

import msgspec

YEARS_SHOWN_BEFORE = 9
"""A bar that began earlier than this many years before the date is cut at the picture's edge."""
TICKS = 8
"""At most this many years are named below the timeline."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a stacked bar."""

    name: str
    count: int
    start: float
    width: float


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A year named below the timeline."""

    label: str
    at: float


class Axis(msgspec.Struct, frozen=True, kw_only=True):
    """The days a timeline shows."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Percent of the width at which `day` stands; days outside stand at the edge."""
        span = (self.last - self.first).days
        return round(min(max((day - self.first).days / span, 0.0), 1.0) * 100, 2)

    def ticks(self) -> tuple[Tick, ...]:
        """Starts of years, thinned so that their labels do not touch."""
        years = range(self.first.year, self.last.year + 1)
        step = -(-len(years) // TICKS)
        return tuple(Tick(label=str(y), at=self.place(date(y, 1, 1))) for y in years[::step])


def shares(counts: Iterable[tuple[str, int]]) -> tuple[Share, ...]:
    """
    The parts of one bar of width 100, in the order given; empty where there is nothing to count.

    >>> [(s.name, s.start, s.width) for s in shares([("covered", 1), ("exempt", 0), ("not-covered", 3)])]
    [('covered', 0.0, 25.0), ('not-covered', 25.0, 75.0)]
    """
    parts = [(name, count) for name, count in counts if count > 0]
    total = sum(count for _, count in parts)
    starts = accumulate((count for _, count in parts), initial=0)
    return tuple(
        Share(
            name=name,
            count=count,
            start=round(start / total * 100, 3),
            width=round(count / total * 100, 3),
        )
        for (name, count), start in zip(parts, starts, strict=False)
    )


def axis(at: date, begins: Iterable[date], dues: Iterable[date]) -> Axis:
    """
    Whole years that hold `at`, every due date, and beginnings not too long ago.

    Args:
        at: The date of the run.
        begins: Days from which something applies.
        dues: Days by which something is due.
    """
    dues = list(dues)
    oldest = min([at, *dues]).year
    early = [day.year for day in begins if day.year >= at.year - YEARS_SHOWN_BEFORE]
    first = min([oldest, *early])
    last = max([at, *dues]).year + 1
    return Axis(first=date(first, 1, 1), last=date(last, 1, 1))
