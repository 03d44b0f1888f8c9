"""What `explain` needs of a run, kept beside the report: profiles, identifications, evidence lines."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from interdict.bulk.assessment import KEY
from interdict.bulk.links import link_rows
from interdict.bulk.rows import EVIDENCE_ORDER, evidence_line, evidence_rows
from interdict.bulk.scan import Choice, Decided
from interdict.case.output import MARK
from interdict.core.errors import UsageError
from interdict.model.finding import Status
from interdict.model.identification import Clue, Identification
from interdict.model.operator import Operator
from interdict.model.vocabulary import FactType, FactValue, Vocabulary

FOLDER = "explain"
LINKS = "links.parquet"
"""What records say of links and places, for `interdict expose`."""


EVIDENCE_OF_ALL = 200_000
"""Up to so many devices, evidence lines are kept of every one; beyond, of those with a finding."""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """The small values of a run; the tables stand beside it as Parquet."""

    choice: Choice
    operator_name: str
    operator: dict[str, list[str] | bool | int | float | str]
    """Facts in JSON's own types."""
    library_digest: str
    clues: dict[str, Clue]
    identifications: list[Identification]


def write_stored(decided: Decided, folder: Path) -> None:
    """Write `explain/` below the report folder."""
    place = folder / FOLDER
    place.mkdir()
    engine, inventory = decided.engine, decided.inventory
    tables = engine.connection
    engine.write(tables.table("profiles").select("profile", *KEY), place / "profiles.parquet", "parquet")
    parts = tables.table("assessed").filter(lambda t: t.component != "")
    named = parts.join(tables.table("foreign_parts"), ["device", "record", "component"])
    named = named.select("device", "component", "profile", "producer")
    engine.write(named.order_by("device", "component"), place / "parts.parquet", "parquet")
    some = decided.run.counts["devices"] > EVIDENCE_OF_ALL
    whose = decided.found.select(device="group") if some else None
    said = evidence_rows(engine, inventory, decided.run.sources, whose)
    if whose is not None:
        said = said.semi_join(whose, "device")
    engine.write(link_rows(engine, inventory), place / LINKS, "parquet")
    engine.write(said, place / "evidence.parquet", "parquet")  # unordered: one device is picked out at a time
    stored = Stored(
        choice=decided.choice,
        operator_name=decided.operator.name,
        operator=msgspec.to_builtins(decided.operator.facts),
        library_digest=decided.run.library_digest,
        clues=inventory.clues,
        identifications=inventory.identifications,
    )
    (place / "run.json").write_bytes(msgspec.json.encode(stored))


class Report:
    """
    A report folder read back.

    Args:
        folder: What `scan` wrote.
    Raises: UsageError if it is no report folder.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / MARK).is_file() or not (folder / FOLDER / "run.json").is_file():
            raise UsageError(
                "is not a report folder", where=str(folder), remedy="Run `interdict scan` first."
            )
        self._folder = folder
        self.stored = msgspec.json.decode((folder / FOLDER / "run.json").read_bytes(), type=Stored)

    def operator(self, vocabulary: Vocabulary) -> Operator:
        """The operator, its facts in the types that the vocabulary declares."""
        return Operator(name=self.stored.operator_name, facts=typed_facts(self.stored.operator, vocabulary))

    def devices(self, wanted: str) -> list[dict[str, Any]]:
        """Rows of `devices.parquet` by id, else hostname, else serial number; by number for `#number`."""
        path = self._folder / "devices.parquet"
        if wanted.startswith("#") and wanted[1:].isdecimal():
            return self._rows(path, [("group", "=", int(wanted[1:]))])
        for column in ("device", "hostname", "serial"):
            found = self._rows(path, [(column, "=", wanted)])
            if found:
                return found
        return []

    def profile(self, number: int) -> dict[str, Any]:
        """The facts of a profile, one column each."""
        return self._rows(self._folder / FOLDER / "profiles.parquet", [("profile", "=", number)])[0]

    def parts(self, device: int) -> list[dict[str, Any]]:
        """Foreign parts of a device, with their profile."""
        return self._rows(self._folder / FOLDER / "parts.parquet", [("device", "=", device)])

    def evidence(self, device: int) -> list[str]:
        """Evidence lines of a device, the most telling first."""
        rows = self._rows(self._folder / FOLDER / "evidence.parquet", [("device", "=", device)])
        ordered = sorted(rows, key=lambda row: tuple(row[name] for name in EVIDENCE_ORDER))
        return [evidence_line(row) for row in ordered]

    def plant(self) -> list[dict[str, Any]]:
        """Rows of `devices.parquet` that are no subscribers' devices, in its order."""
        return self._rows(self._folder / "devices.parquet", [("kind", "!=", "subscriber")])

    def all_parts(self) -> list[dict[str, Any]]:
        """Foreign parts of every device."""
        return self._rows(self._folder / FOLDER / "parts.parquet", [])

    def links(self) -> list[dict[str, Any]] | None:
        """What records say of links and places; nothing in a report of a version that did not keep it."""
        path = self._folder / FOLDER / LINKS
        return self._rows(path, []) if path.is_file() else None

    def covered_elsewhere(self) -> int:
        """How many covered devices are subscribers' devices."""
        kinds = [("kind", "=", "subscriber"), ("status", "=", str(Status.COVERED))]
        return int(pq.read_table(self._folder / "devices.parquet", filters=kinds, columns=["group"]).num_rows)

    def _rows(self, path: Path, filters: list[tuple[str, str, Any]]) -> list[dict[str, Any]]:
        table: pa.Table = pq.read_table(path, filters=filters or None)
        return list(table.to_pylist())


def typed_facts(
    plain: Mapping[str, list[str] | bool | int | float | str], vocabulary: Vocabulary
) -> dict[str, FactValue]:
    """Facts in the types that the vocabulary declares, from JSON's own; one it has no more is left out."""
    known = vocabulary.facts
    return {fact: _typed(value, known[fact].type) for fact, value in plain.items() if fact in known}


def _typed(value: list[str] | bool | int | float | str, kind: FactType) -> FactValue:
    if isinstance(value, list):
        return frozenset(value)
    return date.fromisoformat(str(value)) if kind is FactType.DATE else value
