"""Reads the parties data once: who there is, who holds which number, who owns whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec
import yaml

from interdict.core.errors import PartyDataError
from interdict.model.party import (
    Brand,
    Identifier,
    Maker,
    Name,
    NameKind,
    Party,
    Registry,
    Stake,
    Succession,
    Tag,
    Word,
)
from interdict.parties.names import NameIndex, normalise
from interdict.parties.names.catalogue import Entry
from interdict.parties.names.screen import Screen

_MAKERS = "makers.yaml"
_REMEDY = "Correct the entry; its fields are described in interdict.model.party."

_T = TypeVar("_T")


class Provenance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an imported list comes from, and under which terms."""

    title: str
    licence: str = ""
    """As its publisher names it; empty where nobody said."""
    href: str = ""
    files: tuple[str, ...] = ()
    """Names of the files that were imported, with their SHA-256."""


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of parties that belong together."""

    provenance: Provenance | None = None
    parties: tuple[Party, ...]
    stakes: tuple[Stake, ...] = ()
    successions: tuple[Succession, ...] = ()
    near_misses: tuple[str, ...] = ()


def _is_weak(fact: Name | Brand | Identifier) -> bool:
    """Weak aliases, and brands that no stored source gives to the party, do not mean it by themselves."""
    if isinstance(fact, Brand):
        return not fact.tag.is_reliable
    return isinstance(fact, Name) and fact.kind is NameKind.WEAK


def _best_tag(party: Party) -> Tag:
    """The best mark among the facts about a party: its short name is as sure as the surest of them."""
    tags = [fact.tag for fact in (*party.names, *party.identifiers, *party.brands)]
    return next((tag for tag in Tag if tag in tags), Tag.BACKGROUND)


class _Makers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    makers: tuple[Maker, ...]


class Parties:
    """
    Everybody the data knows, by id, number, registry spelling and name.

    Args:
        parties: Firms that orders name, and their relatives.
        makers: All other makers.
        stakes: Who holds what of whom, dated.
        near_misses: Names of firms that look like one of the parties and are not.
        successions: Who took over from whom, dated.
        provenance: Where imported parties come from, by id.
    """

    def __init__(
        self,
        parties: Iterable[Party],
        makers: Iterable[Maker] = (),
        stakes: Iterable[Stake] = (),
        near_misses: Iterable[str] = (),
        successions: Iterable[Succession] = (),
        provenance: Mapping[str, Provenance] | None = None,
    ) -> None:
        self.provenance = provenance or {}
        self.parties: Mapping[str, Party] = _unique(parties)
        self.makers: Mapping[str, Maker] = _unique(makers)
        self.stakes = tuple(stakes)
        self.successions = tuple(successions)
        self.near_misses = tuple(near_misses)
        self._check()

    def name_of(self, slug: str) -> str:
        """The short name of a party or maker; the slug itself where nobody is known under it."""
        known = self.parties.get(slug) or self.makers.get(slug)
        return known.name if known else slug

    @cached_property
    def called(self) -> dict[str, str]:
        """The short name of everybody, by id."""
        return {slug: known.name for slug, known in self._everybody()}

    def by_pen(self, number: int) -> str | None:
        """Slug of the holder of a private enterprise number."""
        return self._by_pen.get(str(number))

    def by_pon(self, vendor_id: str) -> str | None:
        """Slug of the maker behind the four letters that start an ONT serial."""
        return self._identified(Registry.PON).get(vendor_id.upper())

    def by_identifier(self, registry: Registry, value: str) -> str | None:
        """Slug of the party that a registry gave `value` to (not for enterprise numbers of makers)."""
        return self._identified(registry).get(value)

    def by_registry_name(self, organisation: str) -> str | None:
        """Slug of the maker that an address block registry calls `organisation`, in any of its spellings."""
        plain = normalise(organisation)
        if found := self._by_organisation.get(plain):
            return found
        tokens = plain.split()
        for length in range(len(tokens), 0, -1):
            if found := self._by_organisation_start.get(" ".join(tokens[:length])):
                return found
        return None

    @cached_property
    def names(self) -> NameIndex:
        """Finds whom a text names; built on first use."""
        return NameIndex(
            names=self._all_names(),
            words=self._all_words(),
            models=((slug, pattern) for slug, patterns in self._all_models() for pattern in patterns),
            near_misses=self.near_misses,
        )

    def screen(self, *, at: date | None = None, makers: bool = False) -> Screen:
        """
        Screens free-text names against the parties.

        Args:
            at: Only names and brands in use on this day count; all of them where no day is given.
            makers: Whether makers that no order names are told too; they compete with parties in any case.
        """
        return Screen(self._screened_names(at, makers))

    def _screened_names(self, at: date | None, makers: bool) -> Iterator[Entry]:
        """Every name with its confidence; look-alikes and unwanted makers only to win against parties."""
        for slug, party in self.parties.items():
            yield Entry(slug=slug, text=party.name, confidence=_best_tag(party).confidence)
            brands = (brand for brand in party.brands if brand.own)
            numbers = (one for one in party.identifiers if one.registry is Registry.OUI)
            facts: tuple[Name | Brand | Identifier, ...] = (*party.names, *brands, *numbers)
            for fact in facts:
                if fact.tag is not Tag.WRONG and (at is None or fact.interval.contains(at)):
                    text = fact.value if isinstance(fact, Identifier) else fact.text
                    yield Entry(slug=slug, text=text, weak=_is_weak(fact), confidence=fact.tag.confidence)
        for slug, maker in self.makers.items():
            for text in (maker.name, *maker.spellings):
                yield Entry(slug=slug, text=text, wanted=makers, confidence=Tag.BACKGROUND.confidence)
        for number, text in enumerate(self.near_misses):
            yield Entry(slug=f"look-alike {number}", text=text, wanted=False)

    def _all_names(self) -> Iterator[tuple[str, str]]:
        """Names before brands, parties before makers: where two claim one text, the first has it."""
        for slug, party in self.parties.items():
            yield slug, slug
            yield slug, party.name
            yield from ((slug, name.text) for name in party.names)
            yield from ((slug, one.value) for one in party.identifiers if one.registry is Registry.OUI)
        for slug, party in self.parties.items():
            current = (brand for brand in party.brands if brand.own and brand.interval.end is None)
            yield from ((slug, brand.text) for brand in current)
        for slug, maker in self.makers.items():
            yield slug, maker.name
        for slug, maker in self.makers.items():
            yield from ((slug, spelling) for spelling in maker.spellings)
            yield from ((slug, name.rstrip("*")) for name in maker.organisations)

    def _all_words(self) -> Iterator[tuple[str, Word]]:
        for slug, known in self._everybody():
            for word in known.words:
                yield slug, word if isinstance(word, Word) else Word(text=word)

    def _all_models(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for slug, known in self._everybody():
            if known.models:
                yield slug, known.models

    def _everybody(self) -> Iterator[tuple[str, Party | Maker]]:
        yield from self.parties.items()
        yield from self.makers.items()

    @cached_property
    def _by_pen(self) -> Mapping[str, str]:
        held = {str(number): slug for slug, maker in self.makers.items() for number in maker.pens}
        return held | self._identified(Registry.PEN)

    @cached_property
    def _by_organisation(self) -> Mapping[str, str]:
        exact = {
            normalise(name): slug
            for slug, maker in self.makers.items()
            for name in maker.organisations
            if not name.endswith("*")
        }
        return exact | {normalise(name): slug for name, slug in self._identified(Registry.OUI).items()}

    @cached_property
    def _by_organisation_start(self) -> Mapping[str, str]:
        return {
            normalise(name.rstrip("*")): slug
            for slug, maker in self.makers.items()
            for name in maker.organisations
            if name.endswith("*")
        }

    @cached_property
    def _identifiers(self) -> Mapping[Registry, dict[str, str]]:
        by_registry: dict[Registry, dict[str, str]] = {registry: {} for registry in Registry}
        for slug, party in self.parties.items():
            for one in party.identifiers:
                by_registry[one.registry][one.value] = slug
        return by_registry

    def _identified(self, registry: Registry) -> dict[str, str]:
        return self._identifiers[registry]

    def _check(self) -> None:
        """Raise PartyDataError where ids clash or a stake names nobody."""
        if twice := set(self.parties) & set(self.makers):
            raise PartyDataError(
                f"{sorted(twice)} are both parties and makers", remedy="Keep one entry each."
            )
        known = {*self.parties, *self.makers}
        for stake in self.stakes:
            if missing := {stake.owner, stake.owned} - known:
                raise PartyDataError(f"a stake names {sorted(missing)}, described nowhere", remedy=_REMEDY)
        for one in self.successions:
            if missing := {one.predecessor, one.successor} - known:
                text = f"a succession names {sorted(missing)}, described nowhere"
                raise PartyDataError(text, remedy=_REMEDY)
        for maker in self.makers.values():
            if maker.house and maker.house not in self.makers:
                text = f"the house of {maker.id}, {maker.house}, is no maker"
                raise PartyDataError(text, remedy=_REMEDY)


def load_parties(folder: Traversable | None = None, *, beside: Sequence[Traversable] = ()) -> Parties:
    """
    The parties and makers that ship with interdict, or those of another folder of the same shape.

    Args:
        folder: In place of the shipped one.
        beside: Folders of further parties, such as imported lists; where one of them has an id twice, or
            one that is taken, that is an error.
    Raises: PartyDataError with the file, if one does not have the shape.
    """
    shipped = folder or files("interdict") / "data" / "parties"
    groups, makers = [], _Makers(makers=())
    for path in (path for place in (shipped, *beside) for path in _sorted(place)):
        if path.name == _MAKERS:
            makers = _decoded(path, _Makers)
        elif path.name.endswith((".yaml", ".json")):
            groups.append(_decoded(path, Group))
    return Parties(
        parties=[party for group in groups for party in group.parties],
        makers=makers.makers,
        stakes=[stake for group in groups for stake in group.stakes],
        successions=[one for group in groups for one in group.successions],
        near_misses=[name for group in groups for name in group.near_misses],
        provenance={
            party.id: group.provenance for group in groups if group.provenance for party in group.parties
        },
    )


def _sorted(folder: Traversable) -> list[Traversable]:
    try:
        return sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError as error:
        raise PartyDataError(
            f"the folder of parties cannot be read: {error.strerror or error}",
            where=str(folder),
            remedy="Give a folder that `interdict parties import` wrote.",
        ) from error


def _decoded(path: Traversable, shape: type[_T]) -> _T:
    """One file as a value; libyaml's parser, because the plain one takes ten times as long."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if path.name.endswith(".json"):
            return msgspec.json.decode(path.read_bytes(), type=shape)
        return msgspec.convert(yaml.load(path.read_text("utf-8"), loader), shape)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as error:
        raise PartyDataError(str(error), where=path.name, remedy=_REMEDY) from error


_Known = TypeVar("_Known", Party, Maker)


def _unique(known: Iterable[_Known]) -> dict[str, _Known]:
    """By id; raises PartyDataError where two share one."""
    by_id: dict[str, _Known] = {}
    for one in known:
        if one.id in by_id:
            raise PartyDataError(f"{one.id!r} is described twice", remedy="Keep one entry.")
        by_id[one.id] = one
    return by_id
