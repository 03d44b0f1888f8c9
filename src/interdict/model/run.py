"""What one run of the main job comes to, as renderers take it."""

from datetime import date

import msgspec

from interdict.core.problem import Problem
from interdict.core.source import Source
from interdict.model.caps import CapAnswer
from interdict.model.finding import Decision, Question
from interdict.model.identification import Clue, Identification


class OrderUse(msgspec.Struct, frozen=True, kw_only=True):
    """One order that was applied, or was left out, and why."""

    order: str
    title: str
    jurisdiction: str
    status: str
    """Status on the date: `in force`, `signed`, `reported` …"""
    applied: bool
    assumed_from: date | None = None
    """Set where a draft counts only because it was assumed."""
    note: str = ""
    """Why it was left out, or what to know of it (`prohibits nothing by itself`)."""


class ProvisionTally(msgspec.Struct, frozen=True, kw_only=True):
    """How many devices one provision reaches."""

    order: str
    provision: str
    title: str
    citation: str
    effects: tuple[str, ...]
    """What it demands or forbids, one sentence each."""
    since: date | None
    due: date | None
    """Earliest date by which something must be done."""
    past_due: bool
    covered: int
    exempt: int
    undetermined: int
    binds: str = "true"
    """Truth of `the operator is bound`: `true` or `unknown`."""


class MakerTally(msgspec.Struct, frozen=True, kw_only=True):
    """How many devices one maker made."""

    producer: str
    name: str
    devices: int
    covered: int
    described: bool
    """Whether the parties data describes it (ownership, affiliates)."""


class SegmentTally(msgspec.Struct, frozen=True, kw_only=True):
    """How well one source could be seen."""

    source: str
    kind: str
    """Record kind."""
    records: int
    identified: int
    without_clue: int
    """Records with no clue at all about their maker."""


class SightTally(msgspec.Struct, frozen=True, kw_only=True):
    """How far one source lets one see in one segment of the network, and what to collect there next."""

    source: str
    segment: str
    """Segment of the devices' roles; `unknown` where nobody told their role."""
    kind: str
    """Record kind."""
    devices: int
    """Each device counts once, where it is spoken for first."""
    excluded: int
    """Devices whose evidence names a maker that stands under no described party."""
    described: int
    """Devices whose evidence names a party whose ownership is described."""
    open: int
    """Devices whose maker could not be named: a covered one is not excluded."""
    collect: tuple[tuple[int, str], ...]
    """How many of the open ones, and what to collect of them."""


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the device table: a device and its roll-up."""

    device: str
    """Its id in the source that speaks first for it."""
    group: int
    """Number of the device within the run; `explain` takes it as `#number`."""
    source: str
    place: str
    kind: str
    sources: int
    """How many sources know it."""
    hostname: str
    site: str
    region: str
    producer: str
    producer_name: str
    brand: str
    model: str
    family: str
    role: str
    probability: float
    status: str
    """Strictest status over all provisions: covered, undetermined, exempt, not-covered."""
    order: str
    provision: str
    """The provision with the strictest effect."""
    effect: str
    since: date | None
    due: date | None
    question: str
    """First missing fact that would settle it, where it is undetermined."""
    identification: int
    profile: int
    """Key into `Run.decisions`."""
    acquired: str
    components: str = ""
    """Covered or undetermined parts inside, as text."""
    evidence: tuple[str, ...] = ()
    """`property = value (source, place)` lines, for rows shown in full."""


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a report says."""

    title: str
    operator: str
    at: date
    facts: dict[str, str]
    """Operator facts as text."""
    version: str
    library_digest: str
    """Digest of the orders, parties and identifier data that decided."""
    findings_digest: str = ""
    """SHA-256 over every finding in its order; the same on every engine."""
    orders: tuple[OrderUse, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    unsure: tuple[str, ...]
    """Columns whose meaning was asked for instead of guessed."""
    counts: dict[str, int]
    """`devices`, `records`, `observations`, `identified`, `abstained`, `without_clue`, `covered`,
    `undetermined`, `exempt`, `not-covered`, `past_due` (covered devices only), `sources_read`,
    `sources_unread`, `merged`, `purchases_unmatched`."""
    provisions: tuple[ProvisionTally, ...]
    makers: tuple[MakerTally, ...]
    segments: tuple[SegmentTally, ...]
    questions: tuple[Question, ...]
    devices: tuple[DeviceRow, ...]
    """At most as many as the page can hold; those with findings first."""
    devices_left_out: int
    identifications: dict[int, Identification]
    clues: dict[str, Clue]
    decisions: dict[int, tuple[Decision, ...]]
    """Decisions by fact profile, without those that are plainly not covered."""
    part_decisions: dict[int, tuple[Decision, ...]] = {}
    """Decisions on the parts inside a device, by the device's `group`."""
    caps: tuple[CapAnswer, ...] = ()
    """Each dated step of each cap over the whole network."""
    sight: tuple[SightTally, ...] = ()
    """By source, segment and record kind, the most open devices first."""
    limits: tuple[str, ...] = ()
    """What the run did not or could not look at, one sentence each."""
