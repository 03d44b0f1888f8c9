"""
Time what a case saves: the first scan, one where nothing changed, one after the law changed, and a diff.

Makes a flat inventory of N devices (`benchmarks/scan.py`) in ten files, begins a case over them and runs the
commands in processes of their own; reports wall and processor seconds and peak memory of each. The last scan
has one file with other bytes, so that nine of ten are taken over.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from scan import AT, PROFILE, make_inventory, measured

FILES = 10
LATER = "2027-11-22"


def steps(folder: Path, devices: int, seed: int) -> dict[str, Any]:
    """Every command with what it took."""
    records, case = folder / "records", folder / "case"
    records.mkdir()
    table, share = make_inventory(devices, seed), -(-devices // FILES)
    for number in range(FILES):
        part = table.slice(number * share, share)
        pq.write_table(part, records / f"part-{number}.parquet", compression="zstd")
    (folder / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    begun = ("init", str(case), "--source", "../records", "--profile", "../profile.yaml")
    scan = ("scan", "--case", str(case), "--quiet", "--parquet-only", "--at")
    done = {"init": _run(*begun), "first scan": _run(*scan, AT), "nothing changed": _run(*scan, AT)}
    done["law of a year later"] = _run(*scan, LATER)
    done["diff over the law"] = _run("diff", "--case", str(case), "--quiet")
    pq.write_table(table.slice(0, share - 1), records / "part-0.parquet", compression="zstd")
    done["one file of ten changed"] = _run(*scan, LATER)
    done["diff over the network"] = _run("diff", "--case", str(case), "--quiet")
    return done


def _run(*words: str) -> dict[str, Any]:
    return measured([sys.executable, "-m", "interdict", *words])[1]


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--devices", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20190220)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="interdict-case-") as folder:
        result = steps(Path(folder), options.devices, options.seed)
    if options.json:
        print(json.dumps({"devices": options.devices, "seed": options.seed, "steps": result}, indent=1))
        return 0
    print(f"{options.devices:,} devices in {FILES} files, seed {options.seed}")
    for name, row in result.items():
        spent = f"{row['seconds']:8.2f} s  {row['processor_seconds']:8.1f} s of processors"
        print(f"  {name:26} {spent}  peak {row['peak_mib']:,} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
