"""What speaks for and against two names meaning one, as numbers that a fit can weigh."""

from rapidfuzz.distance import OSA, JaroWinkler

from interdict.parties.names.align import Alignment, sound
from interdict.parties.names.prepare import Prepared, Token
from interdict.parties.names.words import ACCOUNT, words

NAMES = (
    "told_by_both",
    "told_by_shorter",
    "joined_likeness",
    "same_letters",
    "worst_pair",
    "rest_on_both_sides",
    "rest_on_longer_side",
    "light_rest_on_both_sides",
    "other_number",
    "number_on_one_side",
    "other_form",
    "initial",
    "acronym",
    "foreign_gain",
    "sound_likeness",
    "same_ideographs",
    "other_ideographs",
    "shortness",
    "crossed",
    "other_first_letter",
    "nothing_rare",
    "other_trade",
    "surname_beside",
    "rest_in_longer_name",
    "common_start",
)
"""Names of the features, in the order in which `measure` gives them."""

_HEAVY = 0.45
"""Words that tell more than this count as rare."""


def measure(left: Prepared, right: Prepared, found: Alignment) -> list[float]:
    """The features of a pair of names; see `NAMES`. Symmetric in the two names."""
    heavy = [pair for pair in found.pairs if pair.weight > _HEAVY]
    matched = sum(pair.weight * pair.likeness for pair in found.pairs)
    lost = sum(pair.weight * (1 - pair.likeness) for pair in found.pairs)
    over_left, over_right = _sum(found.left), _sum(found.right)
    rest_left, rest_right = _heaviest(found.left), _heaviest(found.right)
    one, other = left.joined, right.joined
    same = one == other or left.whole == right.whole
    shorter = min(len(one), len(other)) or 1
    likeness = 1.0 if same else _likeness(one, other)
    heard = 1.0 if same else _heard(one, other)
    told = matched / (matched + lost + over_left + over_right + 1e-9)
    return [
        told,
        matched / (matched + lost + min(over_left, over_right) + 1e-9),
        likeness,
        float(same),
        min((pair.likeness for pair in heavy), default=float(same)),
        min(rest_left, rest_right),
        max(rest_left, rest_right),
        float(bool(_light(found.left)) and bool(_light(found.right))),
        *_numbers(found),
        float(bool(left.forms and right.forms and not left.forms & right.forms)),
        float(any(pair.step == "initial" for pair in found.pairs)),
        float(_acronym(left, right) or _acronym(right, left)),
        heard * (1 - told) if left.foreign != right.foreign and not same else 0.0,
        heard,
        *_ideographs(left, right),
        (0.0 if same else 3.0 / (shorter + 1)),
        float(found.crossed),
        float(any(pair.left[0] != pair.right[0] for pair in heavy)),
        1.0 if not heavy else 0.0,
        float(_trades(found)),
        float(_surname(found)),
        min(over_left + over_right, 3.0) if min(over_left, over_right) == 0 else 0.0,
        float(likeness < 1 and min(len(one), len(other)) > 2 and one[:3] == other[:3]),
    ]


def _sum(tokens: tuple[Token, ...]) -> float:
    return sum(token.weight for token in tokens)


def _heaviest(tokens: tuple[Token, ...]) -> float:
    return max((token.weight for token in tokens), default=0.0)


def _light(tokens: tuple[Token, ...]) -> bool:
    return any(0.1 < token.weight <= _HEAVY for token in tokens)


def _likeness(one: str, other: str) -> float:
    """Of the names without spaces; from 0 for unrelated ones to 1."""
    edits = OSA.normalized_similarity(one[:64], other[:64])
    return max(0.0, (max(edits, JaroWinkler.similarity(one, other) - 0.12) - 0.4) / 0.6)


def _numbers(found: Alignment) -> tuple[float, float]:
    """Whether numbers differ, and whether only one side has one that is no account number."""
    left = [token.text for token in found.left if token.text.isdigit()]
    right = [token.text for token in found.right if token.text.isdigit()]
    short = any(len(number) < ACCOUNT for number in (*left, *right))
    return float(bool(left and right)), float(bool(left) != bool(right) and short)


def _acronym(short: Prepared, long: Prepared) -> bool:
    """Whether the first letters of one name's words are the other's first word."""
    if len(long.tokens) < 3 or not short.tokens:
        return False
    letters = "".join(token.text[0] for token in long.tokens)
    return len(short.tokens[0].text) >= 2 and letters.startswith(short.tokens[0].text)


def _heard(one: str, other: str) -> float:
    """How alike two names sound, from 0 to 1: consonants for the most part, letters for the rest."""
    if min(len(one), len(other)) < 3:
        return 0.0
    consonants = OSA.normalized_similarity(sound(one), sound(other))
    return max(0.0, 0.6 * consonants + 0.4 * OSA.normalized_similarity(one[:64], other[:64]) - 0.4) / 0.6


def _ideographs(left: Prepared, right: Prepared) -> tuple[float, float]:
    """Whether both are written in Chinese and agree; and whether both are and do not."""
    one, other = left.ideographs, right.ideographs
    if not one or not other:
        return 0.0, 0.0
    return (1.0, 0.0) if one == other else (0.0, 1.0)


def _trades(found: Alignment) -> bool:
    known = words().others
    return any(token.text in known for token in (*found.left, *found.right))


def _surname(found: Alignment) -> bool:
    known = words().surnames
    rest = (*found.left, *found.right)
    return len(rest) == 1 and rest[0].text in known
