"""IEEE address blocks: who registered the block that a MAC address lies in."""

from datetime import date
from functools import cache
from typing import Any

import msgspec

from interdict.registries import extract, mac

DIGITS = {36: 9, 28: 7, 24: 6}
"""Hex digits by prefix length, longest first: a 24-bit block may be sub-let in 28- and 36-bit ones."""


class Assignment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One block of the registry. The registrant is not always the maker, and never proves one alone."""

    prefix: str
    """Upper-case hex digits: 6, 7 or 9."""
    bits: int
    organisation: str
    """As registered."""
    country: str
    first_seen: date | None
    """Day on which the block first appears in a dated copy: made after about then; `None` if not known."""


def lookup(text: str) -> Assignment | mac.Special | None:
    """
    The assignment of an address in any usual spelling.

    Returns: The longest block that holds it; a `Special` where the address names nobody; `None` where it is
        no address or lies in no block that the extract knows.

    >>> lookup("00:E0:FC:12:34:56").organisation
    'HUAWEI TECHNOLOGIES CO.,LTD'
    """
    digits = mac.parse(text)
    if digits is None:
        return None
    return mac.special(digits) or block(digits)


def block(digits: str) -> Assignment | None:
    """The longest block that begins the given hex digits (six or more), special or not."""
    rows = _rows()
    for bits, length in DIGITS.items():
        found = rows.get(digits[:length].upper()) if len(digits) >= length else None
        if found:
            organisation, country, first_seen = found
            return Assignment(
                prefix=digits[:length].upper(),
                bits=bits,
                organisation=organisation,
                country=country,
                first_seen=first_seen,
            )
    return None


def table() -> Any:
    """The whole extract, a `pyarrow.Table`: prefix, bits, organisation, country, first_seen."""
    return extract.table("oui")


@cache
def _rows() -> dict[str, tuple[str, str, date | None]]:
    found = table()
    columns = (found[name].to_pylist() for name in ("prefix", "organisation", "country", "first_seen"))
    return {
        prefix: (organisation, country, seen)
        for prefix, organisation, country, seen in zip(*columns, strict=True)
    }
