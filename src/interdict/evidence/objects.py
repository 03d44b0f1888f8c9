"""JSON that may be hostile: objects one a line or inside one document, and what lies at a path in them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering, and_then
from interdict.evidence.lines import lines
from interdict.evidence.problems import Code, Complaints, lost
from interdict.evidence.reader import HEAD_BYTES, Batch, Opened

LARGEST_DOCUMENT = 512 << 20
"""Bytes of one JSON document; larger ones are written one object a line."""
NAMING = ("name", "display", "value", "label")
"""Members by which an inventory interface names the object it refers to."""

Found = tuple[int, dict[str, Any]] | Problem


def objects(source: Opened, complaints: Complaints) -> Iterator[Found]:
    """Every object with its line or position: one a line where the first line is whole, else a document's."""
    if one_a_line(source.stream):
        yield from _lines(source.stream, complaints)
        return
    found = document(source)
    if isinstance(found, Problem):
        yield found
    else:
        yield from enumerate((row for row in _list_inside(found) if isinstance(row, dict)), 1)


def gathered(
    source: Opened, gathering: Gathering, take: Callable[[int, dict[str, Any]], None]
) -> Iterator[Batch]:
    """
    What is gathered from every object of an input, and its problems; also where the input is cut short.

    Args:
        take: Adds one object, with its line or position, to `gathering`.
    """
    complaints = Complaints(source.path)

    def body() -> Iterator[Batch]:
        for found in objects(source, complaints):
            if isinstance(found, Problem):
                yield found
            else:
                take(*found)
                if gathering.full:
                    yield gathering.batch()

    def ending() -> Iterator[Batch]:
        yield from complaints.rest()
        yield gathering.batch()

    yield from and_then(body(), ending)


def one_a_line(stream: BinaryIO) -> bool:
    """Whether the first line is a whole object and not all there is; the stream is left at its beginning."""
    start = stream.read(HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").strip()
    stream.seek(0)
    first_line, more, _ = start.partition(b"\n")
    return bool(start.startswith(b"{") and more and first_line.rstrip().endswith(b"}"))


def document(source: Opened) -> Any | Problem:
    """The one value of a document of at most 512 MiB, or why it is not read."""
    content = source.stream.read(LARGEST_DOCUMENT + 1)
    if len(content) > LARGEST_DOCUMENT:
        return lost(
            Code.LIMIT,
            "one JSON document of more than 512 MiB is not read.",
            where=source.path,
            remedy="Write one object a line (NDJSON).",
        )
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return lost(
            Code.DAMAGED,
            f"it is not valid JSON: {error or 'nested too deeply'}.",
            where=source.path,
            remedy="Export it again; it may be cut off.",
        )


def text_at(value: Any, path: str) -> str:
    """
    The text at a dotted path; objects there speak by their name, lists and nothing by silence.

    >>> text_at({"device_type": {"manufacturer": {"name": "ZTE"}}}, "device_type.manufacturer")
    'ZTE'
    """
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return as_text(value) or ""


def as_text(value: Any) -> str | None:
    """A JSON value as the text of a cell; an object by its name, `None` for what is no text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return next((found for key in NAMING if isinstance(found := value.get(key), str)), None)
    return None if isinstance(value, list) else str(value)


def list_at(value: Any, key: str) -> Sequence[Any]:
    """The list that a member is; of an object its values; else nothing."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, dict):
        return list(found.values())
    return found if isinstance(found, list) else []


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


def _list_inside(value: Any) -> Sequence[Any]:
    """The array itself, or the longest array of objects that is a member, or the one object."""
    if isinstance(value, list):
        return value
    members = value.values() if isinstance(value, dict) else ()
    found = [one for one in members if isinstance(one, list) and one and isinstance(one[0], dict)]
    return max(found, key=len, default=[value])
