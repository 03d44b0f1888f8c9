"""The folder that `cost` leaves: a page for people, and tables for programs."""

from pathlib import Path

import msgspec

from interdict.case.exposure import write_csv
from interdict.model.cost import Cost
from interdict.report.cost import write_cost_page

COST = "cost.json"
"""Everything; a folder that holds it was written by us and may be replaced."""


def write_cost(found: Cost, folder: Path, *, operator: str) -> None:
    """Write `cost.html`, `cost.json`, and lines, causes of slip and cash by month as CSV."""
    lines = [msgspec.to_builtins(line) | {"total": line.total} for line in found.lines]
    write_csv(lines, folder / "lines.csv")
    causes = [
        {"deadline": str(one.day), "missed": one.missed, **msgspec.to_builtins(cause)}
        for one in found.deadlines
        for cause in one.causes
    ]
    write_csv(causes, folder / "slip.csv")
    write_csv([msgspec.to_builtins(month) for month in found.months], folder / "cash.csv")
    write_cost_page(found, folder / "cost.html", operator=operator)
    (folder / COST).write_bytes(msgspec.json.format(msgspec.json.encode(found)))
