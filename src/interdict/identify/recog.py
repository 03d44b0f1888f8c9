"""An organisation's own fingerprints, in the XML format of Rapid7's recog: text of a service to its maker."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from interdict.core.errors import FingerprintError
from interdict.parties.names.starts import EVERY, starts_of

LARGEST = 8 << 20
"""Bytes of one file; the largest of recog's own has 0.5 MiB."""
LONGEST_PATTERN = 1_000
LONGEST_TEXT = 1_000
"""Characters of a text that are tried: identity stands at the beginning, and time stays bounded."""
RUNAWAY = re.compile(r"[*+}]\)+[*+{]|\(\?[=!<]{1,2}[^)]*[*+][^)]*\)[*+]|\\[1-9]")
"""Repetition of a repetition, or a back-reference: what lets a search take exponential time."""
REMEDY = "See docs/how-to/add-a-signature.md for the format."

PROTOCOLS = {
    "snmp.sys_description": "snmp",
    "http_header.server": "http.server",
    "http_header.wwwauth": "http.www-authenticate",
    "http_header.cookie": "http.set-cookie",
    "html_title": "html.title",
    "favicon.md5": "favicon.md5",
    "ssh.banner": "ssh",
    "ftp.banner": "ftp",
    "telnet.banner": "telnet",
    "sip_header.server": "sip.server",
    "sip_header.user_agent": "sip.user-agent",
    "rtsp_header.server": "rtsp.server",
    "x509.subject": "x509.subject",
    "x509.issuer": "x509.issuer",
    "mdns.device-info.txt": "mdns.device-info",
    "dhcp_vendor_class": "dhcp.vendor-class",
    "ntp.readvar": "ntp.readvar",
}
"""What `matches` of a recog file calls a text, to the protocol that banners begin with."""
VENDORS = ("hw.vendor", "os.vendor")
"""Parameters that name a maker, the surer first."""


class Fingerprint(msgspec.Struct, frozen=True):
    """One row of a file."""

    expression: re.Pattern[str]
    vendor: str
    place: int
    """Group of the expression that holds the vendor; 0 where `vendor` is fixed."""
    starts: frozenset[str]


class Fingerprints:
    """
    Every usable fingerprint of a folder, by protocol and by the character with which a text begins.

    Args:
        rows: Pairs of protocol and fingerprint.
        skipped: Rows not used: for another kind of text, without a maker, or with an unsafe expression.
    """

    def __init__(self, rows: list[tuple[str, Fingerprint]], skipped: int) -> None:
        self.count, self.skipped = len(rows), skipped
        self._rows: dict[tuple[str, str], list[Fingerprint]] = {}
        for protocol, row in rows:
            for start in row.starts:
                self._rows.setdefault((protocol, start), []).append(row)

    def vendor(self, protocol: str, text: str) -> str:
        """The maker that the first fitting fingerprint names; empty if none fits."""
        tried = text[:LONGEST_TEXT]
        for row in self._rows.get((protocol, tried[:1].casefold()), ()):
            found = row.expression.search(tried)
            if found:
                return (found.group(row.place) or "") if row.place else row.vendor
        return ""


def load_fingerprints(folder: Path) -> Fingerprints:
    """
    Read every `*.xml` of a folder.

    Raises: FingerprintError if there is none, or one is too large, declares entities or is not such a file.
    """
    paths = sorted(folder.glob("*.xml")) if folder.is_dir() else []
    if not paths:
        raise FingerprintError("no *.xml here.", where=str(folder), remedy=REMEDY)
    rows: list[tuple[str, Fingerprint]] = []
    seen = 0
    for path in paths:
        for protocol, row in _read(path):
            seen += 1
            if protocol and row:
                rows.append((protocol, row))
    return Fingerprints(rows, seen - len(rows))


def _read(path: Path) -> Iterator[tuple[str, Fingerprint | None]]:
    content = path.read_bytes()[: LARGEST + 1]
    if len(content) > LARGEST or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FingerprintError("larger than 8 MiB, or declares entities.", where=str(path), remedy=REMEDY)
    try:  # as UTF-8 only: another encoding could hide a document type from the check above
        root = ElementTree.fromstring(content.decode("utf-8"))  # noqa: S314 - no document type, bounded size
    except (ElementTree.ParseError, UnicodeDecodeError, ValueError) as error:
        raise FingerprintError(f"not XML in UTF-8: {error}.", where=str(path), remedy=REMEDY) from None
    protocol = PROTOCOLS.get(root.get("matches", ""), "")
    for element in root.iter("fingerprint"):
        yield protocol, _fingerprint(element)


def _fingerprint(element: ElementTree.Element) -> Fingerprint | None:
    """The row, or nothing where it names no maker or cannot be tried safely."""
    pattern, flags = element.get("pattern", ""), element.get("flags", "")
    named = {one.get("name"): one for one in element.iter("param")}
    said = next((named[name] for name in VENDORS if name in named), None)
    if said is None or len(pattern) > LONGEST_PATTERN or RUNAWAY.search(pattern):
        return None
    try:
        expression = re.compile(
            pattern,
            (re.IGNORECASE if "ICASE" in flags else 0) | (re.DOTALL if "DOT_NEWLINE" in flags else 0),
        )
        place = int(said.get("pos", "0"))
    except (re.error, ValueError, RecursionError, OverflowError):
        return None
    if place > expression.groups:
        return None
    anchored = pattern.startswith("^") and not expression.flags & re.MULTILINE
    return Fingerprint(expression, said.get("value", ""), place, _starts(pattern) if anchored else EVERY)


def _starts(pattern: str) -> frozenset[str]:
    try:
        return starts_of(pattern)
    except ValueError:
        return EVERY
