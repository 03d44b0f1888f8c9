"""The device rows that a page shows in full, with their evidence; everything else stays in the tables."""

from typing import Any

import pyarrow as pa

from interdict.bulk.inventory import Inventory
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
    engine: Any, inventory: Inventory, devices: Any, sources: tuple[Source, ...]
) -> tuple[DeviceRow, ...]:
    """At most `MOST_ROWS` devices by rank, then source and place in it, with their evidence."""
    chosen = devices.order_by("rank", "group").limit(MOST_ROWS)
    chosen = engine.keep("page_devices", chosen)
    evidence = _evidence(engine, inventory, chosen, sources)
    names = DeviceRow.__struct_fields__
    rows = chosen.order_by("rank", "group").to_pyarrow().to_pylist()
    return tuple(
        DeviceRow(
            **{name: row[name] for name in names if name in row},
            evidence=tuple(evidence.get(row["group"], ())[:MOST_EVIDENCE]),
        )
        for row in rows
    )


def _evidence(
    engine: Any, inventory: Inventory, chosen: Any, sources: tuple[Source, ...]
) -> dict[int, list[str]]:
    """`property = value (source, place)` lines by device, the most telling properties first."""
    order = pa.table({"property": list(TELLING), "telling": list(range(len(TELLING)))})
    telling = engine.register("telling", order)
    wanted = inventory.observed.join(chosen.select(device=chosen.group), "device").join(telling, "property")
    placed = wanted.join(inventory.records.select("record", "place"), "record")
    rows = placed.select("device", "record", "component", "property", "value", "place", "telling").distinct()
    table = rows.order_by("device", "telling", "record", "component", "value").to_pyarrow()
    paths = {source.ordinal: source.path for source in sources}
    lines: dict[int, list[str]] = {}
    for row in table.to_pylist():
        known = lines.setdefault(row["device"], [])
        if len(known) < MOST_EVIDENCE:
            path = paths[row["record"] // columns.RECORDS_PER_SOURCE]
            value = " ".join(row["value"].split())[:LONGEST_EVIDENCE]
            inside = f"{row['component']}: " if row["component"] else ""
            place = f"{path}, {row['place']}" if row["place"] else path
            known.append(f"{inside}{row['property']} = {value} ({place})")
    return lines
