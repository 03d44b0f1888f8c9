"""Makers' names in running text: an index of phrases by their first word, so that a text is read once."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec

TOKEN = re.compile(r"[a-z]+|\d+|[一-鿿]+")
"""Words of letters, numbers, and runs of Han characters; `HUAWEI-AR1220` is three tokens."""

GLUED_LENGTH = 6
"""Names of at least this many letters are also found at the start of a longer word (`HUAWEICE12804`)."""


class Mention(msgspec.Struct, frozen=True):
    """A phrase that stands in a text."""

    party: str
    phrase: str
    start: int
    """Number of the token it begins at."""


def tokens(text: str) -> list[str]:
    """
    The words of a text, folded.

    >>> tokens("ＨＵＡＷＥＩ NE40E-X2 华为")
    ['huawei', 'ne', '40', 'e', 'x', '2', '华为']
    """
    return TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


class Phrases:
    """Which party each phrase names; longer phrases win over shorter ones at the same place."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Index `(phrase, party)` pairs; a phrase that two parties claim belongs to the first."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._glued: dict[str, str] = {}
        self._han: dict[str, str] = {}
        for phrase, party in phrases:
            words = tuple(tokens(phrase))
            if words:
                self._add(words, party)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, words: tuple[str, ...], party: str) -> None:
        entries = self._by_first.setdefault(words[0], [])
        if all(known != words for known, _ in entries):
            entries.append((words, party))
        if len(words) == 1 and not words[0].isascii():
            self._han.setdefault(words[0], party)
        elif len(words) == 1 and len(words[0]) >= GLUED_LENGTH:
            self._glued.setdefault(words[0], party)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every phrase in `text`, from left to right, without overlaps."""
        words = tokens(text)
        position = 0
        while position < len(words):
            found = self._at(words, position)
            if found:
                yield Mention(found[1], " ".join(found[0]), position)
                position += len(found[0])
            else:
                position += 1

    def _at(self, words: list[str], position: int) -> tuple[tuple[str, ...], str] | None:
        for phrase, party in self._by_first.get(words[position], ()):
            if tuple(words[position : position + len(phrase)]) == phrase:
                return phrase, party
        word = words[position]
        return self._han_name(word) if not word.isascii() else self._glued_name(word)

    def _glued_name(self, word: str) -> tuple[tuple[str, ...], str] | None:
        for length in range(len(word) - 1, GLUED_LENGTH - 1, -1):
            party = self._glued.get(word[:length])
            if party:
                return (word,), party
        return None

    def _han_name(self, word: str) -> tuple[tuple[str, ...], str] | None:
        """Han text has no word breaks: a name may stand anywhere in the run."""
        for name, party in self._han.items():
            if name in word:
                return (word,), party
        return None
