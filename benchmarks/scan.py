"""
Time the whole main job on a made inventory, beside three floors measured in the same run.

Makes a flat inventory of N devices from a seed, as Parquet and as CSV; runs `interdict scan` on each in a
process of its own and reports wall and processor seconds and peak memory. `--parquet-only` leaves out
findings.json, findings.csv and the run on the CSV: what is written then is findings.parquet,
devices.parquet, the page, the workbook, run.json and what `explain` needs. Floors: DuckDB merely reading
every cell of the file; DuckDB reading it, grouping its rows by serial number (the key by which records
become devices) and writing them as Parquet again; and what one would write first, a Python loop over the
rows that looks up the address block and tries every maker's word and every product family's expression on
the row's text, on a sample, extrapolated. The loop has the same words, model names and blocks as the system
under test, decides nothing and writes nothing.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from interdict.identify.families import load_rows
from interdict.parties.load import load_parties
from interdict.registries import oui

AT = "2026-11-22"
SAMPLE = 4_000
PROFILE = """operator.name: Benchmark carrier
operator.jurisdictions: [US]
operator.mobile_carrier: true
operator.provides_advanced_communications_service: true
operator.is_etc_with_usf: true
operator.receives_fcc_subsidy: true
operator.federal_agency: false
operator.federal_contractor: false
operator.intelligence_contractor: false
operator.reimbursement_participant: false
operator.federal_grant_recipient: false
operator.seeks_equipment_authorization: false
operator.imports_or_markets_equipment: false
"""
KINDS = (  # maker as written, model, first six digits of its addresses, object identifier, share
    ("Huawei", "NE40E-X8", "00259E", "1.3.6.1.4.1.2011.2.62.30", 0.03),
    ("HUAWEI TECH", "S5720-52X-PWR-SI", "202BC1", "1.3.6.1.4.1.2011.2.23.291", 0.03),
    ("华为", "MA5608T", "001882", "1.3.6.1.4.1.2011.2.248", 0.01),
    ("ZTE", "ZXR10 5928E", "688AF0", "1.3.6.1.4.1.3902.3.100.20", 0.02),
    ("Hikvision", "DS-2CD2143G0-I", "085411", "", 0.01),
    ("Cisco", "ASR-920-12CZ-A", "000142", "1.3.6.1.4.1.9.1.2083", 0.25),
    ("Nokia", "7705 SAR-8", "00119F", "1.3.6.1.4.1.6527.6.1.1.2.3", 0.20),
    ("Juniper", "MX204", "000585", "1.3.6.1.4.1.2636.1.1.1.2.150", 0.15),
    ("Ericsson", "Radio 4449", "", "", 0.15),
    ("APC", "NetBotz 250", "00C0B7", "1.3.6.1.4.1.318.1.3.8.5", 0.10),
    ("", "", "", "", 0.05),
)


def make_inventory(devices: int, seed: int) -> pa.Table:
    """A flat inventory of N devices; the same table for the same seed."""
    random = np.random.default_rng(seed)
    kind = random.choice(len(KINDS), size=devices, p=[row[4] for row in KINDS])
    number = np.arange(devices)

    def of_kind(column: int) -> pa.Array:
        return pa.DictionaryArray.from_arrays(
            pa.array(kind.astype("int32")), [row[column] for row in KINDS]
        ).cast(pa.string())

    tails = random.integers(0, 1 << 24, devices)
    heads = np.array([row[2] for row in KINDS])[kind]
    macs = [f"{head}{tail:06X}" if head else "" for head, tail in zip(heads, tails, strict=True)]
    days = np.datetime64("2012-01-01") + random.integers(0, 5300, devices).astype("timedelta64[D]")
    return pa.table(
        {
            "Asset Tag": pa.array([f"A{n:08d}" for n in number]),
            "Hostname": pa.array([f"ne-{n % 5000:04d}-{n}" for n in number]),
            "Site ID": pa.array([f"S{n % 5000:04d}" for n in number]),
            "Vendor": of_kind(0),
            "Model": of_kind(1),
            "Serial Number": pa.array([f"SN{n:09d}X" for n in number]),
            "MAC": pa.array(macs),
            "sysObjectID": of_kind(3),
            "Purchase Date": pa.array(days).cast(pa.string()),
            "Funding": pa.array(np.array(["USF High Cost", "own funds", ""])[random.integers(0, 3, devices)]),
            "Status": pa.array(np.array(["in service", "spare", ""])[random.integers(0, 3, devices)]),
        }
    )


def floor_of_reading(path: Path) -> float:
    """Seconds in which DuckDB reads every cell of the file."""
    reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    connection = duckdb.connect(config={"threads": 2})
    columns = [row[0] for row in connection.sql(f"describe select * from {reader}('{path}')").fetchall()]
    touched = ", ".join(f'max("{column}")' for column in columns)
    started = time.perf_counter()
    connection.sql(f"select {touched} from {reader}('{path}')").fetchall()
    return time.perf_counter() - started


REWRITE = """
import sys, duckdb
path, target = sys.argv[1:]
c = duckdb.connect(config={"threads": 2, "memory_limit": "4GB", "temp_directory": target + ".spill"})
names = [row[0] for row in c.sql(f"describe select * from '{path}'").fetchall()]
others = ", ".join(f'min("{name}") as "{name}"' for name in names if name != "Serial Number")
query = f"select \\"Serial Number\\", {others} from '{path}' group by \\"Serial Number\\""
c.execute(f"copy ({query}) to '{target}' (format parquet, compression zstd)")
"""


def measured(command: list[str]) -> tuple[bytes, dict[str, Any]]:
    """A command's output, and its wall and processor seconds and peak memory; it must end as a scan may."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code not in {0, 10, 11, 12}:
        raise SystemExit(f"{command[2:4]} ended with {code}")
    spent = usage.ru_utime + usage.ru_stime
    figures = {"seconds": round(seconds, 2), "processor_seconds": round(spent, 2)}
    return output, {**figures, "peak_mib": usage.ru_maxrss // 1024}


def floor_of_rewriting(path: Path, folder: Path) -> dict[str, Any]:
    """What DuckDB takes to read the file, group its rows by serial number and write them again."""
    return measured([sys.executable, "-c", REWRITE, str(path), str(folder / "rewritten.parquet")])[1]


def expressions() -> list[re.Pattern[str]]:
    """Every maker's words and every family's model names, one expression each."""
    parties = load_parties()
    words = [
        word if isinstance(word, str) else word.text
        for known in (*parties.parties.values(), *parties.makers.values())
        for word in known.words
    ]
    models = [model.rstrip("!*") for row in load_rows() for model in row.models]
    plain = [re.escape(text).replace("%", "[0-9]").replace(r"\ ", "[ _-]?") for text in (*words, *models)]
    return [re.compile(rf"(?<![a-z0-9]){text}", re.IGNORECASE) for text in plain]


def loop_rate(path: Path) -> float:
    """Rows a second of the plain loop."""
    blocks = {row["prefix"]: row["organisation"] for row in oui.table().to_pylist()}
    tried = expressions()
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row, _ in zip(csv.DictReader(file), range(SAMPLE), strict=False)]
    started = time.perf_counter()
    found = 0
    for row in rows:
        digits = re.sub("[^0-9A-Fa-f]", "", row["MAC"]).upper()
        registrant = next((blocks[digits[:n]] for n in (9, 7, 6) if digits[:n] in blocks), "")
        text = " ".join((row["Vendor"], row["Model"], registrant, row["sysObjectID"]))
        found += bool([one for one in tried if one.search(text)])
    seconds = time.perf_counter() - started
    if not found:
        raise SystemExit("the loop found nothing; the sample is wrong")
    return len(rows) / seconds


def scan(path: Path, folder: Path, *options: str) -> dict[str, Any]:
    """The whole main job in a process of its own."""
    profile = folder / "profile.yaml"
    profile.write_text(PROFILE, "utf-8")
    command = [sys.executable, "-m", "interdict", "scan", str(path), "--profile", str(profile), "--at", AT]
    command += ["--out", str(folder / f"report-{path.suffix[1:]}"), "--quiet", "--json", *options]
    output, figures = measured(command)
    told = json.loads(output)
    return {**figures, "counts": told["counts"], "findings_digest": told["findings_digest"]}


def measure(devices: int, seed: int, folder: Path, *, parquet_only: bool = False) -> dict[str, Any]:
    """Everything for one size."""
    table = make_inventory(devices, seed)
    files = [folder / "inventory.parquet", folder / "inventory.csv"]
    pq.write_table(table, files[0], compression="zstd")
    pa.csv.write_csv(table.slice(0, SAMPLE) if parquet_only else table, files[1])
    del table
    rate = loop_rate(files[1])
    result: dict[str, Any] = {"devices": devices, "seed": seed, "loop_rows_per_second": round(rate)}
    for path in files[:1] if parquet_only else files:
        ours = scan(path, folder, *(["--parquet-only"] if parquet_only else []))
        ours["floor_seconds"] = round(floor_of_reading(path), 3)
        ours["loop_seconds_extrapolated"] = round(devices / rate, 2)
        ours["devices_per_second"] = round(devices / ours["seconds"])
        ours["times_the_loop"] = round(devices / ours["seconds"] / rate, 2)
        ours["megabytes"] = round(path.stat().st_size / 1e6, 1)
        result[path.suffix[1:]] = ours
    floor = floor_of_rewriting(files[0], folder)
    result["rewriting"] = floor
    result["times_the_rewriting"] = round(result["parquet"]["seconds"] / floor["seconds"], 2)
    return result


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--devices", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20190220)
    parser.add_argument("--parquet-only", action="store_true", help="no text tables, no run on the CSV")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="interdict-bench-") as folder:
        result = measure(arguments.devices, arguments.seed, Path(folder), parquet_only=arguments.parquet_only)
    if arguments.json:
        print(json.dumps(result, indent=1))
        return 0
    print(f"{result['devices']:,} devices, seed {result['seed']}", end="; ")
    print(f"plain loop {result['loop_rows_per_second']:,} rows/s")
    floor = result["rewriting"]
    print(
        f"  DuckDB reading, grouping and rewriting the Parquet {floor['seconds']:.2f} s "
        f"({floor['processor_seconds']:.1f} s of processors, peak {floor['peak_mib']:,} MiB); "
        f"the whole job takes {result['times_the_rewriting']:.2f} times that"
    )
    for form in [form for form in ("parquet", "csv") if form in result]:
        row = result[form]
        print(
            f"  {form:8} {row['megabytes']:7.1f} MB  "
            f"whole job {row['seconds']:7.2f} s "
            f"({row['processor_seconds']:.1f} s of processors)  peak {row['peak_mib']:,} MiB  "
            f"DuckDB reading {row['floor_seconds']:.3f} s  loop {row['loop_seconds_extrapolated']:.1f} s  "
            f"= {row['times_the_loop']:.1f} times the loop's rate"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
