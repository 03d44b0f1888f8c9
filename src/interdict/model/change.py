"""What differs between two snapshots of a case, and why."""

from datetime import date
from enum import StrEnum

import msgspec


class Cause(StrEnum):
    """Why something differs; a change may have several."""

    NETWORK = "network"
    """The evidence says something else: equipment came, went, moved or was swapped."""
    LAW = "law"
    """Orders, parties or the day differ: the same device under the later law has the other finding."""
    DATA = "data"
    """The same evidence was read or identified otherwise by newer identifier data or code."""
    PERSON = "person"
    """A person reviewed, answered, removed, or changed the operator's profile."""


class What(StrEnum):
    """What kind of difference it is, the most pressing first."""

    RETURNED = "returned"
    """It is there after it was said to be removed, and was not there before: an alarm."""
    STILL_SEEN = "still-seen"
    """It is there after it was said to be removed, and was there before: an alarm."""
    NEW = "new"
    GONE = "gone"
    MAKER = "maker"
    """Another maker is named."""
    MOVED = "moved"
    """Another site is named."""
    FINDING = "finding"
    """A provision has another status for it."""


ALARMS = (What.RETURNED, What.STILL_SEEN)


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many changes of one kind and cause there are."""

    what: What
    causes: str
    """`+` between several."""
    changes: int
    devices: int


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """How many devices one provision came to see otherwise, and why."""

    order: str
    provision: str
    before: str
    after: str
    causes: str
    devices: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference, of one device."""

    what: What
    device: str
    hostname: str
    site: str
    producer_name: str
    order: str
    provision: str
    before: str
    after: str
    causes: str
    because: str


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """The differences between two snapshots."""

    before: str
    """Name of the earlier snapshot."""
    after: str
    at_before: date
    at_after: date
    devices_before: int
    devices_after: int
    tallies: tuple[Tally, ...]
    shifts: tuple[Shift, ...]
    """Findings, by provision."""
    changes: tuple[Change, ...]
    """The most pressing; every one is in the table that `--out` writes."""
    left_out: int = 0

    def count(self, *whats: What) -> int:
        """How many devices have such a change."""
        return sum(one.devices for one in self.tallies if one.what in whats)
