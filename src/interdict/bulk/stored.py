"""An inventory on disk: its rows as Parquet, what they refer to as JSON, and read back without deciding."""

from pathlib import Path
from typing import Any

import ibis
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from interdict.bulk.engine import Engine
from interdict.bulk.grouping import observed_devices
from interdict.bulk.inventory import Inventory
from interdict.core.progress import Progress
from interdict.evidence.earlier import Kept
from interdict.model import columns
from interdict.model.identification import Clue, Identification

TABLES = ("records", "observations", "membership", "devices", "parts")
REFERRED = "referred.json"


class Referred(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What rows of an inventory refer to by number or id."""

    identifications: list[Identification]
    clues: dict[str, Clue]


def keep_inventory(inventory: Inventory, folder: Path, progress: Progress) -> None:
    """
    Write an inventory, observations of one property together so that a scan for one skips the others.

    Args:
        inventory: Before people's reviews; those are applied whenever it is read back.
        folder: New; gets one Parquet file a table, and `referred.json`.
        progress: Told that it happens.
    """
    progress.stage("keeping the inventory")
    folder.mkdir()
    orders = {"observations": ["property", "record", "component", "value"]}
    for name in TABLES:
        table = getattr(inventory, name)
        rows = table.order_by(orders[name]) if name in orders else table
        inventory.engine.write(rows, folder / f"{name}.parquet", "parquet")
    referred = Referred(identifications=inventory.identifications, clues=inventory.clues)
    (folder / REFERRED).write_bytes(msgspec.json.encode(referred))


def read_inventory(engine: Engine, folder: Path) -> Inventory:
    """The inventory that `keep_inventory` wrote; nothing is grouped or identified again."""
    tables = {name: _table(engine, folder / f"{name}.parquet", f"stored_{name}") for name in TABLES}
    referred = msgspec.json.decode((folder / REFERRED).read_bytes(), type=Referred)
    observed = observed_devices(engine, tables["records"], tables["observations"], tables["membership"])
    return Inventory(
        engine=engine,
        observed=observed,
        identifications=referred.identifications,
        clues=referred.clues,
        **tables,
    )


def _table(engine: Engine, path: Path, name: str) -> Any:
    return engine.scan(name, [path], pq.read_schema(path))


def take_over(engine: Engine, folder: Path, kept: tuple[Kept, ...], into: Path) -> tuple[Path, Path]:
    """
    Rows of sources that were not read again, with the numbers of the present reading.

    Args:
        engine: Where to compute.
        folder: The earlier inventory.
        kept: Which sources, and their numbers then and now.
        into: Folder for the two files.
    Returns: Files of records and of observations, in the columns that readers write.
    """
    numbers = pa.table(
        {
            "was": pa.array([one.earlier for one in kept], pa.int64()),
            "now": pa.array([one.ordinal for one in kept], pa.int64()),
        }
    )
    renumbered = engine.register("kept_sources", numbers)
    written = []
    for name, schema in (("records", columns.RECORD), ("observations", columns.OBSERVATION)):
        rows = _table(engine, folder / f"{name}.parquet", f"earlier_{name}")
        joined = rows.mutate(was=rows.record // columns.RECORDS_PER_SOURCE).join(renumbered, "was")
        record = joined.record + (joined.now - joined.was) * ibis.literal(columns.RECORDS_PER_SOURCE, "int64")
        chosen = joined.mutate(record=record.cast("int64")).select(*schema.names)
        path = into / f"kept-{name}.parquet"
        order = ["property", "record"] if name == "observations" else ["record"]
        engine.write(chosen.order_by(order), path, "parquet")
        written.append(path)
    return written[0], written[1]
