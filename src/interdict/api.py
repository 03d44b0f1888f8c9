"""One verb per step; doors call these and nothing below them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from interdict.bulk.duckdb import DuckDB
from interdict.bulk.engine import work_folder
from interdict.bulk.identity import identity_rows
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import take_inventory
from interdict.core.progress import Progress, Silent
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.read import Reading, read_all
from interdict.identify.library import Library
from interdict.parties.load import load_parties


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
    mapping: ColumnMapping | None = None,
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
        progress: Told of every stage; silent by default.
    """
    progress = progress or Silent()
    library = Library(load_parties(), at=at)
    with work_folder() as folder:
        with ParquetSink(folder) as sink:
            reading = read_all(paths, sink=sink, mapping=mapping, progress=progress)
        engine = DuckDB(folder)
        inventory = take_inventory(engine, sink, library, progress)
        rows = identity_rows(inventory, reading.sources)
        progress.stage("writing")
        partial = out.with_name(f".{out.name}.partial")
        engine.write(rows, partial, form)
        counted = rows.agg(records=rows.count(), named=rows.count(where=~rows.abstained)).to_pyarrow()
        partial.replace(out)
    return Identified(
        reading=reading, records=counted["records"][0].as_py(), named=counted["named"][0].as_py()
    )
