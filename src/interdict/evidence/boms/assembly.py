"""What both bill formats come to: one assembled device and the parts that it is made of."""

from collections.abc import Sequence

import msgspec

from interdict.evidence.gather import Gathering
from interdict.model.observation import RecordKind

MOST_PARTS = 20_000
"""Hardware and firmware parts kept of one bill."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a bill of material, as far as it says who made what."""

    id: str
    """The bill's own reference."""
    name: str
    maker: str = ""
    """Who made it, as the bill says; never who sold it."""
    supplier: str = ""
    part_number: str = ""
    version: str = ""
    serial: str = ""
    description: str = ""
    function: str = ""
    mac: str = ""
    fcc_id: str = ""
    origins: tuple[str, ...] = ()
    """Countries it comes from."""


def emit(gathering: Gathering, device: Part, parts: Sequence[Part]) -> None:
    """One record for the assembled device, its parts as components of it."""
    record = gathering.record(key=device.serial or device.name or device.id, kind=RecordKind.ASSET)
    for term, value in (
        ("manufacturer", device.maker),
        ("model", device.name),
        ("partNumber", device.part_number),
        ("softwareVersion", device.version),
        ("serialNumber", device.serial),
        ("description", device.description),
        ("deviceRole", device.function),
        ("macAddress", device.mac),
        ("fccId", device.fcc_id),
        ("supplier", device.supplier),
        ("countryOfProduction", ", ".join(device.origins)),
    ):
        gathering.observe(record, term, value)
    for number, part in enumerate(parts[:MOST_PARTS], 1):
        component = f"part.{part.id or number}"
        for term, value in (
            ("moduleManufacturer", part.maker),
            ("moduleModel", part.part_number or part.name),
            ("entPhysicalName", part.name),
            ("entPhysicalDescr", part.description),
            ("entPhysicalSoftwareRev", part.version),
            ("entPhysicalSerialNum", part.serial),
            ("containsFccId", part.fcc_id),
            ("countryOfProduction", ", ".join(part.origins)),
        ):
            gathering.observe(record, term, value, component=component)
