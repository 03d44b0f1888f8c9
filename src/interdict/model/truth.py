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
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE


def conjunction(truths: Iterable[Truth]) -> Truth:
    """
    Kleene `and`: false if any is false, else unknown if any is unknown, else true.

    Sources: Kleene (1952), Introduction to Metamathematics, § 64.

    >>> conjunction([Truth.TRUE, Truth.UNKNOWN]).value
    'unknown'
    >>> conjunction([Truth.FALSE, Truth.UNKNOWN]).value
    'false'
    """
    answer = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return truth
        if truth is Truth.UNKNOWN:
            answer = truth
    return answer


def disjunction(truths: Iterable[Truth]) -> Truth:
    """
    Kleene `or`: true if any is true, else unknown if any is unknown, else false.

    Sources: Kleene (1952), Introduction to Metamathematics, § 64.
    """
    return ~conjunction(~truth for truth in truths)
