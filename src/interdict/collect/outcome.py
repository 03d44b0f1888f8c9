"""What came of asking, target by target."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    """How asking one target ended."""

    COLLECTED = "collected"
    PARTIAL = "partial"
    """It stopped answering; what it said before is kept, and a later run asks it again."""
    KEPT = "kept"
    """An earlier run collected it; it was not asked again."""
    NO_ANSWER = "no-answer"
    """Nothing came back: not there, filtered, or a wrong community, which agents meet with silence."""
    REFUSED = "refused"
    """It answered that user, key or access is wrong (version 3)."""
    NONSENSE = "nonsense"
    """What came back is not SNMP, or runs in circles."""
    NO_CREDENTIAL = "no-credential"
    """No credential's pattern fits it."""
    UNREACHABLE = "unreachable"
    """Its name does not resolve, or no route leads there."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One target and how asking it ended."""

    target: str
    outcome: Outcome
    rows: int = 0
    detail: str = ""
    """One sentence; never a secret."""


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """A whole run."""

    asked: tuple[Asked, ...]

    def count(self, *outcomes: Outcome) -> int:
        """How many targets ended in one of these ways."""
        return sum(1 for one in self.asked if one.outcome in outcomes)


GOOD: Sequence[Outcome] = (Outcome.COLLECTED, Outcome.KEPT)
"""Outcomes after which nothing is left to do."""
