"""Which words of two names stand for each other: equal, misread, misspelt, shortened, joined."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from interdict.parties.names.prepare import Prepared, Token, shape
from interdict.parties.names.words import words

LEAST = 0.6
"""Similarity below which two words have nothing to do with each other."""
SAME_SOUND = 0.93
MISREAD = 0.96
SHORTENED = 0.85
"""How alike two words count that sound the same, were misread, or of which one is the other's beginning."""
_LIGHT = 0.3
"""Words that tell less than this are never taken for misspellings of others."""


class Pair(NamedTuple):
    """Words that stand for each other."""

    left: str
    right: str
    weight: float
    likeness: float
    """From 0 to 1; 1 for equal words."""
    step: str
    """What made them equal, in a word or two."""


class Alignment(NamedTuple):
    """Two names laid side by side."""

    pairs: tuple[Pair, ...]
    left: tuple[Token, ...]
    """Words of the left name that nothing stands for."""
    right: tuple[Token, ...]
    crossed: bool
    """Whether words stand in another order."""


def align(left: Prepared, right: Prepared) -> Alignment:
    """Lay two names side by side: equal words first, then the likeliest of the others, then joined words."""
    if left.text > right.text:  # which name stands left shall make no difference
        found = _aligned(right, left)
        pairs = tuple(pair._replace(left=pair.right, right=pair.left) for pair in found.pairs)
        return Alignment(pairs, found.right, found.left, found.crossed)
    return _aligned(left, right)


def _aligned(left: Prepared, right: Prepared) -> Alignment:
    rest_left, rest_right, pairs, places = _equal(_unique(left.tokens), _unique(right.tokens))
    if rest_left and rest_right:
        rest_left, rest_right, more, moved = _alike(rest_left, rest_right)
        pairs += more
        places += moved
    if rest_left and rest_right:
        rest_left, rest_right, more = _joined(rest_left, rest_right)
        pairs += more
    elif pairs and (rest_left or rest_right):
        rest_left, rest_right, pairs = _swallowed(rest_left, rest_right, pairs)
    crossed = any(a[0] < b[0] and a[1] > b[1] for a in places for b in places)
    return Alignment(
        tuple(pairs), tuple(token for _, token in rest_left), tuple(token for _, token in rest_right), crossed
    )


_Placed = list[tuple[int, Token]]


def _unique(tokens: Sequence[Token]) -> _Placed:
    """Words with their places; a repeated word counts once."""
    seen: dict[str, tuple[int, Token]] = {}
    for place, token in enumerate(tokens):
        seen.setdefault(token.text, (place, token))
    return list(seen.values())


def _equal(left: _Placed, right: _Placed) -> tuple[_Placed, _Placed, list[Pair], list[tuple[int, int]]]:
    by_text = {token.text: (place, token) for place, token in right}
    pairs, places, rest = [], [], []
    for place, token in left:
        if found := by_text.pop(token.text, None):
            pairs.append(Pair(token.text, token.text, token.weight, 1.0, "equal"))
            if token.weight > _LIGHT:
                places.append((place, found[0]))
        else:
            rest.append((place, token))
    return rest, list(by_text.values()), pairs, places


def _alike(left: _Placed, right: _Placed) -> tuple[_Placed, _Placed, list[Pair], list[tuple[int, int]]]:
    """The likeliest pairs among words that are not equal, the best first, each word once."""
    likely = sorted(
        (
            (*likeness(one, other), i, j)
            for i, (_, one) in enumerate(left)
            for j, (_, other) in enumerate(right)
        ),
        key=lambda found: -found[0],
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs, places = [], []
    for value, step, i, j in likely:
        if value < LEAST:
            break
        if i in used_left or j in used_right:
            continue
        used_left.add(i)
        used_right.add(j)
        one, other = left[i][1], right[j][1]
        pairs.append(Pair(one.text, other.text, (one.weight + other.weight) / 2, value, step))
        places.append((left[i][0], right[j][0]))
    rest_left = [item for i, item in enumerate(left) if i not in used_left]
    return rest_left, [item for j, item in enumerate(right) if j not in used_right], pairs, places


def likeness(one: Token, other: Token) -> tuple[float, str]:
    """How alike two unequal words are, and by what; 0 where nothing speaks for it."""
    a, b = one.text, other.text
    if one.shape == other.shape and (a.isdigit() == b.isdigit()):
        return MISREAD, "misread characters"
    if a.isdigit() or b.isdigit() or (a in words().others) != (b in words().others):
        return 0.0, ""  # an ordinary word of another trade is no misspelling of a rare one
    if len(a) == 1 or len(b) == 1:
        return (0.7, "initial") if a[0] == b[0] else (0.0, "")
    if one.weight < _LIGHT or other.weight < _LIGHT:
        return _light_likeness(a, b)
    shorter, longer = sorted((a, b), key=len)
    distance = OSA.distance(one.shape, other.shape, score_cutoff=1 + len(longer) // 4)
    close = 1 - distance / len(longer) if distance <= _allowed(len(shorter)) else 0.0
    if len(shorter) >= 4 and sound(a) == sound(b):
        return max(close, SAME_SOUND - 0.03 * abs(len(a) - len(b))), "same sound"
    if len(shorter) >= 3 and longer.startswith(shorter) and len(longer) - len(shorter) <= 3 and not close:
        return 0.62, "beginning"
    if not close and len(shorter) >= 5 and JaroWinkler.similarity(a, b) > 0.9:
        return 0.65, "similar spelling"
    return close, "misspelling"


def _light_likeness(a: str, b: str) -> tuple[float, str]:
    """Usual words are alike only where one letter in a long word differs, or one abbreviates the other."""
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return SHORTENED, "abbreviation"
    if len(shorter) >= 6 and OSA.distance(a, b, score_cutoff=2) <= 1 + len(shorter) // 8:
        return 0.9, "misspelling"
    return 0.0, ""


def _allowed(length: int) -> int:
    """How many letters may differ: none in three, one in up to seven, then one more in every four."""
    return 0 if length < 4 else 1 if length < 7 else 1 + (length - 3) // 4


_SOUNDS = (
    *(
        ("sch", "s"),
        ("tch", "c"),
        ("ch", "c"),
        ("sh", "s"),
        ("zh", "j"),
        ("kh", "h"),
        ("ph", "f"),
        ("th", "t"),
    ),
    *(("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "s"), ("ts", "s"), ("w", "v"), ("y", "i"), ("j", "i")),
)


def sound(token: str) -> str:
    """
    What is left of a word when vowels and doubled letters go: equal for many transliterations.

    >>> sound("hytera"), sound("haitela") == sound("hytera"), sound("khuavey") == sound("huawei")
    ('htr', False, True)
    """
    plain = token
    for written, heard in _SOUNDS:
        plain = plain.replace(written, heard)
    kept = plain[:1] + "".join(letter for letter in plain[1:] if letter not in "aeiouh")
    return "".join(letter for place, letter in enumerate(kept) if not place or kept[place - 1] != letter)


def _joined(left: _Placed, right: _Placed) -> tuple[_Placed, _Placed, list[Pair]]:
    """Several words of one side that are one word, or the same letters, on the other."""
    for some, others in ((left, right), (right, left)):
        for _, whole in others:
            for start in range(len(some)):
                for end in range(start + 2, min(start + 5, len(some) + 1)):
                    parts = "".join(token.text for _, token in some[start:end])
                    if _nearly(parts, whole.text):
                        pair = Pair(parts, whole.text, whole.weight, 0.95, "spaces")
                        rest = [*some[:start], *some[end:]]
                        remaining = [item for item in others if item[1] is not whole]
                        return (rest, remaining, [pair]) if some is left else (remaining, rest, [pair])
    both = "".join(token.text for _, token in left), "".join(token.text for _, token in right)
    if len(both[0]) >= 4 and _nearly(*both):
        weight = max(token.weight for _, token in (*left, *right))
        return [], [], [Pair(*both, weight, 0.95, "spaces")]
    return left, right, []


def _nearly(one: str, other: str) -> bool:
    if one == other or shape(one) == shape(other):
        return True
    return len(other) >= 6 and OSA.distance(one, other, score_cutoff=1) <= 1


def _swallowed(left: _Placed, right: _Placed, pairs: list[Pair]) -> tuple[_Placed, _Placed, list[Pair]]:
    """A remaining word that belongs to a misspelt pair: `yerotsa kos` beside `yerotsakos`."""
    rest, on_left = (left, True) if left else (right, False)
    for index, pair in enumerate(pairs):
        if pair.likeness == 1.0:
            continue
        for place, (_, token) in enumerate(rest):
            mine, theirs = (pair.left, pair.right) if on_left else (pair.right, pair.left)
            for joined in (mine + token.text, token.text + mine):
                if _nearly(joined, theirs):
                    sides = (joined, theirs) if on_left else (theirs, joined)
                    better = Pair(*sides, pair.weight, 0.95, "spaces")
                    kept = [*rest[:place], *rest[place + 1 :]]
                    changed = [*pairs[:index], better, *pairs[index + 1 :]]
                    return (kept, [], changed) if on_left else ([], kept, changed)
    return left, right, pairs
