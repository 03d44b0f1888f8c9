"""A number of a report, followed down to the bytes that it came from."""

from enum import StrEnum

import msgspec

from interdict.model.explanation import Explanation


class SourceState(StrEnum):
    """Whether the file that was read still has those bytes."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"


class TracedSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source that speaks of the device."""

    path: str
    reader: str
    sha256: str
    """Of the bytes that were read."""
    file_sha256: str
    """Of the file on disk when it was read: the archive, where the source lies in one."""
    state: SourceState


class TracedObservation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a source said of the device."""

    property: str
    component: str
    value: str
    source: str
    place: str


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """The whole way, from the number to the bytes."""

    snapshot: str
    number: str
    """What was asked: a count, a provision, a maker."""
    reported: int
    """As the report says it."""
    counted: int
    """As its tables say it, counted again."""
    examples: tuple[str, ...]
    """Devices that it counts, the strictest first."""
    explanation: Explanation | None
    """Of one of them, under the law of the snapshot's day."""
    observations: tuple[TracedObservation, ...]
    sources: tuple[TracedSource, ...]
    damaged: tuple[str, ...]
    """Files of the snapshot that are not what its manifest says."""
    sealed: tuple[int, ...]
    """Entries of the ledger that seal the snapshot; none where it was not sealed."""
    origin: str
    """The ledger's name; empty where nothing is sealed."""
    root: str
    """Of its latest checkpoint."""

    @property
    def holds(self) -> bool:
        """Whether the number is what the tables say and no file was touched."""
        return self.reported == self.counted and not self.damaged
