"""Tables that known systems export: what their columns mean, told by their headers."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from interdict.evidence.mapping import TableMapping


class TableExport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One system's export, as `data/vocabulary/exports.yaml` has it."""

    title: str
    when: tuple[str, ...]
    """Headers that must all be there, exactly as written."""
    columns: dict[str, str]
    """Header to property, or `ignore`."""


@cache
def table_exports() -> dict[str, TableExport]:
    """Every known export by its identifier."""
    place = files("interdict").joinpath("data", "vocabulary", "exports.yaml")
    return msgspec.convert(yaml.safe_load(place.read_text(encoding="utf-8")), dict[str, TableExport])


def meaning_of_export(headers: Sequence[str]) -> TableMapping | None:
    """
    What the columns of a known export mean; `None` where no export has these headers.

    >>> known = meaning_of_export(["Name", "Status", "Site", "Role", "Manufacturer", "Type"])
    >>> known.columns["Type"] if known else None
    'model'
    """
    there = set(headers)
    for export in table_exports().values():
        if there.issuperset(export.when):
            return TableMapping(
                columns={name: term for name, term in export.columns.items() if name in there}
            )
    return None
