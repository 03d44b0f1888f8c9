"""Archives and compressed files looked into without unpacking to disk, within limits."""

import bz2
import gzip
import hashlib
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

import msgspec

from interdict.core.problem import Problem, Severity
from interdict.evidence.problems import Code, lost, note

GZIP, ZIP, USTAR = b"\x1f\x8b", b"PK\x03\x04", b"ustar"
BZIP2, XZ, ZSTD = b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"
"""Magics of bzip2, .xz (The .xz File Format 1.2.1, section 2.1.1.1), Zstandard (RFC 8878, section 3.1.1)."""
BZIP2_BLOCK = bytes.fromhex("314159265359")
"""Begins the first block of a bzip2 stream: three letters alone begin many a text."""
SUFFIXES = {"bzip2": (".bz2", ".tbz2", ".tbz"), "xz": (".xz", ".txz"), "zstd": (".zst", ".tzst")}
XZ_MEMORY = 256 << 20
"""Bytes of dictionary that an .xz file may ask for; `xz -9` asks for 65 MiB."""
USTAR_OFFSET = 257
"""Where the magic of POSIX and GNU tar stands (pax, IEEE 1003.1)."""
SPREADSHEET_PARTS = ("[Content_Types].xml", "mimetype", "content.xml")
"""A ZIP with one of these is a document (OOXML, OpenDocument), not an archive."""
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError, zipfile.BadZipFile, NotImplementedError)
IN_MEMORY = 16 << 20
"""Bytes of an archive member kept in memory; larger ones go to a temporary file without a name."""
CHUNK = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How far one given file may expand."""

    members: int = 200_000
    depth: int = 3
    """Archives inside archives."""
    expanded: int = 64 << 30
    """Bytes in all."""
    ratio: int = 300
    """Expanded to compressed; real walks and tables stay below 100."""
    ratio_from: int = 64 << 20
    """Bytes from which on the ratio counts; small files compress as well as they like."""


class LimitError(Exception):
    """A compressed stream expands beyond the limits; becomes a problem where the stream is read."""


CUT_SHORT = (LimitError, *DAMAGE)
"""How reading a stream ends before its time."""


class Offer(msgspec.Struct, kw_only=True):
    """One input, open; valid until the next one is asked for."""

    path: str
    """As shown to people."""
    name: str
    """Path inside what was given, without a compression suffix."""
    stream: BinaryIO
    """Seekable, decompressed, at its beginning."""
    raw: BinaryIO
    """Its bytes as they lie on the disk or in the archive."""
    size: int
    """Of `raw`, bytes."""

    def sha256(self) -> str:
        """Digest of the bytes as they lie there, lower-case hex."""
        self.raw.seek(0)
        return hashlib.file_digest(cast(io.BufferedReader, self.raw), "sha256").hexdigest()


class _Budget:
    """What one given file has expanded to so far."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self.limits = limits
        self._packed = max(packed, 1)
        self._expanded = 0
        self._members = 0

    def expand(self, count: int) -> None:
        self._expanded += count
        limits = self.limits
        if self._expanded > limits.expanded:
            raise LimitError(f"it expands to more than {limits.expanded >> 30} GiB")
        if self._expanded > limits.ratio_from and self._expanded > self._packed * limits.ratio:
            raise LimitError(f"it expands to more than {limits.ratio} times its size")

    def member(self) -> None:
        self._members += 1
        if self._members > self.limits.members:
            raise LimitError(f"it has more than {self.limits.members} members")


class _Expanding(io.RawIOBase):
    """A decompressed stream that counts against the budget the bytes it gives for the first time."""

    def __init__(self, inner: gzip.GzipFile | zipfile.ZipExtFile, budget: _Budget) -> None:
        self._inner = inner
        self._budget = budget
        self._furthest = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        chunk = self._inner.read1(len(buffer))  # gives what there is before it meets damage
        buffer[: len(chunk)] = chunk
        position = self._inner.tell()
        if position > self._furthest:
            self._budget.expand(position - self._furthest)
            self._furthest = position
        return len(chunk)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()


def look_into(
    stream: BinaryIO, *, path: str, name: str, size: int, limits: Limits | None = None
) -> Iterator[Offer | Problem]:
    """
    The input itself, decompressed, or every member of the archive that it is.

    Args:
        stream: Seekable, at its beginning; the caller closes it.
        path: As shown to people.
        name: Path inside what was given.
        size: Bytes of `stream`.
        limits: How far it may expand.
    """
    yield from _unpack(stream, path, name, size, _Budget(size, limits or Limits()), depth=0)


def _unpack(
    stream: BinaryIO, path: str, name: str, size: int, budget: _Budget, *, depth: int
) -> Iterator[Offer | Problem]:
    try:
        kind = _kind(stream)
        if kind and depth >= budget.limits.depth:
            raise LimitError(f"archives lie more than {budget.limits.depth} deep in each other")
        if kind == "gzip":
            yield from _gzip(stream, path, name, size, budget, depth=depth)
        elif kind in SUFFIXES:
            yield from _expanded(kind, stream, path, name, size, budget, depth=depth)
        elif kind == "tar":
            yield from _tar(stream, path, budget, depth=depth)
        elif kind == "zip":
            yield from _zip(stream, path, budget, depth=depth)
        else:
            yield Offer(path=path, name=name, stream=stream, raw=stream, size=size)
    except LimitError as error:
        yield over_limit(error, path)
    except DAMAGE as error:
        yield damaged(error, path)


def over_limit(error: LimitError, path: str) -> Problem:
    """The problem that a compressed input expands too far."""
    return Problem(
        code=Code.LIMIT,
        message=f"{error}; reading stops there.",
        where=path,
        remedy="If it is what you expect, unpack it yourself and give the folder.",
    )


def damaged(error: Exception, path: str) -> Problem:
    """The problem that an archive or compressed input ends too early or contradicts itself."""
    return Problem(
        code=Code.DAMAGED,
        message=f"it is damaged ({error or type(error).__name__}); what came before the damage is kept.",
        where=path,
        remedy="Copy or export it again.",
    )


def _kind(stream: BinaryIO) -> str:
    head = stream.read(USTAR_OFFSET + len(USTAR))
    stream.seek(0)
    if head.startswith(GZIP):
        return "gzip"
    if head.startswith(BZIP2) and head[4:10] == BZIP2_BLOCK:
        return "bzip2"
    if head.startswith((XZ, ZSTD)):
        return "xz" if head.startswith(XZ) else "zstd"
    if head[USTAR_OFFSET:] == USTAR:
        return "tar"
    return "zip" if head.startswith(ZIP) and not _is_document(stream) else ""


def _is_document(stream: BinaryIO) -> bool:
    """Whether a ZIP holds a spreadsheet; a damaged one is left to the reader of spreadsheets to report."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return any(part in archive.NameToInfo for part in SPREADSHEET_PARTS)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return True
    finally:
        stream.seek(0)


def _gzip(
    stream: BinaryIO, path: str, name: str, size: int, budget: _Budget, *, depth: int
) -> Iterator[Offer | Problem]:
    with gzip.GzipFile(fileobj=stream, mode="rb") as unzipped:
        inner = cast(BinaryIO, io.BufferedReader(_Expanding(unzipped, budget), CHUNK))
        head = inner.read(USTAR_OFFSET + len(USTAR))
        inner.seek(0)
        plain = name.removesuffix(".gz") if not name.endswith(".tgz") else name[:-4] + ".tar"
        if head[USTAR_OFFSET:] == USTAR:
            yield from _tar(inner, path, budget, depth=depth)
        elif head.startswith((GZIP, ZIP)):  # needs to be read back and forth
            with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
                length = _copy(inner, copy)
                yield from _unpack(cast(BinaryIO, copy), path, plain, length, budget, depth=depth + 1)
        else:
            yield Offer(path=path, name=plain, stream=inner, raw=stream, size=size)


def _expanded(
    kind: str, stream: BinaryIO, path: str, name: str, size: int, budget: _Budget, *, depth: int
) -> Iterator[Offer | Problem]:
    """A decompressed copy, because these streams cannot be read back and forth; damage ends it early."""
    damage: Exception | None = None
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        length = 0
        try:
            for chunk in _decompressed(kind, stream):
                budget.expand(len(chunk))
                length += copy.write(chunk)
        except EOFError as error:
            damage = error
        copy.seek(0)
        for found in _unpack(cast(BinaryIO, copy), path, _plain(kind, name), length, budget, depth=depth + 1):
            if isinstance(found, Offer) and found.path == path:
                found.raw, found.size = stream, size
            yield found
    if damage:
        yield damaged(damage, path)


def _plain(kind: str, name: str) -> str:
    """The name without the suffix that says how it is compressed: `.txz` is `.tar.xz`."""
    suffix = next((one for one in SUFFIXES[kind] if name.endswith(one)), "")
    return name.removesuffix(suffix) + (".tar" if suffix.startswith(".t") else "")


def _decompressed(kind: str, stream: BinaryIO) -> Iterator[bytes]:
    """Chunks of at most 1 MiB. Raises: EOFError where the stream is cut off or contradicts itself."""
    if kind == "zstd":
        yield from _zstd(stream)
        return

    def fresh() -> Any:
        return bz2.BZ2Decompressor() if kind == "bzip2" else lzma.LZMADecompressor(memlimit=XZ_MEMORY)

    one = fresh()
    data = stream.read(CHUNK)
    while data or not one.needs_input:
        try:
            chunk = one.decompress(data, CHUNK)
        except (OSError, ValueError, lzma.LZMAError) as error:
            raise EOFError(str(error)) from None
        if chunk:
            yield chunk
        data = one.unused_data if one.eof else b""
        if one.eof:  # streams may follow each other, .xz ones with padding between them
            data = (data or stream.read(CHUNK)).lstrip(b"\0")
            if not data:
                return
            one = fresh()
        elif one.needs_input:
            data = stream.read(CHUNK)
    raise EOFError("it ends before its end mark")


class _Lent(io.RawIOBase):
    """A stream lent to a library that closes what it is given; the stream itself stays open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _zstd(stream: BinaryIO) -> Iterator[bytes]:
    """Through Arrow, whose decoder keeps a window of at most 128 MiB (libzstd's own limit)."""
    import pyarrow as pa

    with pa.CompressedInputStream(pa.PythonFile(_Lent(stream), mode="r"), "zstd") as inner:
        while True:
            try:
                chunk = inner.read(CHUNK)
            except (OSError, pa.ArrowException) as error:
                raise EOFError(str(error)) from None
            if not chunk:
                return
            yield chunk


def _tar(stream: BinaryIO, path: str, budget: _Budget, *, depth: int) -> Iterator[Offer | Problem]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            budget.member()
            shown = f"{path}!{member.name}"
            if member.isdir():
                continue
            if refused := _refused(member.name, shown) or _special(member, shown):
                yield refused
                continue
            content = archive.extractfile(member)
            assert content is not None  # it is a regular file
            yield from _member(cast(BinaryIO, content), shown, member.name, budget, depth=depth)


def _zip(stream: BinaryIO, path: str, budget: _Budget, *, depth: int) -> Iterator[Offer | Problem]:
    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            budget.member()
            shown = f"{path}!{member.filename}"
            if member.is_dir():
                continue
            if refused := _refused(member.filename, shown) or _locked(member, shown):
                yield refused
                continue
            try:
                with archive.open(member) as content:
                    counted = io.BufferedReader(_Expanding(cast(zipfile.ZipExtFile, content), budget), CHUNK)
                    yield from _member(cast(BinaryIO, counted), shown, member.filename, budget, depth=depth)
            except DAMAGE as error:
                yield damaged(error, shown)


def _member(
    content: BinaryIO, path: str, name: str, budget: _Budget, *, depth: int
) -> Iterator[Offer | Problem]:
    """A copy that can be read back and forth, which the archive's own stream cannot."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        length = _copy(content, copy)
        yield from _unpack(
            cast(BinaryIO, copy), path, str(PurePosixPath(name)), length, budget, depth=depth + 1
        )


def _copy(source: BinaryIO, target: SpooledTemporaryFile[bytes]) -> int:
    length = 0
    while chunk := source.read(CHUNK):
        length += target.write(chunk)
    target.seek(0)
    return length


def _refused(name: str, shown: str) -> Problem | None:
    """Nothing is ever written under a member's name; one that points outside marks a hostile archive."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or (parts and parts[0].endswith(":")):
        return lost(
            Code.ESCAPES,
            "the member's name points outside the archive; it is not read.",
            where=shown,
            remedy="Ask where the archive comes from; real exports do not contain such names.",
        )
    return None


def _special(member: tarfile.TarInfo, shown: str) -> Problem | None:
    if member.issparse():
        return lost(
            Code.LIMIT,
            "the member is stored as a sparse file, whose size says nothing; it is not read.",
            where=shown,
            remedy="Pack it again without `--sparse`.",
        )
    if member.isreg():
        return None
    target = f" to {member.linkname}" if member.linkname else ""
    return note(Code.LINK, f"it is a link or special file{target}; not followed.", where=shown)


def _locked(member: zipfile.ZipInfo, shown: str) -> Problem | None:
    if not member.flag_bits & 0x1:  # general purpose bit 0: encrypted (APPNOTE.TXT 4.4.4)
        return None
    return Problem(
        code=Code.ENCRYPTED,
        message="the member is encrypted.",
        where=shown,
        remedy="Unpack it with its password and give the folder.",
        severity=Severity.LOST,
    )
