"""What is assumed of a network where its records say nothing, from `data/exposure/topology.yaml`."""

from functools import cache

import msgspec

from interdict.core.shipped import shipped
from interdict.model.exposure import Basis, Can


class Service(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that nodes need of the network."""

    label: str
    ends: tuple[str, ...] = ()
    """Roles that end it; the gateways where empty, or where the network has none of them."""


class Assumptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    confidence: dict[Basis, float]
    tiers: tuple[tuple[str, ...], ...]
    gateways: tuple[tuple[str, ...], ...]
    core_words: tuple[str, ...]
    cells: tuple[str, ...]
    services: dict[str, Service]
    columns: dict[str, tuple[str, ...]]

    def tier(self, role: str) -> int:
        """How near the way out of its site a role stands; -1 for one that is no element of the network."""
        return next((number for number, roles in enumerate(self.tiers) if role in roles), -1)


class Ability(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of `data/vocabulary/roles.yaml` says a device can do; its other members are not read."""

    route: bool | None = None
    see: bool | None = None
    disrupt: bool | None = None


@cache
def assumptions() -> Assumptions:
    """The file that ships, read once."""
    return shipped("exposure/topology.yaml", Assumptions)


@cache
def _abilities() -> dict[str, Ability]:
    return shipped("vocabulary/roles.yaml", dict[str, Ability])


def abilities(role: str) -> tuple[Can, Can, Can, Can]:
    """
    Whether a device of a role can see, alter, redirect and disrupt user traffic.

    What can both see and route user data forwards packets that it has read, so it can alter them.
    Sources: columns `see`, `route`, `disrupt` of roles.yaml, after 47 U.S.C. 1601(b)(2).

    >>> [str(can) for can in abilities("transport-optical")]
    ['unknown', 'unknown', 'unknown', 'yes']
    """
    row = _abilities().get(role, Ability())
    both = None if row.see is None or row.route is None else row.see and row.route
    both = False if row.see is False or row.route is False else both
    return _can(row.see), _can(both), _can(row.route), _can(row.disrupt)


def _can(known: bool | None) -> Can:
    return Can.UNKNOWN if known is None else Can.YES if known else Can.NO
