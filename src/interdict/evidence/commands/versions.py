"""Identity commands: which platform answers, and its version, model, serial number and name."""

import re

import msgspec

from interdict.evidence.commands.heard import Heard

_FLAGS = re.MULTILINE


class Platform(msgspec.Struct, frozen=True, kw_only=True):
    """How one family of operating systems answers when asked what it is."""

    name: str
    signature: str
    """Found at a line's beginning of its answer, and of no other's."""
    facts: tuple[tuple[str, str], ...]
    """Property and pattern; the first group of its first match is the value."""


PLATFORMS = (
    Platform(
        name="vrp",
        signature=r"^(?:Huawei Versatile Routing Platform|VRP \(R\) [Ss]oftware, Version|Huawei YunShan OS)",
        facts=(
            ("softwareVersion", r"^(?:VRP \(R\) [Ss]oftware, )?Version (\d\S* \(.+\)|\d\S*.*)$"),
            ("model", r"^(?:HUAWEI|Huawei|Quidway) (\S.{0,60}?)(?: Routing Switch|(?: \S+)? [Uu]ptime is)"),
        ),
    ),
    Platform(
        name="smartax",
        signature=r"^ *VERSION *: *\S+ *\n(?: *PATCH *:.*\n)? *PRODUCT *:?",
        facts=(
            ("softwareVersion", r"^ *VERSION *: *(\S+)"),
            ("model", r"^ *PRODUCT *:? *(\S+)"),
        ),
    ),
    Platform(
        name="comware",
        signature=r"^ *(?:H3C|HPE?|3Com)\b.{0,20}Comware|^ *Comware [Ss]oftware, Version",
        facts=(
            ("softwareVersion", r"Comware.{0,20}[Ss]oftware, Version (.+)$"),
            ("model", r"^ *(?:H3C|HPE?|3Com) (\S.{0,60}?) [Uu]ptime is"),
        ),
    ),
    Platform(
        name="zxros",
        signature=r"^ *ZTE .{0,60}[Ss]oftware, [Vv]ersion|^ *ZX\w+ .{0,40}\n *ZTE |^ *ZXR10 ROS Version",
        facts=(
            ("softwareVersion", r"[Ss]oftware, Version: ?([^,\n]+)|^ *ZXR10 ROS Version (\S+)"),
            ("model", r"^ *(ZX[A-Z0-9]{2,8}[ -][\w-]+)\s*$"),
        ),
    ),
    Platform(
        name="nxos",
        signature=r"^ *Cisco Nexus Operating System \(NX-OS\) Software",
        facts=(
            ("softwareVersion", r"^ *(?:system|NXOS): +version (\S+)"),
            ("model", r"^ +cisco ((?:Nexus ?)?\S.{0,50}?) ?\(?.{0,60}[Cc]hassis"),
            ("serialNumber", r"^ +Processor Board ID (\S+)"),
            ("sysName", r"^ *Device name: (\S+)"),
        ),
    ),
    Platform(
        name="iosxr",
        signature=r"^ *Cisco IOS XR Software",
        facts=(
            ("softwareVersion", r"^ *Cisco IOS XR Software, Version ([^\s,\[]+)"),
            ("model", r"^ *cisco (\S+(?: Series)?)(?: \(.{0,60}\))? processor"),
            ("sysName", r"^(\S+) uptime is"),
        ),
    ),
    Platform(
        name="ios",
        signature=r"^ *(?:Cisco )?(?:IOS \(tm\)|Cisco IOS|IOS-XE|Cisco Internetwork Operating System)",
        facts=(
            ("softwareVersion", r"(?:IOS|Software).{0,200}Version ([^\s,]+)"),
            ("model", r"^ *[Cc]isco (\S+) (?:\(revision|(?:\(.{0,80}\) )?(?:\S+ )?processor)"),
            ("serialNumber", r"^ *Processor board ID (\S+)"),
            ("sysName", r"^ *(\S+) uptime is"),
            ("macAddress", r"^ *Base [Ee]thernet MAC Address *: *(\S+)"),
        ),
    ),
    Platform(
        name="junos",
        signature=r"^ *JUNOS .{0,60}\[|^ *Junos: \S+",
        facts=(
            ("softwareVersion", r"^ *Junos: (\S+)|^ *JUNOS .{0,60}\[(\S+)\]"),
            ("model", r"^ *Model: (\S+)"),
            ("sysName", r"^ *Hostname: (\S+)"),
        ),
    ),
    Platform(
        name="eos",
        signature=r"^ *Arista \S+.*\n(?:.*\n){0,6}? *(?:Hardware version|Serial number)",
        facts=(
            ("softwareVersion", r"^ *Software image version: *(\S+)"),
            ("model", r"^ *Arista (\S+)"),
            ("serialNumber", r"^ *Serial number: *(\S+)"),
            ("macAddress", r"^ *(?:System|Hardware) MAC address: *(\S+)"),
        ),
    ),
    Platform(
        name="sros",
        signature=r"^ *TiMOS-\w+-|^ *System Version +: [BC]-\d",
        facts=(
            ("softwareVersion", r"^ *(TiMOS-\w+-\S+)|^ *System Version +: (\S+)"),
            ("model", r"^ *System Type +: (\S.*)$"),
            ("sysName", r"^ *System Name +: (\S+)"),
            ("serialNumber", r"^ *Serial number +: (\S+)"),
            ("macAddress", r"^ *Base MAC address +: (\S+)"),
        ),
    ),
    Platform(
        name="routeros",
        signature=r"^ *platform: MikroTik|^ *routerboard: yes",
        facts=(
            ("softwareVersion", r"^ *version: (\S.*)$"),
            ("model", r"^ *(?:board-name|model): \"?([^\"\n]+)"),
            ("serialNumber", r"^ *serial-number: \"?([^\"\s]+)"),
        ),
    ),
    Platform(
        name="huawei-ont",
        signature=r"^ *(?:main software version|ManufacturerOUI) +=",
        facts=(
            ("softwareVersion", r"^ *main software version *= *(\S+)|^ *SoftwareVersion *= *(\S+)"),
            ("manufacturer", r"^ *Manufacturer *= *(\S.*)$"),
            ("manufacturerOUI", r"^ *ManufacturerOUI *= *([0-9A-Fa-f]{6})"),
            ("productClass", r"^ *ProductClass *= *(\S+)"),
            ("serialNumber", r"^ *SerialNumber *= *(\S+)"),
        ),
    ),
)
"""
Tried in this order; the first whose signature is found answers.

Sources: fact base on identifiers, section 3.12; the platforms' published output.
"""
_COMPILED = tuple(
    (
        re.compile(one.signature, _FLAGS),
        tuple((term, re.compile(pattern, _FLAGS)) for term, pattern in one.facts),
    )
    for one in PLATFORMS
)
LONGEST_ANSWER = 64 * 1024
"""Characters looked at: an identity stands at the beginning of an answer."""


def platform(text: str) -> str:
    """
    The name of the platform whose identity some output states; empty where none does.

    >>> platform("VRP (R) software, Version 8.180 (NE40E V800R011C00SPC200)"), platform("GE0/0/1 up")
    ('vrp', '')
    """
    index = _answering(text[:LONGEST_ANSWER])
    return "" if index is None else PLATFORMS[index].name


def read(text: str, heard: Heard) -> bool:
    """Note what an identity command's answer says; returns whether it is one."""
    text = text[:LONGEST_ANSWER]
    index = _answering(text)
    if index is None:
        return False
    for term, pattern in _COMPILED[index][1]:
        if found := pattern.search(text):
            heard.own(term, next(filter(None, found.groups()), ""))
    return True


def _answering(text: str) -> int | None:
    return next((i for i, (signature, _) in enumerate(_COMPILED) if signature.search(text)), None)
