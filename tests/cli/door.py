"""The command as a person starts it: a process of its own, with a small network to try it on."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "160", "TERM": "dumb"}

ASSETS = """\
Asset ID,Hostname,Manufacturer,Model,Serial Number,Purchase Date,Status
A-100001,nj-core-1,Huawei,NE40E-X8,2102310ABC01,2019-05-03,In service
A-100002,nj-sw-2,Cisco,WS-C3850-48P,FCW1234L0AB,2020-01-02,In service
A-100003,nj-olt-3,ZTE,ZXA10 C320,219012345678,2018-01-02,In service
"""
WALK = """\
1.3.6.1.2.1.1.1.0|4|Huawei NE40E-X8 VRP
1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2011.2.62.30
1.3.6.1.2.1.1.5.0|4|nj-core-1
1.3.6.1.2.1.2.2.1.6.1|4x|00E0FC123456
"""
PROFILE = """\
operator.name: Prairie Wireless LLC
operator.jurisdictions: [US]
operator.mobile_carrier: true
operator.provides_advanced_communications_service: true
operator.is_etc_with_usf: true
operator.federal_agency: false
operator.federal_contractor: true
"""


def command(*words: object) -> list[str]:
    """The words of a command line that starts the program of this checkout."""
    return [sys.executable, "-m", "interdict", *map(str, words)]


def interdict(*words: object, cwd: Path, timeout: float = 90) -> subprocess.CompletedProcess[str]:
    """Run a command line to its end; a traceback is a failure whatever the command."""
    done = subprocess.run(
        command(*words),
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert "Traceback" not in done.stdout, done.stdout
    return done


def small_network(folder: Path) -> Path:
    """Write three devices, one of which also answered a walk, and a profile beside them."""
    evidence = folder / "evidence"
    evidence.mkdir()
    (evidence / "assets.csv").write_text(ASSETS, encoding="utf-8")
    (evidence / "nj-core-1.snmprec").write_text(WALK, encoding="utf-8")
    (folder / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    return evidence


def whole(report: Path) -> bool:
    """Whether a report folder holds every file of a report and nothing half-written."""
    files = {path.name for path in report.iterdir()}
    wanted = {"report.html", "run.json", "devices.parquet", "explain"}
    wanted |= {f"findings.{form}" for form in ("parquet", "csv", "xlsx", "json")}
    return files == wanted and all((report / name).stat().st_size for name in wanted)
