"""Terminals that an OLT lists: ONT lists of SmartAX, ONU lists of ZTE, in rows and in blocks."""

import re

from interdict.evidence.commands.heard import Heard
from interdict.model.observation import RecordKind

HEADER = re.compile(
    r"^[ \t]*(?:F/S/P\s+ONT\s+SN\b|ONT\s+SN\s+Type\b|OnuIndex\s|Onu\s+Type\b)"
    r"|^.{0,80}\bOnuIndex\b.{0,80}\b(?:Sn|SN)\b"
)
ROW_SERIAL = re.compile(r"(?<![\w.])(?:SN:)?([A-Z]{4}[0-9A-Fa-f]{8}|[0-9A-Z]{16}|[0-9a-f]{16})(?![\w.])")
SERIAL = re.compile(r"[A-Z]{4}-?[0-9A-Fa-f]{8}|[0-9A-Za-z]{16}")
"""G.984.3 in letters or hex; operators that keep serials to themselves print sixteen others."""
ROW_PLACE = re.compile(r"^[ \t]*(\d+/ ?\d+/ ?\d+\s+\d+|[gex]+pon[_-]on[ut][_-]\d+/\d+/\d+:\d+|\d+)\s")
ROW_TYPE = re.compile(r"[0-9A-Za-z]{16}\s+(?P<type>[A-Z][\w.\-]{3,30})\s+\d")
ROW_TYPE_ZTE = re.compile(r"^[ \t]*\S+:\d+\s+(?P<type>[A-Z][\w.\-]{3,30})\s+(?:sn|loid|mac)\b", re.IGNORECASE)
MEMBER = re.compile(r"^[ \t]*(?P<key>[A-Za-z][\w /()\-]{0,40}?)\s*:\s*(?P<value>.*)$")
MEMBERS = {
    **{"sn": "ponSerial", "ont sn": "ponSerial", "serial number": "ponSerial", "onu sn": "ponSerial"},
    **{"ont equipmentid": "equipmentId", "equipment-id": "equipmentId", "equipment id": "equipmentId"},
    **{"ont equipment id": "equipmentId", "type": "equipmentId", "onu type": "equipmentId"},
    **{"ont equipment sn": "serialNumber", "ont softwareversion": "softwareVersion"},
    **{"main software version": "softwareVersion", "ont mac": "macAddress", "mac": "macAddress"},
    **{"vendor-id": "manufacturer", "vendorid": "manufacturer", "vendor id": "manufacturer"},
    **{"description": "remarks", "ont model": "model", "product description": "remarks"},
}
"""Members of a terminal's block, in lower case, to property (ITU-T G.988: equipment id; G.984.3: serial)."""
OPENING = re.compile(r"^[ \t]*(?:F/S/P|Number|ONU interface|OnuIndex)\s*:", re.IGNORECASE)
BLOCK = re.compile(r"^[ \t]*(?:ONT-ID|ONU interface|VendorID|Vendor-ID|Ont SN|ONT SN)\s*:", re.M | re.I)


def read(text: str, heard: Heard) -> None:
    """Note every terminal that some output names, as a subscriber's device."""
    if BLOCK.search(text):
        _blocks(text, heard)
    _rows(text, heard)


def _rows(text: str, heard: Heard) -> None:
    inside = False
    for line in text.split("\n"):
        if HEADER.match(line):
            inside = True
        elif inside and (serial := ROW_SERIAL.search(line)):
            place = ROW_PLACE.match(line)
            typed = ROW_TYPE.search(line) or ROW_TYPE_ZTE.match(line)
            said = {"ponSerial": serial[1], "equipmentId": typed["type"] if typed else ""}
            heard.other(_key(serial[1], place[1] if place else ""), RecordKind.SUBSCRIBER, said)


def _blocks(text: str, heard: Heard) -> None:
    said: dict[str, str] = {}
    for line in text.split("\n"):
        if OPENING.match(line):
            _give(said, heard)
            said = {"_place": line.partition(":")[2].strip()}
        elif member := MEMBER.match(line):
            key = member["key"].strip().casefold()
            if key in ("ont-id", "ont id"):
                said["_place"] = f"{said.get('_place', '')} {member['value']}"
            elif (term := MEMBERS.get(key)) and term not in said:
                said[term] = member["value"].strip()
    _give(said, heard)


def _give(said: dict[str, str], heard: Heard) -> None:
    """Hand over one block; a serial in two spellings, `4857…  (HWTC-…)`, keeps the first."""
    if "ponSerial" in said:
        said["ponSerial"] = said["ponSerial"].split(" ")[0]
    kept = {term: value for term, value in said.items() if not term.startswith("_")}
    if not SERIAL.fullmatch(kept.get("ponSerial", "")):
        kept.pop("ponSerial", None)
    if kept.get("ponSerial") or kept.get("equipmentId"):
        heard.other(_key(kept.get("ponSerial", ""), said.get("_place", "")), RecordKind.SUBSCRIBER, kept)


def _key(serial: str, place: str) -> str:
    """A terminal's key: its serial, else its place on the OLT."""
    return f"ont.{serial or re.sub(r'[ ]+', '/', place)}"
