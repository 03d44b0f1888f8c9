"""Records made by hand, written as readers write them, and what the bulk path says of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from interdict.bulk.duckdb import DuckDB
from interdict.bulk.grouping import group_records, primary_records
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import Inventory, take_inventory
from interdict.core.progress import Silent
from interdict.core.source import Source
from interdict.evidence.gather import Gathering
from interdict.evidence.read import Reading
from interdict.identify.library import Library
from interdict.model import columns
from interdict.model.observation import RecordKind

Said = Mapping[str, str | Sequence[str]]


class Told(NamedTuple):
    """One record: its key, what kind of source tells it, what it says of the device and of its parts."""

    key: str
    kind: RecordKind
    said: Said
    parts: Mapping[str, Said] = {}


def asset(key: str, **said: str | Sequence[str]) -> Told:
    """A row of an asset list."""
    return Told(key, RecordKind.ASSET, said)


def walk(key: str, **said: str | Sequence[str]) -> Told:
    """A device that spoke for itself."""
    return Told(key, RecordKind.SELF, said)


def purchase(key: str, **said: str | Sequence[str]) -> Told:
    """A line of the ledger."""
    return Told(key, RecordKind.PURCHASE, said)


def site(key: str, **said: str | Sequence[str]) -> Told:
    """A row of the site list."""
    return Told(key, RecordKind.SITE, said)


def subscriber(key: str, **said: str | Sequence[str]) -> Told:
    """A device at a subscriber."""
    return Told(key, RecordKind.SUBSCRIBER, said)


def write(sink: ParquetSink, sources: Iterable[Iterable[Told]]) -> None:
    """Write every source through the gathering that readers use."""
    for ordinal, source in enumerate(sources):
        gathering = Gathering(ordinal)
        for told in source:
            record = gathering.record(key=told.key, kind=told.kind)
            for component, said in {"": told.said, **told.parts}.items():
                for term, value in said.items():
                    for one in [value] if isinstance(value, str) else value:
                        gathering.observe(record, term, one, component=component)
        batch = gathering.batch()
        sink.records(batch.records)
        sink.observations(batch.observations)


@contextmanager
def _engine_with(folder: Path, sources: Sequence[Sequence[Told]]) -> Iterator[tuple[DuckDB, ParquetSink]]:
    with ParquetSink(folder) as sink:
        write(sink, sources)
    engine = DuckDB(folder, threads=1)
    try:
        yield engine, sink
    finally:
        engine.close()


@contextmanager
def inventory_of(folder: Path, library: Library, *sources: Sequence[Told]) -> Iterator[Inventory]:
    """The inventory of some sources, in an engine that lives as long as the block."""
    with _engine_with(folder, sources) as (engine, sink):
        yield take_inventory(engine, sink, library, Silent())


@contextmanager
def devices_of(folder: Path, *sources: Sequence[Told]) -> Iterator[Inventory]:
    """The devices of some sources, grouped but not identified: an inventory without makers."""
    with _engine_with(folder, sources) as (engine, sink):
        records = engine.scan("records", [sink.records_file], columns.RECORD)
        observations = engine.scan("observations", [sink.observations_file], columns.OBSERVATION)
        membership = group_records(engine, records, observations)
        yield Inventory(
            engine=engine,
            records=records,
            observations=observations,
            observed=observations.join(membership, "record"),
            membership=membership,
            devices=primary_records(engine, records, membership),
            parts=None,
            identifications=[],
            clues={},
        )


def reading_of(sources: Sequence[Sequence[Told]]) -> Reading:
    """The reading that goes with made sources."""
    named = (
        Source(ordinal=n, path=f"source-{n}.csv", reader="made", records=len(told))
        for n, told in enumerate(sources)
    )
    return Reading(sources=tuple(named), problems=(), unsure=())


def rows(table: Any) -> list[dict[str, Any]]:
    """A table of the engine as plain rows."""
    return table.to_pyarrow().to_pylist()


def groups(inventory: Inventory) -> set[frozenset[str]]:
    """The keys of the records that were found to be one device, device by device."""
    keys = {row["record"]: row["key"] for row in rows(inventory.records)}
    found: dict[int, set[str]] = {}
    for row in rows(inventory.membership):
        found.setdefault(row["device"], set()).add(
            f"{row['record'] // columns.RECORDS_PER_SOURCE}:{keys[row['record']]}"
        )
    return {frozenset(one) for one in found.values()}
