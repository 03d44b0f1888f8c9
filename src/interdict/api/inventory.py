"""Evidence read, grouped and identified: what the verbs over records begin with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import reduce
from pathlib import Path

import msgspec

from interdict.api.reopened import CaseFolder, bench_of_reopened, reopen_latest
from interdict.assess.ground import common, ground
from interdict.bulk.engine import work_folder
from interdict.bulk.engines import Where
from interdict.bulk.engines import start as start_engine
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import take_inventory
from interdict.bulk.profiles import Bench, bench
from interdict.bulk.scan import Choice, Taken, relation_days
from interdict.case.config import operator_in
from interdict.case.layout import open_case
from interdict.case.library import Law
from interdict.case.profile import load_profile
from interdict.core.errors import NoEvidenceError
from interdict.core.progress import Progress
from interdict.evidence.mapping import ColumnMapping, load_mapping
from interdict.evidence.read import Reading, read_all
from interdict.identify.library import Library as Identifiers
from interdict.identify.recog import Fingerprints
from interdict.law.load import load_library
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
                nothing_read(reading),
                where=", ".join(str(path) for path in paths),
                remedy="Give SNMP walks, tables or device records; see docs/reference/readers.md.",
            )
        engine = start_engine(where, folder)
        try:
            inventory = take_inventory(engine, sink, identifiers, progress)
            yield Taken(inventory=inventory, reading=reading, identifiers=identifiers)
        finally:
            engine.close()


def nothing_read(reading: Reading) -> str:
    """Why there is nothing to work on, with the first problem that was met."""
    first = f" (first: {reading.problems[0]})" if reading.problems else ""
    return f"none of {len(reading.sources)} inputs holds a device that could be read{first}"


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """The law, whose equipment it is, and as of when and under what to decide."""

    library: LawLibrary
    operator: Operator
    choice: Choice


def start(
    choice: Choice, *, profile: Path | None, order_folders: Sequence[Path], case: CaseFolder | None
) -> Start:
    """
    What a verb over records begins with; what a case says counts where the caller says nothing.

    Raises: ProfileError, OrderDataError, UsageError; CaseError where there is no case.
    """
    if case is None:
        library = load_library(beside=order_folders)
        operator = load_profile(profile, library.vocabulary) if profile else Operator()
        return Start(library=library, operator=operator, choice=choice)
    known = open_case(case.folder)
    own = (*known.own_orders(), *order_folders)
    library = load_library(beside=own)
    operator = (
        load_profile(profile, library.vocabulary)
        if profile
        else operator_in(known.config, known.file, library.vocabulary)
    )
    orders = choice.orders or known.config.orders
    assumptions = choice.assumptions or known.config.assumptions()
    chosen = msgspec.structs.replace(choice, orders=orders, assumptions=assumptions)
    return Start(library=library, operator=operator, choice=chosen)


@contextmanager
def bench_of(
    paths: Sequence[Path],
    sides: Sequence[tuple[LawLibrary, Sequence[Order]]],
    begun: Start,
    *,
    mapping: Path | None,
    progress: Progress,
    case: CaseFolder | None = None,
) -> Iterator[Bench]:
    """
    Devices, identified and profiled so that the orders of every side can be decided over them.

    Args:
        paths: Files and folders of evidence, where there is no case.
        sides: Laws under which the devices shall be decided.
        begun: Result of `start`.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage.
        case: Its latest snapshot is taken in place of files.
    """
    if case is None:
        with inventory_of(paths, at=begun.choice.at, mapping=mapping, progress=progress) as taken:
            days = relation_days(taken.identifiers.parties)
            grounds = [ground(orders, library, days) for library, orders in sides]
            yield bench(taken, begun.operator, reduce(common, grounds), progress)
        return
    with work_folder() as folder:
        engine = start_engine(Where(), folder)
        try:
            law = Law(library=begun.library, parties=load_parties())
            found = reopen_latest(case, engine, law, begun.operator)
            yield bench_of_reopened(found, sides, progress)
        finally:
            engine.close()
