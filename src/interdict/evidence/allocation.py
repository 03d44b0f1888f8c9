"""Type allocation codes of phones: an operator's own table, which names the maker of each."""

import csv
from pathlib import Path

import msgspec

CODE_HEADERS = frozenset({"tac", "taccode", "typeallocationcode", "imeitac"})
MAKER_HEADERS = frozenset(
    {"manufacturer", "manufacturername", "maker", "vendor", "brand", "brandname", "oem"}
)
MODEL_HEADERS = frozenset({"model", "modelname", "marketingname", "devicemodel", "gsmamodelname"})
"""Headers of such tables, without case and punctuation."""
MOST_CODES = 2_000_000
"""Rows of a table that are kept."""


class Allocations(msgspec.Struct, frozen=True, kw_only=True):
    """Codes with what the table says of each; three columns of one length."""

    codes: tuple[str, ...]
    """Eight digits (3GPP TS 23.003, section 6.2.1)."""
    makers: tuple[str, ...]
    models: tuple[str, ...]


def allocations(path: Path) -> Allocations:
    """
    Read a table of type allocation codes: CSV with a header for the code, the maker or the model.

    Raises: ValueError if it has no header for the code, or neither a maker nor a model; OSError.
    """
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        names = [_normal(name) for name in next(rows, [])]
        code, maker, model = (
            next((index for index, name in enumerate(names) if name in headers), None)
            for headers in (CODE_HEADERS, MAKER_HEADERS, MODEL_HEADERS)
        )
        if code is None or (maker is None and model is None):
            raise ValueError("expected headers such as `TAC,Manufacturer,Model`")
        found: dict[str, tuple[str, str]] = {}
        for row in rows:
            key = _cell(row, code).zfill(8)
            if key.isdecimal() and len(key) == 8 and len(found) < MOST_CODES:
                found.setdefault(key, (_cell(row, maker), _cell(row, model)))
    return Allocations(
        codes=tuple(found),
        makers=tuple(maker for maker, _ in found.values()),
        models=tuple(model for _, model in found.values()),
    )


def _normal(header: str) -> str:
    return "".join(character for character in header.casefold() if character.isalnum())


def _cell(row: list[str], index: int | None) -> str:
    return row[index].strip() if index is not None and len(row) > index else ""
