"""Comments above a saved configuration: answers to commands that a backup program put there."""

import re

from interdict.evidence.commands import parts, versions
from interdict.evidence.commands.heard import Heard

COMMENT = re.compile(r"^(?:!|##?|/\*|--)[ \t]?(.*?)(?:\*/)?$")
"""How RANCID and Oxidized comment in the grammars of the devices."""
MOST_LINES = 2_000
RANCID_MODEL = re.compile(
    r"^(?:Chassis type|Model|Hardware model|Product Name): *(\S.{0,60}?)(?: - .*|,.*)?$", re.M
)
RANCID_SERIAL = re.compile(
    r"^(?:Chassis serial|Serial|Processor ID|System serial number): *([\w\-]{4,40})\s*$", re.M
)
RANCID_VERSION = re.compile(r"^(?:Image: )?(?:Software|Version): *(\S.{0,120}?)\s*$", re.M)
VRP_VERSION = re.compile(r"^Software Version (V\d{3}R\d{3}\S*)\s*$", re.M)
RANCID_TYPE = re.compile(r"^RANCID-CONTENT-TYPE: *([\w.\-]+)", re.M)


def comments(text: str) -> str:
    r"""
    The comments of the first lines, without their marks.

    >>> comments("!RANCID-CONTENT-TYPE: cisco\n!\n!Chassis type: C9300\nversion 16.9\n")
    'RANCID-CONTENT-TYPE: cisco\n\nChassis type: C9300'
    """
    found = []
    for line in text.split("\n", MOST_LINES)[:MOST_LINES]:
        if said := COMMENT.match(line[:2_000].rstrip()):
            found.append(said[1])
        elif line.strip() and not found:
            break
    return "\n".join(found)


def read_comments(text: str) -> Heard:
    """
    What the comments of a configuration say of the device: identity, inventory, and RANCID's own summary.

    RANCID's name for the device's kind is its platform.
    """
    heard, said = Heard(), comments(text)
    if said:
        versions.read(said, heard)
        parts.read(said, heard)
    if written := VRP_VERSION.search(said):
        heard.own("softwareVersion", written[1])
    if kind := RANCID_TYPE.search(said):
        heard.own("platform", kind[1])
        for term, pattern in (
            ("model", RANCID_MODEL),
            ("serialNumber", RANCID_SERIAL),
            ("softwareVersion", RANCID_VERSION),
        ):
            if found := pattern.search(said):
                heard.own(term, found[1])
    return heard
