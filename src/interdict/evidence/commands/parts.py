"""Boards, optics and chassis in command output: inventory, elabel, manuinfo, board lists, transceivers."""

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from interdict.evidence.commands.heard import Heard
from interdict.evidence.commands.tables import Row, Shape, has, rows

MODEL, SERIAL, MAKER = "entPhysicalModelName", "entPhysicalSerialNum", "entPhysicalMfgName"
NAME, DESCR = "entPhysicalName", "entPhysicalDescr"
NOTHING = frozenset({"", "-", "--", "N/A", "NONE", "BUILTIN", "UNKNOWN", "NULL", "UNSPECIFIED", "NA"})
"""Cells by which a table says that there is nothing to say."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """A table with a component a row."""

    shape: Shape
    key: tuple[str, ...]
    """Headings whose cells name the component's place."""
    prefix: str = "slot"
    whole: str = ""
    """Pattern of the place that is the device itself."""


LISTINGS = (
    Listing(  # VRP: display device
        shape=Shape(
            headings={
                **{
                    "Slot": "",
                    "Card": "",
                    "Sub": "",
                    "Type": MODEL,
                    "Online": "",
                    "Power": "",
                    "Register": "",
                },
                **{"Status": "", "Alarm": "", "Role": "", "Primary": ""},
            },
            needed=("Slot", "Type", "Online", "Register"),
        ),
        key=("Slot", "Card", "Sub"),
    ),
    Listing(  # SmartAX: display board 0
        shape=Shape(
            headings={
                **{"SlotID": "", "BoardName": MODEL, "Status": "", "SubType0": "", "SubType1": ""},
                "Online/Offline": "",
            },
            needed=("SlotID", "BoardName", "Status"),
        ),
        key=("SlotID",),
    ),
    Listing(  # SmartAX: display board serial-number; the heading is misspelt on real devices
        shape=Shape(
            headings={"Solt ID": "", "Slot ID": "", "Board Name": MODEL, "Serial Number": SERIAL},
            needed=("Board Name", "Serial Number"),
        ),
        key=("Solt ID", "Slot ID"),
    ),
    Listing(  # ZTE: show card
        shape=Shape(
            headings={
                **{"Rack": "", "Shelf": "", "Slot": "", "CfgType": "", "RealType": MODEL, "Port": ""},
                **{"HardVer": "", "SoftVer": "entPhysicalSoftwareRev", "Status": ""},
            },
            needed=("Shelf", "Slot", "RealType"),
        ),
        key=("Rack", "Shelf", "Slot"),
    ),
    Listing(  # Junos: show chassis hardware
        shape=Shape(
            headings={
                **{"Item": NAME, "Version": "", "Part number": "partNumber", "Serial number": SERIAL},
                "Description": DESCR,
            },
            needed=("Item", "Part number", "Serial number", "Description"),
        ),
        key=("Item",),
        prefix="item",
        whole=r"Chassis",
    ),
    Listing(  # EOS: show inventory, optics
        shape=Shape(
            headings={"Port": "", "Manufacturer": MAKER, "Model": MODEL, "Serial Number": SERIAL, "Rev": ""},
            needed=("Port", "Manufacturer", "Serial Number", "Rev"),
        ),
        key=("Port",),
        prefix="optic",
    ),
    Listing(  # EOS and IOS: show module
        shape=Shape(
            headings={
                **{"Module": "", "Mod": "", "Switch": "", "Ports": "", "Card Type": DESCR, "Model": MODEL},
                **{"Serial No.": SERIAL, "MAC address": "", "Hw Ver.": "", "Sw Ver.": "", "Fw": "", "Hw": ""},
            },
            needed=("Model", "Serial No."),
        ),
        key=("Module", "Mod", "Switch"),
    ),
    Listing(  # NX-OS: show module
        shape=Shape(
            headings={"Mod": "", "Ports": "", "Module-Type": DESCR, "Model": MODEL, "Status": ""},
            needed=("Mod", "Module-Type", "Model"),
        ),
        key=("Mod",),
    ),
)

CISCO = re.compile(
    r'^ *NAME: *"(?P<name>[^"\n]*)" *, *DESCR: *"(?P<descr>[^\n]*)" *\n'
    r" *PID: *(?P<model>[^,\n]*), *VID: *(?P<version>[^,\n]*), *SN: *(?P<serial>\S*)",
    re.IGNORECASE | re.MULTILINE,
)
"""`show inventory` of IOS, IOS-XE, IOS-XR, NX-OS and ASA: RFC 6933 objects in print."""
CISCO_WHOLE = re.compile(r"chassis|^(?:switch )?1$|^rack 0$", re.IGNORECASE)

HEADING = re.compile(
    r"^[ \t]*(?:\[(?P<bracket>[\w/ .\-]{1,60})\]"
    r"|(?P<slot>(?:Slot|Chassis|Fan|Power|Subslot|MEZZ)\b[\w ]{0,40}):?"
    r"|(?P<port>[A-Za-z][\w/\-]{1,30}\d(?:[/:]\d+)*) transceiver .{0,40}information:?"
    r"|(?P<plain>Ethernet\d[\d/]*))\s*$"
)
MEMBER = re.compile(r"^[ \t]*(?P<key>[A-Za-z][\w ()/\-]{0,40}?)\s*(?:[:=]|\bis\b)\s*(?P<value>\S.*)$")
MEMBERS: Mapping[str, str] = {
    **{"boardtype": MODEL, "device_name": MODEL, "vendor pn": MODEL, "part number": MODEL},
    **{"barcode": SERIAL, "device_serial_number": SERIAL, "vendor sn": SERIAL, "serial number": SERIAL},
    **{"manu. serial number": SERIAL, "vendorname": MAKER, "vendor_name": MAKER, "vendor name": MAKER},
    **{"name": MAKER, "description": DESCR, "item": "partNumber", "model": ""},
}
"""Members of elabel (VRP, SmartAX), manuinfo (Comware) and transceiver blocks, in lower case, to property."""
PASSING = frozenset({"board properties", "main_board"})
"""Bracketed headings of an elabel that name no place of their own."""
BLOCKS = re.compile(
    r"^[ \t]*(?:BarCode=|DEVICE_SERIAL_NUMBER\s*:|transceiver is present|Vendor (?:PN|Name)\s*:)", re.M | re.I
)
OWNER = re.compile(r"^(\S{3,40})'s [Dd]evice status:", re.MULTILINE)


def read(text: str, heard: Heard) -> bool:
    """Note every component that some output lists; returns whether there was one."""
    found = False
    readers: tuple[Callable[[str], Iterator[tuple[str, str, str]]], ...] = (_cisco, _blocks, _listings)
    for reader in readers:
        for component, term, value in reader(text):
            if value.strip().upper() not in NOTHING:
                heard.own(term, value, component=component)
                found = True
    if owner := OWNER.search(text):
        heard.own("model", owner[1])
    return found


def _cisco(text: str) -> Iterator[tuple[str, str, str]]:
    whole = False
    for entry in CISCO.finditer(text):
        component = f"entity.{entry['name'][:60]}"
        facts = ((NAME, "name"), (DESCR, "descr"), (MODEL, "model"), (SERIAL, "serial"))
        yield from ((component, term, entry[group]) for term, group in facts)
        if not whole and CISCO_WHOLE.search(entry["name"]):
            whole = True
            yield "", MODEL, entry["model"]
            yield "", "serialNumber", entry["serial"]


def _listings(text: str) -> Iterator[tuple[str, str, str]]:
    lines: list[str] = []
    for listing in LISTINGS:
        if has(text, listing.shape):
            lines = lines or text.split("\n")
            for row in rows(lines, listing.shape):
                yield from _component(row, listing)


def _component(row: Row, listing: Listing) -> Iterator[tuple[str, str, str]]:
    place = ".".join(filter(None, (row[heading].strip(" -") for heading in listing.key)))
    facts = [(term, row[heading]) for heading, term in listing.shape.headings.items() if term]
    if not place or not any(value.strip().upper() not in NOTHING for _, value in facts):
        return
    if listing.whole and re.fullmatch(listing.whole, place):
        yield "", "serialNumber", row["Serial number"]
        yield "", MODEL, row["Description"]
    for term, value in facts:
        yield f"{listing.prefix}.{place[:60]}", term, value


def _blocks(text: str) -> Iterator[tuple[str, str, str]]:
    """Members below headings; a back plane or a first slot speaks for the device."""
    if not BLOCKS.search(text):
        return
    place, slot = "", ""
    for line in text.split("\n"):
        if heading := HEADING.match(line):
            slot, place = _place(heading, slot, place)
        elif place and (member := MEMBER.match(line)):
            term = MEMBERS.get(member["key"].strip().casefold())
            if term:
                yield place, term, member["value"]
                yield from _of_device(place, term, member["value"])


def _place(heading: re.Match[str], slot: str, place: str) -> tuple[str, str]:
    """The slot and the place that a heading begins, or goes on with."""
    bracket = (heading["bracket"] or "").strip()
    if bracket.casefold() in PASSING:
        return slot, place
    if re.fullmatch(r"(?i)slot_?\s?\d+|backplane\w*|chassis\w*", bracket):
        return bracket, bracket
    named = bracket or heading["slot"] or heading["port"] or heading["plain"] or ""
    return slot, f"{slot}/{named}" if bracket and slot else named.strip()


def _of_device(place: str, term: str, value: str) -> Iterator[tuple[str, str, str]]:
    """What a back plane or the first slot of a box says of the whole device."""
    if re.match(r"(?i)backplane|chassis(?:\w* self)?$|slot 1 cpu 0$", place):
        whole = {MODEL: MODEL, SERIAL: "serialNumber", MAKER: MAKER}
        if term in whole:
            yield "", whole[term], value
