"""What will happen to an inventory as it stands, in calendar order."""

from datetime import date

import msgspec

from interdict.model.finding import Question, Status


class Upcoming(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happens on one day under one provision."""

    day: date
    what: str
    """`becomes-covered`, `becomes-undetermined`, `becomes-exempt`, `no-longer-covered`, `effect-begins`,
    `effect-ends` or `due`."""
    order: str
    provision: str
    title: str
    """Of the provision."""
    clause: str
    before: Status
    after: Status
    detail: str = ""
    """The effect that begins, ends or is due; the exemption that ends or begins."""
    because: tuple[str, ...] = ()
    """What the calendar of the law says of that day."""
    devices: int = 0
    sites: int = 0
    """Sites at which they stand, as far as the records name one."""
    questions: tuple[Question, ...] = ()
    """Of what is open afterwards, the facts that would settle it; the fewest facts first."""


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What comes next for an inventory."""

    operator: str
    first: date
    last: date
    devices: int
    profiles: int
    """Distinct fact profiles that were decided."""
    clean: int
    """Devices that no provision reaches or may reach on the first day."""
    clean_no_more: int
    """Of them, those that a provision reaches or may reach on some later day up to the last."""
    events: tuple[Upcoming, ...]
