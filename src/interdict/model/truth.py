"""Three-valued truth: not knowing is a value of its own."""

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """An answer in Kleene's strong logic of indeterminacy; an absent fact is unknown, never false."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __invert__(self) -> "Truth":
        """Negation; unknown stays unknown."""
        return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(self, Truth.UNKNOWN)


def conjunction(truths: Iterable[Truth]) -> Truth:
    """
    Kleene `and`: false if any is false, else unknown if any is unknown, else true.

    Sources: Kleene (1952), Introduction to Metamathematics, § 64.

    >>> conjunction([Truth.TRUE, Truth.UNKNOWN]).value
    'unknown'
    >>> conjunction([Truth.FALSE, Truth.UNKNOWN]).value
    'false'
    """
    seen = set(truths)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def disjunction(truths: Iterable[Truth]) -> Truth:
    """
    Kleene `or`: true if any is true, else unknown if any is unknown, else false.

    Sources: Kleene (1952), Introduction to Metamathematics, § 64.
    """
    return ~conjunction(~truth for truth in truths)
