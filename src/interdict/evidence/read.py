"""Everything that was given, read: batches to a sink; sources, problems and open questions as the answer."""

import traceback
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

import msgspec

from interdict.core.problem import Problem
from interdict.core.progress import Progress, Silent
from interdict.core.source import Source
from interdict.evidence.archives import CUT_SHORT, DAMAGE, LimitError, Limits, Offer, damaged, over_limit
from interdict.evidence.discover import File, files_in, inputs_of
from interdict.evidence.earlier import Earlier, FileDigest, FileReading, Kept, digest_of
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, lost, note
from interdict.evidence.reader import HEAD_BYTES, Batch, Flat, Head, Opened, Reader, Rows, Unsure
from interdict.evidence.readers import READERS, reader_for

FOR_PEOPLE = {
    "readme",
    "licence",
    "license",
    "notice",
    "copying",
    "changelog",
    "source",
    "manifest",
    "sha256sums",
}
FOR_PEOPLE_SUFFIXES = {".md", ".rst", ".pdf", ".html", ".htm", ".png", ".jpg"}


class Sink(Protocol):
    """Where batches go as they are read."""

    def records(self, batch: Any) -> None:
        """Take a `pyarrow.RecordBatch` of `columns.RECORD`."""

    def observations(self, batch: Any) -> None:
        """Take a `pyarrow.RecordBatch` of `columns.OBSERVATION`."""

    def flat(self, rows: Flat) -> None:
        """Take rows of a flat table: records, and observations as columns."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What came of reading everything that was given, besides the batches."""

    sources: tuple[Source, ...]
    """Every input, in order of its ordinal; those that no reader took have no reader's name."""
    problems: tuple[Problem, ...]
    unsure: tuple[Unsure, ...]
    files: tuple[FileDigest, ...] = ()
    """What was given, with digests, where an earlier reading could be taken over."""
    kept: tuple[Kept, ...] = ()
    """Sources whose rows are those of the earlier reading; the sink got none of them."""


class Table:
    """The sink that keeps everything in memory; for tests and small inputs."""

    def __init__(self) -> None:
        self.record_batches: list[Any] = []
        self.observation_batches: list[Any] = []

    def records(self, batch: Any) -> None:
        """Keep a batch of records."""
        self.record_batches.append(batch)

    def observations(self, batch: Any) -> None:
        """Keep a batch of observations."""
        self.observation_batches.append(batch)

    def flat(self, rows: Flat) -> None:
        """Keep records and observations of a flat table."""
        self.records(rows.records)
        self.observations(rows.observations)


def read_all(
    paths: Sequence[Path],
    *,
    sink: Sink,
    mapping: ColumnMapping | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
    earlier: Earlier | None = None,
) -> Reading:
    """
    Read every input below the paths; what cannot be read becomes a problem and the rest goes on.

    Args:
        paths: Files and folders, as given.
        sink: Gets the batches in order; a source's records come before later sources'.
        mapping: What a person said about columns.
        progress: Told of every input that is done.
        limits: How far an archive may expand.
        earlier: What an earlier reading came to; a file with the same bytes is not read again.
    """
    progress = progress or Silent()
    progress.stage("Reading evidence")
    run = _Reading(sink, mapping, limits, progress, earlier)
    for found in files_in(paths):
        if isinstance(found, Problem):
            run.problems.append(found)
        else:
            run.take(found)
    return run.done()


class _Reading:
    """All inputs under way."""

    def __init__(
        self,
        sink: Sink,
        mapping: ColumnMapping | None,
        limits: Limits | None,
        progress: Progress,
        earlier: Earlier | None,
    ) -> None:
        self.problems: list[Problem] = []
        self._sink, self._mapping, self._limits = sink, mapping, limits
        self._progress, self._earlier = progress, earlier
        self._sources: list[Source] = []
        self._unsure: list[Unsure] = []
        self._files: list[FileDigest] = []
        self._kept: list[Kept] = []

    def take(self, file: File) -> None:
        """Read a file, or take over what an earlier reading made of the same bytes."""
        if self._earlier is not None and (known := digest_of(file)):
            self._files.append(known)
            if (before := self._earlier.of(known)) is not None:
                self._take_over(before)
                self._progress.step(note=f"{file.shown}, unchanged")
                return
        for found in inputs_of(file, self._limits):
            if isinstance(found, Problem):
                self.problems.append(found)
                continue
            reading = _Input(found, len(self._sources), self._sink)
            self._sources.append(reading.read(self._mapping))
            self.problems.extend(reading.problems)
            self._unsure.extend(reading.unsure)
            self._progress.step(note=found.path)

    def _take_over(self, before: FileReading) -> None:
        for source in before.sources:
            self._kept.append(Kept(ordinal=len(self._sources), earlier=source.ordinal))
            self._sources.append(msgspec.structs.replace(source, ordinal=len(self._sources)))
        self.problems.extend(before.problems)
        self._unsure.extend(before.unsure)

    def done(self) -> Reading:
        """What came of it, after the last file."""
        return Reading(
            sources=tuple(self._sources),
            problems=tuple(self.problems),
            unsure=tuple(self._unsure),
            files=tuple(self._files),
            kept=tuple(self._kept),
        )


class _Input:
    """One input under way."""

    def __init__(self, offer: Offer, ordinal: int, sink: Sink) -> None:
        self.problems: list[Problem] = []
        self.unsure: list[Unsure] = []
        self._offer = offer
        self._ordinal = ordinal
        self._sink = sink
        self._records = 0
        self._observations = 0

    def read(self, mapping: ColumnMapping | None) -> Source:
        """Read it to its end or to the first thing that stops it."""
        offer, reader = self._offer, None
        try:
            head = _head(offer)
            reader = reader_for(head, mapping)
            if reader:
                self._read_with(reader, mapping)
            else:
                self.problems.append(_not_read(head))
        except LimitError as error:
            self.problems.append(over_limit(error, offer.path))
        except DAMAGE as error:
            self.problems.append(damaged(error, offer.path))
        except OSError as error:
            self.problems.append(_unreadable(offer.path, error))
        return Source(
            ordinal=self._ordinal,
            path=offer.path,
            reader=reader.name if reader else "",
            size=offer.size,
            sha256=offer.sha256() if reader else "",
            records=self._records,
            observations=self._observations,
        )

    def _read_with(self, reader: Reader, mapping: ColumnMapping | None) -> None:
        offer = self._offer
        opened = Opened(path=offer.path, name=offer.name, stream=offer.stream, size=offer.size)
        try:
            for batch in reader.read(opened, ordinal=self._ordinal, mapping=mapping):
                self._take(batch)
        except (OSError, *CUT_SHORT):
            raise
        except Exception as error:  # noqa: BLE001 - the one boundary around a plugin
            self.problems.append(_crashed(reader, offer.path, error))
        if not self._records and not self.problems:
            self.problems.append(_nothing_found(reader, offer.path))

    def _take(self, batch: Batch) -> None:
        match batch:
            case Problem():
                self.problems.append(batch)
            case Unsure():
                self.unsure.append(batch)
            case Rows():
                self._records += batch.records.num_rows
                self._observations += batch.observations.num_rows
                self._sink.records(batch.records)
                self._sink.observations(batch.observations)
            case Flat():
                self._records += batch.records.num_rows
                self._observations += batch.count
                self._sink.flat(batch)


def _head(offer: Offer) -> Head:
    content = offer.stream.read(HEAD_BYTES)
    offer.stream.seek(0)
    return Head(path=offer.path, name=offer.name, size=offer.size, content=content)


def _not_read(head: Head) -> Problem:
    if not head.content.strip():
        return lost(
            Code.EMPTY, "the file is empty.", where=head.path, remedy="Export or record it again, or drop it."
        )
    name = PurePosixPath(head.name)
    if name.stem.lower() in FOR_PEOPLE or name.suffix.lower() in FOR_PEOPLE_SUFFIXES:
        return note(Code.NOT_EVIDENCE, "it is a text for people and is left out.", where=head.path)
    titles = "; ".join(reader.doc.title for reader in READERS)
    return lost(
        Code.UNKNOWN_FORMAT,
        f"no reader knows this format; its first bytes are {_shown(head.content)}.",
        where=head.path,
        remedy=f"Convert it to one of: {titles}. Or leave it out.",
    )


def _shown(content: bytes) -> str:
    first = content.lstrip()[:48].split(b"\n")[0].rstrip()
    if first and all(0x20 <= byte < 0x7F for byte in first):
        return f"`{first.decode()}`"
    return content[:16].hex(" ")


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(
        code=Code.CANNOT_OPEN,
        message=f"reading it failed: {error.strerror or error}.",
        where=path,
        remedy="Check the disk or the share it lies on and read it again.",
    )


def _crashed(reader: Reader, path: str, error: Exception) -> Problem:
    return Problem(
        code=Code.CRASHED,
        message=f"the reader `{reader.name}` failed on it: {type(error).__name__}: {error}.",
        where=path,
        remedy="This is a fault of interdict: report it with the traceback. What was read before it is kept.",
        traceback="".join(traceback.format_exception(error)),
    )


def _nothing_found(reader: Reader, path: str) -> Problem:
    return lost(
        Code.NOTHING_FOUND,
        f"it looks like {reader.doc.title}, but no device was found in it.",
        where=path,
        remedy="Look whether it is complete.",
    )
