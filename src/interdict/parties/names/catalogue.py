"""Names to look for, indexed so that a name meets only those it could mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

import msgspec

from interdict.parties.names.align import sound
from interdict.parties.names.prepare import Prepared, ideographs, prepare, shape, tokens_of
from interdict.parties.names.script import script_of
from interdict.parties.names.words import words

RARE = 0.55
"""Words that tell less than this lead to no name by themselves."""
_SHORT = 4
"""Words up to this length are looked up as they are: one letter's difference makes another word of them."""
_LONG = 9
"""From this length on two letters may differ."""
_SPLIT = 3
"""Most words of a record that together may write one word of a name."""
_ATTACHED = 6
"""Least length of a word that is also found where others follow it without a space."""
_REMEMBERED = 300_000
"""Distinct words whose keys are kept: about 60 MB."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One name of one party."""

    slug: str
    text: str
    weak: bool = False
    """Too short or too common to mean the party by itself."""
    wanted: bool = True
    """False for a name that is only here to win against others: a look-alike, or a maker nobody asked for."""
    confidence: str = ""
    """How far the source of the name can be trusted; see `Tag.confidence`."""


class Catalogue:
    """
    Finds the names that a text could mean, without comparing it with all of them.

    Args:
        entries: Names to look for.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        unique: dict[tuple[str, str], Entry] = {}
        for entry in entries:
            unique.setdefault((entry.slug, entry.text), entry)
        self.entries = tuple(unique.values())
        self.prepared: tuple[Prepared, ...] = tuple(prepare(entry.text) for entry in self.entries)
        self._scripts = [script_of(entry.text) for entry in self.entries]
        self._written = {(entry.slug, one) for entry, one in zip(self.entries, self._scripts, strict=True)}
        self._keys: dict[str, list[int]] = defaultdict(list)
        self._runs: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.prepared):
            for key in set(_keys_of_name(name)):
                self._keys[key].append(number)
            if name.ideographs:
                self._runs[name.ideographs].append(number)
        self._near: dict[tuple[str, bool], tuple[str, ...]] = {}

    def candidates(self, text: str) -> list[int]:
        """Numbers of the entries that share a rare word with `text`, or nearly."""
        written = script_of(text)
        found = self._by_words(tokens_of(text), foreign=written != "latin")
        if not text.isascii() and (run := ideographs(text)):
            found.update(number for known, some in self._runs.items() if known in run for number in some)
        return sorted(number for number in found if self._comparable(number, written))

    def _comparable(self, number: int, written: str) -> bool:
        """Whether it is in the script of the text, or its party has no name in that script."""
        if written not in ("latin", "han") or self._scripts[number] in (written, "mixed"):
            return True
        return (self.entries[number].slug, written) not in self._written

    def _by_words(self, tokens: list[str], *, foreign: bool) -> set[int]:
        found: set[int] = set()
        known_usual = words().usual  # misspelt usual words are not guessed here: that would take longer
        for token in tokens:
            for key in self._near_keys(token, foreign=foreign):
                found.update(self._keys[key])
        usual = [known_usual.get(token, token) for token in tokens]
        for written in (*_written_apart(tokens, self._starts), *_pairs(usual)):
            if written in self._keys:
                found.update(self._keys[written])
        return found

    def _near_keys(self, token: str, *, foreign: bool) -> tuple[str, ...]:
        """Keys that a word of a text leads to; remembered, because words repeat."""
        known = self._near.get((token, foreign))
        if known is None:
            keys = _keys_of_word(token, self._lengths, foreign=foreign)
            known = tuple(key for key in keys if key in self._keys)
            if len(self._near) < _REMEMBERED:
                self._near[token, foreign] = known
        return known

    @cached_property
    def _starts(self) -> frozenset[str]:
        """How the words of the catalogue begin: a word written apart begins so too."""
        return frozenset(key[:length] for key in self._keys if key.isalnum() for length in (1, 2, 3))

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        """Lengths of the words that may begin a longer one."""
        return tuple(sorted({len(key) for key in self._keys if key.isalnum() and len(key) >= _ATTACHED}))


def _keys_of_name(name: Prepared) -> Iterator[str]:
    """Keys under which a name is found: each is a form that a text may share with it."""
    rare = [token.text for token in name.tokens if token.weight >= RARE]
    if not rare:
        yield from _pairs([token.text for token in name.tokens])
    for word in {*rare, name.joined}:
        yield word
        yield f"={shape(word)}"
        yield f"*{sound(word)}"
        if len(word) > _SHORT:
            yield from _one_edit(word)
            yield from (f"-{rest}" for rest in _without_one(word))


def _keys_of_word(token: str, lengths: tuple[int, ...], *, foreign: bool) -> Iterator[str]:
    """Keys that a word of a text leads to: itself, misread, one edit away, begun by a known word."""
    known = words()
    if known.weight(known.usual.get(token, token)) < RARE:
        return
    yield token
    yield f"={shape(token)}"
    if foreign:
        yield f"*{sound(token)}"
    if len(token) > _SHORT:
        yield from _one_edit(token)
        yield f"-{token}"
        yield from _without_one(token)
    yield from (token[:length] for length in lengths if length < len(token))


def _one_edit(word: str) -> Iterator[str]:
    """Forms that words share of which one letter differs or two are swapped; in long words, two."""
    yield "%" + "".join(sorted(word))
    if len(word) >= _LONG:
        yield from (f"~{rest}" for rest in _without_one(word))
    else:
        yield from (f"{word[:place]}?{word[place + 1 :]}" for place in range(len(word)))


def _without_one(word: str) -> list[str]:
    """The word with each of its letters left out in turn."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _pairs(tokens: list[str]) -> Iterator[str]:
    """Neighbouring words: the keys of a name that has no rare one."""
    return (f"{one} {other}" for one, other in pairwise(tokens))


def _written_apart(tokens: list[str], starts: frozenset[str]) -> Iterator[str]:
    """Neighbouring words as one, where a word of the catalogue begins like the first of them."""
    for start in range(len(tokens) - 1):
        if tokens[start][:3] not in starts:
            continue
        for end in range(start + 2, min(start + _SPLIT, len(tokens)) + 1):
            joined = "".join(tokens[start:end])
            if len(joined) >= _SHORT - 1:
                yield joined
