"""What each device really is, and what a right answer says of it. For tests; the program never reads it."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from prairie.values import Device, Network, Subscriber

COLUMNS = (
    "device",
    "keys",
    "sources",
    "kind",
    "producer",
    "brand",
    "role",
    "decidable",
    "why",
    "listed",
    "report",
    "component_producers",
    "question",
    "acquired",
    "trap",
)

_NAMED = {"huawei", "huawei-device", "zte", "dji"}
"""Producers whose entry has no purpose in it."""
_BY_PURPOSE = {"hikvision", "dahua", "hytera"}
_SOLD_OFF = {"honor", "xfusion", "h3c"}
"""Once of the Huawei group: what counts is who owned them when it was made, which no record here tells."""
_LOOK_BACK = date(2018, 8, 14)
_LATER = {"dji": date(2026, 2, 20), "tp-link": date(2026, 5, 22)}
"""First day from which having obtained it goes into the annual report: 60 days after a later listing."""


def write_truth(network: Network, path: Path) -> None:
    """One row per device and subscriber device."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_device_row(device) for device in network.devices)
        writer.writerows(_subscriber_row(one) for one in network.subscribers)


def is_decidable(device: Device) -> bool:
    """Whether anything that the records hold tells who made it."""
    return bool(device.hardware.producer) and any(_telling(device))


def _telling(device: Device) -> Iterator[bool]:
    """Each piece of evidence: whether it tells."""
    hardware = device.hardware
    if "asset" in device.sources or "stock" in device.sources:
        yield device.entry in ("full", "no-model")
        yield device.entry == "no-maker" and hardware.telling
        yield device.entry != "bare" and bool(hardware.ouis)
    yield bool({"lldp", "config"} & device.sources)
    yield "walk" in device.sources and bool(hardware.descr or hardware.ouis or hardware.oid)


def _device_row(device: Device) -> dict[str, str]:
    decidable = is_decidable(device)
    listed = _listed(device)
    question = _question(device, listed)
    hardware = device.hardware
    return {
        "device": device.tag if device.sources & {"asset", "stock"} else device.hostname,
        "keys": ";".join(key for key in (device.tag, device.hostname, device.serial, device.mac) if key),
        "sources": ";".join(sorted(device.sources)),
        "kind": "element",
        "producer": hardware.producer,
        "brand": hardware.brand or hardware.maker,
        "role": hardware.role,
        "decidable": "yes" if decidable else "no",
        "why": _why(device, decidable),
        "listed": listed if decidable or hardware.role == "printer" else "unknown",
        "report": _report(device, listed),
        "component_producers": ";".join(component.producer for component in device.components),
        "question": question if decidable else "device.producer",
        "acquired": device.acquired.isoformat(),
        "trap": device.trap,
    }


def _subscriber_row(one: Subscriber) -> dict[str, str]:
    return {
        "device": one.key,
        "keys": f"{one.key};{one.account}",
        "sources": one.table,
        "kind": "subscriber",
        "producer": one.producer,
        "decidable": "yes" if one.decidable else "no",
        "why": one.why,
        "listed": one.listed,
        "question": one.question,
        "trap": one.trap,
    }


def _listed(device: Device) -> str:
    """Whether the device is on the Covered List on 2026-11-22: yes, no or unknown."""
    producer = device.hardware.producer
    if producer in _NAMED:
        return "yes"
    if producer in _BY_PURPOSE:
        return _by_purpose(device.purpose)
    if device.hardware.role in {"ont-cpe", "inverter", "firewall"} or producer in _SOLD_OFF or not producer:
        return "unknown"
    return "no"


def _by_purpose(purpose: str) -> str:
    """Only what guards, or keeps the public safe, is on the list."""
    if not purpose:
        return "unknown"
    words = ("critical infrastructure", "public safety", "physical security")
    return "yes" if any(word in purpose for word in words) else "no"


def _question(device: Device, listed: str) -> str:
    if listed != "unknown":
        return ""
    producer, role = device.hardware.producer, device.hardware.role
    if producer in _BY_PURPOSE:
        return "device.purposes"
    if producer in _SOLD_OFF:
        return "device.produced_on"
    if role == "firewall":
        return "device.integrated_software_producers"
    if role == "ont-cpe" and device.country:
        return "authorization.conditional_approval"
    return "device.produced_abroad" if producer else "device.producer"


def _report(device: Device, listed: str) -> str:
    """Whether having obtained it must be in the annual report, as far as its date tells."""
    since = _LATER.get(device.hardware.producer, _LOOK_BACK)
    return listed if device.acquired >= since else "no"


def _why(device: Device, decidable: bool) -> str:
    if not device.hardware.producer:
        return "answers only as the protocol stack it is built with"
    if not decidable:
        return "the asset row gives neither maker nor model nor address, and nothing else speaks of it"
    return device.note
