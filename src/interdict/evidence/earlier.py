"""What an earlier reading made of the same files, so that an unchanged one is not read again."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import file_digest
from typing import TypeVar

import msgspec

from interdict.core.problem import Problem
from interdict.core.source import Source
from interdict.evidence.discover import File
from interdict.evidence.reader import Unsure

T = TypeVar("T")


class FileDigest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file as it was given, known by name and bytes."""

    shown: str
    """As shown to people; the sources in it begin with it."""
    name: str
    """Path inside what was given; device ids are made of it."""
    sha256: str
    """Lower-case hex, of the bytes on disk."""


class Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source that was not read again: its number now, and in the earlier reading."""

    ordinal: int
    earlier: int


class FileReading(msgspec.Struct, frozen=True, kw_only=True):
    """What an earlier reading made of one file."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    unsure: tuple[Unsure, ...]


class Earlier:
    """
    An earlier reading, by file.

    Args:
        files: What was given then.
        sources: Every input of it.
        problems: Its problems; those of no file are found anew.
        unsure: Its open questions about columns.
    """

    def __init__(
        self,
        files: Iterable[FileDigest],
        sources: Sequence[Source],
        problems: Sequence[Problem],
        unsure: Sequence[Unsure],
    ) -> None:
        self._files = frozenset(files)
        self._sources = _by_file(sources, lambda one: one.path)
        self._problems = _by_file(problems, lambda one: one.where)
        self._unsure = _by_file(unsure, lambda one: one.where)

    def of(self, file: FileDigest) -> FileReading | None:
        """What was made of a file with this name and these bytes; None where there was no such file."""
        if file not in self._files:
            return None
        return FileReading(
            sources=tuple(self._sources.get(file.shown, ())),
            problems=tuple(self._problems.get(file.shown, ())),
            unsure=tuple(self._unsure.get(file.shown, ())),
        )


def digest_of(file: File) -> FileDigest | None:
    """The file with the digest of its bytes; None where it cannot be read."""
    try:
        with file.path.open("rb") as stream:
            sha256 = file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
    return FileDigest(shown=file.shown, name=file.name, sha256=sha256)


def _by_file(values: Iterable[T], path: Callable[[T], str]) -> dict[str, list[T]]:
    """Values by the file that their path begins with: `archive.tar!member` belongs to `archive.tar`."""
    found: dict[str, list[T]] = {}
    for value in values:
        found.setdefault(path(value).partition("!")[0], []).append(value)
    return found
