"""One export of an inventory system: which member of an object is which property."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.objects import gathered, text_at
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

RECOGNISED_WITHIN = 32 << 10
"""Octets of the beginning in which the marks of a system must stand."""


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """How one system's objects are told and what their members mean."""

    marks: tuple[bytes, ...]
    """Regular expressions over the beginning; all must be found."""
    key: tuple[str, ...]
    """Paths of which the first that says something is the device's key."""
    fields: Mapping[str, str]
    """Path inside an object to property."""
    nothing: frozenset[str] = frozenset({"", "unknown", "n/a", "none", "null", "generic"})
    """Values, lower-case, by which the system says that it does not know."""


class ExportReader:
    """Reads an export whose objects are devices, by a table of what its members mean."""

    name: str
    doc: ReaderDoc
    export: Export

    def accepts(self, head: Head) -> bool:
        """Whether it is JSON with the marks of this system."""
        start = head.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:RECOGNISED_WITHIN]
        return start.startswith((b"{", b"[")) and all(re.search(mark, start) for mark in self.export.marks)

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every object that has a key."""
        gathering = Gathering(ordinal)
        yield from gathered(source, gathering, partial(self.device, gathering))

    def device(self, gathering: Gathering, number: int, said: dict[str, Any]) -> None:
        """One object as one record; systems whose devices have parts add them here."""
        record_of(self.export, gathering, number, said)


def record_of(export: Export, gathering: Gathering, number: int, said: dict[str, Any]) -> int | None:
    """The record of one object with all fields that say something; `None` where it has no key."""
    key = next((text for path in export.key if (text := text_at(said, path))), "")
    if not key:
        return None
    record = gathering.record(key=key, kind=RecordKind.ASSET, place=f"object {number}")
    for path, term in export.fields.items():
        value = text_at(said, path)
        if value.strip().lower() not in export.nothing:
            gathering.observe(
                record, term, without_prefix_length(value) if term == "managementAddress" else value
            )
    return record


def without_prefix_length(address: str) -> str:
    """
    An interface address without the length of its network, as inventory systems write it.

    >>> without_prefix_length("10.0.0.7/32"), without_prefix_length("2001:db8::1")
    ('10.0.0.7', '2001:db8::1')
    """
    return address.partition("/")[0]
