"""What to collect next: open devices of all sources, put together where one evidence would name them."""

from collections.abc import Iterable

import msgspec

from interdict.model.run import SightTally


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Evidence that would let one see more."""

    devices: int
    """Open devices it is for."""
    segment: str
    collect: str
    sources: tuple[str, ...]
    """Where these devices stand, those with most first."""


def collect_next(tallies: Iterable[SightTally]) -> tuple[Wanted, ...]:
    """What to collect, that which is for most open devices first."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for tally in tallies:
        for number, what in tally.collect:
            found.setdefault((tally.segment, what), []).append((number, tally.source))
    wanted = [
        Wanted(
            devices=sum(number for number, _ in places),
            segment=segment,
            collect=what,
            sources=tuple(dict.fromkeys(source for _, source in sorted(places, key=lambda p: (-p[0], p[1])))),
        )
        for (segment, what), places in found.items()
    ]
    return tuple(sorted(wanted, key=lambda one: (-one.devices, one.segment, one.collect)))
