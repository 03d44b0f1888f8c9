"""A name made ready for comparison: transliterated, cut into words, legal form apart, each word weighed."""

import re
import unicodedata
from functools import lru_cache

import msgspec

from interdict.parties.names.script import IDEOGRAPHS, latin, script_of
from interdict.parties.names.words import Words, words

LONGEST = 400
"""Characters of a name that are looked at; the longest registered firm names stay below it."""
MOST_WORDS = 40

_WORD = re.compile(r"[a-z0-9]+")
_SMALL_THEN_LARGE = re.compile(r"\b[A-Z]\w*[a-z][A-Z]\w*\b")
_PARTS = re.compile(r"[A-Z]+[a-z0-9]*|[^A-Z]+")
_FORM_OF_CLASS = {"limited": "ltd", "stock": "inc"}
_MISREAD = str.maketrans("0158|", "olsbl")


def _parted(found: re.Match[str]) -> str:
    """Words written together are parted before one that is usual (`SiemensAG`, `HuaweiTechCoLtd`)."""
    known = words()
    parts = _PARTS.findall(found.group())
    split = any(part.lower() in known.forms or part.lower() in known.usual for part in parts[1:])
    return " ".join(parts) if split else found.group()


class Token(msgspec.Struct, frozen=True):
    """One word of a name."""

    text: str
    """Transliterated, lower case, in its usual spelling (`tech` is `technology`)."""
    weight: float
    """How much it tells, from 0 to 1."""
    shape: str
    """Equal for words that a scanner confuses (`0`/`o`, `1`/`l`/`i`, `rn`/`m`)."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A name ready for comparison."""

    text: str
    """As written."""
    tokens: tuple[Token, ...]
    """Words without the legal form."""
    forms: frozenset[str]
    """Classes of the legal forms."""
    form: str
    """The legal form as transliterated; empty where none is written."""
    ideographs: str
    """Chinese characters without usual words, simplified."""
    foreign: bool
    """Whether it was written in another script than Latin."""

    @property
    def joined(self) -> str:
        """The words that tell something, without spaces."""
        told = [token.text for token in self.tokens if token.weight > 0.25]
        return "".join(told or [token.text for token in self.tokens])

    @property
    def whole(self) -> str:
        """All words without spaces."""
        return "".join(token.text for token in self.tokens)


def tokens_of(text: str) -> list[str]:
    """
    The words of a name, transliterated; letters with dots between are one word.

    >>> tokens_of("Z.T.E. Corp")
    ['zte', 'corp']
    """
    plain = _SMALL_THEN_LARGE.sub(_parted, text[:LONGEST])
    found = _WORD.findall(latin(_segmented(plain)))[:MOST_WORDS]
    return _initials_joined(found)


def shape(token: str) -> str:
    """
    What a scanner may have made of the word, and of those that look like it.

    >>> shape("5epura") == shape("sepura"), shape("hi1ook") == shape("hilook")
    (True, True)
    """
    if token.isdigit():
        return token
    return token.translate(_MISREAD).replace("rn", "m").replace("vv", "w").replace("i", "l")


@lru_cache(maxsize=100_000)
def prepare(text: str) -> Prepared:
    """A name ready for comparison; the last hundred thousand are remembered."""
    known = words()
    found, form = _without_forms(tokens_of(_turned(text, known)), known)
    tokens = tuple(_token(token, known) for token in _numbers_added(found, known))
    return Prepared(
        text=text,
        tokens=tokens,
        forms=frozenset(known.forms[one] for one in form if one in known.forms) - {"any"},
        form=" ".join(form),
        ideographs=ideographs(text),
        foreign=script_of(text) != "latin",
    )


def ideographs(text: str) -> str:
    """
    The Chinese characters of a name without the usual words, simplified.

    >>> ideographs("深圳市華為技術有限公司")
    '华为'
    """
    if text.isascii() or not (runs := IDEOGRAPHS.findall(text[:LONGEST])):
        return ""
    known = words()
    plain = "".join(runs).translate(known.variants)
    parts = [part for part in _cut(plain, known) if not _tells_little(part, known)]
    return "".join(parts)


def _turned(text: str, known: Words) -> str:
    """`LAVROV, Sergei` as `Sergei LAVROV`; what follows a firm's comma is a form or a place, and stays."""
    family, comma, given = text[:LONGEST].partition(", ")
    behind = _WORD.findall(latin(given))
    if not comma or not 0 < len(behind) < 4 or len(family.split()) > 3:
        return text
    plain = all(
        word not in known.forms and word not in known.places and word not in known.usual for word in behind
    )
    return f"{given} {family}" if plain else text


def _tells_little(part: str, known: Words) -> bool:
    return part in known.forms or part in known.usual or part in known.places


def _segmented(text: str) -> str:
    """Chinese runs with the usual words set apart, in their English spelling."""
    if text.isascii() or not IDEOGRAPHS.search(text):
        return text
    known = words()

    def apart(run: re.Match[str]) -> str:
        parts = _cut(run.group().translate(known.variants), known)
        return " " + " ".join(_in_english(part, known) for part in parts) + " "

    return IDEOGRAPHS.sub(apart, unicodedata.normalize("NFKC", text))


def _in_english(part: str, known: Words) -> str:
    if part in known.forms:
        return _FORM_OF_CLASS.get(known.forms[part], "co")
    return part.rstrip("市省") if part in known.places else known.usual.get(part, part)


def _cut(run: str, known: Words) -> list[str]:
    """A run of Chinese characters, cut around the usual words, the longest first."""
    for word in known.ideographs:
        if word in run and word != run:
            before, _, after = run.partition(word)
            return [*(_cut(before, known) if before else ()), word, *(_cut(after, known) if after else ())]
    return [run]


def _initials_joined(found: list[str]) -> list[str]:
    """Two and more single letters in a row as one word."""
    if all(len(token) > 1 for token in found):
        return found
    joined: list[str] = []
    run = ""
    for token in [*found, ""]:
        if len(token) == 1 and token.isalpha():
            run += token
            continue
        if run:
            joined.append(run)
        run = ""
        if token:
            joined.append(token)
    return joined


def _without_forms(found: list[str], known: Words) -> tuple[list[str], list[str]]:
    """The words that are no legal form, and the forms; a name of nothing but forms keeps its first word."""
    kept: list[str] = []
    forms: list[str] = []
    place = 0
    while place < len(found):
        length, form = _form_at(found, place, known)
        if length and (kept or place + length < len(found)):
            forms.append(form)
            place += length
            continue
        kept.append(found[place])
        place += 1
    return (kept or found[:1]), forms


def _form_at(found: list[str], place: int, known: Words) -> tuple[int, str]:
    for length in known.form_lengths:
        form = found[place] if length == 1 else " ".join(found[place : place + length])
        if form in known.forms and place + length <= len(found):
            return length, form
    return 0, ""


def _numbers_added(found: list[str], known: Words) -> list[str]:
    """`forty four` as one number."""
    kept: list[str] = []
    for token in found:
        number = known.numbers.get(token, int(token) if token.isdigit() and len(token) == 1 else 0)
        before = known.numbers.get(kept[-1], 0) if kept else 0
        if 0 < number < 10 and before >= 20:
            kept[-1] = str(before + number)
        else:
            kept.append(token)
    return kept


def _token(text: str, known: Words) -> Token:
    if text in known.numbers:
        text = str(known.numbers[text])
    text = known.usual_word(text)
    return Token(text, known.weight(text), shape(text))
