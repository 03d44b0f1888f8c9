"""Large flat tables as they are: a column for each property, read as observations only where asked."""

from pathlib import Path
from typing import Any

import ibis
import msgspec

from interdict.bulk.engine import Engine

RECORD_COLUMNS = ("record", "key", "place")
"""What a file of a flat table holds beside its cells."""


class FlatFile(msgspec.Struct, frozen=True, kw_only=True):
    """One flat table in the work folder."""

    path: Path
    kind: str
    """Record kind of every row."""
    said: tuple[tuple[str, str], ...]
    """Property and component of the columns `c0`, `c1` …; null where a cell says nothing."""


class FlatTable(msgspec.Struct, frozen=True, kw_only=True):
    """One flat table in an engine."""

    rows: Any
    """`(record, key, place, c0, c1, …)`."""
    kind: str
    said: tuple[tuple[str, str], ...]

    def records(self) -> Any:
        """Its rows as `columns.RECORD`."""
        return self.rows.select("record", "key", kind=ibis.literal(self.kind), place=self.rows.place)

    def observations(self) -> list[Any]:
        """Its cells as `columns.OBSERVATION`, one expression a column."""
        return [
            self.rows.filter(self.rows[f"c{number}"].notnull()).select(
                "record",
                component=ibis.literal(component),
                property=ibis.literal(term),
                value=self.rows[f"c{number}"],
            )
            for number, (term, component) in enumerate(self.said)
        ]


def flat_tables(engine: Engine, files: list[FlatFile]) -> list[FlatTable]:
    """The flat tables of the work folder in an engine."""
    import pyarrow.parquet as pq

    return [
        FlatTable(
            rows=engine.scan(f"flat_{number}", [file.path], pq.read_schema(file.path)),
            kind=file.kind,
            said=file.said,
        )
        for number, file in enumerate(files)
    ]


def with_flat(records: Any, observations: Any, flats: list[FlatTable]) -> tuple[Any, Any]:
    """Records and observations of everything that was read, as one table each."""
    if not flats:
        return records, observations
    cells = [part for flat in flats for part in flat.observations()]
    every = ibis.union(records, *(flat.records() for flat in flats))
    return every, ibis.union(observations, *cells)
