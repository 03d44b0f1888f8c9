"""Lines of a file that may be hostile: bounded in memory, whatever their length."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

LONGEST_LINE = 1 << 20
"""Bytes; the longest line of any real walk known to us has some 64 KiB."""
CHUNK = 1 << 20

BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""A console of Windows redirects in UTF-16, so walks recorded there carry one."""


def lines(stream: BinaryIO, *, longest: int = LONGEST_LINE) -> Iterator[tuple[int, bytes | None]]:
    """
    Every line with its number from 1, without its end; `None` in place of a line that is too long.

    A UTF-8 mark is dropped and marked UTF-16 is turned into UTF-8. Memory stays within two chunks and a line.
    """
    number = 0
    rest: list[bytes] = []  # of the line that is not yet complete
    length = 0
    for chunk in _utf8(stream):
        *complete, last = chunk.split(b"\n")
        if complete:
            number += 1
            yield number, None if length + len(complete[0]) > longest else b"".join([*rest, complete[0]])
            for line in complete[1:]:
                number += 1
                yield number, line if len(line) <= longest else None
            rest, length = [], 0
        length += len(last)
        rest = [*rest, last] if length <= longest else []
    if length:
        yield number + 1, None if length > longest else b"".join(rest)


def _utf8(stream: BinaryIO) -> Iterator[bytes]:
    read = getattr(stream, "read1", stream.read)  # what comes before damage is given before the damage is met
    first = read(CHUNK)
    encoding = BYTE_ORDER_MARKS.get(first[:2])
    if encoding is None:
        chunk = first.removeprefix(codecs.BOM_UTF8)
        while chunk:
            yield chunk
            chunk = read(CHUNK)
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    chunk = first[2:]
    while chunk:
        yield decoder.decode(chunk).encode(errors="replace")
        chunk = read(CHUNK)
