"""Compares a report on Prairie Wireless with the truth: is each device listed, not listed, or open."""

import argparse
import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

import duckdb

KEYS = (
    "serialNumber",
    "macAddress",
    "hostname",
    "sysName",
    "chassisMac",
    "ponSerial",
    "dot1dBaseBridgeAddress",
)
LISTED = """
-- being on the list has no effect by itself: where that is open, the ban on subsidies that asks for it is
select "group", case when bool_or(status = 'covered' and "order" = 'us/fcc-covered-list') then 'yes'
  when bool_or(status = 'undetermined') then 'unknown' else 'no' end
from read_parquet(?)
where "order" in ('us/fcc-covered-list', 'us/47-cfr-54-10') and component = '' group by 1
"""


def _plain(text: str) -> str:
    return re.sub("[^0-9A-Z]", "", text.upper())


def found(report: Path) -> tuple[dict[str, set[int]], dict[int, str]]:
    """Device numbers by every key the evidence gives, and each device's place on the list."""
    evidence, devices = str(report / "explain" / "evidence.parquet"), str(report / "devices.parquet")
    numbers: dict[str, set[int]] = defaultdict(set)
    marks = ", ".join("?" * len(KEYS))
    said = f"select distinct device, value from read_parquet(?) where property in ({marks})"
    for number, value in duckdb.execute(said, [evidence, *KEYS]).fetchall():
        numbers[_plain(value)].add(number)
    for number, key in duckdb.execute('select "group", device from read_parquet(?)', [devices]).fetchall():
        numbers[_plain(key)].add(number)
    listed = dict(duckdb.execute(LISTED, [str(report / "findings.parquet")]).fetchall())
    return numbers, listed


def disagreements(out: Path) -> tuple[int, list[str]]:
    """How many devices the truth knows, and a line for each that the report sees otherwise."""
    numbers, listed = found(out / "report")
    with (out / "truth.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = []
    for row in rows:
        groups = set().union(*(numbers.get(_plain(key), set()) for key in row["keys"].split(";") if key))
        answers = {listed.get(group, "no") for group in groups} or {"missing"}
        if row["listed"] not in answers:
            lines.append(
                f"{row['device']} ({row['trap'] or row['role']}): {row['listed']}, found {sorted(answers)}"
            )
    return len(rows), lines


def main() -> int:
    """Print the disagreements. Returns: 1 if there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/prairie-wireless"))
    known, lines = disagreements(parser.parse_args().out)
    print(f"{known - len(lines):,} of {known:,} devices agree with the truth")
    for line in lines:
        print(f"  {line}")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
