"""Exports of NetBox and Nautobot: devices, and modules, items and interfaces as parts of them."""

import re
from collections.abc import Iterator
from typing import Any

from interdict.core.problem import Problem
from interdict.evidence.devices import Devices
from interdict.evidence.gather import Gathering, and_then
from interdict.evidence.inventories.exported import RECOGNISED_WITHIN, without_prefix_length
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.objects import document, objects, one_a_line, text_at
from interdict.evidence.problems import Code, Complaints, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

MARK = re.compile(rb'"(?:url|natural_slug|object_type|display)"\s*:\s*"')
KIND_MARK = re.compile(
    rb'"device_type"\s*:\s*(?:\{|null)|"module_type"\s*:\s*\{|"device"\s*:\s*\{[^}]{0,400}"url"|/api/dcim/'
)
OF_DEVICE = {
    "name": "hostname",
    "device_type.manufacturer": "manufacturer",
    "device_type.model": "model",
    "device_type.part_number": "partNumber",
    "role": "deviceRole",
    "device_role": "deviceRole",
    "platform": "platform",
    "serial": "serialNumber",
    "asset_tag": "assetTag",
    "site": "site",
    "location": "sysLocation",
    "status": "status",
    "primary_ip.address": "managementAddress",
    "primary_ip4.address": "managementAddress",
    "primary_ip6.address": "managementAddress",
    "oob_ip.address": "managementAddress",
    "description": "description",
    "comments": "remarks",
}
OF_MODULE = {
    "module_type.manufacturer": "moduleManufacturer",
    "module_type.model": "moduleModel",
    "manufacturer": "moduleManufacturer",
    "part_id": "moduleModel",
    "serial": "entPhysicalSerialNum",
    "description": "entPhysicalDescr",
    "name": "entPhysicalName",
}
"""Modules and inventory items; the path of the one is empty in the other."""
IGNORED = ("device-types", "manufacturers", "platforms", "sites", "device-roles", "module-types")
"""Catalogues of what could be there; they name no device."""


class NetBoxReader:
    """Reads devices with their modules, inventory items and interface addresses."""

    name = "netbox"
    doc = ReaderDoc(
        title="NetBox and Nautobot (JSON)",
        reads="Answers of the REST interface below `/api/dcim/`: devices, modules, inventory items,"
        " interfaces; as"
        ' `{"results": […]}`, an array, one object a line, or an object with an array for each of them.'
        " CSV exports are read as tables.",
        gives="One record a device, kind `asset`, under its name: manufacturer, model, partNumber,"
        " serialNumber,"
        " assetTag, deviceRole, platform, site, status, managementAddress; macAddress of its interfaces;"
        " modules"
        " and inventory items as its components (moduleManufacturer, moduleModel, entPhysicalSerialNum).",
        references=("netboxlabs.com/docs/netbox: REST API", "docs.nautobot.com: REST API"),
        limitations="Parts in another file than their device join it by the device's name. Lists of device"
        " types,"
        " manufacturers and sites are no devices and are left out.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether it is JSON with an object of the interface at its beginning."""
        start = head.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:RECOGNISED_WITHIN]
        return start.startswith((b"{", b"[")) and bool(MARK.search(start) and KIND_MARK.search(start))

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every object; parts go to the record of their device, whichever comes first."""
        gathering, complaints = Gathering(ordinal), Complaints(source.path)
        devices = Devices(gathering, RecordKind.ASSET)
        passed_over = 0

        def body() -> Iterator[Batch]:
            nonlocal passed_over
            for found in _objects(source, complaints):
                if isinstance(found, Problem):
                    yield found
                    continue
                passed_over += not _take(devices, *found)
                if gathering.full:
                    yield gathering.batch()

        def ending() -> Iterator[Batch]:
            if passed_over:
                said = f"{passed_over} objects are no devices and no parts of one."
                yield note(Code.UNUSED, said, where=source.path)
            yield from complaints.rest()
            yield gathering.batch()

        yield from and_then(body(), ending)


def _objects(source: Opened, complaints: Complaints) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    """Of a document with several arrays the objects of all, the devices first."""
    if one_a_line(source.stream):
        yield from objects(source, complaints)
        return
    whole = document(source)
    if isinstance(whole, Problem):
        yield whole
        return
    arrays = (
        [whole] if isinstance(whole, list) else [whole[key] for key in sorted(whole) if _is_rows(whole[key])]
    )
    rows = [row for array in arrays for row in array if isinstance(row, dict)]
    yield from enumerate(rows or ([whole] if isinstance(whole, dict) else []), 1)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _take(devices: Devices, number: int, said: dict[str, Any]) -> bool:
    if any(f"/{kind}/" in text_at(said, "url") for kind in IGNORED):
        return False
    if "device_type" in said and not isinstance(said.get("device"), dict):
        _device(devices, number, said)
        return True
    owner = text_at(said, "device.name") or text_at(said, "device.display") or text_at(said, "device.id")
    if not owner:
        return False
    record = devices.record(owner, place=f"object {number}")
    devices.observe(record, "hostname", text_at(said, "device.name"))
    if "mac_address" in said or "enabled" in said:
        devices.observe(record, "macAddress", text_at(said, "mac_address"))
        return True
    component = f"{'module' if 'module_type' in said else 'item'}.{text_at(said, 'id')}"
    for path, term in OF_MODULE.items():
        devices.observe(record, term, text_at(said, path), component=component)
    return True


def _device(devices: Devices, number: int, said: dict[str, Any]) -> None:
    key = text_at(said, "name") or text_at(said, "display") or text_at(said, "id")
    record = devices.record(key or f"object {number}", place=f"object {number}")
    for path, term in OF_DEVICE.items():
        value = (
            text_at(said, "platform.slug") or text_at(said, path)
            if path == "platform"
            else text_at(said, path)
        )
        if term == "managementAddress":
            value = without_prefix_length(value)
        devices.observe(record, term, value)
