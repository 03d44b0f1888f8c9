"""Who a name or a sentence speaks of: normal form, index, exact and cautious fuzzy match."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import msgspec
from rapidfuzz import fuzz, process

from interdict.model.party import Word
from interdict.parties.names.starts import starts_of

FUZZY_THRESHOLD = 85.0
"""Least similarity (0 to 100) at which a misspelling counts: one wrong letter in seven. The near-misses of
the parties data stay below it; two swapped letters are allowed for apart, by comparing sorted letters."""
FUZZY_LENGTH = 5
"""Shorter names have too many neighbours at one letter's distance to be guessed."""

_CJK_FORMS = re.compile("(?:股份有限公司|有限责任公司|有限公司|公司|集团|股份|技术|科技|通信|株式会社)+$")
_TOKEN = re.compile(r"[^\W_]+")
_LEGAL_FORMS = frozenset(
    _TOKEN.findall(
        "ab ag ao aps as asa bv co company corp corporation dba gmbh inc incorporated kg kk limited llc llp"
        " lp ltd ltda mbh nv ooo oy oyj plc pte pty sa sae sarl sas sl sp spa spzoo srl sro zao zoo"
    )
)
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a text names, and how it was recognised."""

    slug: str
    score: float
    """From 0 to 1; 1 for an exact name."""
    kind: str
    """`exact`, `word`, `model` or `fuzzy`."""
    text: str
    """The name, word or pattern that matched."""


def normalise(text: str) -> str:
    """
    The form in which two spellings of one firm's name are equal.

    >>> normalise("HUAWEI TECHNOLOGIES CO.,LTD")
    'huawei technologies'
    >>> normalise("Ｈｙｔｅｒａ Communications Co .,ltd")
    'hytera communications'
    >>> normalise("华为技术有限公司")
    '华为'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("'", "")
    tokens = _TOKEN.findall(folded)
    while len(tokens) > 1 and tokens[-1] in _LEGAL_FORMS:
        tokens.pop()
    plain = " ".join(tokens)
    return _CJK_FORMS.sub("", plain) or plain


class _Phrase(msgspec.Struct, frozen=True):
    """A word of the data, ready to be looked for."""

    tokens: tuple[str, ...]
    slug: str
    word: Word


class NameIndex:
    """
    Finds the maker a maker field, a sentence or a model name speaks of.

    Args:
        names: Pairs of slug and name or spelling.
        words: Pairs of slug and word for free text.
        models: Pairs of slug and regular expression for the start of a model name.
        near_misses: Names of other firms that look like one of ours; they match nobody.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        words: Iterable[tuple[str, Word]] = (),
        models: Iterable[tuple[str, str]] = (),
        near_misses: Iterable[str] = (),
    ) -> None:
        self._exact: dict[str, str] = {}
        for slug, name in names:
            self._exact.setdefault(normalise(name), slug)
        self._words = tuple(words)
        self._models = tuple(models)
        self._near_misses = tuple(tuple(normalise(name).split()) for name in near_misses)

    def match(self, text: str) -> Match | None:
        """
        The one maker a maker field names: exact first, then by its words, then a misspelling.

        Returns: None where nobody, a known near-miss, or more than one maker is named.
        """
        plain = normalise(text)
        if not plain or self._near_miss_places(plain.split()):
            return None
        if slug := self._exact.get(plain):
            return Match(slug=slug, score=1.0, kind="exact", text=plain)
        named = self.mentions(text)
        if len({mention.slug for mention in named}) == 1:
            return named[0]
        return None if named else self._misspelt(plain)

    def mentions(self, text: str) -> tuple[Match, ...]:
        """Every maker whose word stands in free text, in the order of their places, once each."""
        tokens = [(found.group(), found.group().casefold()) for found in _TOKEN.finditer(_composed(text))]
        masked = self._near_miss_places([folded for _, folded in tokens])
        found: dict[str, Match] = {}
        for place in range(len(tokens)):
            if place in masked:
                continue
            for phrase in self._phrases_at(tokens, place):
                match = Match(slug=phrase.slug, score=0.9, kind="word", text=phrase.word.text)
                found.setdefault(phrase.slug, match)
        return tuple(found.values())

    def by_model(self, text: str) -> Match | None:
        """The maker whose famous model names start like `text`; None where two makers' would."""
        plain = text.strip()
        found = [
            Match(slug=slug, score=0.8, kind="model", text=pattern.pattern)
            for slug, pattern in self._model_patterns.get(plain[:1].casefold(), ())
            if pattern.match(plain)
        ]
        return found[0] if len({match.slug for match in found}) == 1 else None

    def _near_miss_places(self, tokens: list[str]) -> set[int]:
        """Where in a text stands the name of a firm that only looks like one of ours."""
        return {
            place
            for name in self._near_misses
            for start in range(len(tokens) - len(name) + 1)
            if tokens[start] == name[0] and tuple(tokens[start : start + len(name)]) == name
            for place in range(start, start + len(name))
        }

    def _phrases_at(self, tokens: list[tuple[str, str]], place: int) -> Iterable[_Phrase]:
        """The longest phrases that start at one token."""
        folded = tokens[place][1]
        heads = [*self._phrases.get(folded, ()), *self._stems_of(folded)]
        hits = [phrase for phrase in heads if _stands_at(phrase, tokens, place)]
        longest = max((len(phrase.tokens) for phrase in hits), default=0)
        return [phrase for phrase in hits if len(phrase.tokens) == longest]

    def _stems_of(self, folded: str) -> list[_Phrase]:
        """Phrases that may be only the start, or for Chinese any part, of a token."""
        chinese = bool(_CJK.search(folded))
        return [
            phrase
            for phrase in self._stems
            if (folded.startswith(phrase.tokens[0]) or (chinese and phrase.tokens[0] in folded))
            and folded != phrase.tokens[0]
        ]

    def _misspelt(self, plain: str) -> Match | None:
        """The name that `plain` misspells, where it is near enough and no other maker's is as near."""
        if len(plain) < FUZZY_LENGTH:
            return None
        best = process.extract(
            plain, self._guessable, scorer=fuzz.ratio, score_cutoff=FUZZY_THRESHOLD, limit=3
        )
        transposed = self._transposed.get("".join(sorted(plain.replace(" ", ""))), ())
        slugs = {self._exact[name] for name, _, _ in best} | {
            self._exact[name] for name in transposed if name[0] == plain[0]
        }
        if len(slugs) != 1:
            return None
        score = max((score for _, score, _ in best), default=FUZZY_THRESHOLD) / 100
        return Match(slug=slugs.pop(), score=round(score, 4), kind="fuzzy", text=plain)

    @cached_property
    def _guessable(self) -> list[str]:
        return [name for name in self._exact if len(name) >= FUZZY_LENGTH]

    @cached_property
    def _transposed(self) -> dict[str, list[str]]:
        """Names by their sorted letters: two swapped letters leave these the same."""
        by_letters: dict[str, list[str]] = defaultdict(list)
        for name in self._guessable:
            by_letters["".join(sorted(name.replace(" ", "")))].append(name)
        return by_letters

    @cached_property
    def _phrases(self) -> dict[str, list[_Phrase]]:
        """Phrases by their first token."""
        heads: dict[str, list[_Phrase]] = defaultdict(list)
        for slug, word in self._words:
            tokens = tuple(_TOKEN.findall(_composed(word.text).casefold()))
            if tokens:
                heads[tokens[0]].append(_Phrase(tokens, slug, word))
        return heads

    @cached_property
    def _stems(self) -> list[_Phrase]:
        every = (phrase for phrases in self._phrases.values() for phrase in phrases)
        return [phrase for phrase in every if phrase.word.start or _CJK.search(phrase.tokens[0])]

    @cached_property
    def _model_patterns(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        """Patterns of model names by the characters they can begin with."""
        by_start: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
        for slug, pattern in self._models:
            compiled = re.compile(pattern, re.IGNORECASE)
            for start in starts_of(pattern):
                by_start[start].append((slug, compiled))
        return by_start


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _stands_at(phrase: _Phrase, tokens: list[tuple[str, str]], place: int) -> bool:
    """Whether a phrase's further tokens follow, and its case is right where case matters."""
    window = tokens[place : place + len(phrase.tokens)]
    if len(window) < len(phrase.tokens):
        return False
    if any(folded != token for (_, folded), token in zip(window[1:], phrase.tokens[1:], strict=True)):
        return False
    if not phrase.word.exact_case:
        return True
    written = _TOKEN.findall(_composed(phrase.word.text))
    return [token for token, _ in window] == written
