"""Versions of an order: from the library, from a file, or as it stands on a day."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from interdict.core.errors import UsageError
from interdict.core.when import Interval, day
from interdict.law.load import load_library
from interdict.law.readings import order_as_read
from interdict.law.timeline import match
from interdict.model.order import (
    AllOf,
    AnyOf,
    Condition,
    During,
    Library,
    NotOf,
    Order,
    Period,
    Provision,
    Reading,
)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an order, with the library in which it takes that order's place."""

    label: str
    """As somebody asked for it."""
    order: Order
    library: Library
    at: date | None = None
    """The day that was asked for."""
    from_file: bool = False


def read_version(text: str, library: Library, *, where: str = "ORDER") -> Version:
    """
    The version that `ORDER`, `ORDER@YYYY-MM-DD`, a file, a folder, or either with `@YYYY-MM-DD` means.

    A name that the library has means its order; `./name` means a folder of that name.

    Raises: UsageError where it means none or several; OrderDataError for a broken file.
    """
    name, at = (text, None) if Path(text).exists() else _with_day(text)
    known = {word for order in library.orders.values() for word in (order.id, order.name)}
    if name not in known and Path(name).exists():
        loaded = load_library([Path(name)])
        order = _single(list(loaded.orders.values()), name, where)
        return Version(label=text, order=order, library=overlaid(library, loaded), at=at, from_file=True)
    order = _single(match(library, [name], where=where), name, where)
    return Version(label=text, order=order, library=library, at=at)


def _with_day(text: str) -> tuple[str, date | None]:
    name, at_sign, when = text.rpartition("@")
    if not at_sign:
        return text, None
    try:
        return name, day(when)
    except ValueError as error:
        raise UsageError(str(error), where=text, remedy="Write ORDER@YYYY-MM-DD.") from None


def _single(found: Sequence[Order], name: str, where: str) -> Order:
    if len(found) != 1:
        listed = ", ".join(order.id for order in found) or "no order"
        raise UsageError(f"{name!r} means {listed}", where=where, remedy="Name one order.")
    return found[0]


def overlaid(library: Library, other: Library) -> Library:
    """The library in which the other's orders take the place of those with the same identifier."""
    return Library(
        orders={**library.orders, **other.orders},
        vocabulary=library.vocabulary,
        sources=library.sources,
        folders={**library.folders, **other.folders},
        digest=sha256(f"{library.digest}{other.digest}".encode()).hexdigest(),
    )


def replaced(library: Library, order: Order) -> Library:
    """The library with one order in place of the one that has its identifier."""
    return msgspec.structs.replace(library, orders={**library.orders, order.id: order})


def as_it_stands(order: Order, at: date) -> Order:
    """
    An order cut down to one day: what is in force then, with dated parts of its reach settled.

    What is left has no dates of its own, so that two days of one order can be compared by what they say.
    """
    read = order_as_read(order, at)
    kept = (_cut(one, at) for one in read.provisions if _running(one.in_force, at))
    return msgspec.structs.replace(order, provisions=tuple(kept))


def _cut(provision: Provision, at: date) -> Provision:
    return msgspec.structs.replace(
        provision,
        in_force=_running(provision.in_force, at),
        binds=_settled(provision.binds, at),
        reaches=_settled(provision.reaches, at),
        exemptions=tuple(
            msgspec.structs.replace(one, in_force=_running(one.in_force, at), when=_settled(one.when, at))
            for one in provision.exemptions
            if _running(one.in_force, at)
        ),
        effects=tuple(
            msgspec.structs.replace(one, since=None, until=None, stated=Interval())
            for one in provision.effects
            if Interval(one.since, one.until).contains(at)
        ),
    )


def _running(periods: tuple[Period, ...], at: date) -> tuple[Period, ...]:
    """The period that holds the day, without its ends."""
    return tuple(
        msgspec.structs.replace(one, days=Interval(), stated=Interval())
        for one in periods
        if one.days.contains(at)
    )


def _settled(condition: Condition, at: date) -> Condition:
    """The condition with its dated parts answered; one whose dates are unsure is kept, without its ends."""
    match condition:
        case AllOf(of=of) | AnyOf(of=of):
            return msgspec.structs.replace(condition, of=tuple(_settled(one, at) for one in of))
        case NotOf() | Reading():
            return msgspec.structs.replace(condition, of=_settled(condition.of, at))
        case During():
            periods = _running(condition.periods, at)
            if not periods:
                return AnyOf(of=())
            if periods[0].confidence.decides:
                return AllOf(of=())
            return During(periods=periods, claim=condition.claim)
    return condition
