"""From evidence in the work folder to devices with identifications: the relational half of a run."""

from typing import Any

import msgspec

from interdict.bulk.clues import keys_of, read_clues
from interdict.bulk.devices import subjects
from interdict.bulk.engine import Engine
from interdict.bulk.flat import flat_tables, with_flat
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
    records, observations = with_flat(records, observations, flats)
    progress.stage("grouping records into devices")
    membership = group_records(engine, records, observations)
    primary = primary_records(engine, records, membership)
    observed = observed_devices(engine, records, observations, membership)
    progress.stage("collecting distinct keys")
    decided, device_clues = read_clues(engine, keys_of(engine, observed), library, progress)
    sets = clue_sets(engine, device_clues)
    found = identify_sets(engine, sets, device_clues, decided, library, progress)
    identified = engine.connection.table("identified")
    devices, parts = subjects(engine, "identified", primary, identified, models(engine, device_clues))
    return Inventory(
        engine=engine,
        records=records,
        observations=observations,
        observed=observed,
        membership=membership,
        devices=devices,
        parts=parts,
        identifications=found,
        clues={clue.id: clue for clue in decided.clues},
    )
