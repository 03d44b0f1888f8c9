"""Which missing facts would settle an open decision: the smallest sets with answers that do."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from interdict.model.finding import Reason
from interdict.model.truth import Truth

LARGEST_SET = 4
"""Facts in one set; a person is not asked for more at once."""
MOST_SETS = 12
"""Sets kept at each node, smallest first; bounds the search."""

Family: TypeAlias = tuple[int, ...]
"""Sets of facts, smallest first; each a number with one bit for each of its facts."""
_ALREADY: Family = (0,)


class Settling:
    """Works out what would settle the reason trees of one thing; what they share is worked out once."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._known: dict[int, tuple[Reason, tuple[Family, Family]]] = {}

    def sets(self, reason: Reason) -> tuple[tuple[str, ...], ...]:
        """
        Smallest sets of missing facts for which some answers settle the tree, smallest first.

        No proper part of a set can settle it. An answer may also leave it open: of `all` two unknown facts,
        either alone settles it by a no. Nothing is returned where only our reading of the law is in doubt.
        """
        if reason.truth is not Truth.UNKNOWN:
            return ()
        true, false = self._ways(reason)
        sets = [tuple(sorted(self._facts(facts))) for facts in _smallest([*true, *false])]
        return tuple(sorted(sets, key=lambda facts: (len(facts), facts)))

    def _facts(self, facts: int) -> Iterator[str]:
        return (fact for fact, bit in self._bits.items() if facts & bit)

    def _ways(self, reason: Reason) -> tuple[Family, Family]:
        """Sets of facts that can make an unknown node true, and false."""
        known = self._known.get(id(reason))
        if known is None:  # kept beside its node, so that no other one can come by its identity
            known = self._known[id(reason)] = reason, self._worked_out(reason)
        return known[1]

    def _worked_out(self, reason: Reason) -> tuple[Family, Family]:
        operator = reason.operator
        if operator in ("all", "any"):
            # children that are known settle nothing, nor do they stand in the way: else the node were known
            each = [self._ways(child) for child in reason.children if child.truth is Truth.UNKNOWN]
            if operator == "all":
                return _together(true for true, _ in each), _either(false for _, false in each)
            return _either(true for true, _ in each), _together(false for _, false in each)
        if operator == "not":
            true, false = self._ways(reason.children[0])
            return false, true
        if operator == "fact" and reason.fact and not reason.found:
            alone: Family = (self._bits.setdefault(reason.fact, 1 << len(self._bits)),)
            return alone, alone
        return (), ()


def _either(families: Iterable[Family]) -> Family:
    return _smallest([facts for family in families for facts in family])


def _together(families: Iterable[Family]) -> Family:
    joined = _ALREADY
    for family in families:
        joined = family if joined == _ALREADY else _smallest([a | b for a in joined for b in family])
    return joined


def _smallest(sets: Sequence[int]) -> Family:
    if len(sets) < 2:
        return tuple(sets)
    kept: list[int] = []
    for facts in sorted(set(sets), key=_size):
        if facts.bit_count() > LARGEST_SET or len(kept) == MOST_SETS:
            break
        if not any(smaller & facts == smaller for smaller in kept):
            kept.append(facts)
    return tuple(kept)


def _size(facts: int) -> tuple[int, int]:
    """Order of sets: by how many facts, then by a number that is the same each time."""
    return facts.bit_count(), facts
