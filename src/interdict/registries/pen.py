"""IANA private enterprise numbers, alone and inside SNMP engine ids."""

from enum import StrEnum
from functools import cache
from typing import Any

import msgspec

from interdict.registries import extract


class EngineForm(StrEnum):
    """How an engine id goes on after the enterprise number (RFC 3411, SnmpEngineID)."""

    IPV4 = "IPv4 address"
    IPV6 = "IPv6 address"
    MAC = "MAC address"
    TEXT = "text"
    OCTETS = "octets"
    ENTERPRISE = "enterprise-specific"
    """Format octet of 128 or more: the enterprise defines the rest."""
    OLD = "before SNMPv3"
    """First bit clear: twelve octets, all after the number defined by the enterprise."""


class EngineId(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a device's SNMP engine id says."""

    number: int
    """Private enterprise number of the agent's maker, not always of the device's."""
    form: EngineForm
    mac: str | None = None
    """Twelve upper-case hex digits where the id carries an address; all zero on simulators."""


FORMS = {1: EngineForm.IPV4, 2: EngineForm.IPV6, 3: EngineForm.MAC, 4: EngineForm.TEXT, 5: EngineForm.OCTETS}
SHORTEST, LONGEST = 5, 32
"""Octets of an engine id (RFC 3411, SnmpEngineID)."""


def organisation(number: int) -> str | None:
    """
    The name registered for an enterprise number; `None` where the extract knows none.

    >>> organisation(2011)
    'HUAWEI Technology Co.,Ltd'
    """
    return _rows().get(number)


def table() -> Any:
    """The whole extract, a `pyarrow.Table`: number, organisation."""
    return extract.table("pen")


def from_engine_id(digits: str) -> EngineId | None:
    """
    What an engine id of hex digits says; `None` for what is no engine id.

    Sources: RFC 3411, section 5, textual convention SnmpEngineID.

    >>> from_engine_id("800007DB0300E0FC123456").mac
    '00E0FC123456'
    """
    try:
        octets = bytes.fromhex(digits)
    except ValueError:
        return None
    if not SHORTEST <= len(octets) <= LONGEST:
        return None
    number = int.from_bytes(octets[:4], "big") & 0x7FFFFFFF
    if not octets[0] & 0x80:
        return EngineId(number=number, form=EngineForm.OLD)
    form = EngineForm.ENTERPRISE if octets[4] >= 0x80 else FORMS.get(octets[4], EngineForm.OCTETS)
    address = octets[5:11].hex().upper() if form is EngineForm.MAC and len(octets) >= 11 else None
    return EngineId(number=number, form=form, mac=address)


@cache
def _rows() -> dict[int, str]:
    found = table()
    return dict(zip(found["number"].to_pylist(), found["organisation"].to_pylist(), strict=True))
