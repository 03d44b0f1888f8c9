"""An auditor's walk: from one number of a report, through finding and reason, to sealed bytes."""

from collections.abc import Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.compute as pc
import pyarrow.parquet as pq

from interdict.api.case_proof import entries_about
from interdict.api.case_state import run_of
from interdict.api.explanation import explained
from interdict.api.reopened import CaseFolder
from interdict.case.layout import Case, open_case
from interdict.case.library import kept_law
from interdict.case.snapshots import Snapshot, damage, find_snapshot
from interdict.core.errors import UsageError
from interdict.core.source import Source
from interdict.ledger.log import Log
from interdict.model import columns
from interdict.model.finding import Status
from interdict.model.run import Run
from interdict.model.trace import SourceState, Trace, TracedObservation, TracedSource

EXAMPLES = 5
STATUSES = tuple(str(status) for status in Status)
COUNTS = (*STATUSES, "devices", "past_due")
"""Counts of a report that its device table can be counted for again."""


class _Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number of a report, and the devices that its tables count for it."""

    name: str
    reported: int
    groups: list[int]


def trace(where: CaseFolder, number: str, *, device: str = "", snapshot: str = "latest") -> Trace:
    """
    Follow a number of a snapshot's report to the bytes that it came from.

    Args:
        where: The case.
        number: A count (`covered`, `undetermined`, `exempt`, `not-covered`, `devices`, `past_due`), a
            provision (its id or `order#id`: devices that it covers), or a maker by name.
        device: Which device to follow; the strictest one that is counted where empty.
        snapshot: Its name, how the name begins, `latest`, `previous`, or a day.
    Raises: UsageError for a number that no report has, or a device that it does not count.
    """
    case = open_case(where.folder)
    chosen = find_snapshot(case.snapshots, snapshot)
    found = _number(number, run_of(chosen), chosen)
    followed = _followed(device, found, chosen)
    observations, sources = _evidence(case, chosen, followed) if followed is not None else ((), ())
    law = kept_law(case.libraries, chosen.info.law)
    entries = entries_about(case.ledger, chosen.folder)
    log = Log(case.ledger) if entries else None
    return Trace(
        snapshot=chosen.name,
        number=found.name,
        reported=found.reported,
        counted=len(found.groups),
        examples=_called(found.groups[:EXAMPLES], chosen),
        explanation=explained(chosen.folder, f"#{followed}", law)[0] if followed is not None else None,
        observations=observations,
        sources=sources,
        damaged=damage(chosen),
        sealed=entries,
        origin=log.checkpoint.origin if log else "",
        root=log.checkpoint.root.hex() if log else "",
    )


def _number(text: str, run: Run, snapshot: Snapshot) -> _Number:
    if text in COUNTS and text in run.counts:
        return _Number(name=text, reported=run.counts[text], groups=_counted(text, run, snapshot))
    for one in run.provisions:
        if text in (one.provision, f"{one.order}#{one.provision}", f"{one.order} {one.provision}"):
            groups = _reached(one.order, one.provision, snapshot)
            return _Number(name=f"{one.order}#{one.provision}", reported=one.covered, groups=groups)
    for maker in run.makers:
        if text.casefold() in (maker.name.casefold(), maker.producer.casefold()) and text:
            return _Number(name=maker.name, reported=maker.devices, groups=_made(maker.name, snapshot))
    provisions = ", ".join(f"{one.order}#{one.provision}" for one in run.provisions[:8])
    raise UsageError(
        f"the report has no number {text!r}",
        where=str(snapshot.folder),
        remedy=f"Give one of {', '.join(COUNTS)}, a maker's name, or a provision such as {provisions}.",
    )


def _table(snapshot: Snapshot, name: str, *, wanted: Sequence[str], filters: Any = None) -> Any:
    return pq.read_table(snapshot.folder / name, columns=list(wanted), filters=filters)


def _counted(name: str, run: Run, snapshot: Snapshot) -> list[int]:
    rows = _table(snapshot, "devices.parquet", wanted=("group", "status", "due"))
    if name in STATUSES:
        rows = rows.filter(pc.equal(rows["status"], name))
    elif name == "past_due":
        late = pc.and_(pc.equal(rows["status"], str(Status.COVERED)), pc.less(rows["due"], run.at))
        rows = rows.filter(late)
    return list(rows["group"].to_pylist())


def _reached(order: str, provision: str, snapshot: Snapshot) -> list[int]:
    chosen = [("order", "=", order), ("provision", "=", provision), ("status", "=", str(Status.COVERED))]
    rows = _table(snapshot, "findings.parquet", wanted=("group",), filters=chosen)
    return list(dict.fromkeys(rows["group"].to_pylist()))


def _made(name: str, snapshot: Snapshot) -> list[int]:
    rows = _table(snapshot, "devices.parquet", wanted=("group",), filters=[("producer_name", "=", name)])
    return list(rows["group"].to_pylist())


def _called(groups: Sequence[int], snapshot: Snapshot) -> tuple[str, ...]:
    rows = _table(
        snapshot, "devices.parquet", wanted=("group", "device"), filters=[("group", "in", list(groups))]
    )
    names = dict(zip(rows["group"].to_pylist(), rows["device"].to_pylist(), strict=True))
    return tuple(names[group] for group in groups)


def _followed(device: str, found: _Number, snapshot: Snapshot) -> int | None:
    if not device:
        return found.groups[0] if found.groups else None
    rows = pq.read_table(
        snapshot.folder / "devices.parquet", columns=["group", "device", "hostname", "serial"]
    )
    named = [
        row["group"]
        for row in rows.to_pylist()
        if device in (row["device"], row["hostname"], row["serial"], f"#{row['group']}")
    ]
    counted = [group for group in named if group in set(found.groups)]
    if not counted:
        told = "is not counted by it" if named else "does not exist"
        shown = ", ".join(_called(found.groups[:EXAMPLES], snapshot))
        raise UsageError(
            f"device {device!r} {told}", where=found.name, remedy=f"It counts {shown or 'no device'}."
        )
    return int(counted[0])


def _evidence(
    case: Case, snapshot: Snapshot, group: int
) -> tuple[tuple[TracedObservation, ...], tuple[TracedSource, ...]]:
    """Everything that sources said of a device, and those sources."""
    place = snapshot.inventory
    members = pq.read_table(place / "membership.parquet", filters=[("device", "=", group)])
    numbers = members["record"].to_pylist()
    chosen = [("record", "in", numbers)]
    records = {
        row["record"]: row for row in pq.read_table(place / "records.parquet", filters=chosen).to_pylist()
    }
    said = pq.read_table(place / "observations.parquet", filters=chosen).to_pylist()
    sources = {source.ordinal: source for source in snapshot.info.sources}
    speaking = {number: sources[number // columns.RECORDS_PER_SOURCE] for number in numbers}
    observations = tuple(
        TracedObservation(
            property=row["property"],
            component=row["component"],
            value=row["value"],
            source=speaking[row["record"]].path,
            place=records[row["record"]]["place"],
        )
        for row in sorted(
            said, key=lambda row: (row["record"], row["component"], row["property"], row["value"])
        )
    )
    unique = {source.ordinal: source for source in speaking.values()}
    return observations, tuple(_source(one, snapshot, case) for _, one in sorted(unique.items()))


def _source(source: Source, snapshot: Snapshot, case: Case) -> TracedSource:
    shown = source.path.partition("!")[0]
    known = next((one.sha256 for one in snapshot.info.files if one.shown == shown), "")
    return TracedSource(
        path=source.path,
        reader=source.reader,
        sha256=source.sha256,
        file_sha256=known,
        state=_state(_found(shown, case), known),
    )


def _found(shown: str, case: Case) -> Path:
    """The file as the case names it now; paths were noted relative to where the scan was started."""
    path = Path(shown)
    if path.is_file():
        return path
    for source in case.sources():
        tail = Path(*path.parts[path.parts.index(source.name) + 1 :]) if source.name in path.parts else Path()
        if (source / tail).is_file():
            return source / tail
    return path


def _state(path: Path, known: str) -> SourceState:
    try:
        with path.open("rb") as stream:
            now = file_digest(stream, "sha256").hexdigest()
    except OSError:
        return SourceState.MISSING
    return SourceState.SAME if now == known else SourceState.CHANGED
