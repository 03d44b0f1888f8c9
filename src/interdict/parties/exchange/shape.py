"""What a published list's format is: lines in, parties and stakes out, and back."""

from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO, Protocol

from interdict.core.problem import Problem, Severity
from interdict.model.party import Party, Stake

LONGEST_LINE = 1 << 20
"""Bytes; the longest entities of published lists have some hundred kilobytes."""
MOST_PARTIES = 3_000_000
"""More than any published list has."""
MOST_VALUES = 1_000
"""Names, numbers or pages of one party that are read."""
LONGEST_VALUE = 2_000
"""Characters of one value."""
TOLD_SINGLY = 20
"""Broken lines that are told one by one; the others are counted."""


class ListCode(StrEnum):
    """Trouble with an imported list; documented in `docs/reference/errors.md`."""

    LINE = "P140"
    """A line of an imported list is broken or too long; it is left out."""
    KIND = "P141"
    """Entities of kinds that are no parties (vessels, addresses, directorships) are left out."""
    DANGLING = "P142"
    """A stake of an imported list names a party that the list does not describe; it is left out."""
    TAKEN = "P143"
    """An id of an imported list is taken; the party is imported under a longer one."""
    MORE = "P144"
    """How many more lines like the ones above were left out, or that the list is too long."""
    UNKNOWN = "P145"
    """The file has none of the shapes that can be imported."""


Item = Party | Stake | Problem
"""What reading a list yields."""


class Shape(Protocol):
    """One published format of lists."""

    name: str

    def accepts(self, head: bytes) -> bool:
        """Whether a file that begins so has this shape."""

    def read(self, stream: BinaryIO, *, where: str, title: str) -> Iterator[Item]:
        """
        Parties and stakes, streamed; what is broken becomes a problem and the rest is read.

        Args:
            stream: Binary, at its beginning.
            where: The file as shown to people.
            title: The list's name, the source of every fact.
        """

    def write(self, parties: list[Party], stakes: list[Stake]) -> Iterator[str]:
        """The lines of a file that holds what the shape can hold."""


class Broken:
    """Broken lines of one list: the first told singly, the others counted."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._count = 0

    def line(self, number: int, what: str) -> list[Problem]:
        """The problem for one line, or nothing once enough have been told."""
        self._count += 1
        if self._count > TOLD_SINGLY:
            return []
        remedy = "The line is left out, the rest is imported; ask the publisher if it matters."
        place = f"line {number}"
        return [Problem(code=ListCode.LINE, message=what, where=self._where, place=place, remedy=remedy)]

    def rest(self) -> list[Problem]:
        """One problem that says how many more there were."""
        more = self._count - TOLD_SINGLY
        if more <= 0:
            return []
        return [Problem(code=ListCode.MORE, message=f"{more} more lines are broken.", where=self._where)]


def left_out(kinds: dict[str, int], where: str) -> list[Problem]:
    """One note about entities that are no parties."""
    if not kinds:
        return []
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())[:20])
    return [Problem(code=ListCode.KIND, message=f"left out: {told}.", where=where, severity=Severity.NOTE)]


def bounded_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; `None` in place of one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) <= LONGEST_LINE:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
        yield number, None
