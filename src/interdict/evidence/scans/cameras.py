"""Answers of cameras and recorders to the discovery protocols SADP (XML) and DHIP (JSON)."""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.markup import elements, text_of
from interdict.evidence.objects import text_at
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

LARGEST = 64 << 20
"""Bytes; an answer has one or two kilobytes."""
SADP = re.compile(rb"<ProbeMatch\b.{0,50000}?</ProbeMatch>", re.DOTALL)
DHIP = re.compile(
    rb'\{[^\r\n\0]{0,200}?"(?:method"\s*:\s*"client\.notifyDevInfo|params"\s*:\s*\{\s*"deviceInfo)'
)
"""How an answer to DHDiscover.search begins; a raw dump has 32 octets of header before it."""
FROM_SADP = {
    "DeviceDescription": "model",
    "DeviceSN": "serialNumber",
    "MAC": "macAddress",
    "IPv4Address": "managementAddress",
    "IPv6Address": "managementAddress",
    "SoftwareVersion": "softwareVersion",
    "DeviceName": "sysName",
}
FROM_DHIP = {
    "DeviceType": "model",
    "SerialNo": "serialNumber",
    "IPv4Address.IPAddress": "managementAddress",
    "IPv6Address.IPAddress": "managementAddress",
    "Version": "softwareVersion",
    "MachineName": "sysName",
    "Vendor": "manufacturer",
    "DeviceClass": "deviceRole",
}
"""Member of an answer to property."""
NO_VENDOR = {"general", "private"}
"""What a DHIP answer says as vendor where the firmware is not a brand's own."""


class CamerasReader:
    """Reads what cameras and recorders answered when asked who they are."""

    name = "camera-discovery"
    doc = ReaderDoc(
        title="Camera discovery (SADP, DHIP)",
        reads="Dumps of SADP `ProbeMatch` elements, one or many after another, and of DHIP `notifyDevInfo`"
        " objects, with or without the header of 32 octets.",
        gives="One record an answer, kind `self`, under its media address: model, serialNumber, macAddress,"
        " managementAddress, softwareVersion, sysName, and `discoveryProtocol`, by which relabelled devices"
        " betray whose firmware they run.",
        references=("SADP: UDP 37020, 239.255.255.250", "DHIP: UDP 37810"),
        limitations="A vendor `General` is no name and is left out. 64 MiB are looked at.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether one answer stands at the beginning."""
        return bool(SADP.search(head.content) or DHIP.search(head.content))

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every answer."""
        content = source.stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            yield note(Code.LIMIT, "only its first 64 MiB are looked at.", where=source.path)
        gathering = Gathering(ordinal)
        for answer in SADP.finditer(content[:LARGEST]):
            for found in elements(io.BytesIO(answer[0]), wanted={"ProbeMatch"}, where=source.path):
                if isinstance(found, Problem):
                    yield found
                else:
                    _sadp(gathering, found)
        for beginning in DHIP.finditer(content[:LARGEST]):
            _dhip(gathering, content[beginning.start() : beginning.start() + 20_000])
        yield gathering.batch()


def _sadp(gathering: Gathering, answer: Element) -> None:
    said = {name: text_of(answer, name) for name in FROM_SADP}
    record = gathering.record(key=said["MAC"] or said["DeviceSN"], kind=RecordKind.SELF)
    gathering.observe(record, "discoveryProtocol", "sadp")
    for name, term in FROM_SADP.items():
        gathering.observe(record, term, said[name])


def _dhip(gathering: Gathering, text: bytes) -> None:
    answer = _object(text)
    told = answer.get("params") if isinstance(answer.get("params"), dict) else {}
    device: Any = told.get("deviceInfo") if isinstance(told, dict) else None
    if not isinstance(device, dict):
        return
    address = text_at(answer, "mac") or text_at(device, "MacAddress")
    record = gathering.record(key=address or text_at(device, "SerialNo"), kind=RecordKind.SELF)
    gathering.observe(record, "discoveryProtocol", "dhip")
    gathering.observe(record, "macAddress", address)
    for path, term in FROM_DHIP.items():
        value = text_at(device, path)
        if not (term == "manufacturer" and value.lower() in NO_VENDOR):
            gathering.observe(record, term, value)


def _object(text: bytes) -> dict[str, Any]:
    """The object that some octets begin with, ended where its brackets close; empty where it is broken."""
    depth = 0
    for found in re.finditer(rb'"(?:[^"\\]|\\.)*"|[{}]', text):
        depth += {b"{": 1, b"}": -1}.get(found[0], 0)
        if depth == 0 and found[0] == b"}":
            try:
                return msgspec.json.decode(text[: found.end()], type=dict[str, Any])
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                return {}
    return {}
