"""Where a case stands, what happened in it, and whether an earlier snapshot still comes to the same."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from interdict.api.reopened import reopen, statements_of
from interdict.bulk.duckdb import DuckDB
from interdict.bulk.engine import Engine, work_folder
from interdict.bulk.people import spoken_of
from interdict.bulk.scan import decide_inventory
from interdict.case.layout import open_case
from interdict.case.library import kept_law
from interdict.case.output import MARK
from interdict.case.snapshots import IDENTITIES, Snapshot, damage, find_snapshot, snapshots
from interdict.core.progress import Progress, Silent
from interdict.model.finding import Status
from interdict.model.run import Run
from interdict.model.standing import CaseStatus, History, RemovalState, Replayed, SnapshotLine, WaiverState
from interdict.model.statement import Answers, Disposal, Removal, Review, Statement, Waiver, standing

COMPARED = ("group", "component", "order", "provision", "status", "effects", "since", "due", "exemption")
"""Columns in which a replayed finding must agree."""


def case_status(folder: Path, *, at: date, environment: Mapping[str, str]) -> CaseStatus:
    """
    Where a case stands on a day: the latest snapshot, less what is waived, with alarms.

    Args:
        folder: Of the case.
        at: Day as of which waivers and deadlines are judged.
        environment: Of the process, for the register.
    Raises: CaseError, SnapshotError where there is no snapshot, RegisterError.
    """
    case = open_case(folder)
    statements = standing(statements_of(case, environment))
    latest = find_snapshot(case.snapshots, "latest")
    run = run_of(latest)
    with work_folder() as work:
        engine = DuckDB(work)
        try:
            means = _meant(engine, latest, statements)
            devices = engine.scan(
                "shown_devices", [latest.folder / "devices.parquet"], _schema(latest, "devices")
            )
            found = engine.scan(
                "shown_findings", [latest.folder / "findings.parquet"], _schema(latest, "findings")
            )
            covered = _covered(found, sorted({device for group in means.values() for device in group}))
            late = devices.filter((devices.status == str(Status.COVERED)) & (devices.due < at))
            late_groups = set(late.select("group").to_pyarrow()["group"].to_pylist())
        finally:
            engine.close()
    waivers = _waivers(statements, means, covered, at)
    lifted = _lifted(statements, means, covered, at)
    return CaseStatus(
        title=case.config.title,
        operator=run.operator,
        at=at,
        snapshot=latest.name,
        snapshots=len(snapshots(case.snapshots)),
        taken=latest.info.taken,
        decided_at=latest.info.choice.at,
        counts=run.counts,
        waived=len(lifted),
        past_due=len(late_groups - lifted),
        waivers=waivers,
        removals=_removals(statements, means, latest),
        reviews=sum(isinstance(one.said, Review) for one in statements),
        answers=sum(isinstance(one.said, Answers) for one in statements),
    )


def run_of(snapshot: Snapshot) -> Run:
    """The summary that a snapshot's report was made of."""
    return msgspec.json.decode((snapshot.folder / MARK).read_bytes(), type=Run)


def _schema(snapshot: Snapshot, name: str) -> Any:
    return pq.read_schema(snapshot.folder / f"{name}.parquet")


def _meant(engine: Engine, latest: Snapshot, statements: tuple[Statement, ...]) -> dict[int, set[int]]:
    """Devices of the snapshot that each statement speaks of."""
    path = latest.folder / IDENTITIES
    keys = engine.scan("identities", [path], pq.read_schema(path))
    found: dict[int, set[int]] = {}
    for row in spoken_of(engine, keys, statements).to_pyarrow().to_pylist():
        found.setdefault(row["statement"], set()).add(row["device"])
    return found


def _covered(found: Any, groups: list[int]) -> dict[int, set[tuple[str, str]]]:
    """Covered findings of some devices: provisions by device."""
    table: dict[int, set[tuple[str, str]]] = {}
    if groups:
        rows = found.filter(found.group.isin(groups) & (found.status == str(Status.COVERED)))
        for row in rows.select("group", "order", "provision").distinct().to_pyarrow().to_pylist():
            table.setdefault(row["group"], set()).add((row["order"], row["provision"]))
    return table


def _waivers(
    statements: tuple[Statement, ...],
    means: Mapping[int, set[int]],
    covered: Mapping[int, set[tuple[str, str]]],
    at: date,
) -> tuple[WaiverState, ...]:
    found = []
    for one in statements:
        if isinstance(one.said, Waiver) and one.subject:
            waived = [
                pair
                for device in means.get(one.number, ())
                for pair in covered.get(device, ())
                if _speaks_of(one.said, pair)
            ]
            found.append(
                WaiverState(
                    number=one.number,
                    device=one.subject.device,
                    order=one.said.order,
                    provision=one.said.provision,
                    owner=one.said.owner,
                    reason=one.said.reason,
                    until=one.said.until,
                    expired=at > one.said.until,
                    findings=len(waived),
                )
            )
    return tuple(found)


def _speaks_of(waiver: Waiver, finding: tuple[str, str]) -> bool:
    return not waiver.provision or (waiver.order, waiver.provision) == finding


def _lifted(
    statements: tuple[Statement, ...],
    means: Mapping[int, set[int]],
    covered: Mapping[int, set[tuple[str, str]]],
    at: date,
) -> set[int]:
    """Devices of which every covered finding is waived on a day."""
    waived: dict[int, set[tuple[str, str]]] = {}
    for one in statements:
        if isinstance(one.said, Waiver) and at <= one.said.until:
            for device in means.get(one.number, ()):
                pairs = {pair for pair in covered.get(device, ()) if _speaks_of(one.said, pair)}
                waived.setdefault(device, set()).update(pairs)
    return {device for device, pairs in waived.items() if covered.get(device) and pairs == covered[device]}


def _removals(
    statements: tuple[Statement, ...], means: Mapping[int, set[int]], latest: Snapshot
) -> tuple[RemovalState, ...]:
    ends = {one.subject.keys: one for one in statements if isinstance(one.said, Disposal) and one.subject}
    found = []
    for one in statements:
        if isinstance(one.said, Removal) and one.subject:
            end = ends.get(one.subject.keys)
            told = f"{end.said.how} {end.said.on}" if end and isinstance(end.said, Disposal) else ""
            found.append(
                RemovalState(
                    number=one.number,
                    device=one.subject.device,
                    on=one.said.on,
                    disposed=told,
                    documents=len(one.documents) + (len(end.documents) if end else 0),
                    seen=bool(means.get(one.number)) and latest.info.choice.at >= one.said.on,
                )
            )
    return tuple(found)


def case_history(folder: Path, *, environment: Mapping[str, str]) -> History:
    """
    Every snapshot of a case and everything that people said of it, in order.

    Args:
        folder: Of the case.
        environment: Of the process, for the register.
    Raises: CaseError, RegisterError, SnapshotError.
    """
    case = open_case(folder)
    lines: list[SnapshotLine] = []
    before: Snapshot | None = None
    for one in snapshots(case.snapshots):
        counts = run_of(one).counts
        lines.append(
            SnapshotLine(
                name=one.name,
                taken=one.info.taken,
                at=one.info.choice.at,
                devices=counts.get("devices", 0),
                covered=counts.get("covered", 0),
                undetermined=counts.get("undetermined", 0),
                version=one.info.version,
                law=one.info.law[:12],
                law_changed=before is not None and before.info.law != one.info.law,
                data_changed=before is not None and before.info.data != one.info.data,
                reused=one.info.reused,
            )
        )
        before = one
    return History(
        title=case.config.title, snapshots=tuple(lines), statements=statements_of(case, environment)
    )


def replay(
    folder: Path,
    snapshot: str = "latest",
    *,
    environment: Mapping[str, str],
    progress: Progress | None = None,
) -> Replayed:
    """
    Decide a snapshot again, with the law, the day, the profile and the people's words that it had.

    Args:
        folder: Of the case.
        snapshot: Its name, how the name begins, `latest`, `previous`, or a day.
        environment: Of the process, for the register.
        progress: Told of every stage; silent by default.
    Raises: CaseError; SnapshotError where its law was not kept.
    """
    progress = progress or Silent()
    case = open_case(folder)
    chosen = find_snapshot(case.snapshots, snapshot)
    damaged = damage(chosen)
    law = kept_law(case.libraries, chosen.info.law)
    with work_folder() as work:
        engine = DuckDB(work)
        try:
            found = reopen(case, chosen, engine, law, environment)
            decided = decide_inventory(
                found.taken,
                law.library,
                found.operator,
                chosen.info.choice,
                progress=progress,
                answers=found.answers,
            )
            progress.stage("comparing")
            then = engine.scan(
                "findings_then", [chosen.folder / "findings.parquet"], _schema(chosen, "findings")
            )
            now = decided.findings.select(*COMPARED)
            then = then.select(*COMPARED)
            rows = int(then.count().execute())
            missing = int(then.difference(now).count().execute())
            added = int(now.difference(then).count().execute())
        finally:
            engine.close()
    return Replayed(
        snapshot=chosen.name,
        findings=rows,
        missing=missing,
        added=added,
        damaged=damaged,
        version=chosen.info.version,
    )
