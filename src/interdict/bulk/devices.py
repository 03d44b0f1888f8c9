"""What is known of each device besides its maker, gathered from all its records."""

from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa

from interdict.bulk.inventory import Inventory, observed_of
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


def attributes(inventory: Inventory) -> Any:
    """
    `(device, …SHOWN)`: of several values the one of the best property, then the smallest.

    A row of a flat table that is a device of its own has its cells read where they stand; of other devices
    the table is kept.
    """
    engine = inventory.engine
    observations = observed_of(inventory, "attribute_rows", inventory.membership.limit(0))
    wanted = [name for names in SHOWN.values() for name in names]
    own = observations.filter((observations.component == "") & observations.property.isin(wanted))
    columns = {
        column: ibis.coalesce(*(own.value.min(where=own.property == name) for name in names))
        for column, names in SHOWN.items()
    }
    parts = [engine.keep("attributes", own.group_by("device").agg(**columns))]
    parts += [_cells(rows, inventory.flats[number].said) for number, rows in inventory.single.items()]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _cells(rows: Any, said: Sequence[tuple[str, str]]) -> Any:
    """The same of rows of a flat table."""
    terms = [term for term, _ in said]

    def best(names: Sequence[str]) -> Any:
        cells = [[rows[f"c{n}"] for n, term in enumerate(terms) if term == name] for name in names]
        found = [ibis.least(*some) if len(some) > 1 else some[0] for some in cells if some]
        return ibis.coalesce(*found) if found else ibis.null("string")

    return rows.select(device=rows.record, **{column: best(names) for column, names in SHOWN.items()})


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


def source_paths(sources: tuple[Source, ...]) -> pa.Table:
    """`(ordinal, source)`."""
    return pa.table(
        {
            "ordinal": pa.array([source.ordinal for source in sources], pa.int64()),
            "source": pa.array([source.path for source in sources], pa.string()),
        }
    )
