"""What went wrong with one input while the run went on."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much of the input a problem cost."""

    NOTE = "note"
    """Nothing was lost; a person may want to know."""
    PARTIAL = "partial"
    """Some of the input was not read; the rest was."""
    LOST = "lost"
    """None of the input was read."""


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The world is messy: a value beside the results, counted and shown, never raised."""

    code: str
    """Stable identifier such as `P101`; documented in `docs/reference/errors.md`."""
    message: str
    """What was found and what was expected, one sentence."""
    where: str
    """Path of the input as the user gave it; `archive.tar!member` inside an archive."""
    place: str = ""
    """Line, row, sheet or offset inside it, e.g. `line 12`; empty where the whole file is meant."""
    remedy: str = ""
    """What to do about it, as an instruction."""
    severity: Severity = Severity.PARTIAL
    traceback: str = ""
    """Only for a plugin that crashed: its traceback, for the bug report."""

    def __str__(self) -> str:
        place = f", {self.place}" if self.place else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.code} {self.where}{place}: {self.message}{remedy}"
