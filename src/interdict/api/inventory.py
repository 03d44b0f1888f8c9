"""Evidence read, grouped and identified: what the verbs over records begin with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import reduce
from pathlib import Path

from interdict.assess.ground import common, ground
from interdict.bulk.engine import work_folder
from interdict.bulk.engines import Where, start
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import take_inventory
from interdict.bulk.profiles import Bench, bench
from interdict.bulk.scan import Taken, relation_days
from interdict.core.errors import NoEvidenceError
from interdict.core.progress import Progress
from interdict.evidence.mapping import ColumnMapping, load_mapping
from interdict.evidence.read import Reading, read_all
from interdict.identify.library import Library as Identifiers
from interdict.identify.recog import Fingerprints
from interdict.model.operator import Operator
from interdict.model.order import Library as LawLibrary
from interdict.model.order import Order
from interdict.parties.load import load_parties


@contextmanager
def inventory_of(
    paths: Sequence[Path],
    *,
    at: date,
    mapping: Path | None,
    progress: Progress,
    fingerprints: Fingerprints | None = None,
    where: Where | None = None,
) -> Iterator[Taken]:
    """Evidence read, grouped and identified, in a work folder that lives as long as the block."""
    said = load_mapping(mapping) if mapping else ColumnMapping()
    identifiers = Identifiers(load_parties(), at=at, fingerprints=fingerprints)
    where = where or Where()
    with work_folder(where.work) as folder:
        with ParquetSink(folder) as sink:
            reading = read_all(paths, sink=sink, mapping=said, progress=progress)
        if not any(source.records for source in reading.sources):
            raise NoEvidenceError(
                _nothing_read(reading),
                where=", ".join(str(path) for path in paths),
                remedy="Give SNMP walks, tables or device records; see docs/reference/readers.md.",
            )
        engine = start(where, folder)
        try:
            inventory = take_inventory(engine, sink, identifiers, progress)
            yield Taken(inventory=inventory, reading=reading, identifiers=identifiers)
        finally:
            engine.close()


def _nothing_read(reading: Reading) -> str:
    first = f" (first: {reading.problems[0]})" if reading.problems else ""
    return f"none of {len(reading.sources)} inputs holds a device that could be read{first}"


@contextmanager
def bench_of(
    paths: Sequence[Path],
    sides: Sequence[tuple[LawLibrary, Sequence[Order]]],
    operator: Operator,
    *,
    at: date,
    mapping: Path | None,
    progress: Progress,
) -> Iterator[Bench]:
    """Devices read, identified and profiled so that the orders of every side can be decided over them."""
    with inventory_of(paths, at=at, mapping=mapping, progress=progress) as taken:
        days = relation_days(taken.identifiers.parties)
        grounds = [ground(orders, library, days) for library, orders in sides]
        yield bench(taken, operator, reduce(common, grounds), progress)
