"""The days on which a provision can begin to answer otherwise, whatever the facts."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from interdict.core.when import Interval
from interdict.law.breakpoints import leaves
from interdict.law.scope import entries, listed_on
from interdict.model.order import During, Library, OnList, Provision


def days_of_change(provision: Provision, library: Library) -> frozenset[date]:
    """
    Days on which the answer may differ from that of the day before; on all others it is the same.

    Days on which ownership changes, and the day after a due day of a duty that returns, are not among them:
    the first are the parties', the second follow from the facts (`law.due`).
    """
    return frozenset(_days(provision, library))


def _days(provision: Provision, library: Library) -> Iterator[date]:
    for periods in (provision.in_force, *(one.in_force for one in provision.exemptions)):
        yield from _ends(periods)
    for effect in provision.effects:
        yield from _ends(effect)
        yield from (day for day in (effect.since, effect.until) if day)
    for leaf in leaves(provision, library, follow_lists=False):
        if isinstance(leaf, During):
            yield from _ends(leaf.periods)
        elif isinstance(leaf, OnList):
            yield from _list_days(leaf, library)


def _list_days(condition: OnList, library: Library) -> Iterator[date]:
    """A frozen list stands still, but the delays after its listings still run."""
    for entry in entries(condition, library):
        if condition.frozen is None:
            yield from _days(entry, library)
        for delay in condition.after:
            if not delay.fact:
                listed = listed_on(entry)
                yield from (listed + timedelta(days=n) for n in (0, delay.days, delay.certain_from))


def _ends(value: object) -> Iterator[date]:
    """Both ends of every interval inside a value."""
    if isinstance(value, Interval):
        yield from (day for day in (value.start, value.end) if day)
    elif isinstance(value, tuple):
        for one in value:
            yield from _ends(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _ends(getattr(value, name))
