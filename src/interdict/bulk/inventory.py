"""From evidence in the work folder to devices with identifications: the relational half of a run."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ibis
import msgspec

from interdict.bulk.alike import Alike, alike_by_identity, can_be_alike
from interdict.bulk.clues import keys_of, read_clues
from interdict.bulk.engine import Engine
from interdict.bulk.flat import FlatTable, flat_tables, with_flat
from interdict.bulk.grouping import group_records, observed_devices, primary_records
from interdict.bulk.identification import clue_sets, identify_sets, models, subjects
from interdict.bulk.ingest import ParquetSink
from interdict.core.progress import Progress
from interdict.identify.library import Library
from interdict.model import columns
from interdict.model.identification import Clue, Identification


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """Tables of one run and the values they refer to; all rows live in the engine."""

    engine: Any
    """An `Engine`."""
    records: Any
    """`columns.RECORD`."""
    observations: Any
    """`columns.OBSERVATION`."""
    observed: Any
    """`columns.OBSERVATION` with `device`, without purchases and sites."""
    membership: Any
    """`(record, device)`."""
    devices: Any
    """`(device, record, key, kind, place, records, sources, identification, model)`."""
    parts: Any
    """`(device, record, component, identification, model)`."""
    identifications: list[Identification]
    """By number; 0 is that of a device without any clue."""
    clues: dict[str, Clue]
    single: dict[int, Any] = {}
    """By number of the flat table: those of its rows that are a device each."""
    flats: list[FlatTable] = []
    """The flat tables, by number."""
    others: tuple[Any, Any] | None = None
    """Records and observations of everything that is not in a flat table."""
    apart: Any = None
    """Rows of `devices` that are not in `single`."""


def take_inventory(
    engine: Engine,
    sink: ParquetSink,
    library: Library,
    progress: Progress,
    *,
    kept: tuple[Path, Path] | None = None,
) -> Inventory:
    """
    Group the records of a finished sink into devices and identify every device and component.

    Args:
        engine: Where to compute.
        sink: Closed; its files hold the evidence.
        library: What identification knows.
        progress: Told of every stage.
        kept: Further files of records and observations, taken over from an earlier reading.
    """
    files = ([sink.records_file], [sink.observations_file])
    if kept:
        files = ([sink.records_file, kept[0]], [sink.observations_file, kept[1]])
    records = engine.scan("records", files[0], columns.RECORD)
    observations = engine.scan("observations", files[1], columns.OBSERVATION)
    flats = flat_tables(engine, sink.flat_files)
    every, said = with_flat(records, observations, flats)
    progress.stage("grouping records into devices")
    membership = group_records(engine, every, said)
    progress.stage("finding rows that say alike")
    single = single_rows(engine, flats)
    stand = _stand(list(single.values()))
    some = few_rows(engine, "few_rows", flats, single, stand.select("record")) if single else flats
    few, few_said = with_flat(records, observations, some)
    members = membership.semi_join(few.select("record"), "record")
    primary = primary_records(engine, few, members)
    progress.stage("collecting distinct keys")
    keys = keys_of(engine, observed_devices(engine, few, few_said, members))
    decided, device_clues = read_clues(engine, keys, library, progress)
    sets = clue_sets(engine, device_clues)
    found = identify_sets(engine, sets, device_clues, decided, library, progress)
    identified = engine.connection.table("identified")
    devices, parts = subjects(engine, "identified", primary, identified, models(engine, device_clues))
    apart = (
        engine.keep("apart_devices", devices.anti_join(stand.select(device="record"), "device"))
        if single
        else devices
    )
    return Inventory(
        engine=engine,
        records=every,
        observations=said,
        observed=observed_devices(engine, every, said, membership),
        membership=membership,
        devices=_all_devices(engine, devices, apart, list(single.values())),
        parts=parts,
        identifications=found,
        clues={clue.id: clue for clue in decided.clues},
        single={number: one.rows for number, one in single.items()},
        flats=flats,
        others=(records, observations),
        apart=apart,
    )


def observed_of(inventory: Inventory, name: str, wanted: Any) -> Any:
    """
    What is observed of some devices, of others too where that costs nothing.

    Args:
        inventory: All devices.
        name: Of the kept tables.
        wanted: `(device)`.
    """
    if not inventory.single or inventory.others is None:
        return inventory.observed
    engine, records = inventory.engine, wanted.select(record="device")
    flats = few_rows(engine, name, inventory.flats, inventory.single, records)
    _, said = with_flat(*inventory.others, flats)
    return observed_devices(engine, inventory.records, said, inventory.membership)


def few_rows(
    engine: Engine, name: str, flats: list[FlatTable], rows: Iterable[int], wanted: Any
) -> list[FlatTable]:
    """
    The flat tables, some of them with the wanted rows only.

    Args:
        engine: Where to compute.
        name: Of the kept tables.
        flats: Every flat table.
        rows: Numbers of those that are narrowed.
        wanted: `(record)`; the rows of devices with several records are kept besides.
    """
    chosen = wanted.union(engine.connection.table("shared"))
    narrowed = set(rows)
    return [
        msgspec.structs.replace(
            flat, rows=engine.keep(f"{name}_{number}", flat.rows.semi_join(chosen, "record"))
        )
        if number in narrowed
        else flat
        for number, flat in enumerate(flats)
    ]


def single_rows(engine: Engine, flats: list[FlatTable]) -> dict[int, Alike]:
    """Of each flat table that allows it, by its number, the rows that are a device each, by what they say."""
    shared = engine.connection.table("shared")
    return {
        number: alike_by_identity(engine, f"alike_{number}", flat, flat.rows.anti_join(shared, "record"))
        for number, flat in enumerate(flats)
        if can_be_alike(flat)
    }


def _stand(single: list[Alike]) -> Any:
    """`(record)` of the rows that stand for others."""
    return ibis.union(*(one.stand.select(record="rep") for one in single)) if single else None


def _all_devices(engine: Engine, devices: Any, apart: Any, single: list[Alike]) -> Any:
    """The devices decided as they are, and every row for which another one stands."""
    if not single:
        return devices
    parts = [apart]
    for one in single:
        like = devices.select("kind", "identification", "model", rep=devices.device)
        rows = one.told().select("record", "key", "place", "rep").join(like, "rep")
        parts.append(
            rows.select(
                "record",
                "key",
                "kind",
                "place",
                "identification",
                "model",
                device=rows.record,
                records=ibis.literal(1, "int64"),
                sources=ibis.literal(1, "int64"),
            ).select(*devices.columns)
        )
    return engine.keep("all_devices", ibis.union(*parts))
