"""Inventories of GLPI: what its agents send (XML, JSON), and what its interface lists."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering
from interdict.evidence.inventories.exported import RECOGNISED_WITHIN, Export, record_of
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.markup import elements
from interdict.evidence.objects import document, list_at, text_at
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

XML_MARK = re.compile(rb"<REQUEST>.{0,20000}?<(?:QUERY|CONTENT|DEVICEID)>", re.DOTALL)
JSON_AGENT = re.compile(rb'"(?:network_device|versionclient|network_components|hardware)"\s*:')
JSON_LIST = re.compile(rb'"(?:networkequipmentmodels_id|networkequipmenttypes_id|manufacturers_id)"\s*:')

LISTED = Export(
    marks=(),
    key=("name", "serial", "id"),
    fields={
        "name": "hostname",
        "manufacturers_id": "manufacturer",
        "manufacturer": "manufacturer",
        "networkequipmentmodels_id": "model",
        "computermodels_id": "model",
        "peripheralmodels_id": "model",
        "phonemodels_id": "model",
        "networkequipmenttypes_id": "deviceRole",
        "serial": "serialNumber",
        "otherserial": "assetTag",
        "locations_id": "sysLocation",
        "states_id": "status",
        "comment": "remarks",
    },
)
"""Members of the interface's objects, names in place of numbers (`expand_dropdowns=true`)."""
OF_DEVICE = {
    "manufacturer": "manufacturer",
    "model": "model",
    "name": "sysName",
    "description": "sysDescr",
    "comments": "sysDescr",
    "serial": "serialNumber",
    "mac": "macAddress",
    "location": "sysLocation",
    "contact": "sysContact",
    "firmware": "softwareVersion",
    "type": "deviceRole",
}
OF_BIOS = {"smanufacturer": "manufacturer", "smodel": "model", "ssn": "serialNumber", "assettag": "assetTag"}
OF_PART = {
    "manufacturer": "entPhysicalMfgName",
    "model": "entPhysicalModelName",
    "name": "entPhysicalName",
    "description": "entPhysicalDescr",
    "serial": "entPhysicalSerialNum",
    "type": "entPhysicalClass",
}
MOST_PARTS = 5_000
DIGITS = re.compile(r"\d+")


class GlpiReader:
    """Reads devices as GLPI's agents found them or as GLPI lists them."""

    name = "glpi"
    doc = ReaderDoc(
        title="GLPI inventory (XML, JSON)",
        reads="Inventories of agents, network and computer (`<REQUEST>` in XML, `content` in JSON), and"
        " lists of"
        " the REST interface. CSV exports are read as tables.",
        gives="One record a device: `self` from an agent's network inventory, which asked it by SNMP, else"
        " `asset`:"
        " manufacturer, model, sysName, sysDescr, serialNumber, macAddress, managementAddress,"
        " softwareVersion;"
        " components with the columns of ENTITY-MIB.",
        references=("glpi-agent: inventory formats", "GLPI REST API"),
        limitations="Lists of the interface need names in place of numbers (`expand_dropdowns=true`);"
        " numbers are"
        " left out. Disks, software and printers' cartridges are left out.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether an agent's inventory or a list of the interface begins so."""
        start = head.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:RECOGNISED_WITHIN]
        if start.startswith(b"<"):
            return XML_MARK.search(start) is not None
        if start.startswith(b"{") and b'"content"' in start:
            return JSON_AGENT.search(start) is not None
        return start.startswith((b"[", b"{")) and JSON_LIST.search(start) is not None

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every device."""
        gathering = Gathering(ordinal)
        start = source.stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
        source.stream.seek(0)
        if start.startswith(b"<"):
            for content in elements(source.stream, wanted={"CONTENT"}, where=source.path):
                if isinstance(content, Problem):
                    yield content
                else:
                    _agent(gathering, _lowered(content))
        else:
            yield from _json(gathering, source)
        yield gathering.batch()


def _json(gathering: Gathering, source: Opened) -> Iterator[Batch]:
    whole = document(source)
    if isinstance(whole, Problem):
        yield whole
    elif isinstance(whole, dict) and isinstance(whole.get("content"), dict):
        _agent(gathering, whole["content"])
    else:
        rows: Sequence[Any] = whole if isinstance(whole, list) else list_at(whole, "data") or [whole]
        for number, row in enumerate(rows, 1):
            if isinstance(row, dict):
                named = {key: None if _is_number(key, value) else value for key, value in row.items()}
                record_of(LISTED, gathering, number, named)


def _is_number(key: str, value: Any) -> bool:
    """Whether a reference to another object was left a number."""
    return key.endswith("_id") and DIGITS.fullmatch(str(value)) is not None


def _lowered(element: Element) -> Any:
    """An element as the JSON form has it: lower-case members; several of one name as a list."""
    if not len(element):
        return (element.text or "").strip()
    found: dict[str, list[Any]] = {}
    for child in element:
        found.setdefault(child.tag.lower(), []).append(_lowered(child))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _agent(gathering: Gathering, content: dict[str, Any]) -> None:
    devices = content.get("device", [])
    for device in devices if isinstance(devices, list) else [devices]:
        if isinstance(device, dict):
            _device(gathering, device.get("info"), _parts(device.get("components")))
    if isinstance(content.get("network_device"), dict):
        _device(gathering, content["network_device"], _parts(content.get("network_components")))
    if isinstance(content.get("hardware"), dict) and "network_device" not in content:
        _computer(gathering, content)


def _device(gathering: Gathering, info: Any, parts: Sequence[Any]) -> None:
    key = text_at(info, "name") or text_at(info, "serial") or text_at(info, "mac")
    if not key:
        return
    record = gathering.record(key=key, kind=RecordKind.SELF)
    for member, term in OF_DEVICE.items():
        gathering.observe(record, term, text_at(info, member))
    addresses = info.get("ips")
    addresses = addresses.get("ip") if isinstance(addresses, dict) else addresses
    for address in addresses if isinstance(addresses, list) else [addresses]:
        gathering.observe(record, "managementAddress", address if isinstance(address, str) else "")
    for number, part in enumerate(parts[:MOST_PARTS], 1):
        component = f"entPhysical.{text_at(part, 'index') or number}"
        for member, term in OF_PART.items():
            gathering.observe(record, term, text_at(part, member), component=component)


def _parts(value: Any) -> Sequence[Any]:
    value = value.get("component", value) if isinstance(value, dict) else value
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else []


def _computer(gathering: Gathering, content: dict[str, Any]) -> None:
    name = text_at(content["hardware"], "name")
    if not name:
        return
    record = gathering.record(key=name, kind=RecordKind.ASSET)
    gathering.observe(record, "hostname", name)
    for member, term in OF_BIOS.items():
        gathering.observe(record, term, text_at(content.get("bios"), member))
    networks = content.get("networks", [])
    for network in networks if isinstance(networks, list) else [networks]:
        virtual = text_at(network, "virtualdev").lower() in {"1", "true"}
        if not virtual:
            gathering.observe(record, "macAddress", text_at(network, "mac") or text_at(network, "macaddr"))
