"""LLDP, CDP and RouterOS neighbours in command output, brief tables and detailed blocks."""

import re
from collections.abc import Iterator, Sequence

from interdict.evidence.commands.heard import Heard
from interdict.evidence.commands.tables import Shape, rows
from interdict.model.observation import RecordKind
from interdict.registries import mac

MEMBER = re.compile(
    r"^[ \t]*(?:[-*]\s+)?(?P<key>[A-Za-z][A-Za-z0-9 /()_\-]{0,40}?)\s*(?:\.{3,}|[:=]|$)\s*(?P<value>.*)$"
)
SEPARATOR = re.compile(
    r"^-{8,}\s*$|has \d+ neighbou?r|^[ \t]*Neighbou?r index\s*:|^[ \t]*(?:LLDP )?Local Int", re.I
)
TERMS = {
    "chassis id": "chassisMac",
    "system name": "sysName",
    "sysname": "sysName",
    "system description": "sysDescr",
    "system descr": "sysDescr",
    "system desc": "sysDescr",
    "management address": "managementAddress",
    "management addresses": "managementAddress",
    "management address value": "managementAddress",
    "mgmt address": "managementAddress",
    "ip address": "managementAddress",
    "ip": "managementAddress",
    "ipv4 address": "managementAddress",
    "device id": "sysName",
    "platform": "model",
    "version": "sysDescr",
}
"""Member of a neighbour's block, in lower case, to property (IEEE 802.1AB, clause 8.5; CDP TLVs)."""
OPENING = ("chassis id", "device id")
IN_CDP = ("platform", "version", "ip address")
"""Members that mean a neighbour only inside a CDP block."""
ENDS_TEXT = (
    *("system cap", "supported cap", "enabled cap", "capabilities", "management", "port", "time ", "ttl"),
    *(
        "expired",
        "oid",
        "vlan",
        "chassis",
        "advertisement ver",
        "duplex",
        "native",
        "vtp",
        "local ",
        "neighbo",
    ),
    *("auto", "peer", "age", "index", "update", "holdtime", "interface", "platform"),
)
"""Beginnings of members that end a description over several lines."""
BLOCK = re.compile(
    r"^[ \t]*(?:-\s+)?(?:neighbou?r )?(?:chassis[ -]?|device[ -])id\s*(?:\.{3,}|[:=])", re.I | re.M
)
LONGEST_TEXT = 4_000
ADDRESS = re.compile(r"^[0-9A-Fa-f.:]{7,45}$")

BRIEF = (
    Shape(  # IOS, NX-OS, IOS-XR: LLDP
        headings={"Device ID": "sysName", "Local Intf": "", "Hold-time": "", "Capability": "", "Port ID": ""},
        needed=("Device ID", "Local Intf", "Hold-time"),
    ),
    Shape(  # VRP
        headings={
            **{"Local Intf": "", "Local Interface": "", "Neighbor Intf": "", "Neighbor Interface": ""},
            **{"Neighbor Dev": "sysName", "Neighbor Device": "sysName", "Exptime(s)": "", "Exptime": ""},
        },
        needed=("Neighbor Dev", "Exptime"),
    ),
    Shape(  # Junos
        headings={
            **{"Local Interface": "", "Parent Interface": "", "Chassis Id": "chassisMac", "Port info": ""},
            **{"Port ID": "", "System Name": "sysName"},
        },
        needed=("Local Interface", "Chassis Id", "System Name"),
    ),
    Shape(  # Comware, and ZTE
        headings={
            **{"System Name": "sysName", "Local Interface": "", "Chassis ID": "chassisMac", "Port ID": ""},
            **{"Local Port": "", "Interface": "", "Holdtime": ""},
        },
        needed=("Chassis ID", "Port ID", "System Name"),
    ),
    Shape(  # EOS
        headings={"Port": "", "Neighbor Device ID": "sysName", "Neighbor Port ID": "", "TTL": ""},
        needed=("Neighbor Device ID", "Neighbor Port ID"),
    ),
    Shape(  # SR OS
        headings={
            **{
                "Lcl Port": "",
                "Scope": "",
                "Remote Chassis ID": "chassisMac",
                "Index": "",
                "Remote Port": "",
            },
            **{"Remote System Name": "sysName", "Remote Sys Name": "sysName", "Remote Sys": "sysName"},
        },
        needed=("Lcl Port", "Remote Chassis ID"),
    ),
)
CDP_HEADER = re.compile(r"^Device[ -]ID\s+Local Intrfce\s+H", re.M)
CDP_ROW = re.compile(
    r"^(?P<name>\S{1,120})?\s+(?P<local>[A-Za-z]{2,20} ?\d[\w/.]*|mgmt\d)\s+(?P<hold>\d{1,3})\s+"
    r"(?P<cap>(?:[A-Za-z]\s+){0,12})(?P<model>\S.{0,60}?)\s{1,30}(?P<port>\S+(?: \d\S*)?)$"
)
ROUTEROS = re.compile(r"\b(address|mac-address|identity|platform|version|board)=(\"[^\"\n]*\"|\S*)")
ROUTEROS_TERMS = {
    "address": "managementAddress",
    "mac-address": "chassisMac",
    "identity": "sysName",
    "board": "model",
}


def read(text: str, heard: Heard, *, local: bool = False) -> None:
    """
    Note every neighbour that some output names.

    Args:
        text: The answer to one command, or several answers.
        heard: Where it goes.
        local: Whether the output is about the device's own LLDP, which then speaks of itself.
    """
    found = text.split("\n")
    for said in [*_blocks(found), *_brief(found), *_cdp(text, found), *_routeros(text)]:
        if local:
            for term in ("sysName", "sysDescr", "chassisMac"):
                heard.own(term, said.get(term, ""))
        else:
            heard.other(_key(said), RecordKind.NEIGHBOUR, said)


def before_neighbours(text: str) -> str:
    """What stands before the first block about a neighbour: there the device speaks of itself."""
    found = BLOCK.search(text)
    return text[: found.start()] if found else text


def _key(said: dict[str, str]) -> str:
    named = (said.get(term) for term in ("chassisMac", "sysName", "managementAddress", "sysDescr"))
    name = next((name for name in named if name), "")
    return f"neighbour.{name[:80]}"


def _complete(said: dict[str, str]) -> dict[str, str]:
    """A neighbour with what is an address kept as one, and without what was not advertised."""
    kept = {
        term: value.strip()
        for term, value in said.items()
        if value.strip(" -") and "not advertised" not in value.casefold() and not term.startswith("_")
    }
    if mac.parse(kept.get("chassisMac", "")) is None or _no_mac(said.get("_type", "")):
        kept.pop("chassisMac", None)
    if not ADDRESS.match(kept.get("managementAddress", "")) or mac.parse(kept["managementAddress"]):
        kept.pop("managementAddress", None)
    return kept


def _no_mac(chassis_type: str) -> bool:
    return bool(chassis_type.strip()) and "mac" not in chassis_type.casefold()


def _blocks(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """Neighbours written one member a line."""
    said: dict[str, str] = {}
    text, opened = "", False  # the description under way; whether an opening member was seen
    for line in lines:
        found = MEMBER.match(line)
        key = _member(found["key"]) if found else ""
        if SEPARATOR.search(line) or (key in OPENING and opened and key in said.get("_keys", "")):
            if opened and (kept := _complete(said)):
                yield kept
            said, text, opened = {}, "", False
        if text and not _ends(line, key, said.get(text, "")):
            said[text] = f"{said.get(text, '')}\n{line.strip()}".strip("\n")[:LONGEST_TEXT]
            continue
        text = ""
        opened = opened or (key in OPENING and found is not None and bool(found["value"].strip()))
        if found:
            text = _take(said, key, found["value"].strip().strip('"'))
    if opened and (kept := _complete(said)):
        yield kept


def _member(key: str) -> str:
    key = re.sub(r"[\s\-_]+", " ", key).strip().casefold()
    key = re.sub(r"\((?:es|s)\)$", "es", key).replace("chassisid", "chassis id")
    return key.removeprefix("neighbor ").removeprefix("neighbour ").removeprefix("remote ")


def _take(said: dict[str, str], key: str, value: str) -> str:
    """Keep one member; returns the property whose text may go on over the next lines."""
    if key in ("chassis type", "chassis id type", "chassis id subtype"):
        said["_type"] = value
    term = TERMS.get(key)
    if not term or (key in IN_CDP and "device id" not in said.get("_keys", "")):
        return ""
    said["_keys"] = f"{said.get('_keys', '')}|{key}"
    if key == "platform":
        value = value.partition(",")[0]
    if not said.get(term):
        said[term] = value
    return term if term == "sysDescr" and said[term] == value else ""


def _ends(line: str, key: str, so_far: str) -> bool:
    """Whether a line ends the description before it."""
    if not line.strip():
        return bool(so_far.strip())
    return key.startswith(ENDS_TEXT)


def _brief(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    for shape in BRIEF:
        for row in rows(lines, shape):
            said: dict[str, str] = {}
            for heading, value in row.cells.items():
                if term := shape.headings[heading]:
                    said[term] = value
            if len(row.cells) > 1 and not row.line.lstrip().startswith("Total") and (kept := _complete(said)):
                yield kept


def _cdp(text: str, lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """Rows of `show cdp neighbors`; a long name stands alone on the line before its row."""
    if not CDP_HEADER.search(text):
        return
    before = ""
    for line in lines:
        found = CDP_ROW.match(line.rstrip()) or (CDP_ROW.match(f" {line.rstrip()}") if before else None)
        if found:
            name = found["name"] or before
            yield _complete({"sysName": name, "model": found["model"]})
        before = line.strip() if re.fullmatch(r"\S+", line.strip()) else ""


def _routeros(text: str) -> Iterator[dict[str, str]]:
    """Entries of `/ip neighbor print detail`: numbered, members as `name=value`."""
    if "mac-address=" not in text or "identity=" not in text:
        return
    for entry in re.split(r"^ *\d+ +", text, flags=re.M)[1:]:
        members = {name: value.strip('"') for name, value in ROUTEROS.findall(entry)}
        said = {term: members.get(name, "") for name, term in ROUTEROS_TERMS.items()}
        said["sysDescr"] = " ".join(filter(None, (members.get("platform"), members.get("version"))))
        if kept := _complete(said):
            yield kept
