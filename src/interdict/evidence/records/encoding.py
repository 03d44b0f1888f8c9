"""Which characters the bytes of a table are, and the table as UTF-8."""

import codecs
import io
from typing import BinaryIO, cast

import msgspec

from interdict.evidence.archives import CUT_SHORT

CHUNK = 1 << 20
UNMARKED = ("utf-8", "gb18030", "windows-1252")
"""Tried in this order where no byte order mark tells: each is stricter than the next."""
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """A character encoding and how it is known."""

    name: str
    skip: int = 0
    """Bytes of the mark at the beginning."""
    guessed: bool = False


def encoding_of(stream: BinaryIO) -> Encoding:
    """
    The encoding of a whole stream, which is left at its beginning.

    A mark is believed. Else the bytes are UTF-8 if all of them are valid, UTF-16 if every other byte of the
    beginning is zero, GB 18030 if all are valid and common ideographs prevail, and Windows-1252 otherwise.
    """
    head = stream.read(CHUNK)
    stream.seek(0)
    for mark, name in MARKS.items():
        if head.startswith(mark):
            return Encoding(name=name, skip=len(mark))
    if (unmarked := _utf16(head)) is not None:
        return Encoding(name=unmarked, guessed=True)
    if _valid(stream, "utf-8"):
        return Encoding(name="utf-8")
    if _prevailing_ideographs(head) and _valid(stream, "gb18030"):
        return Encoding(name="gb18030", guessed=True)
    return Encoding(name="windows-1252", guessed=True)


def as_utf8(stream: BinaryIO, encoding: Encoding) -> BinaryIO:
    """The stream from behind its mark, in UTF-8; bytes that are no characters become U+FFFD."""
    stream.seek(encoding.skip)
    if encoding.name == "utf-8" and not encoding.guessed:
        return stream
    return cast(BinaryIO, io.BufferedReader(_Transcoded(stream, encoding.name), CHUNK))


class _Transcoded(io.RawIOBase):
    """UTF-8 bytes of a stream in another encoding."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(name)(errors="replace")
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._waiting:
            chunk = self._stream.read(CHUNK)
            self._waiting = self._decoder.decode(chunk, final=not chunk).encode(errors="replace")
            if not chunk:
                break
        given = self._waiting[: len(buffer)]
        buffer[: len(given)] = given
        self._waiting = self._waiting[len(given) :]
        return len(given)


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a mark, seen by the zero bytes of its Latin letters."""
    sample = head[:4096]
    for name, zeros, others in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if len(zeros) > 8 and zeros.count(0) > 0.6 * len(zeros) and others.count(0) < 0.02 * len(others):
            return name
    return None


def _valid(stream: BinaryIO, name: str) -> bool:
    """Whether the whole stream decodes; it is left at its beginning."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        while chunk := stream.read(CHUNK):
            if not chunk.isascii() or decoder.getstate()[0]:
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    except CUT_SHORT:  # judged by what came before; reading the rows meets the damage again and reports it
        return True
    finally:
        stream.seek(0)
    return True


def _prevailing_ideographs(head: bytes) -> bool:
    """
    Whether most of what is not ASCII are ideographs of the first level of GB 2312 (B0 to D7).

    Western text in Windows-1252 is valid GB 18030 now and then, but as rare or private characters.
    """
    found = [character for character in head.decode("gb18030", errors="ignore") if not character.isascii()]
    common = sum(
        1 for character in found if 0xB0 <= character.encode("gb18030")[0] <= 0xD7 and _ideograph(character)
    )
    return common > 0.6 * len(found)


def _ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
