"""
Make the committed extracts of the number registries from their published copies.

    python tools/registries.py oui oui.csv.gz
    python tools/registries.py pen enterprises.tsv

Each writes `src/interdict/data/identifiers/<name>.parquet` and its provenance `<name>.toml`, which records
the digest that the loader checks. Only facts are kept: number, organisation, country, date first seen.
"""

import argparse
import csv
import gzip
import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

DATA = Path(__file__).parent.parent / "src" / "interdict" / "data" / "identifiers"

OUI_SOURCE = """\
title = "IEEE Registration Authority: MA-L, MA-M and MA-S assignments"
source = "oui-data 2.1.9 (npm); first_seen from the package's git tags"
licence = "BSD-2-Clause"
dated = 2026-08-26
"""
PEN_SOURCE = """\
title = "IANA Private Enterprise Numbers"
source = "IANA registry as copied into Debian libwireshark-data 4.0.17 (enterprises.tsv)"
licence = "facts of a public registry: number and registered name only"
dated = 2024-08-23
"""

CONTACT = re.compile(r"\s*\(\s*(?:https?:|www\.)[^)]*\)?\s*$|\s+https?://\S+\s*$", re.IGNORECASE)


def oui_table(path: Path) -> pa.Table:
    """Rows of the published list, sorted by prefix: (prefix, bits, organisation, country, first_seen)."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: (row["prefix"], row["bits"]))
    return pa.table(
        {
            "prefix": pa.array([row["prefix"].upper() for row in rows], pa.string()),
            "bits": pa.array([int(row["bits"]) for row in rows], pa.int8()),
            "organisation": pa.array([" ".join(row["organisation"].split()) for row in rows]),
            "country": pa.array([row["country"] for row in rows]),
            "first_seen": pa.array([_day(row["first_seen"]) for row in rows], pa.date32()),
        }
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def pen_table(path: Path) -> pa.Table:
    """Rows of the published list, sorted by number: (number, organisation), web addresses dropped."""
    found: dict[int, str] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        number, tab, name = line.partition("\t")
        if tab and number.isdecimal():
            found[int(number)] = CONTACT.sub("", " ".join(name.split()))
    numbers = sorted(found)
    return pa.table(
        {
            "number": pa.array(numbers, pa.int64()),
            "organisation": pa.array([found[number] for number in numbers]),
        }
    )


def write(name: str, table: pa.Table, given: Path, about: str) -> None:
    """Write the Parquet and its provenance; the same input gives the same bytes."""
    target = DATA / f"{name}.parquet"
    pq.write_table(
        table,
        target,
        compression="zstd",
        compression_level=19,
        use_dictionary=["organisation", "country", "bits"] if name == "oui" else False,
        write_statistics=False,
        store_schema=False,
    )
    (DATA / f"{name}.toml").write_text(
        f"# Written by tools/registries.py; edit that, not this.\n{about}"
        f'input_sha256 = "{_sha256(given)}"\nsha256 = "{_sha256(target)}"\nrows = {table.num_rows}\n',
        encoding="utf-8",
    )
    print(f"{target}: {table.num_rows} rows, {target.stat().st_size} bytes")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


TABLES: dict[str, tuple[Callable[[Path], pa.Table], str]] = {
    "oui": (oui_table, OUI_SOURCE),
    "pen": (pen_table, PEN_SOURCE),
}


def main() -> None:
    """Parse the command line and write one extract."""
    arguments = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    arguments.add_argument("registry", choices=sorted(TABLES))
    arguments.add_argument("published", type=Path)
    given = arguments.parse_args()
    make, about = TABLES[given.registry]
    write(given.registry, make(given.published), given.published, about)


if __name__ == "__main__":
    main()
