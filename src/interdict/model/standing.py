"""Where a case stands: what is covered, what people decided about it, what is alarming."""

from datetime import date, datetime

import msgspec

from interdict.model.statement import Statement


class WaiverState(msgspec.Struct, frozen=True, kw_only=True):
    """One waiver, as of a day."""

    number: int
    device: str
    order: str
    provision: str
    owner: str
    reason: str
    until: date
    expired: bool
    findings: int
    """Covered findings that it speaks of; open again where it expired."""


class RemovalState(msgspec.Struct, frozen=True, kw_only=True):
    """One removed device, as of the latest snapshot."""

    number: int
    device: str
    on: date
    disposed: str
    """What became of it, with the day; empty while nobody said."""
    documents: int
    seen: bool
    """Whether the latest snapshot, as of a day after the removal, still has it."""


class CaseStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A case as of a day."""

    title: str
    operator: str
    at: date
    snapshot: str
    """Name of the latest one."""
    snapshots: int
    taken: datetime
    decided_at: date
    """Day as of which the latest snapshot was decided."""
    counts: dict[str, int]
    """Of the latest snapshot, by `Run.counts`."""
    waived: int
    """Covered devices of which every covered finding is waived."""
    past_due: int
    """Covered devices past a deadline on `at`, without waived ones."""
    waivers: tuple[WaiverState, ...]
    removals: tuple[RemovalState, ...]
    reviews: int
    answers: int

    @property
    def open_covered(self) -> int:
        """Covered devices that are not wholly waived."""
        return self.counts.get("covered", 0) - self.waived

    @property
    def alarms(self) -> tuple[RemovalState, ...]:
        """Devices that are there after they were said to be removed."""
        return tuple(one for one in self.removals if one.seen)


class SnapshotLine(msgspec.Struct, frozen=True, kw_only=True):
    """One snapshot in the history of a case."""

    name: str
    taken: datetime
    at: date
    devices: int
    covered: int
    undetermined: int
    version: str
    law: str
    """First digits of the digest of the law."""
    law_changed: bool
    data_changed: bool
    reused: str


class History(msgspec.Struct, frozen=True, kw_only=True):
    """What happened in a case, in order."""

    title: str
    snapshots: tuple[SnapshotLine, ...]
    statements: tuple[Statement, ...]


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot decided again with the law of its day."""

    snapshot: str
    findings: int
    missing: int
    """Findings of the snapshot that the replay does not give."""
    added: int
    """Findings of the replay that the snapshot does not have."""
    damaged: tuple[str, ...]
    """Files of the snapshot that are not what its manifest says."""
    version: str
    """Of interdict, that took the snapshot."""

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.missing or self.added or self.damaged)
