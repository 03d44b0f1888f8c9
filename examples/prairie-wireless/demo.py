"""Runs the main job on Prairie Wireless: makes its records if absent, scans them, says where to look."""

import argparse
import sys
from pathlib import Path

from make import make_case

JUDGED = {0, 10, 11, 12}
"""Exit statuses of a scan that did its job, whatever it found."""
AT = "2026-11-22"
"""The day as of which the fact base was compiled."""


def main() -> int:
    """Makes the case where it is absent and scans it. Returns: 0 where the scan did its job."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/prairie-wireless"))
    out: Path = parser.parse_args().out
    if not (out / "case").is_dir():
        make_case(out)
    from interdict.cli.main import main as interdict  # after the case, so that `--help` needs nothing heavy

    report = out / "report"
    arguments = [
        "scan",
        str(out / "case"),
        "--profile",
        str(out / "profile.yaml"),
        "--at",
        AT,
        "--out",
        str(report),
    ]
    status = interdict(arguments)
    print(f"\nThe report is {report / 'report.html'}; open it in a browser.", file=sys.stderr)
    return 0 if status in JUDGED else status


if __name__ == "__main__":
    sys.exit(main())
