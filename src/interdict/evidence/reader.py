"""What a reader is: it knows one format, and knows no order and no party."""

import codecs
from collections.abc import Iterator
from functools import cached_property
from typing import Any, BinaryIO, Protocol

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.lines import BYTE_ORDER_MARKS
from interdict.evidence.mapping import ColumnMapping

HEAD_BYTES = 64 * 1024
"""How much of an input a reader may look at before it takes it."""


class Head(msgspec.Struct, kw_only=True, dict=True):
    """The beginning of one input: all that a reader sees before it says whether it knows the format."""

    path: str
    """As shown to people: `archive.tar.gz!member` inside an archive."""
    name: str
    """Path inside what was given, without a compression suffix; never used for recognition."""
    size: int
    """Bytes of the input, decompressed where that is known, else of the compressed file."""
    content: bytes
    """The first 64 KiB, decompressed."""

    @cached_property
    def lines(self) -> list[bytes]:
        """Up to forty non-empty lines of the beginning, marked UTF-16 as UTF-8; the last may be cut."""
        content = self.content.removeprefix(codecs.BOM_UTF8)
        if encoding := BYTE_ORDER_MARKS.get(content[:2]):
            content = content[2:].decode(encoding, errors="replace").encode(errors="replace")
        found = (line.strip() for line in content.split(b"\n"))
        return [line for line in found if line][:40]


class Opened(msgspec.Struct, kw_only=True):
    """One input, ready to be read from its first byte."""

    path: str
    """As shown to people."""
    name: str
    """Path inside what was given, decompression suffix dropped: `walks/core/nj-1.snmprec`."""
    stream: BinaryIO
    """Binary, seekable, at its beginning; decompressed."""
    size: int
    """Bytes, where known; else 0."""

    @property
    def key(self) -> str:
        """The name without its last suffix: how a file of one device is called."""
        folder, slash, name = self.name.rpartition("/")
        stem, dot, _ = name.rpartition(".")
        return f"{folder}{slash}{stem if dot and stem else name}"


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """Some records of an input with everything that it says about them."""

    records: Any
    """`pyarrow.RecordBatch` of `columns.RECORD`."""
    observations: Any
    """`pyarrow.RecordBatch` of `columns.OBSERVATION`; each of its records is in `records` or came earlier."""


class Flat(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Rows of one flat table, still as columns: what `Rows` says of it, without a line for every cell."""

    records: Any
    """`pyarrow.RecordBatch` of `columns.RECORD`, all of one kind."""
    cells: tuple[Any, ...]
    """`pyarrow.StringArray` for each column that says something; null where a cell says nothing."""
    said: tuple[tuple[str, str], ...]
    """Property and component of each of `cells`."""

    @property
    def count(self) -> int:
        """How many observations the cells are."""
        return sum(len(column) - column.null_count for column in self.cells)

    @cached_property
    def observations(self) -> Any:
        """`pyarrow.RecordBatch` of `columns.OBSERVATION`, by column, then by row."""
        from interdict.model.columns import long

        return long(self.records["record"], self.cells, self.said)


class Unsure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column that was left out because its meaning is a person's to say."""

    where: str
    """The input, as shown to people."""
    column: str
    """Its header as written."""
    question: str
    """One sentence that can be answered."""
    choices: tuple[str, ...]
    """Properties it may be."""
    remedy: str
    """Lines for a mapping file that answer the question."""


Batch = Rows | Flat | Problem | Unsure
"""What a reader yields, in the order of the input."""


class ReaderDoc(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the reference page says of a reader."""

    title: str
    reads: str
    """How the format is recognised and which of its variants are known."""
    gives: str
    """Which records and properties come out."""
    references: tuple[str, ...] = ()
    limitations: str = ""


class Reader(Protocol):
    """One evidence format."""

    name: str
    doc: ReaderDoc

    def accepts(self, head: Head) -> bool:
        """Whether this is the reader's format, judged from the content alone."""

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None) -> Iterator[Batch]:
        """
        What the input says, streamed.

        Args:
            source: The input; its size and depth are bounded by the reader, not by trust.
            ordinal: Position among the run's inputs; the high bits of the record numbers.
            mapping: What a person said about columns; only tables use it.
        """
