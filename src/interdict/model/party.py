"""Parties: who makes, owns, brands and registers; every relation is dated."""

from datetime import date
from enum import StrEnum
from typing import Protocol

import msgspec

from interdict.core.when import Interval
from interdict.model.truth import Truth


class Tag(StrEnum):
    """How far a fact about a party can be trusted; the marks of the fact base."""

    MEASURED = "M"
    """Measured in a named registry copy; can be measured again."""
    SOURCED = "S"
    """Read in a stored source, which is named."""
    DERIVED = "D"
    """Worked out from measured or sourced facts."""
    BACKGROUND = "K"
    """Background knowledge that no stored source confirms; never decides anything alone."""
    WRONG = "X"
    """Checked and found wrong; kept so that nobody adds it again."""

    @property
    def is_reliable(self) -> bool:
        """Whether a yes or a no may rest on it."""
        return self in (Tag.MEASURED, Tag.SOURCED, Tag.DERIVED)

    @property
    def confidence(self) -> str:
        """The word that citations use for the same degree of trust."""
        return _CONFIDENCE[self]


_CONFIDENCE = {
    Tag.MEASURED: "verified",
    Tag.SOURCED: "secondary",
    Tag.DERIVED: "derived",
    Tag.BACKGROUND: "unverified",
    Tag.WRONG: "unknown",
}


class NameKind(StrEnum):
    """What sort of name it is."""

    LEGAL = "legal"
    BRAND = "brand"
    FORMER = "former"
    NATIVE = "native"
    """In the script of its country."""
    REGISTRY = "registry-spelling"
    """As a registry writes it, stray spaces included."""
    SPELLING = "spelling"
    """A usual misspelling or short form found in records."""
    WEAK = "weak"
    """Too short or too common to mean the party by itself (FollowTheMoney `weakAlias`)."""


class Registry(StrEnum):
    """Who hands out a kind of number that can name a maker."""

    COMPANY = "company-register"
    """Number in a register of companies, as the list that gives it writes it."""
    PEN = "pen"
    """IANA private enterprise number."""
    OUI = "oui-organisation"
    """Organisation name in the IEEE address block registries, exactly as written there."""
    PON = "pon"
    """Vendor id of an ONT serial (ITU-T G.984.3)."""
    FCC = "fcc-grantee"
    USB = "usb"
    PCI = "pci"
    BLUETOOTH = "bluetooth"


class _Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every dated fact about a party carries."""

    interval: Interval = Interval()
    tag: Tag
    source: str = ""
    """Where it was read, in a few words."""
    note: str = ""


class Name(_Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which records write a party."""

    text: str
    kind: NameKind


class Identifier(_Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number or name that a registry assigned to a party."""

    registry: Registry
    value: str


class Brand(_Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label under which a party's goods are sold."""

    text: str
    own: bool = True
    """False where somebody else puts the label on goods this party makes."""
    maker: str = ""
    """Slug of the firm whose label it is, where it is described."""


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word or phrase that names a maker inside free text."""

    text: str
    exact_case: bool = False
    """For words that mean something else in lower case (`HP`, `Sharp`)."""
    start: bool = False
    """Also where it only starts a longer word (`HuaweiAR2220`)."""


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A firm that an order names, owns, is owned, or must not be taken for one of those."""

    id: str
    name: str
    """Short name, as people of the field write it."""
    kind: str = "company"
    """`company`, `joint-venture`, `brand-house` or `carrier`."""
    country: str = ""
    """ISO 3166 alpha-2 code of its seat."""
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    brands: tuple[Brand, ...] = ()
    words: tuple[Word | str, ...] = ()
    models: tuple[str, ...] = ()
    """Regular expressions for the start of a model name."""
    topics: tuple[str, ...] = ()
    """Why an imported list names it, in that list's own words (`sanction`, a programme's name)."""
    pages: tuple[str, ...] = ()
    """Addresses of pages about it, as an imported list gives them."""
    watch: str = ""
    """Why it is watched although no order here names it; empty for others."""


class Maker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Any other maker: only what is needed to name it."""

    id: str
    name: str
    house: str = ""
    """Maker under whose roof it stands since a merger, a split or a sale of a line: their names, numbers and
    blocks are found on one another's boxes and do not contradict each other."""
    spellings: tuple[str, ...] = ()
    """Other spellings, brands, and firms it took over whose name is still on the boxes."""
    words: tuple[Word | str, ...] = ()
    pens: tuple[int, ...] = ()
    organisations: tuple[str, ...] = ()
    """IEEE organisation names; one that ends in `*` stands for all names that start so."""
    models: tuple[str, ...] = ()
    """Regular expressions for the start of a model name."""
    software: bool = False
    """It makes what runs on the box, not the box."""


class Stake(_Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one party holds of another during an interval."""

    owner: str
    owned: str
    share: float | None = None
    """Per cent of the equity; None where it is not known."""
    control: bool | None = None
    """Whether the owner directs the owned firm; None where it is not known."""

    def __post_init__(self) -> None:
        if self.share is not None and not 0 <= self.share <= 100:
            raise ValueError(f"a share is a percentage from 0 to 100, not {self.share}")


class Succession(_Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party took over the business of another; counts while its interval runs, from the day it did."""

    predecessor: str
    successor: str


class Relation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether one party counts as (an affiliate of) another under one order's own test, and why."""

    truth: Truth
    because: str
    """The chain of stakes with shares, dates and confidence, or what is missing."""


class Affiliation(Protocol):
    """The affiliate test, as the law asks it; answered from the parties data."""

    def __call__(self, producer: str, named: str | tuple[str, ...], *, test: str, at: date) -> Relation:
        """
        Whether `producer` is `named`, or reached through ownership.

        Args:
            producer: Party id, or the slug of a maker that the parties data does not describe.
            named: Party id that an order names; several where their stakes may count together.
            test: The order's own test: an id of `data/vocabulary/affiliation.yaml`.
            at: The date on which the relation is judged.
        """
