"""Parties: who makes, owns, brands and registers; every relation is dated."""

from datetime import date
from typing import Protocol

import msgspec

from interdict.model.truth import Truth


class Relation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether one party counts as (an affiliate of) another under one order's own test, and why."""

    truth: Truth
    because: str
    """The chain of stakes with shares, dates and confidence, or what is missing."""


class Affiliation(Protocol):
    """The affiliate test, as the law asks it; answered from the parties data."""

    def __call__(self, producer: str, named: str, *, test: str, at: date) -> Relation:
        """
        Whether `producer` is `named`, or reached through ownership.

        Args:
            producer: Party id, or the slug of a maker that the parties data does not describe.
            named: Party id that an order names.
            test: The order's own test: `named-only`, `subsidiary-or-affiliate` (no percentage),
                `more-than-10-percent`, `50-percent-aggregate`, `control`.
            at: The date on which the relation is judged.
        """
