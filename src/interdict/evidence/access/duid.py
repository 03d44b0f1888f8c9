"""DHCP unique identifiers: the enterprise number or the media address inside."""

import msgspec


class Duid(msgspec.Struct, frozen=True, kw_only=True):
    """What one DUID gives away."""

    enterprise: str = ""
    """IANA enterprise number of a DUID-EN."""
    address: str = ""
    """Media address of a DUID-LLT or DUID-LL, `00:e0:fc:12:34:56`."""


def duid(octets: bytes) -> Duid:
    """
    The parts of a DUID; nothing of one that names neither an enterprise nor an Ethernet address.

    Sources: RFC 8415, section 11.

    >>> duid(bytes.fromhex("0003000100e0fc123456"))
    Duid(enterprise='', address='00:e0:fc:12:34:56')
    >>> duid(bytes.fromhex("000200000f3e0102"))
    Duid(enterprise='3902', address='')
    """
    kind, rest = octets[:2], octets[2:]
    if kind == b"\x00\x02" and len(rest) > 4:
        return Duid(enterprise=str(int.from_bytes(rest[:4], "big")))
    link = {b"\x00\x01": rest[6:], b"\x00\x03": rest[2:]}.get(kind, b"")
    if rest[:2] == b"\x00\x01" and len(link) == 6:  # hardware type 1: Ethernet
        return Duid(address=link.hex(":"))
    return Duid()
