"""What table headers mean: `data/vocabulary/headers.yaml`, looked up without case and punctuation."""

import unicodedata
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from interdict.model.observation import RecordKind


class KindRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which properties make a table one of a kind."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    def fits(self, found: frozenset[str]) -> bool:
        """Whether a table with these properties is of the kind."""
        present = all(term in found for term in self.all) and not found.intersection(self.none)
        return present and (not self.any or bool(found.intersection(self.any)))


class Headers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The data file as it stands; spellings as people write them."""

    properties: dict[str, tuple[str, ...]]
    in_kind: dict[RecordKind, dict[str, tuple[str, ...]]]
    kinds: dict[RecordKind, KindRule]
    keys: dict[RecordKind, tuple[str, ...]]
    ambiguous: dict[str, tuple[str, ...]]
    ambiguous_in_kind: dict[RecordKind, dict[str, tuple[str, ...]]]
    harmless: tuple[str, ...]
    makers: tuple[str, ...]


def normal(header: str) -> str:
    """
    A header without case, width, spaces and punctuation.

    >>> normal("MAC_Address "), normal("S/N"), normal("ＭＡＣ地址"), normal("PO #")
    ('macaddress', 'sn', 'mac地址', 'po')
    """
    folded = unicodedata.normalize("NFKC", header).casefold()
    return "".join(character for character in folded if character.isalnum())


@cache
def headers() -> Headers:
    """The data file."""
    place = files("interdict").joinpath("data", "vocabulary", "headers.yaml")
    return msgspec.convert(yaml.safe_load(place.read_text(encoding="utf-8")), Headers)


def meaning(header: str, kind: RecordKind | None = None) -> str | None:
    """
    The property that a header means in a table of this kind, `key` for the device's id; `None` if none alone.

    >>> meaning("厂家"), meaning("PLATFORM", RecordKind.NEIGHBOUR), meaning("Equip")
    ('manufacturer', 'model', None)
    """
    form = normal(header)
    if kind and form in _choices_in_kind(kind):
        return None
    return (_in_kind(kind).get(form) if kind else None) or _everywhere().get(form)


def choices(header: str, kind: RecordKind | None = None) -> tuple[str, ...]:
    """The properties that an ambiguous header may mean; none for any other header."""
    form = normal(header)
    return (_choices_in_kind(kind).get(form) if kind else None) or _choices().get(form, ())


def is_harmless(header: str) -> bool:
    """Whether a header is known and of no use."""
    return normal(header) in _harmless()


def is_maker(cell: str) -> bool:
    """Whether a cell begins with the name of a well-known maker; only ever used to ask."""
    words = unicodedata.normalize("NFKC", cell).casefold().strip()
    return words.startswith(headers().makers)


def kind_of(found: frozenset[str]) -> RecordKind:
    """The kind of a table whose columns have these properties; a list of assets where no rule fits."""
    fitting = (kind for kind, rule in headers().kinds.items() if rule.fits(found))
    return next(fitting, RecordKind.ASSET)


@cache
def _everywhere() -> dict[str, str]:
    return _inverted(headers().properties)


@cache
def _in_kind(kind: RecordKind) -> dict[str, str]:
    return _inverted(headers().in_kind.get(kind, {}))


@cache
def _choices() -> dict[str, tuple[str, ...]]:
    return {form: tuple(joined.split("|")) for form, joined in _inverted(headers().ambiguous).items()}


@cache
def _choices_in_kind(kind: RecordKind) -> dict[str, tuple[str, ...]]:
    found = _inverted(headers().ambiguous_in_kind.get(kind, {}))
    return {form: tuple(joined.split("|")) for form, joined in found.items()}


@cache
def _harmless() -> frozenset[str]:
    return frozenset(map(normal, headers().harmless))


def _inverted(spellings: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {normal(spelling): term for term, said in spellings.items() for spelling in said}
