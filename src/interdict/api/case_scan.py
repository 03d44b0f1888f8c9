"""A scan that a case remembers: what did not change is not read, grouped or identified again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from interdict import __version__
from interdict.api.inventory import nothing_read
from interdict.api.reopened import answers_in, reading_of, statements_of
from interdict.bulk.engine import Engine, work_folder
from interdict.bulk.engines import Where, start
from interdict.bulk.identities import device_keys
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import Inventory, take_inventory
from interdict.bulk.people import reviewed, spoken_of
from interdict.bulk.scan import Choice, Taken, decide_inventory, relation_days
from interdict.bulk.stored import keep_inventory, read_inventory, take_over
from interdict.case.config import operator_in
from interdict.case.layout import Case, open_case
from interdict.case.library import Law, keep_law, reading_digest, shipped_law
from interdict.case.report import write_report
from interdict.case.snapshots import (
    APPLIED,
    IDENTITIES,
    INFO,
    INVENTORY,
    Snapshot,
    SnapshotInfo,
    new_snapshot,
    snapshots,
)
from interdict.core.errors import NoEvidenceError
from interdict.core.problem import Problem
from interdict.core.progress import Progress, Silent
from interdict.evidence.discover import files_in
from interdict.evidence.earlier import Earlier, FileDigest, digest_of
from interdict.evidence.mapping import ColumnMapping, load_mapping
from interdict.evidence.read import Reading, read_all
from interdict.identify.library import Library as Identifiers
from interdict.model.asking import Answer
from interdict.model.operator import Operator
from interdict.model.run import Run
from interdict.model.statement import Statement, standing
from interdict.parties.load import Parties


class Scanned(msgspec.Struct, frozen=True, kw_only=True):
    """What `scan_case` did."""

    run: Run
    snapshot: Path
    """Its folder, which is a report folder too."""
    reused: str
    """`inventory` where nothing was read, `sources` where some were not, else empty."""


class _Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a scan of a case starts from."""

    case: Case
    law: Law
    operator: Operator
    choice: Choice
    statements: tuple[Statement, ...]
    answers: tuple[Answer, ...]
    mapping: ColumnMapping
    mapping_digest: str
    data: str
    own: tuple[Path, ...]


def scan_case(
    folder: Path,
    *,
    choice: Choice,
    now: datetime,
    environment: Mapping[str, str],
    again: bool = False,
    parquet_only: bool = False,
    where: Where | None = None,
    progress: Progress | None = None,
) -> Scanned:
    """
    Take a snapshot of a case: read what changed, identify, assess, apply what people said, and keep it all.

    Args:
        folder: Of the case.
        choice: As of when; orders and assumptions that it does not name are the case's.
        now: Of the snapshot, UTC.
        environment: Of the process: the URL of the register, where it is set there.
        again: Read every source anew, whatever an earlier snapshot knows.
        parquet_only: Leave out the large `findings.json` and `findings.csv`.
        where: Engine, memory and work folder; DuckDB in this process where absent.
        progress: Told of every stage; silent by default.
    Raises: CaseError, ProfileError, RegisterError, NoEvidenceError, OutputError.
    """
    progress = progress or Silent()
    plan = _plan(open_case(folder), choice, environment)
    every = snapshots(plan.case.snapshots)
    before = None if again or not every else every[-1]
    identifiers = Identifiers(plan.law.parties, at=plan.choice.at)
    where = where or Where()
    with new_snapshot(plan.case.snapshots, now) as aside, work_folder(where.work) as work:
        engine = start(where, work)
        try:
            inventory, reading, reused = _inventory(plan, before, identifiers, engine, work, progress)
            keep_inventory(inventory, aside / INVENTORY, progress)
            keys = device_keys(engine, inventory)
            engine.write(keys, aside / IDENTITIES, "parquet")
            spoken = spoken_of(engine, keys, plan.statements)
            engine.write(spoken, aside / APPLIED, "parquet")
            taken = Taken(
                inventory=reviewed(inventory, spoken, plan.statements, identifiers),
                reading=reading,
                identifiers=identifiers,
            )
            decided = decide_inventory(
                taken, plan.law.library, plan.operator, plan.choice, progress=progress, answers=plan.answers
            )
            progress.stage("writing the report")
            run = write_report(decided, aside, parquet_only=parquet_only)
            keep_law(plan.law, plan.case.libraries, plan.own)
            _write_info(plan, reading, aside, now, every[-1].name if every else "", reused)
        finally:
            engine.close()
    return Scanned(run=run, snapshot=snapshots(plan.case.snapshots)[-1].folder, reused=reused)


def _plan(case: Case, choice: Choice, environment: Mapping[str, str]) -> _Plan:
    config = case.config
    own = case.own_orders()
    law = shipped_law(own)
    statements = standing(statements_of(case, environment))
    path = case.folder / config.mapping if config.mapping else None
    mapping = load_mapping(path) if path else ColumnMapping()
    return _Plan(
        case=case,
        law=law,
        operator=operator_in(config, case.file, law.library.vocabulary),
        choice=msgspec.structs.replace(
            choice,
            orders=choice.orders or config.orders,
            assumptions=choice.assumptions or config.assumptions(),
            title=choice.title or config.title,
        ),
        statements=statements,
        answers=answers_in(statements, law),
        mapping=mapping,
        mapping_digest=sha256(path.read_bytes()).hexdigest() if path else "",
        data=reading_digest(),
        own=own,
    )


def _inventory(
    plan: _Plan,
    before: Snapshot | None,
    identifiers: Identifiers,
    engine: Engine,
    work: Path,
    progress: Progress,
) -> tuple[Inventory, Reading, str]:
    """The inventory, taken over from the snapshot before as far as it can be."""
    usable = before and (before.info.data, before.info.mapping) == (plan.data, plan.mapping_digest)
    if before and usable and _same_groups(before.info.choice, plan.choice, plan.law.parties):
        progress.stage("looking what changed")
        if _survey(plan.case.sources()) == before.info.files:
            return read_inventory(engine, before.inventory), reading_of(before), "inventory"
    earlier = before.info.earlier() if before and usable else Earlier((), (), (), ())
    with ParquetSink(work) as sink:
        reading = read_all(
            plan.case.sources(), sink=sink, mapping=plan.mapping, progress=progress, earlier=earlier
        )
    if not any(source.records for source in reading.sources):
        raise NoEvidenceError(
            nothing_read(reading),
            where=str(plan.case.file),
            remedy="Name files or folders of evidence under `sources`.",
        )
    kept = take_over(engine, before.inventory, reading.kept, work) if before and reading.kept else None
    inventory = take_inventory(engine, sink, identifiers, progress, kept=kept)
    return inventory, reading, "sources" if kept else ""


def _same_groups(one: Choice, other: Choice, parties: Parties) -> bool:
    """Whether no stake changes between two days, so that groups of makers are the same on both."""
    first, last = sorted((one.at, other.at))
    return not any(first < day <= last for day in relation_days(parties))


def _survey(sources: Sequence[Path]) -> tuple[FileDigest, ...]:
    found = (file for file in files_in(sources) if not isinstance(file, Problem))
    return tuple(known for file in found if (known := digest_of(file)))


def _write_info(
    plan: _Plan, reading: Reading, folder: Path, now: datetime, previous: str, reused: str
) -> None:
    info = SnapshotInfo(
        taken=now,
        choice=plan.choice,
        version=__version__,
        law=plan.law.digest,
        data=plan.data,
        mapping=plan.mapping_digest,
        operator_name=plan.operator.name,
        operator=msgspec.to_builtins(plan.operator.facts),
        measures=plan.operator.measures,
        files=reading.files,
        sources=reading.sources,
        problems=reading.problems,
        unsure=reading.unsure,
        statements=tuple(one.number for one in plan.statements),
        previous=previous,
        reused=reused,
    )
    (folder / INFO).write_bytes(msgspec.json.format(msgspec.json.encode(info)))
