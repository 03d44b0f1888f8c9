"""Media access control addresses: their spellings, and which of them name no maker."""

import re
from enum import StrEnum

PLAIN = re.compile(r"[0-9A-Fa-f]{12}")
GROUPED = re.compile(
    r"[0-9A-Fa-f]{2}(?:[:\-. ][0-9A-Fa-f]{2}){5}"  # 00:e0:fc:12:34:56, 00-E0-FC-12-34-56
    r"|[0-9A-Fa-f]{4}(?:[:\-.][0-9A-Fa-f]{4}){2}"  # 00e0.fc12.3456 (IOS), 00e0-fc12-3456 (VRP)
    r"|[0-9A-Fa-f]{6}[:\-][0-9A-Fa-f]{6}"  # 00e0fc-123456 (ProCurve, hpswitch)
)
SHORT = re.compile(r"[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5}")
"""Leading zeros dropped, as net-snmp prints PhysAddress (`0:e0:fc:1:2:3`)."""


class Special(StrEnum):
    """Why an address names no maker."""

    ZERO = "zero"
    """All zero: not set."""
    MULTICAST = "multicast"
    """Group bit set (IEEE 802, clause 8.2); broadcast too."""
    LOCAL = "locally administered"
    """Universal/local bit set (IEEE 802, clause 8.4): chosen by software or a person."""
    VRRP = "VRRP virtual router"
    """00-00-5E-00-01-xx and 00-00-5E-00-02-xx (RFC 5798, section 7.3)."""
    HSRP = "HSRP virtual router"
    """00-00-0C-07-AC-xx (RFC 2281, section 5.3) and its version 2 range 00-00-0C-9F-Fx-xx."""


VIRTUAL = {
    "00005E0001": Special.VRRP,
    "00005E0002": Special.VRRP,
    "00000C07AC": Special.HSRP,
    "00000C9FF": Special.HSRP,
}


def parse(text: str) -> str | None:
    """
    Twelve upper-case hex digits for any usual spelling of one address; `None` for anything else.

    >>> parse("00e0-fc12-3456"), parse("0:e0:fc:1:2:3"), parse("00:e0:fc:12:34")
    ('00E0FC123456', '00E0FC010203', None)
    """
    text = text.strip()
    if PLAIN.fullmatch(text):
        return text.upper()
    if GROUPED.fullmatch(text):
        return re.sub(r"[^0-9A-Fa-f]", "", text).upper()
    if SHORT.fullmatch(text):
        return "".join(part.zfill(2) for part in text.split(":")).upper()
    return None


def special(digits: str) -> Special | None:
    """
    Why the address of twelve hex digits names no maker; `None` where it may name one.

    >>> special("00005E00010A"), special("DA5500000001"), special("00E0FC123456")
    (<Special.VRRP: 'VRRP virtual router'>, <Special.LOCAL: 'locally administered'>, None)
    """
    if digits == "000000000000":
        return Special.ZERO
    first = int(digits[:2], 16)
    if first & 0x01:
        return Special.MULTICAST
    if first & 0x02:
        return Special.LOCAL
    return VIRTUAL.get(digits[:10]) or VIRTUAL.get(digits[:9])
