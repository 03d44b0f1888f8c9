"""Lists of flat JSON objects: one a line (NDJSON), one array, or an array inside an interface's answer."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyarrow as pa

from interdict.core.problem import Problem
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.objects import Found, as_text, objects
from interdict.evidence.problems import Code, Complaints, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.evidence.records.table import Sheet, Slice, read_sheet

ROWS_AT_A_TIME = 20_000


class JsonRowsReader:
    """Reads flat JSON objects as the rows of a table."""

    name = "json-rows"
    doc = ReaderDoc(
        title="JSON objects (NDJSON or array)",
        reads="Objects one a line; an array of objects; an object with one such array as a member, as"
        " inventory interfaces answer. Member names are recognised like headers.",
        gives="One record an object, with the members that the first 20,000 objects have.",
        references=("RFC 8259", "RFC 7464"),
        limitations="Objects and lists inside an object are left out, but for a member `name`, `display`,"
        " `value` or `label` of it. An array has at most 512 MiB.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether it begins with an object, or with an array of objects."""
        start = head.content.removeprefix(b"\xef\xbb\xbf").lstrip()
        return start.startswith(b"{") or (start.startswith(b"[") and start[1:].lstrip().startswith(b"{"))

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every object."""
        complaints = Complaints(source.path)
        rows = objects(source, complaints)
        beginning: list[tuple[int, dict[str, Any]]] = []
        for found in rows:
            if isinstance(found, Problem):
                yield found
            else:
                beginning.append(found)
            if len(beginning) >= ROWS_AT_A_TIME:
                break
        names = list(dict.fromkeys(name for _, row in beginning for name in row))
        sheet = Sheet(where=source.path, names=names, slices=_slices(beginning, rows, names, source.path))
        if names:
            yield from read_sheet(sheet, source, ordinal=ordinal, mapping=mapping)
        yield from complaints.rest()


def _slices(
    beginning: list[tuple[int, dict[str, Any]]], rows: Iterator[Found], names: list[str], where: str
) -> Iterator[Slice | Problem]:
    taken, later = beginning, set[str]()
    while taken:
        known = set(names)
        later.update(name for _, row in taken for name in row.keys() - known)
        cells = [pa.array([as_text(row.get(name)) for _, row in taken], pa.string()) for name in names]
        yield Slice(
            cells=pa.record_batch(cells, names=[f"c{index}" for index in range(len(names))]),
            rows=pa.array([number for number, _ in taken], pa.int64()),
        )
        taken = []
        for found in islice(rows, ROWS_AT_A_TIME):
            if isinstance(found, Problem):
                yield found
            else:
                taken.append(found)
    if later:
        named = ", ".join(sorted(later)[:20])
        yield note(
            Code.IGNORED_COLUMNS, f"members that only later objects have are left out: {named}.", where=where
        )
