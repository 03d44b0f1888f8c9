"""The folder that `orders impact` leaves: the summary, and every changed finding as tables."""

from pathlib import Path

import msgspec

from interdict.bulk.impact import Compared
from interdict.case.report import without_formulas

IMPACT = "impact.json"
"""The summary; a folder that holds it was written by us and may be replaced."""


def write_impact(compared: Compared, folder: Path) -> None:
    """Write `impact.json`, `changes.csv` and `changes.json`."""
    compared.engine.write(without_formulas(compared.changes), folder / "changes.csv", "csv")
    compared.engine.write(compared.changes, folder / "changes.json", "json")
    (folder / IMPACT).write_bytes(msgspec.json.format(msgspec.json.encode(compared.impact)))
