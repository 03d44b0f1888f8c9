"""ARP and MAC tables: addresses of other devices, as this one learned them."""

import re

from interdict.evidence.commands.heard import Heard
from interdict.model.observation import RecordKind
from interdict.registries import mac

HEADER = re.compile(
    r"(?:ip[ -]?address|^[ \t]*(?:protocol\s+)?address\b|^[ \t]*#[ \t]*address\b).*(?:mac|hardware|hwaddr)"
    r"|mac[ -]?addr(?:ess)?\b.*\b(?:vlan|vsi|type|port|interface|learned|address|state|age)"
    r"|vlan\b.*\bmac[ -]?addr|\bMAC\s+MAC TYPE\b",
    re.IGNORECASE,
)
"""Headers of such tables on VRP, SmartAX, Comware, ZTE, IOS and kin, Junos, EOS, SR OS and RouterOS."""
MEDIA = re.compile(
    r"(?<![\w.:\-])(?:[0-9A-Fa-f]{4}[.\-:][0-9A-Fa-f]{4}[.\-:][0-9A-Fa-f]{4}|[0-9A-Fa-f]{2}(?:[:\-][0-9A-Fa-f]{2}){5})"
    r"(?![\w:\-])"
)
INTERNET = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
OWN_ARP = re.compile(r"\bI\s+-|^Internet\s+\S+\s+-\s|\bLocal\b")
"""VRP marks its own interfaces with type `I`, IOS with age `-`."""
OWN_MAC = re.compile(r"\b(?:CPU|self|system|router|igmp|local|sup-eth\S*)\b", re.IGNORECASE)
PASSED_OVER = (mac.Special.ZERO, mac.Special.MULTICAST)
ANOTHER = re.compile(r"group address|multicast|^Total|^-+$", re.IGNORECASE)


def read(text: str, heard: Heard) -> None:
    """
    Note the addresses in every ARP and MAC table of some output.

    The device's own interfaces become its `ifPhysAddress`; others become records of their own, for which
    the address is one of an interface: what stands behind it may be a host or a subscriber's box.
    """
    inside = False
    for line in text.split("\n"):
        written = MEDIA.search(line)
        if written is None:
            inside = bool(HEADER.search(line)) or (inside and (not line.strip() or _goes_on(line)))
        elif inside:
            _entry(line, written[0], heard)


def _goes_on(line: str) -> bool:
    """Whether a line without an address may stand inside a table: a rule, a second header row, a total."""
    return bool(re.match(r"^[\s\-=+|]*$|^[ \t]*(?:INDEX|ID)\b|^[ \t]*\d*\s*-\s", line)) or line[:1].isspace()


def _entry(line: str, written: str, heard: Heard) -> None:
    digits = mac.parse(written)
    if digits is None or mac.special(digits) in PASSED_OVER:
        return
    internet = INTERNET.search(line)
    if internet and OWN_ARP.search(line):
        heard.own("ifPhysAddress", written)
    elif internet:
        said = {"ifPhysAddress": written, "managementAddress": internet[0]}
        heard.other(f"arp.{digits}", RecordKind.NEIGHBOUR, said)
    elif not OWN_MAC.search(line):
        heard.other(f"mac.{digits}", RecordKind.NEIGHBOUR, {"ifPhysAddress": written})
