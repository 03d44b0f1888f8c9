"""Whom each of many names means: candidates from the catalogue, compared, the best two of them kept."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from interdict.parties.names.catalogue import Catalogue, Entry
from interdict.parties.names.compare import compare_prepared, likelihood
from interdict.parties.names.prepare import Prepared, prepare

CLOSE = 0.2
"""Two parties whose probabilities differ by less than this are both told."""
FLOOR = 0.05
"""Below this a name resembles nobody; nine in ten of the labelled pairs below are different firms or more."""
WEAK = 0.4
"""Most that a weak alias alone gives: it is shared by others by definition (FollowTheMoney `weakAlias`)."""


class Hit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party that a name may mean."""

    slug: str
    matched: str
    """The name of the party that was found, as our data writes it."""
    probability: float
    """That the name means this party; see `docs/explanation/names.md`."""
    steps: tuple[str, ...]
    """What made the two equal, and what was left over."""
    rarest: str = ""
    per_million: float = 0.0
    """How many of a million firm names carry the rarest common word; 0 where it was hardly seen."""
    confidence: str = ""
    """How far the source of the party's name can be trusted."""


class Screened(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One name, and whom it may mean."""

    name: str
    hits: tuple[Hit, ...] = ()
    """The likeliest first; a second one where it is close."""

    @property
    def ambiguous(self) -> bool:
        """Whether two parties could carry the name."""
        return len(self.hits) > 1


class _Found(NamedTuple):
    """An entry that a name may mean."""

    value: float
    exact: bool
    """Whether it is written alike, legal form and all."""
    entry: Entry
    prepared: Prepared


class Screen:
    """
    Screens names against a catalogue.

    Args:
        entries: Names of parties, of makers and of look-alikes.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        given = tuple(entries)
        self._wanted = Catalogue(entry for entry in given if entry.wanted)
        self._rivals = Catalogue(entry for entry in given if not entry.wanted)

    @property
    def size(self) -> int:
        """How many names each name is compared with, by the index or in full."""
        return len(self._wanted.entries) + len(self._rivals.entries)

    def one(self, name: str, *, least: float = FLOOR) -> Screened:
        """
        Whom one name may mean.

        Args:
            name: In any script and spelling.
            least: Probability below which nobody is told.
        """
        best = self._best(name)
        close = _close(name, best, max(least, FLOOR)) if best else []
        if not close or not close[0].entry.wanted:
            return Screened(name=name)
        hits = [_hit(name, found) for found in close if found.entry.wanted]
        return Screened(name=name, hits=tuple(hits[:2]))

    def many(self, names: Sequence[str], *, least: float = FLOOR) -> list[Screened]:
        """Whom each of several names may mean; equal names are looked up once."""
        found = {name: self.one(name, least=least) for name in dict.fromkeys(names)}
        return [found[name] for name in names]

    def _best(self, name: str) -> list[_Found]:
        """Per party its likeliest name, the likeliest party first; look-alikes and makers among them."""
        wanted = self._wanted.candidates(name)
        if not wanted:
            return []
        mine = prepare(name)
        best: dict[str, _Found] = {}
        for catalogue, numbers in ((self._wanted, wanted), (self._rivals, self._rivals.candidates(name))):
            for number in numbers:
                entry, theirs = catalogue.entries[number], catalogue.prepared[number]
                value = likelihood(mine, theirs)
                value = min(value, WEAK) if entry.weak else value
                found = _Found(value, entry.text.casefold() == name.casefold(), entry, theirs)
                if entry.slug not in best or found[:2] > best[entry.slug][:2]:
                    best[entry.slug] = found
        return sorted(best.values(), key=lambda found: (-found.value, not found.exact, found.entry.slug))


def _close(name: str, best: list[_Found], least: float) -> list[_Found]:
    """The likeliest and those near it; only those written alike where some are."""
    letters = prepare(name).whole
    near = [found for found in best if best[0].value - found.value < CLOSE and found.value >= least]
    exact = [found for found in near if found.exact]
    same = exact or [found for found in near if found.prepared.whole == letters]
    return same or near


def _hit(name: str, found: _Found) -> Hit:
    why = compare_prepared(prepare(name), found.prepared)
    return Hit(
        slug=found.entry.slug,
        matched=found.entry.text,
        probability=round(found.value, 4),
        steps=why.steps,
        rarest=why.rarest,
        per_million=why.per_million,
        confidence=found.entry.confidence,
    )
