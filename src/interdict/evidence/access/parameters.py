"""TR-069 and TR-369 data models: which parameters say who made a subscriber's device."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from interdict.evidence.gather import Gathering
from interdict.model.observation import RecordKind

IDENTITY = {
    "Manufacturer": "manufacturer",
    "ManufacturerOUI": "manufacturerOUI",
    "OUI": "manufacturerOUI",
    "ProductClass": "productClass",
    "ModelName": "model",
    "SerialNumber": "serialNumber",
    "SoftwareVersion": "softwareVersion",
    "Description": "description",
}
"""Parameter of DeviceInfo or member of DeviceId to property. Sources: TR-098, TR-181, TR-069 Annex A."""
PRIVATE = re.compile(r"(?:^|\.)(X_[A-Za-z0-9\-]{1,32})_")
"""Vendor-specific names begin with `X_<vendor>_` (TR-106, section 3.3)."""
OWN_ADDRESS = re.compile(
    r"\.(?:WAN\w*|Ethernet\.(?:Interface|Link)|LANEthernetInterfaceConfig)\.(?:.*\.)?MACAddress$"
)
MOST_ADDRESSES = 8
MOST_PREFIXES = 16
MOST_PARAMETERS = 200_000
"""Parameters of one device that are looked at."""


def leaves(document: Any) -> Iterator[tuple[str, str]]:
    """Every parameter of a nested document as its path and value, in order, bounded."""
    waiting: list[tuple[str, Any]] = [("", document)]
    for _ in range(MOST_PARAMETERS):
        if not waiting:
            return
        path, value = waiting.pop()
        if isinstance(value, dict):
            within = [(_below(path, str(key)), member) for key, member in value.items()]
            waiting.extend(reversed(within))
        elif isinstance(value, list):
            waiting.extend((path, member) for member in reversed(value))
        elif value is not None:
            yield path, str(value)


def _below(path: str, key: str) -> str:
    if key == "_value":
        return path
    key = key.rstrip(".")
    return f"{path}.{key}" if path else key


def observe_terminal(
    gathering: Gathering, parameters: Iterable[tuple[str, str]], *, key: str, place: str
) -> int:
    """
    Hand over one subscriber's device from its parameters; returns its record.

    Args:
        gathering: Where it goes.
        parameters: Full path and value: `InternetGatewayDevice.DeviceInfo.ModelName`, `DeviceId.OUI`.
        key: The device's id where the source has one; else made of its identity, as TR-069 does.
        place: Where a person finds it.
    """
    identity: dict[str, str] = {}
    addresses: dict[str, None] = {}
    prefixes: dict[str, None] = {}
    for path, value in parameters:
        parent, _, name = path.rpartition(".")
        name = name.lstrip("_")
        if parent.endswith(("DeviceInfo", "deviceId", "DeviceId")) and name in IDENTITY:
            identity.setdefault(IDENTITY[name], value)
        elif OWN_ADDRESS.search(path) and len(addresses) < MOST_ADDRESSES:
            addresses[value] = None
        if (private := PRIVATE.search(path)) and len(prefixes) < MOST_PREFIXES:
            prefixes[f"{private[1]}_"] = None
    made = [identity.get(term, "") for term in ("manufacturerOUI", "productClass", "serialNumber")]
    key = key or "-".join(filter(None, made)) or next(iter(addresses), place)
    record = gathering.record(key=key, kind=RecordKind.SUBSCRIBER, place=place)
    for term, value in identity.items():
        gathering.observe(record, term, value)
    for address in addresses:
        gathering.observe(record, "macAddress", address)
    for prefix in prefixes:
        gathering.observe(record, "dataModel", prefix)
    return record
