"""The folder that `orders impact` leaves: the summary, and every changed finding as tables."""

from pathlib import Path

import msgspec

from interdict.bulk.impact import CHANGE_ORDER, Compared
from interdict.case.report import without_formulas

IMPACT = "impact.json"
"""The summary; a folder that holds it was written by us and may be replaced."""


def write_impact(compared: Compared, folder: Path) -> None:
    """Write `impact.json`, `changes.csv` and `changes.json`."""
    changes = compared.engine.in_order(compared.changes, *CHANGE_ORDER)
    compared.engine.write(without_formulas(changes), folder / "changes.csv", "csv")
    compared.engine.write(changes, folder / "changes.json", "json")
    (folder / IMPACT).write_bytes(msgspec.json.format(msgspec.json.encode(compared.impact)))
