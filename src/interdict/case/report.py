"""The report folder: one page for people, tables for programs, and what `explain` needs later."""

from pathlib import Path

import msgspec

from interdict.bulk.findings import DEVICE_FIELDS, FINDING_FIELDS
from interdict.bulk.scan import Decided
from interdict.case.output import MARK
from interdict.case.stored import write_stored
from interdict.report.html import HtmlReport
from interdict.report.tables import MOST_ROWS, write_workbook

ORDER = ("rank", "group", "component", "order", "provision")
"""Order of the findings: strictest devices first, then by device, part and provision."""


def write_report(decided: Decided, folder: Path) -> None:
    """Write every file of the report into `folder`."""
    engine, run = decided.engine, decided.run
    ordered = decided.findings.order_by(*ORDER)
    engine.write(ordered.select(*FINDING_FIELDS), folder / "findings.parquet", "parquet")
    findings = engine.connection.read_parquet(str(folder / "findings.parquet"))  # sorted once, read in order
    for form in ("csv", "json"):
        engine.write(findings, folder / f"findings.{form}", form)
    devices = decided.devices.order_by("rank", "group").select(*DEVICE_FIELDS)
    engine.write(devices, folder / "devices.parquet", "parquet")
    total = int(decided.findings.count().execute())
    first = findings.limit(MOST_ROWS).to_pyarrow().to_pylist()
    write_workbook(
        run, folder / "findings.xlsx", FINDING_FIELDS, (list(row.values()) for row in first), total
    )
    HtmlReport().write(run, folder)
    write_stored(decided, folder)
    (folder / MARK).write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=1))
