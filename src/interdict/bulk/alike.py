"""Rows of a large table that say alike: one of them stands for all, and is decided as any device is."""

from collections.abc import Sequence
from typing import Any

import ibis
import msgspec

from interdict.bulk.clues import KEY_LENGTH, is_assigned, plain_name, vendor_part, with_block
from interdict.bulk.engine import Engine
from interdict.bulk.flat import FlatTable
from interdict.bulk.grouping import hex_address
from interdict.identify.clues import kinds
from interdict.model.observation import RecordKind
from interdict.registries import oui

NOTHING = ""
"""In place of a cell that says nothing: no cell that says something is empty."""

NOT_DEVICES = frozenset({str(RecordKind.PURCHASE), str(RecordKind.SITE)})


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one flat table by what they say, under some reading of it."""

    rows: Any
    """Those rows of the table that are a device each, with a column for each of `keys`."""
    keys: tuple[str, ...]
    """Columns of which equal values mean that the same is decided."""
    stand: Any
    """A kept table `(rep, …keys)`: for each distinct key the smallest record that has it."""

    def told(self) -> Any:
        """`(record, rep)` of every row, with all columns of the table."""
        return self.rows.join(self.stand, list(self.keys))


def can_be_alike(flat: FlatTable) -> bool:
    """
    Whether rows of a table can stand for each other.

    Not where it speaks of parts, which are told apart by their own record, nor where it has several addresses
    of interfaces, of which shares are formed.
    """
    terms = [term for term, _ in flat.said]
    interfaces = sum(kinds.ADDRESS_PROPERTIES.get(term) == "interface" for term in terms)
    return flat.kind not in NOT_DEVICES and not any(part for _, part in flat.said) and interfaces <= 1


def alike(engine: Engine, name: str, rows: Any, keys: Sequence[str]) -> Alike:
    """Rows by the equal values of some of their columns; the table of those that stand for others is kept."""
    stand = rows.group_by(list(keys)).agg(rep=rows.record.min()) if keys else rows.agg(rep=rows.record.min())
    return Alike(rows=rows, keys=tuple(keys), stand=engine.keep(name, stand))


def alike_by_identity(engine: Engine, name: str, flat: FlatTable, rows: Any) -> Alike:
    """
    Rows that identification cannot tell apart: every key that a clue may be read from is the same.

    Args:
        engine: Where to compute.
        name: Of the kept table.
        flat: The table, of which `can_be_alike` holds.
        rows: Those of its rows that are a device each.
    """
    blocks = engine.register("blocks", oui.table())
    keys: list[str] = []
    for number, (term, _) in enumerate(flat.said):
        cell = f"c{number}"
        for kind, key in _read_from(term, rows[cell]).items():
            keys.append(f"{kind}_{number}")
            rows = rows.mutate(**{keys[-1]: key.fill_null(NOTHING)})
        if term in kinds.ADDRESS_PROPERTIES:
            keys.append(f"block_{number}")
            rows = _with_organisation(rows, cell, term, keys[-1], blocks)
    return alike(engine, name, rows, keys)


def _read_from(term: str, value: Any) -> dict[str, Any]:
    """What of a value identification reads, by a name for it: the keys that `clues.keys_of` forms."""
    found: dict[str, Any] = {}
    if term in kinds.OF_DEVICE:
        found["value"] = value.substr(0, KEY_LENGTH)
    if term in kinds.SERIAL_PROPERTIES:
        found["pon"] = vendor_part(value)
    if term in kinds.NAME_PROPERTIES:
        found["name"] = plain_name(value)
    if term == "snmpEngineID":
        found["engine"] = value
    return found


def _with_organisation(rows: Any, cell: str, term: str, key: str, blocks: Any) -> Any:
    """The rows with whose block an address lies in, under `key`."""
    digits = hex_address(rows[cell])
    usable = is_assigned(digits, ibis.literal(kinds.ADDRESS_PROPERTIES[term] == "cpe"))
    own = rows.columns
    read = with_block(rows.mutate(digits=usable.ifelse(digits, ibis.null("string"))), blocks)
    return read.select(*own, **{key: read.organisation.fill_null(NOTHING)})
