"""Lists of flat JSON objects: one a line (NDJSON), one array, or an array inside an interface's answer."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa

from interdict.core.problem import Problem
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints, lost, note
from interdict.evidence.reader import HEAD_BYTES, Batch, Head, Opened, ReaderDoc
from interdict.evidence.records.table import Sheet, Slice, read_sheet

ROWS_AT_A_TIME = 20_000
LARGEST_DOCUMENT = 512 << 20
"""Bytes of one JSON array, which has to be decoded as a whole; lines have no such limit."""


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


Found = tuple[int, dict[str, Any]] | Problem


def objects(source: Opened, complaints: Complaints) -> Iterator[Found]:
    """Every object with its number: one a line where the first line is one, else those of a document."""
    start = source.stream.read(HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").strip()
    source.stream.seek(0)
    first_line, more, _ = start.partition(b"\n")
    if start.startswith(b"{") and more and first_line.rstrip().endswith(b"}"):
        return _lines(source.stream, complaints)
    return _document(source)


def _lines(stream: BinaryIO, complaints: Complaints) -> Iterator[Found]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    for number, line in lines(stream):
        if line is None:
            yield from complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
        elif line.strip():
            try:
                yield number, decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                yield from complaints.line(number, f"it is not a JSON object: {error}.")


def _document(source: Opened) -> Iterator[Found]:
    content = source.stream.read(LARGEST_DOCUMENT + 1)
    if len(content) > LARGEST_DOCUMENT:
        yield lost(
            Code.LIMIT,
            "one JSON array of more than 512 MiB is not read.",
            where=source.path,
            remedy="Write one object a line (NDJSON).",
        )
        return
    try:
        document = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield lost(
            Code.DAMAGED,
            f"it is not valid JSON: {error or 'nested too deeply'}.",
            where=source.path,
            remedy="Export it again; it may be cut off.",
        )
        return
    yield from enumerate((row for row in _list_inside(document) if isinstance(row, dict)), 1)


def _list_inside(document: Any) -> Sequence[Any]:
    """The array itself, or the longest array of objects that is a member, or the one object."""
    if isinstance(document, list):
        return document
    members = document.values() if isinstance(document, dict) else ()
    found = [value for value in members if isinstance(value, list) and value and isinstance(value[0], dict)]
    return max(found, key=len, default=[document])


def _slices(
    beginning: list[tuple[int, dict[str, Any]]], rows: Iterator[Found], names: list[str], where: str
) -> Iterator[Slice | Problem]:
    taken, later = beginning, set[str]()
    while taken:
        known = set(names)
        later.update(name for _, row in taken for name in row.keys() - known)
        cells = [pa.array([_text(row.get(name)) for _, row in taken], pa.string()) for name in names]
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


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):  # inventory interfaces refer to other objects by name
        named = (value.get(key) for key in ("name", "display", "value", "label"))
        return next((found for found in named if isinstance(found, str)), None)
    return None if isinstance(value, list) else str(value)
