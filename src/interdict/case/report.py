"""The report folder: one page for people, tables for programs, and what `explain` needs later."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from interdict.bulk.digest import rows_digest
from interdict.bulk.findings import DEVICE_FIELDS, FINDING_FIELDS, FINDING_ORDER
from interdict.bulk.scan import Decided
from interdict.case.output import MARK
from interdict.case.stored import write_stored
from interdict.model.run import Run
from interdict.report.html import HtmlReport
from interdict.report.tables import MOST_ROWS, write_workbook

FORMULA = r"^[=+@\t\r-]"
"""A cell that begins so is run by spreadsheet programs."""


def without_formulas(findings: Any) -> Any:
    """Texts that a spreadsheet program would run as a formula, behind an apostrophe."""
    texts = [name for name, kind in findings.schema().items() if kind.is_string()]
    return findings.mutate(
        **{
            name: findings[name].re_search(FORMULA).ifelse("'" + findings[name], findings[name])
            for name in texts
        }
    ).select(*findings.columns)


def write_report(decided: Decided, folder: Path, *, parquet_only: bool = False) -> Run:
    """
    Write every file of the report; the engine writes tables while this thread writes pages.

    Args:
        decided: What came of a run.
        folder: Where to write.
        parquet_only: Leave out the findings as JSON and CSV, a hundred times the size of the same as Parquet.
    Returns: The run with the digest of its findings.
    """
    engine, run = decided.engine, decided.run
    findings = engine.in_order(decided.findings, *FINDING_ORDER).select(*FINDING_FIELDS)
    devices = decided.devices.order_by("rank", "group").select(*DEVICE_FIELDS)
    tables = [(findings, "findings.parquet", "parquet"), (devices, "devices.parquet", "parquet")]
    if not parquet_only:
        texts = without_formulas(findings)
        tables = [(findings, "findings.json", "json"), (texts, "findings.csv", "csv"), *tables]
    total = int(findings.count().execute())
    first = findings.limit(MOST_ROWS).to_pyarrow().to_pylist()
    with ThreadPoolExecutor(max_workers=1) as pool:
        written = [pool.submit(engine.write, table, folder / name, form) for table, name, form in tables]
        rows = (list(row.values()) for row in first)
        write_workbook(run, folder / "findings.xlsx", FINDING_FIELDS, rows, total)
        HtmlReport().write(run, folder)
        for one in written:
            one.result()
    run = msgspec.structs.replace(run, findings_digest=rows_digest(folder / "findings.parquet"))
    (folder / MARK).write_bytes(msgspec.json.encode(run))
    write_stored(decided, folder)
    return run
