"""What planning a removal starts from and comes to: removals, crews, limits, money; start weeks, bound."""

from datetime import date
from enum import StrEnum

import msgspec


class Stops(StrEnum):
    """What a window in the calendar forbids."""

    OUTAGE = "outage"
    """Nothing may be down: a change freeze."""
    ACCESS = "access"
    """Removals that need open roads may not be worked on: winter in the mountains."""


class Paid(StrEnum):
    """The event from which a payment's weeks are counted."""

    START = "start"
    """First week of the removal; a deposit lies before it."""
    FINISH = "finish"
    """End of its last week; the rest on acceptance lies after it."""


class Work(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Crew-days of one role that a removal takes, week by week."""

    role: str
    """`tower`, `civil`, `integration`, `core` …: any word a crew calendar has."""
    days: tuple[int, ...]
    """Crew-days in consecutive weeks."""
    first: int = 0
    """Offset of the first of them from the start week; civil works come before it, so it may be negative."""


class Payment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    Money that a removal costs at one instant of its own course.

    A payment that would fall before week 0 is paid in week 0, one after the horizon in its last week.
    """

    amount: int
    """Whole units of the instance's currency."""
    counted: Paid = Paid.START
    weeks: int = 0
    """Weeks after that event; negative before it."""


class Due(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By when one order wants a removal done, and what a week of lateness weighs."""

    order: str
    week: int
    """The removal has to be finished before this week begins."""
    late: int
    """Weight of each week between the due week and the finish."""


class Removal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    One thing to take out, with what takes its place: the *activity* of the scheduling literature.

    It runs for `weeks` whole weeks without interruption (non-preemptive).
    """

    id: str
    kind: str
    """`site`, `hub`, `core`, `old-core` …; says nothing to the search."""
    site: str
    region: str
    weeks: int
    """Duration, at least 1."""
    outage: tuple[int, ...]
    """Offsets of the weeks in which its service is down; none outside its duration."""
    weight: int
    """Exposure that each week without it removes: the objective's weight."""
    work: tuple[Work, ...] = ()
    payments: tuple[Payment, ...] = ()
    dues: tuple[Due, ...] = ()
    release: int = 0
    """Earliest start week: permits, lead time of the order, survey."""
    after: tuple[str, ...] = ()
    """Removals that must be finished before this one starts (finish-to-start, no lag)."""
    cluster: str = ""
    """Group of sites of which only so many may be down in one week."""
    rings: tuple[str, ...] = ()
    """Transport rings it cuts; one cut of a ring at a time."""
    hub: str = ""
    """Removal of the hub it hangs on; the two are never down together."""
    vendor: str = ""
    """Who delivers what replaces it; empty where nothing is delivered."""
    units: int = 0
    """How much of the vendor's deliveries it takes."""
    delivered: int = 0
    """Weeks before the start at which they are counted; before week 0 counts in week 0."""
    mountain: bool = False
    """Whether windows that stop access close it."""


class Crews(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Crew-days of one role in one region, week by week: a renewable resource with a calendar."""

    region: str
    role: str
    days: tuple[int, ...]
    """One figure for each week of the horizon."""


class Limit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many removals of one cluster or region may be down in one week."""

    name: str
    most: int
    """At least 1: rounding a share down to nothing would forbid all work."""


class Supply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one vendor can deliver, budget period by budget period; what is not taken is not carried over."""

    vendor: str
    units: tuple[int, ...]


class Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weeks in which something is forbidden."""

    name: str
    weeks: tuple[int, ...]
    stops: Stops


class Instance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A removal to be planned, complete: every rule is here as data.

    The problem is a resource-constrained project scheduling problem (RCPSP) with calendars, a cumulative
    budget and start-dependent cost. It is elastic: lateness and leaving out have a finite cost, so that every
    instance has a plan.
    """

    name: str
    first: date
    """Monday of week 0."""
    weeks: int
    """Horizon: every removal planned is finished by its end."""
    removals: tuple[Removal, ...]
    crews: tuple[Crews, ...] = ()
    clusters: tuple[Limit, ...] = ()
    regions: tuple[Limit, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    """Removals at neighbouring sites, which cover for one another and are never down together."""
    supplies: tuple[Supply, ...] = ()
    windows: tuple[Window, ...] = ()
    period: int = 4
    """Weeks of one budget period."""
    budget: tuple[int, ...] = ()
    """Money released up to the end of each period, cumulative; empty where money is no limit."""
    currency: str = "USD"
    beyond: int = 52
    """A removal left out counts as finished this many weeks after the horizon."""
    frozen: tuple[tuple[str, int], ...] = ()
    """Removals whose start week is settled: begun, or promised; they may not move."""


class Placed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When one removal is done, and what the plan claims this comes to."""

    removal: str
    start: int | None
    """Start week; none where it is left out of the horizon."""
    cost: int
    """Its part of the objective."""
    late: int
    """Weeks between its earliest due week and its finish; 0 where it is in time."""


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dated order of work, how good it is, and how much better any plan could be."""

    instance: str
    placed: tuple[Placed, ...]
    """One line for each removal of the instance, in its order."""
    cost: int
    """Weighted weeks of exposure and lateness: what is minimised."""
    spent: int
    """Money paid within the horizon."""
    bound: int | None
    """No plan of this instance costs less; none where it was not worked out."""
    seed: int
    seconds: float
    """Time the search took, bound included."""
    iterations: int
    """Steps of the search: the same seed and the same number of steps give the same plan."""
    method: str

    @property
    def gap(self) -> float | None:
        """Share of the cost that a perfect plan might save, from 0 to 1; none without a bound."""
        if self.bound is None:
            return None
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


class Violation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule that a plan breaks."""

    rule: str
    """`crew`, `cluster`, `cash` …: the rule's kind."""
    about: str
    """Removal, or resource and week."""
    text: str
    """What was found and what is allowed."""
