"""One answer to a command, whatever it is about: recognised by its shape and read by each parser."""

import re

from interdict.evidence.commands import addresses, neighbours, parts, terminals, versions
from interdict.evidence.commands.heard import Heard
from interdict.evidence.commands.tables import has
from interdict.evidence.gather import LONGEST_VALUE

ABOUT_OTHERS = re.compile(r"\b(?:lldp|cdp|isdp|ndp|edp|fdp)\w*|neighbou?r", re.IGNORECASE)
"""In a command, or above output without one: identity texts in the answer are other devices'."""


def shape(text: str) -> str:
    r"""
    What some output without a prompt is: the name of the first shape that it has; empty where it has none.

    >>> shape("Huawei Versatile Routing Platform Software\nVRP (R) software, Version 5.160 (X)\n")
    'version'
    """
    if versions.platform(text):
        return "version"
    if neighbours.BLOCK.search(text) or neighbours.CDP_HEADER.search(text):
        return "neighbours"
    if parts.CISCO.search(text) or (parts.BLOCKS.search(text) and _headings(text)):
        return "parts"
    if any(has(text, listing.shape) for listing in parts.LISTINGS):
        return "parts"
    if any(has(text, brief) for brief in neighbours.BRIEF):
        return "neighbours"
    found = Heard()
    terminals.read(text, found)
    if found.others:
        return "terminals"
    addresses.read(text, found)
    return "addresses" if not found.empty else ""


def _headings(text: str) -> bool:
    return any(parts.HEADING.match(line) for line in text.split("\n"))


def hear(text: str, heard: Heard, *, command: str = "") -> None:
    """
    Note everything that one answer says.

    Args:
        text: The answer, cleaned; or several answers, where no prompt tells them apart.
        heard: Where it goes.
        command: The command, where it is known; it tells a device's own LLDP from its neighbours'.
    """
    before = heard.others
    local = " local" in command or "LLDP local-information" in text
    neighbours.read(text, heard, local=local)
    terminals.read(text, heard)
    if heard.others == before:
        addresses.read(text, heard)
    about_others = heard.others > before or bool(ABOUT_OTHERS.search(command))
    own = neighbours.before_neighbours(text) if about_others else text
    if not ABOUT_OTHERS.search(command or own[:400]):
        versions.read(own, heard)
        parts.read(own, heard)
    heard.output("neighbourOutput" if about_others else "commandOutput", text[:LONGEST_VALUE])
