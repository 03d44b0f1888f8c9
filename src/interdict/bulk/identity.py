"""One object a device: identifications as rows of stable, documented fields."""

from typing import Any

import ibis

from interdict.bulk.devices import identification_table, source_paths
from interdict.bulk.inventory import Inventory
from interdict.core.source import Source
from interdict.model import columns

FIELDS = (
    "device",
    "source",
    "producer",
    "producer_name",
    "brand",
    "probability",
    "abstained",
    "family",
    "model",
    "role",
    "components",
    "candidates",
    "clues",
    "relabelled",
    "contradictions",
    "set_aside",
    "kind",
    "group",
    "place",
)
"""Fields of an identified device, in order; described in `docs/reference/identify.md`."""


def identity_rows(inventory: Inventory, sources: tuple[Source, ...]) -> Any:
    """
    One row per device of each source, in the order of the sources and their records.

    Devices that several sources know share `group`, and so everything that was found out about them.
    """
    engine = inventory.engine
    table = engine.register(
        "identifications", identification_table(inventory.identifications, inventory.clues)
    )
    paths = engine.register("source_paths", source_paths(sources))
    devices = inventory.devices.select("device", "identification", "model")
    records = inventory.membership.join(inventory.records, "record")
    source = records.record // columns.RECORDS_PER_SOURCE
    rows = records.mutate(ordinal=source).join(devices, "device").join(table, "identification")
    rows = rows.left_join(_parts(inventory, table), "device").join(paths, "ordinal")
    shaped = rows.select(
        device=rows.key,
        source=rows.source,
        **{name: rows[name] for name in ("producer", "producer_name", "brand", "probability", "abstained")},
        **{name: rows[name] for name in ("family", "model", "role", "components", "candidates", "clues")},
        **{name: rows[name] for name in ("relabelled", "contradictions", "set_aside", "kind")},
        group=rows.device,
        place=rows.place,
        number=rows.record,
    )
    return shaped.order_by("number").select(*FIELDS)


def _parts(inventory: Inventory, table: Any) -> Any:
    """The named parts of each device as a list."""
    named = inventory.parts.join(table, "identification")
    named = named.filter(~named.abstained)
    part = ibis.struct(
        {
            "component": named.component,
            "producer": named.producer,
            "producer_name": named.producer_name,
            "model": named.model,
            "probability": named.probability,
        }
    )
    ordered = named.select("device", part=part, order=named.component)
    return ordered.group_by("device").agg(components=ordered.part.collect(order_by=ordered.order))
