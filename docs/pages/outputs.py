"""What commands write: the report folder, its tables, and the objects of `identify`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from interdict.bulk.findings import DEVICE_FIELDS, FINDING_FIELDS
from interdict.bulk.identity import FIELDS
from pages.markdown import code, page, plain, section, table

MEANINGS = Path(__file__).with_name("fields.yaml")


def report_files() -> str:
    """Files of a report folder, with every column of its tables."""
    meanings = _meanings()
    return page(
        "Report files",
        "`interdict scan` writes one folder, which appears when it is complete and replaces an earlier "
        "report of the same name.",
        section(
            "Files",
            table(("file", "what it holds"), [(code(n), plain(t)) for n, t in meanings["files"].items()]),
        ),
        section(
            "devices.parquet",
            "One line a device: what it is, who made it, and the strictest finding.",
            _fields(DEVICE_FIELDS, meanings["devices"]),
        ),
        section(
            "findings.parquet, .csv, .json, .xlsx",
            "One line for each device, or part inside it, and provision; plain `not-covered` is left out.",
            _fields(FINDING_FIELDS, meanings["findings"]),
        ),
    )


def identify() -> str:
    """Fields of an identified device."""
    return page(
        "Identified devices",
        "`interdict identify` writes one object for each device of each source, with these fields in this "
        "order, blind to every order.",
        _fields(FIELDS, _meanings()["identify"]),
    )


def described(names: Sequence[str], group: str) -> str:
    """A table of fields with the meanings that `fields.yaml` gives a group of them."""
    return _fields(names, _meanings()[group])


def _fields(names: Sequence[str], meanings: Mapping[str, str]) -> str:
    """
    A table of fields and meanings.

    Raises: SystemExit if a field has no meaning written down, or a meaning has no field.
    """
    if list(names) != list(meanings):
        differing = sorted(set(names) ^ set(meanings)) or "their order"
        raise SystemExit(f"{MEANINGS}: fields and meanings differ: {differing}")
    return table(("field", "meaning"), [(code(name), plain(meanings[name])) for name in names])


def _meanings() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(MEANINGS.read_text("utf-8"))
    return found
