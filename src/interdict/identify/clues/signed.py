"""Clues from certificates: the authority that signed what the device shows."""

from collections.abc import Iterator
from functools import cache

import msgspec

from interdict.core.shipped import shipped
from interdict.identify.library import Library
from interdict.identify.rules import clue
from interdict.model.identification import Clue


class Authority(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/identifiers/authorities.yaml`."""

    party: str
    text: str
    """Stands in the issuer's name; letters' case does not matter."""
    factory: bool
    """Whether it signs nothing but the maker's own boxes."""
    example: str
    tag: str


@cache
def load_authorities() -> tuple[Authority, ...]:
    """Every authority, in file order."""
    return shipped("identifiers/authorities.yaml", tuple[Authority, ...])


def from_issuer(key: str, library: Library) -> Iterator[Clue]:
    """
    The maker whose factory authority signed the certificate, or whom the issuer merely names.

    A name is a weak hint: firms run authorities for their offices and clouds, and makers of chips and modules
    sign what is inside. A component maker's authority says nothing of the host.
    """
    folded = key.casefold()
    row = next((one for one in load_authorities() if one.text.casefold() in folded), None)
    if row:
        rule = "certificate.factory" if row.factory else "certificate.issuer"
        yield clue(rule, row.party, name=library.name(row.party))
        return
    for match in library.makers_in(key[:400])[:1]:
        if match.slug not in library.traps.component_makers and not library.is_software(match.slug):
            yield clue("certificate.issuer", match.slug, name=library.name(match.slug))
