"""How much of one firm another holds on a day: certain at least, possible at most."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from heapq import heappop, heappush

import msgspec

from interdict.model.party import Stake

WHOLE = 100.0
MAJORITY = 50.0
"""Above this share the owner directs the firm unless the data says otherwise."""
MOST_STEPS = 20_000
"""Steps along chains for one question; where cross-holdings need more, the rest counts as possible."""


class Bounds(msgspec.Struct, frozen=True):
    """A share in per cent that is known only to lie between two values."""

    least: float = 0.0
    """What reliable facts prove."""
    most: float = 0.0
    """What all facts together, unconfirmed ones included, leave possible."""

    @property
    def text(self) -> str:
        """The share as a person writes it: one figure, or both ends."""
        if self.least == self.most:
            return f"{self.least:g} %"
        return f"between {self.least:g} % and {self.most:g} %"


NONE = Bounds()
Counts = Callable[[float], bool]
"""Whether a share is large enough."""


class Holdings:
    """
    The stakes that run on one day, as a graph to be walked; several between the same two firms add up.

    Args:
        stakes: All recorded stakes; those that do not run on `at` are left out.
        at: The day.
    """

    def __init__(self, stakes: Iterable[Stake], at: date) -> None:
        self._by_owner: dict[str, list[Stake]] = {}
        self._held: dict[str, dict[str, Bounds]] = {}
        self._owners_of: dict[str, set[str]] = {}
        for stake in stakes:
            if stake.interval.contains(at) and stake.owner != stake.owned:
                self._by_owner.setdefault(stake.owner, []).append(stake)
                direct = self._held.setdefault(stake.owner, {})
                direct[stake.owned] = _sum([direct.get(stake.owned, NONE), _share(stake)])
                self._owners_of.setdefault(stake.owned, set()).add(stake.owner)

    @property
    def owners(self) -> frozenset[str]:
        """Everybody who holds something on the day."""
        return frozenset(self._by_owner)

    def of(self, owner: str) -> tuple[Stake, ...]:
        """What `owner` holds directly."""
        return tuple(self._by_owner.get(owner, ()))

    def above(self, owned: str) -> frozenset[str]:
        """Everybody from whom some chain of stakes leads to the firm."""
        reached: set[str] = set()
        waiting = [owned]
        while waiting:
            new = self._owners_of.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        return frozenset(reached)

    def multiplied(self, owners: str | Collection[str], owned: str) -> Bounds:
        """
        The share along all chains, multiplied link by link and added up; a chain never visits a firm twice.

        Of several owners the stakes are added up; a chain that leads through another of them counts once.

        >>> from interdict.model.party import Tag
        >>> half = Stake(owner="a", owned="b", share=50, tag=Tag.SOURCED)
        >>> rest = Stake(owner="b", owned="c", share=40, tag=Tag.SOURCED)
        >>> Holdings([half, rest], date(2024, 1, 1)).multiplied("a", "c")
        Bounds(least=20.0, most=20.0)
        """
        starts = {owners} if isinstance(owners, str) else set(owners)
        useful = (self.above(owned) | {owned}) - starts
        least = most = 0.0
        steps = 0
        waiting = [(one, frozenset({one}), WHOLE, WHOLE) for one in sorted(starts)]
        while waiting:
            place, seen, low, high = waiting.pop()
            for firm, held in self._held.get(place, {}).items():
                if firm not in useful or firm in seen or not held.most:
                    continue
                steps += 1
                onward = low * held.least / WHOLE, high * held.most / WHOLE
                if firm == owned:
                    least, most = least + onward[0], most + onward[1]
                else:
                    waiting.append((firm, seen | {firm}, *onward))
            if steps > MOST_STEPS:
                return Bounds(min(least, WHOLE), WHOLE)
        return Bounds(min(least, WHOLE), min(most, WHOLE))

    def largest_chain(self, owner: str, owned: str) -> Bounds:
        """The largest share that one single chain gives, multiplied link by link."""
        return Bounds(
            self._largest(owner, owned, lambda held: held.least),
            self._largest(owner, owned, lambda held: held.most),
        )

    def _largest(self, owner: str, owned: str, end: Callable[[Bounds], float]) -> float:
        """Dijkstra's search: along a chain a product of shares never grows."""
        waiting = [(-WHOLE, owner)]
        done: set[str] = set()
        while waiting:
            share, place = heappop(waiting)
            if place == owned:
                return -share
            if place in done:
                continue
            done.add(place)
            for firm, held in self._held.get(place, {}).items():
                if firm not in done and end(held):
                    heappush(waiting, (share * end(held) / WHOLE, firm))
        return 0.0

    def attributed(
        self,
        owners: Iterable[str],
        owned: str,
        *,
        link: Counts = lambda share: share >= MAJORITY,
        together: bool = True,
    ) -> Bounds:
        """
        The share that `owners` hold, counting whole what a firm of theirs holds.

        Args:
            link: Whether a share makes a firm theirs; directly or through firms that are theirs.
            together: Add up what they and their firms hold; otherwise the largest single stake counts.
        """
        starts = tuple(owners)
        return Bounds(
            self._held_by_group(starts, owned, link, together, lambda held: held.least),
            self._held_by_group(starts, owned, link, together, lambda held: held.most),
        )

    def _held_by_group(
        self,
        owners: tuple[str, ...],
        owned: str,
        link: Counts,
        together: bool,
        end: Callable[[Bounds], float],
    ) -> float:
        group, new = set(owners), list(owners)
        held: dict[str, float] = {}
        while new:
            for firm, share in self._held.get(new.pop(), {}).items():
                sofar = held.get(firm, 0.0)
                held[firm] = sofar + end(share) if together else max(sofar, end(share))
                if firm not in group and link(held[firm]):
                    group.add(firm)
                    new.append(firm)
        return min(held.get(owned, 0.0), WHOLE)

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


def _sum(bounds: Iterable[Bounds]) -> Bounds:
    listed = tuple(bounds)
    return Bounds(min(sum(one.least for one in listed), WHOLE), min(sum(one.most for one in listed), WHOLE))


def _share(stake: Stake) -> Bounds:
    """The share to count: an unconfirmed one proves nothing, an unknown one leaves everything possible."""
    if stake.share is None or not stake.tag.is_reliable:
        return Bounds(0.0, WHOLE)
    return Bounds(stake.share, stake.share)


def _directs(stake: Stake, *, proven: bool) -> bool:
    """Whether the stake gives control; a share above one half does where control is not recorded."""
    if not stake.tag.is_reliable:
        return not proven
    if stake.control is not None:
        return stake.control
    if stake.share is None:
        return not proven
    return stake.share > MAJORITY or (not proven and stake.share > 0)
