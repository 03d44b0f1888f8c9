"""Clues from media addresses: whose block they lie in, and how many of the device's addresses do."""

from collections.abc import Iterator

from interdict.identify.library import Library
from interdict.identify.rules import clue
from interdict.model.identification import Clue

RULES = {"chassis": "address.chassis", "most": "address.most", "some": "address.some", "cpe": "cpe.oui"}
"""Scope of an address key to the rule it falls under."""


def from_block(key: str, library: Library) -> Iterator[Clue]:
    """
    The organisation to which the block of an address is registered.

    Args:
        key: `scope|organisation`; scope is one of `RULES`, the organisation as IEEE writes it.
    """
    scope, _, organisation = key.partition("|")
    party = library.by_organisation(organisation)
    if party:
        role = "ont-cpe" if scope == "cpe" else ""
        yield clue(RULES[scope], party, name=library.name(party), role=role)
