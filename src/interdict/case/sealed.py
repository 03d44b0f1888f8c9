"""What a report says of itself and of a part of the network, as the ledger's statements put it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from interdict.case.output import MARK
from interdict.case.stored import FOLDER
from interdict.core.errors import RefusedError, UsageError
from interdict.model.entry import Absence, FindingSet, Inspection, LookedAt, Reach, Scope, Tool
from interdict.model.run import Run

MOST_SOURCES = 150
"""Sources that one statement names, so that it stays below the longest entry of a log; the run names all."""
LONGEST_LIMIT = 400
"""Characters of one sentence about what was out of sight."""
COLUMNS = (
    "device",
    "group",
    "source",
    "site",
    "region",
    "producer",
    "producer_name",
    "brand",
    "status",
    "components",
)


def run_of(report: Path) -> Run | None:
    """The run of a report folder; nothing where the place is no report."""
    if not (report / MARK).is_file():
        return None
    try:
        return msgspec.json.decode((report / MARK).read_bytes(), type=Run)
    except msgspec.DecodeError:
        return None


def inspection_of(run: Run | None, *, sealed: date, files: int, size: int, version: str) -> Inspection:
    """
    The statement that records were inspected; of files without a run, that only their bytes are sealed.

    Args:
        run: What the report says.
        sealed: Day of the sealing.
        files: Sealed files.
        size: Their bytes.
        version: Of this program, where the run does not say.
    """
    if run is None:
        blind = Reach(
            sources=(), out_of_sight=("No inspection is stated: the bytes of the files are sealed.",)
        )
        return Inspection(
            operator="",
            at=sealed,
            sealed=sealed,
            tool=Tool(version=version, library_digest=""),
            orders=(),
            reach=blind,
            files=files,
            size=size,
        )
    return Inspection(
        operator=run.operator,
        at=run.at,
        sealed=sealed,
        tool=_tool(run),
        orders=tuple(use.order for use in run.orders if use.applied),
        reach=reach_of(run),
        files=files,
        size=size,
    )


def finding_set_of(run: Run) -> FindingSet:
    """The statement of what an inspection came to."""
    named = ("covered", "undetermined", "exempt", "not-covered", "past_due")
    return FindingSet(
        operator=run.operator,
        at=run.at,
        tool=_tool(run),
        counts={name: run.counts[name] for name in named if name in run.counts},
        provisions={f"{one.order} {one.provision}": one.covered for one in run.provisions if one.covered},
    )


def reach_of(run: Run) -> Reach:
    """How far a whole run saw."""
    return _reach(run, run.counts, ())


def absence_of(
    report: Path, scope: Scope, makers: Sequence[str], *, called: Mapping[str, str], attested: date
) -> Absence:
    """
    The claim that a scope holds no device of some makers, or none that is covered, as far as was seen.

    Args:
        report: Report folder.
        scope: Sites, regions, sources, as the records write them; letter case does not matter.
        makers: Party ids or names; covered devices of any maker where empty.
        called: Names of all parties and makers by id, so that a misspelt one is refused.
        attested: Day of the attestation.
    Raises: UsageError where the folder is no report or a maker is not known; RefusedError where the records
        show such a device, or show no device in the scope at all.
    """
    run = run_of(report)
    if run is None:
        raise UsageError("is not a report folder", where=str(report), remedy="Run `interdict scan` first.")
    wanted = _known(makers, called)
    rows = _rows_in(report, scope)
    _refuse_present(report, rows, wanted)
    counts = _counts(rows)
    return Absence(
        claim=_claim(scope, makers, counts, run),
        operator=run.operator,
        at=run.at,
        attested=attested,
        tool=_tool(run),
        scope=scope,
        makers=tuple(makers),
        reach=_reach(run, counts, _blind_spots(counts)),
    )


def _rows_in(report: Path, scope: Scope) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(report / "devices.parquet", columns=list(COLUMNS)).to_pylist()
    found = rows
    for column, values in (("site", scope.sites), ("region", scope.regions), ("source", scope.sources)):
        if values:
            folded = {value.casefold() for value in values}
            found = [row for row in found if str(row[column]).casefold() in folded]
            there = {str(row[column]).casefold() for row in rows}
            _refuse_unknown(column, sorted(value for value in values if value.casefold() not in there), rows)
    if not found:
        raise RefusedError(
            "no record shows any device there, so that nothing was looked at",
            where=str(report),
            remedy="Scan records of that part of the network, or widen the scope.",
        )
    return found


def _refuse_unknown(column: str, unknown: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    if unknown:
        known = sorted({str(row[column]) for row in rows if row[column]})
        raise RefusedError(
            f"no record has the {column} {', '.join(unknown)}",
            where=f"--{column}",
            remedy=f"The records have: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}."
            if known
            else f"The records name no {column}.",
        )


def _known(makers: Sequence[str], called: Mapping[str, str]) -> frozenset[str]:
    """Ids and names, folded, by which the records may name the makers."""
    found = set()
    for maker in makers:
        folded = maker.casefold()
        both = [(slug, name) for slug, name in called.items() if folded in (slug.casefold(), name.casefold())]
        if not both:
            raise UsageError(
                f"no party or maker is called {maker!r}",
                where="--maker",
                remedy="Look it up with `interdict parties search`.",
            )
        found |= {word.casefold() for pair in both for word in pair}
    return frozenset(found)


def _refuse_present(report: Path, rows: Sequence[Mapping[str, Any]], wanted: frozenset[str]) -> None:
    """No claim where a device, its label or a part of it is what is claimed absent."""
    parts = _parts(report)
    present = [row for row in rows if _is_present(row, parts.get(row["group"], ()), wanted)]
    if present:
        first = present[0]
        raise RefusedError(
            f"{len(present):,} such devices are there, first {first['device']} ({first['source']})",
            where=str(report),
            remedy="Remove them and scan again, or narrow the scope to where there is none.",
        )


def _is_present(row: Mapping[str, Any], parts: Sequence[str], wanted: frozenset[str]) -> bool:
    if not wanted:
        return bool(row["status"] == "covered")
    names = {str(row[column] or "").casefold() for column in ("producer", "producer_name", "brand")}
    return bool((names | {part.casefold() for part in parts}) & wanted)


def _parts(report: Path) -> dict[int, list[str]]:
    """Makers of foreign parts by device."""
    found: dict[int, list[str]] = {}
    path = report / FOLDER / "parts.parquet"
    for part in pq.read_table(path, columns=["device", "producer"]).to_pylist() if path.is_file() else ():
        found.setdefault(part["device"], []).append(part["producer"] or "")
    return found


def _counts(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {
        "devices": len(rows),
        "identified": sum(1 for row in rows if row["producer_name"]),
        "undetermined": sum(1 for row in rows if row["status"] == "undetermined"),
    }


def _blind_spots(counts: Mapping[str, int]) -> tuple[str, ...]:
    """What the claim does not reach, in the scope itself."""
    unnamed = counts["devices"] - counts["identified"]
    said = []
    if unnamed:
        said.append(f"{unnamed:,} devices in the scope have no named maker.")
    if counts["undetermined"]:
        said.append(f"{counts['undetermined']:,} devices in the scope are undetermined under some provision.")
    said.append("Equipment that appears in none of the sources was not looked at.")
    return tuple(said)


def _claim(scope: Scope, makers: Sequence[str], counts: Mapping[str, int], run: Run) -> str:
    where = " and ".join(
        f"{name} {', '.join(values)}"
        for name, values in (("site", scope.sites), ("region", scope.regions), ("source", scope.sources))
        if values
    )
    what = (
        f"device made by, labelled or holding a part by {', '.join(makers)}" if makers else "covered device"
    )
    unnamed = counts["devices"] - counts["identified"]
    return (
        f"As of {run.at}, no {what} was found among {counts['devices']:,} devices seen "
        f"{f'in {where}' if where else 'in the network'}; of these, {unnamed:,} have no named maker and "
        f"{counts['undetermined']:,} are undetermined."
    )


def _tool(run: Run) -> Tool:
    return Tool(version=run.version, library_digest=run.library_digest)


def _reach(run: Run, counts: Mapping[str, int], more: tuple[str, ...]) -> Reach:
    sources = sorted(run.sources, key=lambda one: (-one.records, one.ordinal))
    shown = sources[:MOST_SOURCES]
    unread = [one for one in run.sources if not one.records]
    said = (f"{len(unread):,} of {len(run.sources):,} sources gave no device.",) if unread else ()
    return Reach(
        sources=tuple(
            LookedAt(path=one.path, sha256=one.sha256, reader=one.reader, records=one.records)
            for one in shown
        ),
        sources_left_out=len(sources) - len(shown),
        evidence_kinds=tuple(sorted({one.reader for one in run.sources if one.records})),
        devices=counts.get("devices", 0),
        identified=counts.get("identified", 0),
        without_clue=counts.get("without_clue", 0),
        undetermined=counts.get("undetermined", 0),
        out_of_sight=(*more, *said, *(limit[:LONGEST_LIMIT] for limit in run.limits[:20])),
    )
