"""What is known of each device besides its maker, gathered from all its records."""

from typing import Any

import ibis
import pyarrow as pa

from interdict.bulk.engine import Engine
from interdict.bulk.identification import SUBJECT
from interdict.core.source import Source
from interdict.model.identification import Clue, Identification

SHOWN = {
    "hostname": ("hostname", "sysName"),
    "site": ("site",),
    "region": ("region",),
    "serial": ("serialNumber", "entPhysicalSerialNum", "ponSerial"),
    "acquired": ("acquiredOn",),
}
"""Columns of the device table that are shown as written, and the properties they come from, best first."""


def attributes(engine: Engine, observations: Any) -> Any:
    """
    A kept table `(device, …SHOWN)`: of several values the one of the best property, then the smallest.

    Args:
        engine: Where to compute.
        observations: `columns.OBSERVATION` joined with `device`.
    """
    wanted = [name for names in SHOWN.values() for name in names]
    own = observations.filter((observations.component == "") & observations.property.isin(wanted))
    columns = {
        column: ibis.coalesce(*(own.value.min(where=own.property == name) for name in names))
        for column, names in SHOWN.items()
    }
    return engine.keep("attributes", own.group_by("device").agg(**columns))


def identification_table(found: list[Identification], clues: dict[str, Clue]) -> pa.Table:
    """Identifications as rows, with their clues and candidates nested; the key is `identification`."""
    rows = [
        {
            "identification": one.id,
            "producer": one.party or None,
            "maker": one.producer or None,
            "producer_name": one.producer_name or None,
            "brand": one.brand or None,
            "probability": one.probability,
            "abstained": one.abstained,
            "relabelled": one.relabelled,
            "family": one.family or None,
            "role": one.role or None,
            "candidates": [
                {"party": c.party, "name": c.name, "probability": c.probability} for c in one.candidates
            ],
            "clues": [
                {"id": c, "party": clues[c].party, "weight": clues[c].weight, "because": clues[c].because}
                for c in one.clues
            ],
            "set_aside": list(one.set_aside),
            "contradictions": list(one.contradictions),
        }
        for one in found
    ]
    return pa.Table.from_pylist(rows, schema=_IDENTIFICATION)


_TEXT = pa.string()
_IDENTIFICATION = pa.schema(
    {
        "identification": pa.int32(),
        "producer": _TEXT,
        "maker": _TEXT,
        "producer_name": _TEXT,
        "brand": _TEXT,
        "probability": pa.float64(),
        "abstained": pa.bool_(),
        "relabelled": pa.bool_(),
        "family": _TEXT,
        "role": _TEXT,
        "candidates": pa.list_(pa.struct({"party": _TEXT, "name": _TEXT, "probability": pa.float64()})),
        "clues": pa.list_(pa.struct({"id": _TEXT, "party": _TEXT, "weight": pa.float64(), "because": _TEXT})),
        "set_aside": pa.list_(_TEXT),
        "contradictions": pa.list_(_TEXT),
    }
)


def subjects(engine: Engine, name: str, primary: Any, identified: Any, models: Any) -> tuple[Any, Any]:
    """
    Kept tables of every device and of every identified component, with identification and model.

    Args:
        engine: Where to compute; the tables are called `<name>_devices` and `<name>_parts`.
        name: Prefix of the kept tables.
        primary: Result of `grouping.primary_records`.
        identified: `(device, record, component, identification)`.
        models: `(device, record, component, model)`.
    """
    whole = identified.filter(identified.component == "").select("device", "identification")
    named = models.filter(models.component == "").select("device", "model")
    found = primary.left_join(whole, "device").select(
        *primary.columns, identification=ibis.coalesce(whole.identification, 0).cast("int32")
    )
    devices = found.left_join(named, "device").select(*found.columns, model=named.model)
    inside = identified.filter(identified.component != "")
    parts = inside.left_join(models, SUBJECT).select(*inside.columns, model=models.model)
    return engine.keep(f"{name}_devices", devices), engine.keep(f"{name}_parts", parts)


def source_paths(sources: tuple[Source, ...]) -> pa.Table:
    """`(ordinal, source)`."""
    return pa.table(
        {
            "ordinal": pa.array([source.ordinal for source in sources], pa.int64()),
            "source": pa.array([source.path for source in sources], pa.string()),
        }
    )
