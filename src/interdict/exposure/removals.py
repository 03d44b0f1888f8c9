"""Days of removal as a list gives them: a plan's, or an operator's own."""

import csv
from datetime import date
from pathlib import Path

from interdict.core.errors import UsageError
from interdict.core.problem import Problem
from interdict.core.when import day
from interdict.exposure.problems import TopologyCode, noted

DEVICE = ("device", "element", "hostname", "group")
DAY = ("removed", "date", "day", "finish", "end")


def read_removals(path: Path) -> tuple[dict[str, date], tuple[Problem, ...]]:
    """
    Read a CSV with a device and a day in each row; of several days of one device the last counts.

    Raises: UsageError if it cannot be read or has no such columns.
    """
    found: dict[str, date] = {}
    problems = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            names = {name.strip().casefold(): name for name in rows.fieldnames or ()}
            device = next((names[word] for word in DEVICE if word in names), "")
            when = next((names[word] for word in DAY if word in names), "")
            if not device or not when:
                raise UsageError(
                    "has no columns for a device and a day",
                    where=str(path),
                    remedy="Head them `device` and `removed`.",
                )
            for number, row in enumerate(rows, start=2):
                name, written = (row[device] or "").strip(), (row[when] or "").strip()
                try:
                    found[name] = max(found.get(name, date.min), day(written))
                except ValueError:
                    message = f"{name or 'a row'} has {written!r} for a day; the row is left out."
                    place = f"row {number}"
                    problems.append(noted(TopologyCode.UNKNOWN_DEVICE, message, str(path), place=place))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"cannot be read: {error}", where=str(path), remedy="Give a CSV file.") from error
    return found, tuple(problems)
