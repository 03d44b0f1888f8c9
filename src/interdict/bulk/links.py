"""What records say of a network's links and places, kept beside a report for the topology."""

from typing import Any

import ibis

from interdict.bulk.engine import Engine
from interdict.bulk.inventory import Inventory
from interdict.model.observation import RecordKind

LINKING = ("seenBy", "managementAddress", "sysName", "hostname", "serialNumber", "assetTag")
"""Properties by which one record names another device, or is named by one."""
PLACING = ("site", "siteName", "siteClass", "region", "latitude", "longitude")
"""Properties of the records of places."""


def link_rows(engine: Engine, inventory: Inventory) -> Any:
    """
    `(device, key, kind, property, value, records)`: who saw whom, names, addresses, places.

    Devices of subscribers are counted by who serves them, one row a server, so that the table stays as
    large as the plant.
    """
    said = inventory.observations.filter(lambda t: t.component == "")
    said = said.filter(said.property.isin([*LINKING, *PLACING]))
    placed = said.join(inventory.records.select("record", "key", "kind"), "record")
    placed = placed.left_join(inventory.membership, "record").select(
        "device", "key", "kind", "property", "value"
    )
    served = placed.filter((placed.kind == str(RecordKind.SUBSCRIBER)) & (placed.property == "seenBy"))
    served = served.group_by("kind", "property", "value").agg(records=served.count())
    served = served.mutate(device=ibis.null("int64"), key=ibis.literal(""))
    plant = placed.filter(~placed.kind.isin([str(RecordKind.SUBSCRIBER), str(RecordKind.PURCHASE)]))
    plant = plant.filter((plant.kind == str(RecordKind.SITE)) | plant.property.isin(LINKING))
    names = ("device", "key", "kind", "property", "value", "records")
    both = plant.mutate(records=ibis.literal(1, "int64")).select(*names).union(served.select(*names))
    return engine.keep("link_rows", both).order_by(*names[:5])
