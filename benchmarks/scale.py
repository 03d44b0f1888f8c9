"""
Measure how the main job grows: 10^5, 10^6 and 10^7 devices, on DuckDB and on Spark.

For each decade and engine the job runs in a process of its own, on the inventory of `scan.py`; reported are
wall seconds, processor seconds and peak memory of all its processes together (Spark's driver and workers are
processes of their own), and the digest of its findings, which must be the same on every engine. Between two
decades the processor seconds may grow by ten and no more; what is constant makes them grow by less.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from scan import AT, PROFILE, make_inventory

PAGE = 4096
POLL = 0.2
"""Seconds between two looks at the memory of the processes."""


def descendants(root: int) -> list[int]:
    """A process and all that it started, from /proc."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                after = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(after[1]), []).append(int(entry.name))
    found, open_ones = [], [root]
    while open_ones:
        found.append(open_ones.pop())
        open_ones += parents.get(found[-1], [])
    return found


def resident(pids: list[int]) -> int:
    """Bytes of memory that processes hold together; shared pages count for each."""
    held = 0
    for pid in pids:
        try:
            held += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
        except (OSError, IndexError):
            continue
    return held


def spent(pids: list[int]) -> dict[int, int]:
    """Clock ticks that each process has had of the processors."""
    found = {}
    for pid in pids:
        try:
            after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[pid] = int(after[11]) + int(after[12])
    return found


def job(engine: str, memory: str, devices: int, folder: Path) -> dict[str, Any]:
    """One run: wall and processor seconds, peak memory and digest."""
    command = [sys.executable, "-m", "interdict", "scan", str(folder / f"{devices}.parquet"), "--at", AT]
    command += ["--profile", str(folder / "profile.yaml"), "--out", str(folder / "report"), "--parquet-only"]
    command += ["--engine", engine, "--work", str(folder), "--quiet", "--json"]
    command += ["--memory", memory] if memory else []
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak, ticks = 0, dict[int, int]()

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            pids = descendants(process.pid)
            peak = max(peak, resident(pids))
            ticks.update(spent(pids))
            time.sleep(POLL)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    watching.join()
    if process.returncode not in {0, 10, 11, 12}:
        raise SystemExit(f"scan of {devices:,} devices on {engine} ended with {process.returncode}")
    digest = json.loads(output)["findings_digest"]
    return {
        "engine": engine,
        "devices": devices,
        "seconds": round(seconds, 1),
        "processor_seconds": round(sum(ticks.values()) / os.sysconf("SC_CLK_TCK"), 1),
        "peak_mib": peak >> 20,
        "digest": digest,
    }


def main() -> int:
    """Run from the command line; 1 where two engines differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", nargs="+", default=["duckdb", "local-cluster[2,1,2048]"])
    parser.add_argument("--devices", nargs="+", type=int, default=[10**5, 10**6, 10**7])
    parser.add_argument("--spark-most", type=int, default=10**6, help="larger inventories run on DuckDB only")
    parser.add_argument("--memory", default="", help="as of `scan --memory`")
    parser.add_argument("--seed", type=int, default=20190220)
    said = parser.parse_args()
    differ = False
    with tempfile.TemporaryDirectory(prefix="interdict-scale-") as name:
        folder = Path(name)
        (folder / "profile.yaml").write_text(PROFILE, "utf-8")
        before: dict[str, dict[str, Any]] = {}
        for devices in said.devices:
            table = make_inventory(devices, said.seed)
            pq.write_table(table, folder / f"{devices}.parquet", compression="zstd")
            del table
            digests = set()
            for engine in said.engines:
                if engine != "duckdb" and devices > said.spark_most:
                    continue
                row = job(engine, said.memory, devices, folder)
                known = before.get(engine)
                cost = row["processor_seconds"]
                grown = f"{cost / known['processor_seconds']:5.2f} times" if known else ""
                before[engine] = row
                digests.add(row["digest"])
                print(
                    f"{devices:>11,} devices  {engine:24} {row['seconds']:8.1f} s  "
                    f"{cost:8.1f} s of processors  "
                    f"peak {row['peak_mib']:>6,} MiB  {grown:12} {row['digest'][:23]}",
                    flush=True,
                )
            differ |= len(digests) > 1
    print("findings differ between engines" if differ else "findings are the same on every engine")
    return int(differ)


if __name__ == "__main__":
    sys.exit(main())
