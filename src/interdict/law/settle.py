"""Which missing facts would settle an open decision: the smallest sets with answers that do."""

from collections.abc import Iterable
from itertools import product

from interdict.model.finding import Reason
from interdict.model.truth import Truth

LARGEST_SET = 4
"""Facts in one set; a person is not asked for more at once."""
MOST_SETS = 12
"""Sets kept at each node, smallest first; bounds the search."""

Family = tuple[frozenset[str], ...]
_NEVER: Family = ()
_ALREADY: Family = (frozenset(),)


def settling_sets(reason: Reason) -> tuple[tuple[str, ...], ...]:
    """
    Smallest sets of missing facts for which some answers settle the tree, smallest first.

    No proper part of a set can settle it. An answer may also leave it open: of `all` two unknown facts,
    either alone settles it by a no. Nothing is returned where only our reading of the law is in doubt.
    """
    if reason.truth is not Truth.UNKNOWN:
        return ()
    true, false = _ways(reason)
    return tuple(tuple(sorted(facts)) for facts in _smallest([*true, *false]))


def _ways(reason: Reason) -> tuple[Family, Family]:
    """Sets of facts that can make a node true, and false."""
    if reason.truth is Truth.TRUE:
        return _ALREADY, _NEVER
    if reason.truth is Truth.FALSE:
        return _NEVER, _ALREADY
    match reason.operator:
        case "all":
            children = [_ways(child) for child in reason.children]
            return _together(true for true, _ in children), _either(false for _, false in children)
        case "any":
            children = [_ways(child) for child in reason.children]
            return _either(true for true, _ in children), _together(false for _, false in children)
        case "not":
            true, false = _ways(reason.children[0])
            return false, true
        case "fact" if reason.fact and not reason.found:
            alone: Family = (frozenset({reason.fact}),)
            return alone, alone
    return _NEVER, _NEVER


def _either(families: Iterable[Family]) -> Family:
    return _smallest(facts for family in families for facts in family)


def _together(families: Iterable[Family]) -> Family:
    joined = _ALREADY
    for family in families:
        joined = _smallest(one | other for one, other in product(joined, family))
    return joined


def _smallest(sets: Iterable[frozenset[str]]) -> Family:
    kept: list[frozenset[str]] = []
    for facts in sorted(set(sets), key=lambda one: (len(one), sorted(one))):
        if len(facts) > LARGEST_SET or len(kept) == MOST_SETS:
            break
        if not any(smaller <= facts for smaller in kept):
            kept.append(facts)
    return tuple(kept)
