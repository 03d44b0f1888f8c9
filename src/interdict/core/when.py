"""Dates that mean something: half-open intervals of days, `None` for an open end."""

from datetime import date

import msgspec


class Interval(msgspec.Struct, frozen=True, order=True):
    """
    Days from `start` (included) to `end` (excluded); `None` leaves that side open.

    >>> Interval(date(2021, 3, 12), None).contains(date(2021, 3, 12))
    True
    >>> Interval(None, date(2021, 3, 12)).contains(date(2021, 3, 12))
    False
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"an interval ends on {self.end}, before it starts on {self.start}")

    def contains(self, day: date) -> bool:
        """Whether `day` lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share at least one day."""
        starts_before_end = self.start is None or other.end is None or self.start < other.end
        ends_after_start = self.end is None or other.start is None or other.start < self.end
        return starts_before_end and ends_after_start


def day(text: str) -> date:
    """
    The date an ISO 8601 calendar date names.

    Raises: ValueError naming the text, if it is not `YYYY-MM-DD`.

    >>> day("2019-02-20")
    datetime.date(2019, 2, 20)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date of the form YYYY-MM-DD") from None
