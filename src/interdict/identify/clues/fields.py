"""Clues from fields of protocols: discovery, vendor numbers, the form of log messages, allocation codes."""

from collections.abc import Iterator

from interdict.identify.clues.records import GRAMMARS
from interdict.identify.library import Library
from interdict.identify.rules import clue
from interdict.model.identification import Clue

DISCOVERY = {"sadp": "hikvision", "dhip": "dahua"}
"""Maker whose firmware answers a discovery protocol, whatever the label (identifiers.md §3.11)."""
IMITATED = frozenset({"ios"})
"""Grammars of messages that many makers imitate."""
IMITATED_SHARE = 0.4


def from_discovery(key: str, library: Library) -> Iterator[Clue]:
    """The maker whose discovery protocol the device answers."""
    party = DISCOVERY.get(key.strip().casefold(), "")
    if party:
        yield clue("discovery.answered", party, name=library.name(party))


def from_vendor_field(key: str, library: Library) -> Iterator[Clue]:
    """The holder of the enterprise number that the device put into a vendor field of its own."""
    yield from _holder("field.vendor", key, library)


def from_embedded_number(key: str, library: Library) -> Iterator[Clue]:
    """The holder of an enterprise number inside a field that it sent; servers also send those of others."""
    yield from _holder("field.embedded", key, library)


def from_log_message(key: str, library: Library) -> Iterator[Clue]:
    """The maker in whose form the device logs; what the message says is about others and is not read."""
    grammar = key.partition(":")[0]
    party, _ = GRAMMARS.get(grammar, ("", ""))
    if party:
        share = IMITATED_SHARE if grammar in IMITATED else 1.0
        yield clue("log.grammar", party, name=library.name(party), share=share)


def from_allocated_maker(key: str, library: Library) -> Iterator[Clue]:
    """The maker that the operator's own table gives for the device's type allocation code."""
    party = library.by_maker_name(key)
    if party:
        yield clue("tac.maker", party, name=library.name(party))


def _holder(rule: str, key: str, library: Library) -> Iterator[Clue]:
    digits = key.strip()
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        party = library.by_enterprise(int(digits))
        if party:
            yield clue(rule, party, name=library.name(party))
