"""Which orders count: in force on a day, chosen by the operator, assumed, and what changes when."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fnmatch import fnmatchcase
from itertools import product

import msgspec

from interdict.core.errors import UsageError
from interdict.core.when import Interval, day
from interdict.law.breakpoints import leaves
from interdict.law.jurisdictions import applying
from interdict.law.nodes import suggestion
from interdict.law.scope import entries, listed_on
from interdict.law.words import as_stated
from interdict.model.order import (
    Confidence,
    During,
    Library,
    OnList,
    Order,
    Period,
    Provision,
    ProvisionKind,
)


class Assumption(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody supposes that a draft comes into force on a day."""

    order: str
    """Identifier or name of the order."""
    day: date


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something changes in the law on a day."""

    day: date
    order: str
    provision: str
    """Empty where the order as a whole changes."""
    what: str
    confidence: str


def assumption(text: str) -> Assumption:
    """
    What `ORDER@YYYY-MM-DD` supposes.

    Raises: UsageError if it is not of that form.

    >>> assumption("us-draft-2019-02@2019-02-20").day
    datetime.date(2019, 2, 20)
    """
    name, at_sign, when = text.partition("@")
    try:
        if not (name and at_sign):
            raise ValueError(f"{text!r} is not of the form ORDER@YYYY-MM-DD")
        return Assumption(order=name, day=day(when))
    except ValueError as error:
        raise UsageError(
            str(error), where="--assume", remedy="Write e.g. us-draft-2019-02@2019-02-20."
        ) from None


def match(library: Library, patterns: Iterable[str], *, where: str = "--orders") -> list[Order]:
    """
    The orders that identifiers, names or globs such as `us/*` mean, in the library's order.

    Raises: UsageError for a pattern that means none.
    """
    chosen: set[str] = set()
    for pattern in patterns:
        hits = {
            order.id
            for order in library.orders.values()
            if fnmatchcase(order.id, pattern) or fnmatchcase(order.name, pattern)
        }
        if not hits:
            names = [order.name for order in library.orders.values()]
            remedy = suggestion(pattern, [*library.orders, *names])
            raise UsageError(f"no order {pattern!r} in the library", where=where, remedy=remedy)
        chosen |= hits
    return [order for name, order in library.orders.items() if name in chosen]


def assume(order: Order, from_day: date) -> Order:
    """
    A draft as if it had come into force on a day, and not before.

    Raises: UsageError if the order is no draft: what really was in force is not supposed.
    """
    if not order.is_draft:
        raise UsageError(
            f"{order.id} is not a draft", where="--assume", remedy="Leave --assume out, or choose --at."
        )
    announced = order.history[0].on
    if from_day < announced:
        raise UsageError(
            f"{order.id} was first reported on {announced}", where="--assume", remedy="Assume a later day."
        )
    period = Period(days=Interval(from_day, None), because=f"assumed to be in force from {from_day}")
    provisions = tuple(
        msgspec.structs.replace(provision, in_force=(period,)) for provision in order.provisions
    )
    return msgspec.structs.replace(order, provisions=provisions, assumed_from=from_day)


def select(
    library: Library,
    names: Sequence[str] = (),
    *,
    jurisdictions: Iterable[str] | None = None,
    assumptions: Sequence[Assumption] = (),
) -> tuple[Order, ...]:
    """
    The orders to decide under.

    Args:
        names: Identifiers, names or globs. Where absent: every order that is no draft, is in no optional
            pack, and belongs to a jurisdiction of the operator.
        jurisdictions: ISO 3166-1 alpha-2 codes of the operator; unknown (None) means all in the library. A
            member of the European Union brings the Union's orders.
        assumptions: Drafts that count from a day; each is added to what was chosen.
    Raises: UsageError for a name or assumption that fits no order.
    """
    supposed = {}
    for one in assumptions:
        for order in match(library, [one.order], where="--assume"):
            supposed[order.id] = assume(order, one.day)
    codes = None if jurisdictions is None else applying(jurisdictions)
    chosen = (
        match(library, names)
        if names
        else [
            order
            for order in library.orders.values()
            if not order.is_draft and not order.pack and (codes is None or order.jurisdiction in codes)
        ]
    )
    ids = {order.id for order in chosen} | supposed.keys()
    return tuple(supposed.get(name, order) for name, order in library.orders.items() if name in ids)


def orders_in_force(orders: Iterable[Order], at: date) -> tuple[Order, ...]:
    """The orders of which at least one provision is in force on a day, surely or perhaps."""
    return tuple(order for order in orders if any(in_force(one, at) for one in order.provisions))


def in_force(provision: Provision, at: date) -> bool:
    """Whether a provision is in force on a day, surely or perhaps."""
    return any(period.days.contains(at) for period in provision.in_force)


def provisions(orders: Iterable[Order]) -> tuple[Provision, ...]:
    """Every provision of the orders, in order."""
    return tuple(provision for order in orders for provision in order.provisions)


def provision_named(text: str, orders: Sequence[Order]) -> Provision:
    """
    The provision with that id, or `order#id`, in the chosen orders.

    Raises: UsageError where none has it, or several have.
    """
    found = [one for one in provisions(orders) if text in (one.id, f"{one.order}#{one.id}")]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{one.order}#{one.id}" for one in found)
        raise UsageError(f"several orders have {text!r}", where="PROVISION", remedy=f"Write one of {listed}.")
    known = [word for one in provisions(orders) for word in (one.id, f"{one.order}#{one.id}")]
    remedy = suggestion(text, known) if known else "Choose orders that have provisions."
    raise UsageError(f"no chosen order has {text!r}", where="PROVISION", remedy=remedy)


def calendar(
    orders: Iterable[Order], library: Library, *, first: date | None = None, last: date | None = None
) -> tuple[Event, ...]:
    """
    What changes when, by date: status, provisions, exemptions, reach, effects and due days.

    Args:
        library: Where lists that a provision refers to are kept.
        first: First day shown.
        last: Last day shown; a duty that returns each year is shown up to the last day of the other events.
    """
    chosen = tuple(orders)
    found = [event for order in chosen for event in _events(order, library)]
    end = last or max((event.day for event in found), default=date.max)
    found += [event for order in chosen for event in _yearly(order, end)]
    inside = Interval(first, None)
    shown = {event for event in found if inside.contains(event.day) and (last is None or event.day <= last)}
    return tuple(sorted(shown, key=lambda event: (event.day, event.order, event.provision, event.what)))


def _yearly(order: Order, end: date) -> Iterable[Event]:
    """The due days of duties that return each year; none where no first day says since when."""
    for provision in order.provisions:
        begins = next((period.days.start for period in provision.in_force), None)
        for effect in provision.effects:
            if effect.due is None or effect.due.yearly is None:
                continue
            start = effect.due.first or begins or end
            for year in range(start.year + 1, end.year + 1):
                when = date(year, *effect.due.yearly)
                if when <= end:
                    yield _event(provision, when, f"{effect.summary} (due)", provision.citation.confidence)


def _events(order: Order, library: Library) -> Iterable[Event]:
    for status in order.history:
        what = f"{status.status}: {status.note}" if status.note else str(status.status)
        yield Event(day=status.on, order=order.id, provision="", what=what, confidence=status.confidence)
    for changed in order.amended:
        yield Event(
            day=changed, order=order.id, provision="", what="the text changes", confidence=Confidence.VERIFIED
        )
    for provision in order.provisions:
        yield from _provision_events(provision)
        yield from _reach_events(provision, library)


def _reach_events(provision: Provision, library: Library) -> Iterable[Event]:
    """Days on which what is reached changes: dated conditions, and delays after a listing."""
    for leaf in leaves(provision, library, follow_lists=False):
        if isinstance(leaf, During):
            yield from _period_events(provision, leaf.periods, "a dated part of its reach", "begins to count")
        elif isinstance(leaf, OnList):
            for delay, entry in product(leaf.after, entries(leaf, library)):
                if delay.days:
                    when = listed_on(entry) + timedelta(days=delay.days)
                    what = f"{delay.days} days after the listing of {entry.id}, {entry.title}"
                    yield _event(provision, when, what, delay.confidence)


def _provision_events(provision: Provision) -> Iterable[Event]:
    starts = "is listed" if provision.kind is ProvisionKind.LISTING else "comes into force"
    yield from _period_events(provision, provision.in_force, provision.title, starts)
    for one in provision.exemptions:
        title = f"exemption {one.title}"
        yield from _period_events(provision, one.in_force, title, "begins", one.citation.confidence)
    for effect in provision.effects:
        dated = [(effect.since, "from this day"), (effect.until, "ends")]
        if effect.due and effect.due.day:
            dated.append((effect.due.day, "due"))
        if effect.due and effect.due.first:
            dated.append((effect.due.first, "first due"))
        for when, word in dated:
            if when:
                what = f"{effect.summary} ({word}){as_stated(effect.stated)}"
                yield _event(provision, when, what, provision.citation.confidence)


def _period_events(
    provision: Provision, periods: Iterable[Period], title: str, starts: str, confidence: str = ""
) -> Iterable[Event]:
    """Where one period follows another at once, only the start of the later one is an event."""
    listed = tuple(periods)
    begun = {period.days.start for period in listed}
    cited = confidence or provision.citation.confidence
    for period in listed:
        sure = cited if period.confidence is Confidence.VERIFIED else period.confidence
        because = f" ({period.because})" if period.because else ""
        because += as_stated(period.stated)
        if period.days.start:
            yield _event(provision, period.days.start, f"{title}: {starts}{because}", sure)
        if period.days.end and period.days.end not in begun:
            yield _event(provision, period.days.end, f"{title}: no longer{as_stated(period.stated)}", sure)


def _event(provision: Provision, when: date, what: str, confidence: str) -> Event:
    return Event(
        day=when, order=provision.order, provision=provision.id, what=what, confidence=str(confidence)
    )
