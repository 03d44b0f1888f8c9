"""Verbs over records: who made each device, and what the law says of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from interdict.api.inventory import inventory_of
from interdict.bulk.engines import Where
from interdict.bulk.identity import identity_rows
from interdict.bulk.scan import Choice, decide_inventory
from interdict.case.output import complete_folder
from interdict.case.profile import load_profile
from interdict.case.report import write_report
from interdict.core.progress import Progress, Silent
from interdict.core.whole import whole_file
from interdict.evidence.read import Reading
from interdict.identify.recog import load_fingerprints
from interdict.law.load import load_library
from interdict.model.operator import Operator
from interdict.model.run import Run


class Identified(msgspec.Struct, frozen=True, kw_only=True):
    """What `identify` did."""

    reading: Reading
    records: int
    """Objects written: one per device of each source."""
    named: int
    """Of them, those whose maker is named."""


def identify(
    paths: Sequence[Path],
    out: Path,
    *,
    at: date,
    form: str = "jsonl",
    mapping: Path | None = None,
    fingerprints: Path | None = None,
    progress: Progress | None = None,
) -> Identified:
    """
    Say of every device in the evidence who made it and what it is, one object a device.

    Args:
        paths: Files and folders of evidence.
        out: File to write; it appears only when complete.
        at: Date as of which groups of firms are formed.
        form: `jsonl`, `json`, `csv` or `parquet`.
        mapping: Meaning of table columns that headers do not tell.
        fingerprints: Folder of fingerprints in recog's XML, used beside those of the package.
        progress: Told of every stage; silent by default.
    """
    progress = progress or Silent()
    own = load_fingerprints(fingerprints) if fingerprints else None
    with inventory_of(paths, at=at, mapping=mapping, progress=progress, fingerprints=own) as taken:
        inventory, reading = taken.inventory, taken.reading
        rows = identity_rows(inventory, reading.sources)
        progress.stage("writing")
        with whole_file(out) as aside:
            inventory.engine.write(rows, aside, form)
            counted = rows.agg(records=rows.count(), named=rows.count(where=~rows.abstained)).to_pyarrow()
    return Identified(
        reading=reading, records=counted["records"][0].as_py(), named=counted["named"][0].as_py()
    )


def scan(
    paths: Sequence[Path],
    out: Path,
    *,
    choice: Choice,
    profile: Path | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
    order_folders: Sequence[Path] = (),
    parquet_only: bool = False,
    where: Where | None = None,
) -> Run:
    """
    Do the main job: read evidence, identify, assess under the chosen orders, write the report folder.

    Args:
        paths: Files and folders of evidence.
        out: Report folder; it appears only when complete, and replaces an earlier report.
        choice: As of when, under which orders.
        profile: Operator profile; without it every fact about the operator is unknown.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage; silent by default.
        order_folders: Folders of orders of one's own, which count besides those that ship.
        parquet_only: Leave out the findings as JSON and CSV.
        where: Which engine computes, in how much memory; DuckDB in this process by default.
    Raises: ProfileError, OrderDataError, UsageError, NoEvidenceError, OutputError, EngineError.
    """
    progress = progress or Silent()
    library = load_library(beside=order_folders)
    operator = load_profile(profile, library.vocabulary) if profile else Operator()
    with (
        complete_folder(out) as folder,
        inventory_of(paths, at=choice.at, mapping=mapping, progress=progress, where=where) as taken,
    ):
        decided = decide_inventory(taken, library, operator, choice, progress=progress)
        progress.stage("writing the report")
        return write_report(decided, folder, parquet_only=parquet_only)
