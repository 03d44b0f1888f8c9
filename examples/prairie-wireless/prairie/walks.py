"""Recorded SNMP walks of the devices that were walked, as `.snmprec` and as `snmpwalk -On` text."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from prairie.values import Device

_SYSTEM = "1.3.6.1.2.1.1"
_INTERFACE = "1.3.6.1.2.1.2.2.1"
_ENTITY = "1.3.6.1.2.1.47.1.1.1.1"
_ENGINE = "1.3.6.1.6.3.10.2.1.1.0"
_LLDP_REMOTE = "1.0.8802.1.1.2.1.4.1.1"
_ENTERPRISES = "1.3.6.1.4.1"
_PORTS = 4
_ETHERNET = 6
"""ifType ethernetCsmacd of RFC 2863's registry."""
_CHASSIS, _MODULE = 3, 9
"""entPhysicalClass of RFC 6933."""
_SILENT = {"8072", "26381"}
"""Agents that fill no ENTITY-MIB: a protocol stack's own."""


class Row(NamedTuple):
    """One variable of a walk."""

    oid: str
    kind: str
    """`text`, `hex`, `oid`, `number` or `ticks`."""
    value: str


def write_walks(devices: Iterable[Device], folder: Path) -> int:
    """A file per walked device, every third as `snmpwalk` prints it. Returns: how many."""
    folder.mkdir(parents=True, exist_ok=True)
    devices = tuple(devices)
    walked = [device for device in devices if "walk" in device.sources]
    for number, device in enumerate(walked):
        rows = sorted(_rows(device, _neighbours(device, devices)), key=_order)
        lines = map(_as_printed, rows) if number % 3 == 0 else map(_as_recorded, rows)
        suffix = "walk" if number % 3 == 0 else "snmprec"
        (folder / f"{device.hostname}.{suffix}").write_text("".join(lines), "utf-8", newline="\n")
    return len(walked)


def _rows(device: Device, neighbours: list[Device]) -> Iterator[Row]:
    yield from _system(device)
    if device.mac:
        yield from _interfaces(device)
    if device.hardware.oid.split(".")[0] not in _SILENT or device.components:
        yield from _entities(device)
    yield from _private(device)
    for place, neighbour in enumerate(neighbours, start=1):
        yield from _neighbour(place, neighbour)


def _system(device: Device) -> Iterator[Row]:
    hardware = device.hardware
    yield Row(f"{_SYSTEM}.1.0", "text", hardware.descr)
    yield Row(f"{_SYSTEM}.2.0", "oid", f"{_ENTERPRISES}.{hardware.oid}")
    yield Row(f"{_SYSTEM}.3.0", "ticks", str(100_000 + int(device.tag[1:]) * 37))
    yield Row(f"{_SYSTEM}.4.0", "text", "noc@prairie-wireless.example")
    yield Row(f"{_SYSTEM}.5.0", "text", device.hostname)
    yield Row(f"{_SYSTEM}.6.0", "text", f"{device.site.name}, {device.site.county} County")
    if hardware.producer == "huawei" and device.mac:
        yield Row(_ENGINE, "hex", f"800007DB03{device.mac}")


def _interfaces(device: Device) -> Iterator[Row]:
    base = int(device.mac, 16)
    for port in range(1, _PORTS + 1):
        yield Row(f"{_INTERFACE}.1.{port}", "number", str(port))
        yield Row(f"{_INTERFACE}.2.{port}", "text", f"GigabitEthernet0/0/{port}")
        yield Row(f"{_INTERFACE}.3.{port}", "number", str(_ETHERNET))
        yield Row(f"{_INTERFACE}.6.{port}", "hex", f"{(base & ~0xFF) | ((base + port - 1) & 0xFF):012X}")
        yield Row(f"{_INTERFACE}.8.{port}", "number", "1" if port < _PORTS else "2")


def _entities(device: Device) -> Iterator[Row]:
    """The chassis, then each part; relabelled and foreign devices tell themselves here."""
    hardware = device.hardware
    yield from _entity(1, hardware.model, _CHASSIS, device.serial, hardware.maker, hardware.model)
    for index, part in enumerate(device.components, start=67):
        yield from _entity(index, part.description, _MODULE, part.serial, part.maker, part.model)


def _entity(index: int, descr: str, kind: int, serial: str, maker: str, model: str) -> Iterator[Row]:
    cells = {2: descr, 7: model, 11: serial, 12: maker, 13: model}
    yield Row(f"{_ENTITY}.5.{index}", "number", str(kind))
    for column, text in cells.items():
        yield Row(f"{_ENTITY}.{column}.{index}", "text", text)


def _private(device: Device) -> Iterator[Row]:
    """A few variables below the maker's number, and below that of a covered card."""
    number = device.hardware.oid.split(".")[0]
    yield Row(f"{_ENTERPRISES}.{number}.5.25.1.1.0", "number", str(int(device.tag[1:]) % 97))
    if any(part.model.startswith("SMU") for part in device.components):
        yield Row(f"{_ENTERPRISES}.2011.6.164.1.1.2.100.1.2.96", "text", "R4850G2")
        yield Row(f"{_ENTERPRISES}.2011.6.164.1.3.1.1.0", "number", "5340")
    if device.hardware.model.startswith("OceanStor"):
        yield Row(f"{_ENTERPRISES}.34774.4.1.1.2.0", "text", device.hostname)


def _neighbours(device: Device, devices: tuple[Device, ...]) -> list[Device]:
    """Up to three at the same site that speak LLDP, seen by a device that forwards."""
    if device.hardware.role not in ("switch", "ip-router", "packet-transport"):
        return []
    here = [other for other in devices if other.site == device.site and "lldp" in other.sources]
    return [other for other in here if other is not device][:3]


def _neighbour(place: int, device: Device) -> Iterator[Row]:
    index = f"0.{place}.1"
    yield Row(f"{_LLDP_REMOTE}.4.{index}", "number", "4")
    yield Row(f"{_LLDP_REMOTE}.5.{index}", "hex", device.mac)
    yield Row(f"{_LLDP_REMOTE}.9.{index}", "text", device.hostname)
    yield Row(f"{_LLDP_REMOTE}.10.{index}", "text", device.hardware.descr)


def _order(row: Row) -> tuple[int, ...]:
    return tuple(int(arc) for arc in row.oid.split("."))


def _as_recorded(row: Row) -> str:
    """The line of an `.snmprec` file; text with line breaks is written as hex, as recorders do."""
    tags = {"hex": "4x", "oid": "6", "number": "2", "ticks": "67", "text": "4"}
    if row.kind == "text" and not row.value.isprintable():
        return f"{row.oid}|4x|{row.value.encode().hex()}\n"
    value = row.value.lower() if row.kind == "hex" else row.value
    return f"{row.oid}|{tags[row.kind]}|{value}\n"


def _as_printed(row: Row) -> str:
    """The line that `snmpwalk -On` prints."""
    if row.kind == "hex":
        pairs = " ".join(row.value[place : place + 2] for place in range(0, len(row.value), 2))
        return f".{row.oid} = Hex-STRING: {pairs.upper()} \n"
    shapes = {
        "text": f'STRING: "{row.value.replace(chr(13), "")}"',
        "oid": f"OID: .{row.value}",
        "number": f"INTEGER: {row.value}",
        "ticks": f"Timeticks: ({row.value}) 0:16:40.00",
    }
    return f".{row.oid} = {shapes[row.kind]}\n"
