"""The words an order may use: facts, equipment classes and actions, each declared once."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias

import msgspec

from interdict.model.affiliation import AffiliateRule
from interdict.model.caps import Measure

FactValue: TypeAlias = bool | int | float | date | str | frozenset[str]
"""What is known about one thing: its type is the one that the vocabulary declares for the fact."""

Facts: TypeAlias = Mapping[str, FactValue]
"""Facts by identifier, `subject.name`; an absent key is unknown, never false."""


class Known(Protocol):
    """Whatever facts can be asked of: a mapping, or a thing before the law."""

    def get(self, fact: str, /) -> FactValue | None:
        """The fact, or nothing where it is unknown."""


class FactType(StrEnum):
    """What kind of value a fact has, and so which comparisons make sense for it."""

    BOOL = "bool"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    PARTY = "party"
    """A party id, or the slug of a maker that the parties data does not describe."""
    ENUM = "enum"
    TEXT = "text"
    SET = "set"
    """A set of enumerated words; once present it is complete."""
    PARTIES = "parties"
    """A set of party ids; once present it is complete."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing an order may depend on."""

    id: str
    """`subject.name`; the subjects are those of `law.vocabulary.SUBJECTS`."""
    type: FactType
    label: str
    """For a bool the claim it makes (`the operator performs a federal contract`), else a noun phrase."""
    question: str
    """How a person is asked for it."""
    where: str
    """Where the answer can usually be found."""
    evidence: tuple[str, ...] = ()
    """What can supply it without asking, e.g. `profile`, `identification`, `role`, `purchase`, `site`."""
    values: tuple[str, ...] = ()
    """Words an enum or a set may hold; empty for a set of codes."""
    pattern: str = ""
    """Regular expression for the members of a set of codes."""
    unit: str = ""
    reserved: str = ""
    """Why it is declared although no order uses it yet."""

    @property
    def subject(self) -> str:
        """The kind of thing the fact is about."""
        return self.id.partition(".")[0]


class EquipmentClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of equipment or service that law speaks of."""

    id: str
    label: str
    definition: str
    source: str


class Action(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an effect forbids, demands or caps."""

    id: str
    kind: str
    """`prohibits`, `requires` or `caps`."""
    phrase: str
    """Completes `the operator …`, e.g. `may not use it`."""
    strictness: int
    """Rank in a roll-up: the highest is the strictest."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """Every word an order may use."""

    facts: dict[str, Fact]
    classes: dict[str, EquipmentClass]
    actions: dict[tuple[str, str], Action]
    """By kind and id."""
    affiliation: dict[str, AffiliateRule] = {}
    """Affiliate tests by id."""
    measures: dict[str, Measure] = {}
    """What network-wide caps are measured in, by id."""
