"""The report folder: one page for people, tables for programs, and what `explain` needs later."""

from pathlib import Path
from typing import Any

import msgspec

from interdict.bulk.findings import DEVICE_FIELDS, FINDING_FIELDS
from interdict.bulk.scan import Decided
from interdict.case.output import MARK
from interdict.case.stored import write_stored
from interdict.report.html import HtmlReport
from interdict.report.tables import MOST_ROWS, write_workbook

ORDER = ("rank", "group", "component", "order", "provision")
"""Order of the findings: strictest devices first, then by device, part and provision."""


FORMULA = r"^[=+@\t\r-]"
"""A cell that begins so is run by spreadsheet programs."""


def _without_formulas(findings: Any) -> Any:
    """Texts that a spreadsheet program would run as a formula, behind an apostrophe."""
    texts = [name for name, kind in findings.schema().items() if kind.is_string()]
    return findings.mutate(
        **{
            name: findings[name].re_search(FORMULA).ifelse("'" + findings[name], findings[name])
            for name in texts
        }
    ).select(*findings.columns)


def write_report(decided: Decided, folder: Path) -> None:
    """Write every file of the report into `folder`."""
    engine, run = decided.engine, decided.run
    ordered = decided.findings.order_by(*ORDER)
    engine.write(ordered.select(*FINDING_FIELDS), folder / "findings.parquet", "parquet")
    findings = engine.connection.read_parquet(str(folder / "findings.parquet"))  # sorted once, read in order
    engine.write(findings, folder / "findings.json", "json")
    engine.write(_without_formulas(findings), folder / "findings.csv", "csv")
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
