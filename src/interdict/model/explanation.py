"""Everything a report knows of one device, for whoever asks why."""

from datetime import date

import msgspec

from interdict.model.finding import Decision
from interdict.model.identification import Clue, Identification
from interdict.model.run import DeviceRow


class PartExplanation(msgspec.Struct, frozen=True, kw_only=True):
    """A foreign part inside, with its own findings."""

    component: str
    producer: str
    decisions: tuple[Decision, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A device with its identification, evidence and findings, decided again from the report's own tables."""

    at: date
    device: DeviceRow
    identification: Identification
    clues: tuple[Clue, ...]
    decisions: tuple[Decision, ...]
    """Findings that are not plainly `not covered`, strictest first."""
    parts: tuple[PartExplanation, ...] = ()
    same_library: bool = True
    """Whether the shipped data is still what the report was decided under."""
