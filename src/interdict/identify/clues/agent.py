"""Clues from the SNMP agent: sysObjectID, the sub-trees it answers in, its engine id."""

from collections.abc import Iterator

from interdict.identify.library import Library
from interdict.identify.rules import clue
from interdict.model.identification import Clue

ENTERPRISES = "1.3.6.1.4.1."
"""Arc of private enterprise numbers (RFC 1155)."""

MANAGEMENT_BRANCHES = {"2011": ("1", "5", "6", "25")}
"""Branches that hold management objects, not products (identifiers.md §2.3, last rows)."""


def from_sys_object_id(key: str, library: Library) -> Iterator[Clue]:
    """The maker under whose number, and the family in whose branch, sysObjectID lies."""
    arcs = key.strip().lstrip(".").removeprefix(ENTERPRISES).removeprefix("enterprises.")
    if key.strip().lstrip(".") == arcs and not key.startswith("enterprises."):
        return  # not below the enterprises arc: says nothing of the maker
    yield from _from_arcs(arcs, library, rule="agent.enterprise", product_rule="agent.product")


def from_answered(key: str, library: Library) -> Iterator[Clue]:
    """The maker in whose sub-tree the device answers."""
    yield from _from_arcs(key, library, rule="agent.answered", product_rule="agent.answered")


def from_engine_id(key: str, library: Library) -> Iterator[Clue]:
    """The maker whose enterprise number the engine id starts with (RFC 3411, SnmpEngineID)."""
    number = int(key[:8], 16) & 0x7FFFFFFF if len(key) >= 8 else 0
    party = library.by_enterprise(number)
    if party:
        yield clue("agent.engine", party, name=library.name(party))


def _from_arcs(arcs: str, library: Library, *, rule: str, product_rule: str) -> Iterator[Clue]:
    trap = library.branch_trap(arcs)
    if trap:
        if trap.instead:
            squatted = "agent.borrowed" if trap.needs_text else "agent.squatted"
            yield clue(squatted, trap.instead, name=library.name(trap.instead))
            yield from _family(arcs, trap.instead, library, squatted)
        return
    number, _, rest = arcs.partition(".")
    party = (
        library.by_enterprise(int(number))
        if number.isascii() and number.isdigit() and len(number) < 10
        else ""
    )
    if not party:
        return
    family = library.families.by_branch(arcs)
    if family and rest.partition(".")[0] not in MANAGEMENT_BRANCHES.get(number, ()):
        yield clue(product_rule, party, name=library.name(party), family=family.id, role=family.role)
        return
    yield clue(rule, party, name=library.name(party))
    if family:
        yield clue(rule, family=family.id, role=family.role)


def _family(arcs: str, party: str, library: Library, rule: str) -> Iterator[Clue]:
    family = library.families.by_branch(arcs)
    if family and family.party == party:
        yield clue(rule, party, name=library.name(party), family=family.id, role=family.role)
