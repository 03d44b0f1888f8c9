"""What a person says about the columns of their tables: the mapping file."""

import csv
from fnmatch import fnmatch
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import msgspec
import yaml

from interdict.core.errors import MappingError
from interdict.evidence.allocation import Allocations, allocations
from interdict.model.observation import RecordKind

IGNORE = "ignore"
"""In place of a property: the column is looked at and left out."""


class TableMapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said about the tables whose path matches one pattern."""

    columns: dict[str, str] = {}
    """Header as written, to property, or `ignore`."""
    kind: RecordKind | None = None
    """What a row is; recognised from the headers where this is left out."""
    key: str | None = None
    """Header of the column that holds the device's id."""
    constants: dict[str, str] = {}
    """Property to a value that holds for every row (`manufacturer: ZTE`)."""
    header_row: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """Row in which the headers stand, from 1."""
    encoding: str | None = None
    delimiter: str | None = None


class ColumnMapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole mapping file: per pattern of file names, in its order."""

    tables: dict[str, TableMapping] = {}
    """Pattern such as `assets*.csv`; the first that fits the file's name or path is taken."""
    tac_table: str | None = None
    """CSV of type allocation codes with their makers, relative to the mapping file; names phones by IMEI."""
    allocations: Allocations | None = None
    """What `tac_table` holds; filled when the file is loaded, never written by a person."""

    def for_table(self, name: str) -> TableMapping:
        """What is said about the table of this path; nothing, where no pattern fits."""
        return next((said for pattern, said in self.tables.items() if _fits(name, pattern)), TableMapping())

    def names(self, name: str) -> bool:
        """Whether a pattern fits this path: then it is a table by a person's word."""
        return any(_fits(name, pattern) for pattern in self.tables)


def _fits(name: str, pattern: str) -> bool:
    return fnmatch(name, pattern) or fnmatch(name.rpartition("/")[2], pattern)


@cache
def properties() -> frozenset[str]:
    """The terms of `data/vocabulary/properties.yaml`."""
    place = files("interdict").joinpath("data", "vocabulary", "properties.yaml")
    return frozenset(yaml.safe_load(place.read_text(encoding="utf-8")))


def load_mapping(path: Path) -> ColumnMapping:
    """
    Read a mapping file.

    Raises: MappingError if it cannot be read, is not in the schema, or names a property that does not exist.
    """
    try:
        content = path.read_text(encoding="utf-8")
        mapping = msgspec.convert(yaml.safe_load(content) or {}, ColumnMapping)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise MappingError(
            f"the mapping file cannot be read: {error}.",
            where=str(path),
            remedy="Give YAML of the form `tables: {'assets*.csv': {columns: {Equip: model}}}`.",
        ) from None
    for pattern, said in mapping.tables.items():
        for term in [*said.columns.values(), *said.constants]:
            if term != IGNORE and term not in properties():
                raise MappingError(
                    f"{pattern!r} names the property {term!r}, which does not exist.",
                    where=str(path),
                    remedy="Use a term of data/vocabulary/properties.yaml, or `ignore`.",
                )
    return _with_allocations(mapping, path)


def _with_allocations(mapping: ColumnMapping, path: Path) -> ColumnMapping:
    if mapping.tac_table is None:
        return mapping
    try:
        table = allocations(path.parent / mapping.tac_table)
    except (OSError, ValueError, csv.Error) as error:
        raise MappingError(
            f"the table of type allocation codes {mapping.tac_table!r} cannot be read: {error}.",
            where=str(path),
            remedy="Give a CSV in UTF-8 with the headers TAC, Manufacturer and Model, relative to this file.",
        ) from None
    return msgspec.structs.replace(mapping, allocations=table)
