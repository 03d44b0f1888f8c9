"""From evidence in the work folder to devices with identifications: the relational half of a run."""

from typing import Any

import ibis
import msgspec

from interdict.bulk.alike import Alike, alike_by_identity, can_be_alike
from interdict.bulk.clues import keys_of, read_clues
from interdict.bulk.devices import subjects
from interdict.bulk.engine import Engine
from interdict.bulk.flat import FlatTable, flat_tables, with_flat
from interdict.bulk.grouping import group_records, observed_devices, primary_records
from interdict.bulk.identification import clue_sets, identify_sets, models
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
    """By number of the flat table: the table, and those of its rows that are a device each."""


def take_inventory(engine: Engine, sink: ParquetSink, library: Library, progress: Progress) -> Inventory:
    """
    Group the records of a finished sink into devices and identify every device and component.

    Args:
        engine: Where to compute.
        sink: Closed; its files hold the evidence.
        library: What identification knows.
        progress: Told of every stage.
    """
    records = engine.scan("records", [sink.records_file], columns.RECORD)
    observations = engine.scan("observations", [sink.observations_file], columns.OBSERVATION)
    flats = flat_tables(engine, sink.flat_files)
    every, said = with_flat(records, observations, flats)
    progress.stage("grouping records into devices")
    membership = group_records(engine, every, said)
    progress.stage("finding rows that say alike")
    single = single_rows(engine, flats)
    some = [_few(engine, flat, single.get(number)) for number, flat in enumerate(flats)]
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
    return Inventory(
        engine=engine,
        records=every,
        observations=said,
        observed=observed_devices(engine, every, said, membership),
        membership=membership,
        devices=_all_devices(engine, devices, list(single.values())),
        parts=parts,
        identifications=found,
        clues={clue.id: clue for clue in decided.clues},
        single={number: (flats[number], one.rows) for number, one in single.items()},
    )


def single_rows(engine: Engine, flats: list[FlatTable]) -> dict[int, Alike]:
    """Of each flat table that allows it, by its number, the rows that are a device each, by what they say."""
    shared = engine.connection.table("shared")
    return {
        number: alike_by_identity(engine, f"alike_{number}", flat, flat.rows.anti_join(shared, "record"))
        for number, flat in enumerate(flats)
        if can_be_alike(flat)
    }


def _few(engine: Engine, flat: FlatTable, single: Alike | None) -> FlatTable:
    """The rows of a flat table that are decided as they are: those that stand for others, and linked ones."""
    if single is None:
        return flat
    wanted = single.stand.select(record="rep").union(engine.connection.table("shared"))
    rows = engine.keep(f"{single.stand.get_name()}_rows", flat.rows.semi_join(wanted, "record"))
    return msgspec.structs.replace(flat, rows=rows)


def _all_devices(engine: Engine, devices: Any, single: list[Alike]) -> Any:
    """The devices decided as they are, and every row for which another one stands."""
    if not single:
        return devices
    stand = ibis.union(*(one.stand.select(device="rep") for one in single))
    parts = [devices.anti_join(stand, "device")]
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
