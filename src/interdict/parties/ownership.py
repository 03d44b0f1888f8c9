"""How much of one firm another holds on a day: certain at least, possible at most."""

from collections.abc import Iterable
from datetime import date

import msgspec

from interdict.model.party import Stake

WHOLE = 100.0
MAJORITY = 50.0
"""Above this share the owner directs the firm unless the data says otherwise."""


class Bounds(msgspec.Struct, frozen=True):
    """A share in per cent that is known only to lie between two values."""

    least: float = 0.0
    """What reliable facts prove."""
    most: float = 0.0
    """What all facts together, unconfirmed ones included, leave possible."""


class Holdings:
    """
    The stakes that run on one day, as a graph to be walked.

    Args:
        stakes: All recorded stakes; those that do not run on `at` are left out.
        at: The day.
    """

    def __init__(self, stakes: Iterable[Stake], at: date) -> None:
        self._by_owner: dict[str, list[Stake]] = {}
        for stake in stakes:
            if stake.interval.contains(at):
                self._by_owner.setdefault(stake.owner, []).append(stake)

    @property
    def owners(self) -> frozenset[str]:
        """Everybody who holds something on the day."""
        return frozenset(self._by_owner)

    def of(self, owner: str) -> tuple[Stake, ...]:
        """What `owner` holds directly."""
        return tuple(self._by_owner.get(owner, ()))

    def multiplied(self, owner: str, owned: str) -> Bounds:
        """
        The share along all chains, multiplied link by link and added up; a chain never visits a firm twice.

        >>> from interdict.model.party import Tag
        >>> half = Stake(owner="a", owned="b", share=50, tag=Tag.SOURCED)
        >>> rest = Stake(owner="b", owned="c", share=40, tag=Tag.SOURCED)
        >>> Holdings([half, rest], date(2024, 1, 1)).multiplied("a", "c")
        Bounds(least=20.0, most=20.0)
        """
        least = self._along_chains(owner, owned, frozenset({owner}), proven=True)
        most = self._along_chains(owner, owned, frozenset({owner}), proven=False)
        return Bounds(min(least, WHOLE), min(max(least, most), WHOLE))

    def attributed(self, owners: Iterable[str], owned: str) -> Bounds:
        """
        The share that `owners` hold together, counting whole what a firm of theirs holds.

        A firm is theirs when they hold at least half of it, directly or through firms that are theirs.

        Sources: 15 CFR 744.11(a)(1) as amended by the Affiliates Rule of 2025-09-29: 50 per cent or more,
        directly or indirectly, individually or in the aggregate.
        """
        owners = tuple(owners)
        least = self._held_by_group(owners, owned, proven=True)
        return Bounds(least, max(least, self._held_by_group(owners, owned, proven=False)))

    def controlled(self, owner: str, *, proven: bool) -> frozenset[str]:
        """Firms that `owner` directs, through any number of links; without `proven`, those it may direct."""
        reached: set[str] = set()
        waiting = [owner]
        while waiting:
            for stake in self.of(waiting.pop()):
                if stake.owned not in reached and stake.owned != owner and _directs(stake, proven=proven):
                    reached.add(stake.owned)
                    waiting.append(stake.owned)
        return frozenset(reached)

    def chain(self, owner: str, owned: str) -> tuple[Stake, ...]:
        """The shortest chain of stakes from one to the other; empty where there is none."""
        waiting: list[tuple[str, tuple[Stake, ...]]] = [(owner, ())]
        seen = {owner}
        for place, path in waiting:
            for stake in self.of(place):
                if stake.owned == owned:
                    return (*path, stake)
                if stake.owned not in seen:
                    seen.add(stake.owned)
                    waiting.append((stake.owned, (*path, stake)))
        return ()

    def _along_chains(self, owner: str, owned: str, seen: frozenset[str], *, proven: bool) -> float:
        total = 0.0
        for stake in self.of(owner):
            if stake.owned in seen:
                continue
            onward = (
                WHOLE
                if stake.owned == owned
                else self._along_chains(stake.owned, owned, seen | {stake.owned}, proven=proven)
            )
            total += _share(stake, proven=proven) * onward / WHOLE
        return total

    def _held_by_group(self, owners: tuple[str, ...], owned: str, *, proven: bool) -> float:
        group = set(owners)
        while True:
            held: dict[str, float] = {}
            for member in group:
                for stake in self.of(member):
                    held[stake.owned] = held.get(stake.owned, 0.0) + _share(stake, proven=proven)
            joining = {firm for firm, share in held.items() if share >= MAJORITY} - group
            if not joining:
                return min(held.get(owned, 0.0), WHOLE)
            group |= joining


def _share(stake: Stake, *, proven: bool) -> float:
    """The share to count: an unconfirmed one proves nothing, an unknown one leaves everything possible."""
    if proven:
        return stake.share or 0.0 if stake.tag.is_reliable else 0.0
    return WHOLE if stake.share is None or not stake.tag.is_reliable else stake.share


def _directs(stake: Stake, *, proven: bool) -> bool:
    """Whether the stake gives control; a share above one half does where control is not recorded."""
    if not stake.tag.is_reliable:
        return not proven
    if stake.control is not None:
        return stake.control
    if stake.share is None:
        return not proven
    return stake.share > MAJORITY or (not proven and stake.share > 0)
