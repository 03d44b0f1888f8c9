"""What another law would change for an inventory: who is newly reached, who is let go, what becomes open."""

from datetime import date

import msgspec


class ProvisionImpact(msgspec.Struct, frozen=True, kw_only=True):
    """What changes under one provision, in devices."""

    order: str
    provision: str
    title: str
    clause: str
    newly_covered: int
    released: int
    """Covered before, and neither covered nor open after."""
    newly_open: int
    """Neither covered nor open before, and undetermined after."""
    no_longer_open: int
    """Undetermined before, and neither after."""
    unsettled: int
    """Covered before, undetermined after."""
    new_terms: int
    """The same status with other effects or another due day."""
    sites: int
    """Sites at which something changes."""
    due: date | None = None
    """Earliest day by which the newly covered must be done with."""
    effects: tuple[str, ...] = ()
    """What is forbidden or demanded of the newly covered."""


class GroupImpact(msgspec.Struct, frozen=True, kw_only=True):
    """What changes for the devices of one maker, role or site, over all provisions."""

    name: str
    newly_covered: int
    released: int
    newly_open: int
    no_longer_open: int
    unsettled: int


class QuestionShift(msgspec.Struct, frozen=True, kw_only=True):
    """A question that becomes more or less pressing."""

    fact: str
    question: str
    where_to_look: str
    before: int
    """Devices whose finding the answer helps to settle, before."""
    after: int


class Impact(msgspec.Struct, frozen=True, kw_only=True):
    """What one version of an order would change on an inventory."""

    order: str
    title: str
    version: str
    """As it was asked for."""
    operator: str
    before: date
    """Day as of which the law as it is was decided."""
    after: date
    """Day as of which the law with this version was decided."""
    assumed_from: date | None = None
    """Set where the version is a draft."""
    devices: int
    profiles: int
    newly_covered: int
    """Devices covered by some provision after, and by none before."""
    released: int
    newly_open: int
    no_longer_open: int
    unsettled: int
    """Covered before, and only perhaps after."""
    changed: int
    """Devices of which any finding changes."""
    sites: int
    """Sites at which a device is newly covered."""
    earliest_due: date | None
    """Of the newly covered."""
    provisions: tuple[ProvisionImpact, ...]
    makers: tuple[GroupImpact, ...]
    roles: tuple[GroupImpact, ...]
    places: tuple[GroupImpact, ...]
    """By site, most affected first."""
    questions: tuple[QuestionShift, ...]
