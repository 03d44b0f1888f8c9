"""Clues from what somebody wrote down: maker, model and driver columns, a saved configuration's grammar."""

from collections.abc import Iterator

from interdict.identify.library import UNLISTED, Library
from interdict.identify.rules import clue
from interdict.model.identification import Clue

UNLISTED_SHARE = 0.5
"""A name that no list of makers holds is often a model, a part number or a slip in the wrong column."""

GRAMMARS = {
    "vrp": ("huawei", ""),
    "smartax": ("huawei", "olt"),
    "zxros": ("zte", ""),
    "ios": ("cisco", ""),
    "junos": ("juniper", ""),
    "eos": ("arista", "switch"),
    "routeros": ("mikrotik", ""),
    "sros": ("nokia", "ip-router"),
    "comware": ("h3c", ""),
}
"""Configuration grammar to its maker and, where it tells, the role (identifiers.md §3.12)."""


def _maker(rule: str, key: str, library: Library) -> Iterator[Clue]:
    party = library.by_maker_name(key)
    if party:
        share = UNLISTED_SHARE if party.startswith(UNLISTED) else 1.0
        yield clue(rule, party, name=library.name(party), share=share)


def from_maker_column(key: str, library: Library) -> Iterator[Clue]:
    """The maker that the record's maker column names."""
    yield from _maker("record.maker", key, library)


def from_chassis_maker(key: str, library: Library) -> Iterator[Clue]:
    """The maker that the chassis row of the entity table, or the UPS identification, names."""
    yield from _maker("chassis.maker", key, library)


def from_part_maker(key: str, library: Library) -> Iterator[Clue]:
    """The maker that the entity table names for a part."""
    yield from _maker("module.maker", key, library)


def from_part_record(key: str, library: Library) -> Iterator[Clue]:
    """The maker that a record names for a module."""
    yield from _maker("module.record", key, library)


def from_model(key: str, library: Library) -> Iterator[Clue]:
    """The family of the model that a record names."""
    yield from _model("record.model", key, library)


def from_chassis_model(key: str, library: Library) -> Iterator[Clue]:
    """The family of the model that the chassis row names."""
    yield from _model("chassis.model", key, library)


def from_part_model(key: str, library: Library) -> Iterator[Clue]:
    """The family of a part's model."""
    yield from _model("module.model", key, library)


def from_role_column(key: str, library: Library) -> Iterator[Clue]:
    """The network role that a record's role column names in words."""
    role = library.role_in_words(key)
    if role:
        yield clue("record.model", role=role)


def from_host_name(key: str, library: Library) -> Iterator[Clue]:
    """The network role that the operator's naming plan, or a device asking for a lease, gives."""
    role = library.role_in_hostname(key)
    if role:
        yield clue("record.name", role=role)


def from_platform(key: str, library: Library) -> Iterator[Clue]:
    """The maker for whose boxes an inventory system's driver is written (`huawei_vrp`, `zxr10`)."""
    party = library.by_driver(key)
    if party:
        yield clue("record.platform", party, name=library.name(party))


def from_grammar(key: str, library: Library) -> Iterator[Clue]:
    """The maker in whose grammar a configuration is written."""
    party, role = GRAMMARS.get(key, ("", ""))
    if party:
        yield clue("config.grammar", party, name=library.name(party), role=role)


def _model(rule: str, key: str, library: Library) -> Iterator[Clue]:
    named = library.by_model(key)
    match = next(library.families.in_text(key[:200]), None)
    if match:
        party = match.family.party if match.betrays else named
        own = party and library.group(party) == library.group(match.family.party)
        family, role = (match.family.id, match.family.role) if own or not party else ("", "")
        yield clue(rule, party, name=library.name(party), family=family, role=role)
    elif named:
        yield clue(rule, named, name=library.name(named))
    for mentioned in library.makers_in(key[:200])[:1]:
        yield clue("record.description", mentioned.slug, name=library.name(mentioned.slug))
    role = library.role_in_words(key)
    if role:
        yield clue(rule, role=role)
