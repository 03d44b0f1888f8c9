"""Clues from a PON serial number: the vendor id it begins with (ITU-T G.984.3)."""

from collections.abc import Iterator

from interdict.identify.library import Library
from interdict.identify.rules import clue
from interdict.model.identification import Clue


def from_vendor_id(key: str, library: Library) -> Iterator[Clue]:
    """The maker whose four-letter vendor id the serial begins with; the id can be set by software."""
    party = library.by_pon(key)
    if party:
        yield clue("pon.vendor", party, name=library.name(party), role="ont-cpe")
