"""What the data says of single words: legal form, usual, place, stop, and how rare."""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import msgspec
import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from interdict.parties.names.script import latin

_CERTAIN = 1.0
_USUAL, _PLACE, _TITLE, _STOP, _NUMBER, _OTHER = 0.22, 0.25, 0.12, 0.08, 0.6, 0.75
"""How much a word of each class tells beside a rare word's 1: chosen, then judged by the fit as a whole."""

ACCOUNT = 5
"""From so many digits on a number is somebody's account or item number, not a part of a name."""
_GUESSABLE = 6
"""Shorter words have too many neighbours at one letter's distance to be taken for misspelt usual words."""
_SEEN = 3
"""Organisations of the registry above which a word is one of its own, not a misspelling."""
_REMEMBERED = 200_000
_MISREAD = str.maketrans("0158", "oisb")


class _Data(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`data/names/words.yaml`."""

    forms: dict[str, tuple[str, ...]]
    usual: dict[str, tuple[str, ...]]
    places: tuple[str, ...]
    others: tuple[str, ...]
    titles: tuple[str, ...]
    stops: tuple[str, ...]
    surnames: tuple[str, ...]
    numbers: dict[str, int]
    variants: str


class Words:
    """The classes of words, ready to be looked up by their transliterated form."""

    def __init__(self, data: _Data, frequency: Mapping[str, int], names: int) -> None:
        self.forms = {form: kind for kind, forms in data.forms.items() for form in forms}
        self.form_lengths = sorted({len(form.split()) for form in self.forms}, reverse=True)
        self.usual = {form: word for word, forms in data.usual.items() for form in (word, *forms)}
        self.places = frozenset(data.places)
        self.others = frozenset(data.others) | {latin(word).strip() for word in data.others}
        self.titles = frozenset(data.titles)
        self.stops = frozenset(data.stops)
        self.surnames = frozenset(data.surnames)
        self.numbers = data.numbers
        self.variants = {ord(old): new for old, new in list(pairwise(data.variants))[::2]}
        self.frequency = frequency
        self.names = names
        self.ideographs = sorted(
            (word for word in (*self.forms, *self.usual, *self.places, *self.others) if word > "\u3000"),
            key=len,
            reverse=True,
        )
        self._weights: dict[str, float] = {}
        self._guessed: dict[str, str] = {}
        self._guesses = [form for form in self.usual if form.isascii() and len(form) >= _GUESSABLE]

    def usual_word(self, token: str) -> str:
        """The usual word that `token` writes, misspells or was misread from; else `token` itself."""
        if token in self.usual:
            return self.usual[token]
        if len(token) < _GUESSABLE or self.frequency.get(token, 0) > _SEEN:
            return token
        known = self._guessed.get(token)
        if known is None:
            near = process.extractOne(
                token.translate(_MISREAD), self._guesses, scorer=OSA.distance, score_cutoff=1
            )
            known = self.usual[near[0]] if near else token
            if len(self._guessed) < _REMEMBERED:
                self._guessed[token] = known
        return known

    def weight(self, token: str) -> float:
        """How much `token` tells about whose name it stands in, from 0 (legal form) to 1 (rare word)."""
        known = self._weights.get(token)
        if known is None:
            known = self._weigh(token)
            if len(self._weights) < _REMEMBERED:
                self._weights[token] = known
        return known

    def per_million(self, token: str) -> float:
        """Names among a million firms of the trade in which the word stands; 0 where it was hardly seen."""
        return self.frequency.get(token, 0) * 1e6 / self.names

    def _weigh(self, token: str) -> float:
        for words, weight in (
            (self.stops, _STOP),
            (self.titles, _TITLE),
            (self.usual, _USUAL),
            (self.places, _PLACE),
            (self.others, _OTHER),
            (self.numbers, _NUMBER),
        ):
            if token in words:
                return weight
        if token.isdigit():
            return _NUMBER if len(token) < ACCOUNT else _STOP
        count = self.frequency.get(token, 0)
        return max(0.3, _CERTAIN - 0.22 * math.log10(max(1.0, count / 3)))


@cache
def words() -> Words:
    """The shipped words, read once."""
    folder = files("interdict") / "data" / "names"
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read = yaml.load((folder / "words.yaml").read_text("utf-8"), loader)  # noqa: S506 - both are safe loaders
    counted = json.loads((folder / "frequency.json").read_text("utf-8"))
    return Words(msgspec.convert(read, _Data), counted["words"], counted["names"])
