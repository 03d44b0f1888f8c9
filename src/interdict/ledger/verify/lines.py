"""Strict reading of a bundle: one JSON object a line, in one order and one form, bounded."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from interdict.ledger.verify.notes import MalformedError

LONGEST_LINE = 512 << 20
"""Bytes; a line with an attached file is the longest."""
MOST_LINES = 20_000_000
LONGEST_PROOF = 64
"""Hashes; a tree of 2^63 leaves needs 63."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="header", tag_field="type"):
    """What follows."""

    format: Literal["https://interdict.dev/bundle/v1"]
    whole: bool
    entries: int
    claims: list[int]


class CheckpointLine(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="checkpoint", tag_field="type"
):
    """What the log committed to."""

    note: str


class Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="earlier", tag_field="type"):
    """An earlier checkpoint, and the proof that the log grew from it."""

    note: str
    proof: list[str]


class EntryLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="entry", tag_field="type"):
    """An entry, with its inclusion proof unless the bundle is whole."""

    index: int
    envelope: str
    proof: list[str]


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="attachment", tag_field="type"):
    """Bytes that an entry names by digest."""

    sha256: str
    data: str


class Timestamp(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="timestamp", tag_field="type"):
    """A time-stamp response over the checkpoint."""

    response: str


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="end", tag_field="type"):
    """How many lines there were, and their digest."""

    lines: int
    sha256: str


Line = Header | CheckpointLine | Earlier | EntryLine | Attachment | Timestamp | End
ORDER: tuple[type[Line], ...] = (Header, CheckpointLine, Earlier, EntryLine, Attachment, Timestamp, End)
OPENING = 2
"""The header and the checkpoint are the first lines; each other kind may be absent or repeated."""
_decode = msgspec.json.Decoder(Line).decode
_encode = msgspec.json.Encoder().encode


def read_lines(path: Path) -> Iterator[Line]:
    """
    Lines of a bundle, the end left out.

    The digest at the end is compared last: what was yielded before is to be believed only once all was read.
    Raises: MalformedError where a line is not in its one form or place, or the end does not fit; OSError.
    """
    digest, count, stage = hashlib.sha256(), 0, 0
    with path.open("rb") as file:
        while True:
            raw = _line(file, count)
            line = _decoded(raw, count)
            place = ORDER.index(type(line))
            if place != count if count < OPENING else place < max(stage, OPENING):
                raise MalformedError(f"line {count + 1} is not where its kind belongs")
            if isinstance(line, End):
                break
            stage, count = place, count + 1
            digest.update(raw)
            yield line
        if file.read(1):
            raise MalformedError("something follows the end")
    if (line.lines, line.sha256) != (count, digest.hexdigest()):
        raise MalformedError("the digest at the end is not that of the lines before it")


def _line(file: BinaryIO, count: int) -> bytes:
    raw = file.readline(LONGEST_LINE)
    if not raw.endswith(b"\n"):
        raise MalformedError("it is cut short" if len(raw) < LONGEST_LINE else "a line is too long")
    if count > MOST_LINES:
        raise MalformedError(f"it has more than {MOST_LINES:,} lines")
    return raw


def _decoded(raw: bytes, count: int) -> Line:
    try:
        line: Line = _decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise MalformedError(f"line {count + 1} is malformed: {error}") from None
    if _encode(line) + b"\n" != raw:
        raise MalformedError(f"line {count + 1} is not in its one canonical form")
    if isinstance(line, EntryLine | Earlier) and len(line.proof) > LONGEST_PROOF:
        raise MalformedError(f"line {count + 1} has a proof that is too long")
    return line
