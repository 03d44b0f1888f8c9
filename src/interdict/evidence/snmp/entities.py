"""ENTITY-MIB: the chassis and what sits in it."""

import re

from interdict.evidence.gather import Gathering
from interdict.evidence.snmp.octets import text
from interdict.evidence.snmp.oids import ENT_PHYSICAL_COLUMNS

MOST_ENTITIES = 20_000
"""Rows kept of one device."""
CHASSIS, STACK = "3", "11"
"""entPhysicalClass chassis(3) and stack(11) (RFC 6933)."""
OF_THE_DEVICE = tuple(term for term in ENT_PHYSICAL_COLUMNS.values() if term != "entPhysicalClass")


class Entities:
    """Rows of entPhysicalTable, in the order of the source."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, str]] = {}

    def answer(self, column_and_index: str, value: bytes) -> None:
        """Take one cell, named by what follows the table's object identifier."""
        column, _, index = column_and_index.partition(".")
        term = ENT_PHYSICAL_COLUMNS.get(column)
        if term and index:
            self.add(index, term, text(value))

    def add(self, index: str, term: str, value: str) -> None:
        """Take one cell by entPhysicalIndex and property."""
        if index in self._rows or len(self._rows) < MOST_ENTITIES:
            self._rows.setdefault(index, {})[term] = value

    def emit(self, gathering: Gathering, record: int) -> None:
        """Every row as a component, and the row that stands for the whole device on the device itself."""
        whole = self.whole()
        for term in OF_THE_DEVICE if whole is not None else ():
            gathering.observe(record, term, self._rows[str(whole)].get(term, ""))
        for index, row in self._rows.items():
            for term, value in row.items():
                gathering.observe(record, term, _value(term, value), component=f"entPhysical.{index}")

    def whole(self) -> str | None:
        """
        Index of the row that stands for the device: its first chassis, else its first stack, else a sole row.

        A stack's own row names no maker as a rule, so its first member speaks for it.
        """
        for wanted in (CHASSIS, STACK):
            for index, row in self._rows.items():
                if _value("entPhysicalClass", row.get("entPhysicalClass", "")) == wanted:
                    return index
        return next(iter(self._rows)) if len(self._rows) == 1 else None


def _value(term: str, value: str) -> str:
    """`chassis(3)` is class 3; an object identifier has no leading dot."""
    if term == "entPhysicalClass":
        named = re.fullmatch(r"\w+\((\d+)\)", value.strip())
        return named[1] if named else value.strip()
    return value.removeprefix(".") if term == "entPhysicalVendorType" else value
