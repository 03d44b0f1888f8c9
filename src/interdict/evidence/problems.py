"""The kinds of trouble an input can give, and how many of one kind are told singly."""

from collections import Counter
from enum import StrEnum

from interdict.core.problem import Problem, Severity


class Code(StrEnum):
    """Stable identifiers, documented in `docs/reference/errors.md`."""

    UNKNOWN_FORMAT = "P100"
    """No reader knows the format."""
    EMPTY = "P101"
    """The file has no bytes, or nothing in it that a reader could use."""
    CANNOT_OPEN = "P102"
    """The operating system refuses to open it, or it is gone."""
    CRASHED = "P103"
    """A reader failed on it: a fault of interdict."""
    LONG_LINE = "P104"
    """A line is longer than any real one; it is left out."""
    BROKEN_LINE = "P105"
    """A line is not what its format says; it is left out."""
    MORE_BROKEN_LINES = "P106"
    """How many more lines like the ones above were left out."""
    LIMIT = "P107"
    """An archive or compressed file expands beyond the limits."""
    DAMAGED = "P108"
    """It ends too early or contradicts itself."""
    ESCAPES = "P109"
    """An archive member's name points outside the archive."""
    LINK = "P110"
    """A link or special file is not followed."""
    NOT_EVIDENCE = "P111"
    """A hidden file or a text for people; looked at and left out."""
    UNUSED = "P112"
    """Something was recognised but says nothing that interdict uses."""
    INCOMPLETE_WALK = "P113"
    """The agent stopped answering; the rest of the device is not in the file."""
    NOTHING_FOUND = "P115"
    """A reader took it and found no device in it."""
    TWICE = "P116"
    """The same file was given twice; it is read once."""
    NOT_INSTALLED = "P117"
    """Reading it needs an extra of interdict that is not installed here."""
    ENCRYPTED = "P114"
    """It needs a password."""
    NO_HEADER = "P120"
    """A table without a recognisable header row."""
    RAGGED = "P121"
    """Rows with more or fewer cells than the header; they are left out."""
    ENCODING = "P122"
    """The character encoding was guessed; names in it may be garbled."""
    IGNORED_COLUMNS = "P123"
    """Columns that no property is known for; left out."""
    DUPLICATE_COLUMN = "P124"
    """Two columns have the same header; only the first is read."""
    OPEN_QUOTE = "P126"
    """A cell that holds whole rows: a quotation mark is not closed; the cell is left out."""
    NO_COLUMN = "P125"
    """No column says anything about a device, a purchase or a site."""


TOLD_SINGLY = 20
"""Broken lines of one input that are told one by one."""


class Complaints:
    """Broken lines of one input: the first ones singly, the others counted."""

    def __init__(self, where: str, *, unit: str = "line") -> None:
        self._where = where
        self._unit = unit
        self._count: Counter[Code] = Counter()

    def line(
        self, number: int, what: str, *, code: Code = Code.BROKEN_LINE, remedy: str = ""
    ) -> list[Problem]:
        """The problem for one broken line, or nothing once enough have been told."""
        self._count[code] += 1
        if self._count[code] > TOLD_SINGLY:
            return []
        remedy = remedy or "The line is left out, the rest is read; record the device again if it matters."
        return [
            Problem(code=code, message=what, where=self._where, place=f"{self._unit} {number}", remedy=remedy)
        ]

    def rest(self) -> list[Problem]:
        """One problem a kind that says how many more there were."""
        return [
            Problem(
                code=Code.MORE_BROKEN_LINES,
                message=f"{count - TOLD_SINGLY} more {self._unit}s have the same fault ({code}) and are"
                " left out.",
                where=self._where,
                remedy=f"Look at the first {TOLD_SINGLY} to see what is wrong with them.",
            )
            for code, count in self._count.items()
            if count > TOLD_SINGLY
        ]


def note(code: Code, message: str, *, where: str, remedy: str = "") -> Problem:
    """A problem by which nothing was lost."""
    return Problem(code=code, message=message, where=where, remedy=remedy, severity=Severity.NOTE)


def lost(code: Code, message: str, *, where: str, remedy: str, place: str = "") -> Problem:
    """A problem by which the whole input was lost."""
    return Problem(
        code=code, message=message, where=where, place=place, remedy=remedy, severity=Severity.LOST
    )
