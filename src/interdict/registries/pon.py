"""Vendor ids of PON terminals and the serials that carry them."""

import re
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from interdict.core.errors import RegistryDataError

LETTERS = re.compile(r"([A-Z]{4})[-: ]?([0-9A-F]{8})", re.IGNORECASE)
"""Vendor id in letters, then eight hex digits: `HWTC12AB34CD`, `ZTEG-C7A19B32`."""
HEX = re.compile(r"([0-9A-F]{8})[-: ]?([0-9A-F]{8})", re.IGNORECASE)
"""Sixteen hex digits, of which the first eight are the vendor id in ASCII."""


class Vendor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one vendor id."""

    maker: str
    """As the source names it; empty where the id names nobody."""
    source: tuple[str, ...]
    """Where the id was read; keys explained at the head of the data file."""
    note: str = ""


class Serial(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A PON serial in its parts."""

    vendor_id: str
    """Four upper-case letters."""
    number: str
    """Eight upper-case hex digits."""


def parse(text: str) -> Serial | None:
    """
    The parts of a PON serial in either usual form; `None` for anything else.

    Sources: ITU-T G.984.3, serial number; many tables print all eight octets in hex.

    >>> parse("48575443-12AB34CD") == parse("hwtc12ab34cd")
    True
    """
    text = text.strip()
    if found := LETTERS.fullmatch(text):
        return Serial(vendor_id=found[1].upper(), number=found[2].upper())
    if found := HEX.fullmatch(text):
        letters = bytes.fromhex(found[1])
        if letters.isalpha() and letters.isupper():
            return Serial(vendor_id=letters.decode(), number=found[2].upper())
    return None


def vendor(vendor_id: str) -> Vendor | None:
    """What is known of a vendor id; `None` where nothing is."""
    return vendors().get(vendor_id)


@cache
def vendors() -> dict[str, Vendor]:
    """
    Every known vendor id.

    Raises: RegistryDataError if the data file is not in its schema.
    """
    place = files("interdict").joinpath("data", "identifiers", "pon.yaml")
    try:
        return msgspec.convert(yaml.safe_load(place.read_text(encoding="utf-8")), dict[str, Vendor])
    except (msgspec.ValidationError, yaml.YAMLError, OSError) as error:
        raise RegistryDataError(
            f"the PON vendor ids cannot be read: {error}.",
            where="data/identifiers/pon.yaml",
            remedy="Install interdict again.",
        ) from None
