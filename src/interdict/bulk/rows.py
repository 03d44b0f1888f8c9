"""The device rows that a page shows in full, with their evidence; everything else stays in the tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from interdict.bulk.devices import source_paths
from interdict.bulk.inventory import Inventory, observed_of
from interdict.core.source import Source
from interdict.model import columns
from interdict.model.run import DeviceRow

MOST_ROWS = 5_000
"""Devices a page holds; those with the strictest findings first."""
MOST_EVIDENCE = 14
"""Evidence lines shown per device."""
LONGEST_EVIDENCE = 200
"""Characters of a value shown in a line."""

TELLING = (
    "manufacturer",
    "model",
    "partNumber",
    "description",
    "remarks",
    "deviceRole",
    "platform",
    "configurationGrammar",
    "sysObjectID",
    "sysDescr",
    "entPhysicalMfgName",
    "entPhysicalModelName",
    "moduleManufacturer",
    "moduleModel",
    "upsIdentManufacturer",
    "upsIdentModel",
    "chassisMac",
    "dot1dBaseBridgeAddress",
    "macAddress",
    "manufacturerOUI",
    "productClass",
    "ponSerial",
    "serialNumber",
    "banner",
    "vendorClass",
    "snmpEngineID",
    "answeredEnterprise",
    "ifPhysAddress",
    "hostname",
    "sysName",
    "site",
    "status",
    "acquiredOn",
    "fundedBy",
    "purpose",
    "sitePurpose",
    "countryOfProduction",
    "authorizedOn",
    "radioGeneration",
)
"""Properties that an evidence line may show, the most telling first."""


def device_rows(
    engine: Any, inventory: Inventory, devices: Any, found: Any, sources: tuple[Source, ...]
) -> tuple[DeviceRow, ...]:
    """The first `MOST_ROWS` devices by rank, then by number, with their evidence; `found` come first."""
    among = found if found.count().execute() >= MOST_ROWS else devices
    chosen = engine.keep("page_devices", among.order_by("rank", "group").limit(MOST_ROWS))
    said = evidence_rows(engine, inventory, sources, chosen.select(device="group"))
    table = said.join(chosen.select(device=chosen.group), "device").order_by(*EVIDENCE_ORDER).to_pyarrow()
    evidence: dict[int, list[str]] = {}
    for row in table.to_pylist():
        known = evidence.setdefault(row["device"], [])
        if len(known) < MOST_EVIDENCE:
            known.append(evidence_line(row))
    return tuple(
        device_row(row, evidence.get(row["group"], []))
        for row in chosen.order_by("rank", "group").to_pyarrow().to_pylist()
    )


def device_row(row: Mapping[str, Any], evidence: Sequence[str]) -> DeviceRow:
    """A row of `findings.DEVICE_FIELDS` with its evidence lines."""
    names = DeviceRow.__struct_fields__
    return DeviceRow(**{name: row[name] for name in names if name in row}, evidence=tuple(evidence))


EVIDENCE_ORDER = ("device", "telling", "source", "place", "component", "value")


def evidence_rows(
    engine: Any, inventory: Inventory, sources: tuple[Source, ...], whose: Any | None = None
) -> Any:
    """
    `(device, telling, component, property, value, source, place)` of every telling observation.

    Args:
        engine: Where to compute.
        inventory: All devices.
        sources: For the names of the inputs.
        whose: `(device)`: of these at least, where given.
    """
    observed = inventory.observed if whose is None else observed_of(inventory, "evidence_rows", whose)
    order = pa.table({"property": list(TELLING), "telling": list(range(len(TELLING)))})
    telling = engine.register("telling", order)
    paths = engine.register("evidence_paths", source_paths(sources))
    wanted = observed.join(telling, "property")
    placed = wanted.join(inventory.records.select("record", "place"), "record")
    placed = placed.mutate(ordinal=placed.record // columns.RECORDS_PER_SOURCE).join(paths, "ordinal")
    cut = placed.mutate(value=placed.value.substr(0, LONGEST_EVIDENCE))
    return cut.select("device", "telling", "component", "property", "value", "source", "place")


def evidence_line(row: Mapping[str, Any]) -> str:
    """One evidence row as `property = value (source, place)`."""
    inside = f"{row['component']}: " if row["component"] else ""
    place = f"{row['source']}, {row['place']}" if row["place"] else row["source"]
    return f"{inside}{row['property']} = {' '.join(row['value'].split())} ({place})"
