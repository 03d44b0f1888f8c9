"""Saved configurations: which grammar they are written in and whom they name."""

import re
from collections.abc import Iterator

import msgspec

from interdict.evidence.configs.comments import read_comments
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import HEAD_BYTES, Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

LARGEST = 8 << 20
"""Bytes of a configuration that are looked at; real ones of the largest routers have some 5 MiB."""
MOST_ADDRESSES = 16


class Mark(msgspec.Struct, frozen=True):
    """Something that only one grammar writes."""

    grammar: str
    pattern: str
    """Searched with `^` and `$` at every line."""


MARKS = (
    Mark("zxros", r"^!<[a-z][\w-]*>[ \t]*$"),
    Mark("zxros", r"^interface (?:xgei|cdgei|smartgroup|gpon_o[ln][tu])[-_\d]"),
    Mark("zxros", r"^pon-onu-mng "),
    Mark("smartax", r"^\[([\w-]+)\][ \t]*\n[ \t]*<\1>"),
    Mark("smartax", r"^[ \t]*ont-lineprofile "),
    Mark("smartax", r"^[ \t]*service-port \d+ "),
    # VRP and Comware share `sysname`, `#` and `return`: engine id and cipher first, then interface words,
    # then the version line; `sysname` alone says nothing.
    Mark("vrp", r"^[ \t]*snmp-agent local-engineid 800007DB"),
    Mark("comware", r"^[ \t]*snmp-agent local-engineid 800063A2"),
    Mark("vrp", r"%\^%#|%@%##"),
    Mark("comware", r"^interface (?:Bridge-Aggregation|Vlan-interface)"),
    Mark("comware", r"^[ \t]*(?:port link-mode |irf )"),
    Mark("vrp", r"^interface (?:Eth-Trunk|Vlanif)\d"),
    Mark("vrp", r"^[ \t]*undo portswitch\b"),
    Mark("comware", r"^[ \t]*version \d+\.\d+\.\d+, (?:Release|Feature|ESS|Alpha|Beta)"),
    Mark("vrp", r"^!Software Version V\d"),
    Mark("vrp", r"^\[V\d{3}R\d{3}C\d{2}"),
    Mark("junos", r"^set version \d\d\.\d|^version \d\d\.\d\S*;|^set system host-name "),
    Mark("junos", r"^## Last (?:changed|commit):|^[ \t]+host-name \S+;[ \t]*$"),
    Mark("sros", r"^# ?TiMOS-\w-|^echo \"System Configuration\"|^exit all[ \t]*\nconfigure[ \t]*$"),
    Mark("routeros", r"^# .* by RouterOS |^/(?:system identity|interface (?:bridge|ethernet|vlan))[ \t]*$"),
    Mark("eos", r"^! device: .*EOS-|^transceiver qsfp default-mode |^daemon TerminAttr"),
    Mark("ios", r"^Current configuration : \d+ bytes|^version 1\d\.\d+[ \t]*$|^boot-start-marker"),
    Mark("ios", r"^service timestamps (?:debug|log) |^!! IOS XR Configuration "),
)
"""
In the order of decision; the first that is found decides.

Sources: fact base on identifiers, section 3.12, for VRP, Comware, SmartAX and ZXROS; the headings that the
others print above a configuration. SR OS begins with `# TiMOS-` and echoes the names of its sections.
"""

NAMES = {
    "vrp": r"^[ \t]*sysname (\S+)",
    "comware": r"^[ \t]*sysname (\S+)",
    "smartax": r"^[ \t]*sysname (\S+)",
    "zxros": r"^[ \t]*hostname (\S+)",
    "ios": r"^hostname (\S+)",
    "eos": r"^hostname (\S+)",
    "sros": r"^[ \t]+name \"([^\"\n]+)\"",
    "junos": r"^(?:set system |[ \t]*)host-name (\S+?);?\s*$",
    "routeros": r"^set name=\"?([^\"\s]+)",
}
ENGINE_ID = re.compile(
    r"^[ \t]*(?:snmp-agent local-engineid|snmp-server engine-?[iI][dD](?: local)?|engineID)"
    r" \"?([0-9A-Fa-f]{10,64})\b",
    re.MULTILINE,
)
LOOPBACK = re.compile(
    r"^interface (?:[Ll]oop[Bb]ack|MEth|Mgmt|Management)\S*[^\n]*\n"
    r"(?:[ \t][^\n]*\n)*?[ \t]+ip(?:v4)? address (\d+\.\d+\.\d+\.\d+)\b",
    re.MULTILINE,
)


OTHER_LOOPBACKS = re.compile(
    r"^set interfaces (?:lo0|fxp0|em0|me0|vme) unit \d+ family inet6? address ([\w.:]+)/\d+"
    r"|^[ \t]+(?:lo0|fxp0|em0|me0|vme) \{\s+unit \d+ \{\s+family inet \{\s+address ([\w.:]+)/\d+"
    r"|^[ \t]+interface \"system\"[^\n]*\n[ \t]+address ([\w.:]+)/\d+"  # SR OS
    r"|^add address=([\d.]+)/\d+ .*\binterface=(?:lo\w*|ether1-mgmt|mgmt)\b",  # RouterOS
    re.MULTILINE,
)


class SavedConfigurationReader:
    """Reads a saved configuration: its grammar and names, not its meaning."""

    name = "saved-configuration"
    doc = ReaderDoc(
        title="Saved configuration",
        reads="Text in the grammar of VRP, Comware, SmartAX, ZXROS, IOS, Junos (set and curly), SR OS,"
        " EOS or RouterOS, told by marks that no other of them has; `sysname` with `#` is no mark.",
        gives="One record a file, kind `configuration`: configurationGrammar, hostname, snmpEngineID where it"
        " is written out, managementAddress of loopback and management interfaces. Comments of RANCID and"
        " Oxidized above it give version, model, serial number and components; RANCID's content type is the"
        " platform, and the file's name in a folder `configs` the hostname where the text has none.",
        limitations="A clone that writes another maker's grammar is reported with that grammar.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the beginning is text with a mark of one grammar."""
        return b"\0" not in head.content and grammar(_text(head.content)) is not None

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """The one device whose configuration it is."""
        content = source.stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            yield note(Code.LIMIT, "only its first 8 MiB are looked at.", where=source.path)
        text = _text(content[:LARGEST])
        gathering = Gathering(ordinal)
        configuration(gathering, text, key=source.key)
        yield gathering.batch()


def configuration(gathering: Gathering, text: str, *, key: str, place: str = "") -> int:
    """Hand over the record of one configuration; returns its number."""
    found = grammar(text[:HEAD_BYTES]) or grammar(text)
    record = gathering.record(key=key, kind=RecordKind.CONFIGURATION, place=place)
    gathering.observe(record, "configurationGrammar", found or "")
    named = re.search(NAMES[found], text, re.MULTILINE) if found else None
    gathering.observe(record, "hostname", named[1] if named else _tree_name(key))
    if engine := ENGINE_ID.search(text):
        gathering.observe(record, "snmpEngineID", engine[1].lower())
    elsewhere = ("".join(groups) for groups in OTHER_LOOPBACKS.findall(text))
    for address in list(dict.fromkeys([*LOOPBACK.findall(text), *elsewhere]))[:MOST_ADDRESSES]:
        gathering.observe(record, "managementAddress", address)
    read_comments(text[:HEAD_BYTES]).observe(gathering, record)
    return record


def grammar(text: str) -> str | None:
    r"""
    The grammar of a configuration; `None` where no mark tells.

    >>> grammar("#\nsysname core-1\n#\nreturn\n") is None
    True
    >>> grammar("#\nsysname core-1\n#\ninterface Eth-Trunk1\n")
    'vrp'
    """
    found = (mark.grammar for mark in MARKS if re.search(mark.pattern, text, re.MULTILINE))
    return next(found, None)


def _tree_name(key: str) -> str:
    """The name that RANCID's tree gives a device, `<group>/configs/<name>`; empty outside such a tree."""
    folder, _, name = key.rpartition("/")
    return name if folder.rpartition("/")[2] == "configs" else ""


def _text(content: bytes) -> str:
    return content.decode(errors="replace").replace("\r\n", "\n")
