"""Open questions, each with what is asked of what, and what answers changed."""

from datetime import date
from enum import StrEnum

import msgspec

from interdict.model.vocabulary import FactValue


class Scope(StrEnum):
    """What one answer speaks of."""

    OPERATOR = "operator"
    SITE = "site"
    MODEL = "model"
    """Every device of one maker's model."""
    DEVICE = "device"


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One question, asked once, with what its answer would do."""

    scope: Scope
    about: str
    """The site, the maker and model, or the device's id; empty for the operator."""
    fact: str
    question: str
    where_to_look: str
    settles: int
    """Devices with a finding that this answer alone can settle."""
    helps: int
    """Devices with a finding that this answer settles or brings nearer."""


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What answers made of the findings that were open, each on one device under one provision."""

    open_before: int
    covered: int
    not_covered: int
    exempt: int
    still_open: int
    devices_covered: int
    """Devices with a finding that was open and is covered now."""


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask next."""

    operator: str
    at: date
    devices: int
    open: int
    """Devices with an open finding."""
    asks: tuple[Ask, ...]
    """Those that settle most devices first."""
    left_out: int = 0
    """Further questions that were not listed."""
    settled: Settled | None = None
    """Set where answers were given; the questions are those that remain."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody answered of the operator, a site, a model or a device."""

    scope: Scope
    about: str
    facts: dict[str, FactValue]
    where: str
    """File and line."""
