"""The law as it read on a day: what was amended since, or not yet, is left out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from interdict.core.when import Interval
from interdict.model.order import (
    AllOf,
    AnyOf,
    Condition,
    During,
    Exemption,
    Library,
    NotOf,
    Order,
    OrderEffect,
    Period,
    Provision,
    Reading,
)

_T = TypeVar("_T", Period, OrderEffect)


def amendments(provisions: Iterable[Provision]) -> tuple[date, ...]:
    """Days on which the text of the provisions changed, in order: the bounds of everything `stated`."""
    stated = (one for provision in provisions for one in _stated(provision))
    return tuple(sorted({end for one in stated for end in (one.start, one.end) if end}))


def readings(orders: Iterable[Order]) -> tuple[date, ...]:
    """One day for each different reading of the orders, in order."""
    changes = sorted({day for order in orders for day in order.amended})
    return (date.min, *changes)


class AsRead:
    """
    The law as it read on one day; each provision is looked at once and then the same object again.

    Args:
        library: Every order, with all that it ever stated.
        on: The day on which it is read.
    """

    def __init__(self, library: Library, on: date) -> None:
        self.library = library_as_read(library, on)
        self._on = on
        self._amended = frozenset(name for name, order in library.orders.items() if order.amended)
        self._known: dict[int, tuple[Provision, Provision]] = {}

    def provision(self, provision: Provision) -> Provision:
        """The provision as it read; itself where its order was never amended."""
        if provision.order not in self._amended:
            return provision
        if id(provision) not in self._known:
            # kept beside the result, so that no other provision can come by its identity
            self._known[id(provision)] = provision, as_read(provision, self._on)
        return self._known[id(provision)][1]


def library_as_read(library: Library, on: date) -> Library:
    """The library with every amended order as it read on a day; the same object where none was amended."""
    if not any(order.amended for order in library.orders.values()):
        return library
    orders = {name: order_as_read(order, on) for name, order in library.orders.items()}
    return msgspec.structs.replace(library, orders=orders)


def order_as_read(order: Order, on: date) -> Order:
    """The order as it read on a day; the same object where it was never amended."""
    if not order.amended:
        return order
    provisions = tuple(as_read(provision, on) for provision in order.provisions)
    return msgspec.structs.replace(order, provisions=provisions)


def as_read(provision: Provision, on: date) -> Provision:
    """The provision with only those periods and effects that it stated on a day."""
    return msgspec.structs.replace(
        provision,
        in_force=_kept(provision.in_force, on),
        binds=_condition(provision.binds, on),
        reaches=_condition(provision.reaches, on),
        exemptions=tuple(_exemption(one, on) for one in provision.exemptions),
        effects=_kept(provision.effects, on),
    )


def _exemption(exemption: Exemption, on: date) -> Exemption:
    return msgspec.structs.replace(
        exemption, in_force=_kept(exemption.in_force, on), when=_condition(exemption.when, on)
    )


def _condition(condition: Condition, on: date) -> Condition:
    match condition:
        case AllOf(of=of) | AnyOf(of=of):
            return msgspec.structs.replace(condition, of=tuple(_condition(one, on) for one in of))
        case NotOf() | Reading():
            return msgspec.structs.replace(condition, of=_condition(condition.of, on))
        case During():
            return msgspec.structs.replace(condition, periods=_kept(condition.periods, on))
    return condition


def _kept(dated: Sequence[_T], on: date) -> tuple[_T, ...]:
    return tuple(one for one in dated if one.stated.contains(on))


def _stated(provision: Provision) -> Iterator[Interval]:
    for condition in (provision.binds, provision.reaches, *(one.when for one in provision.exemptions)):
        yield from _in_condition(condition)
    for exemption in provision.exemptions:
        yield from (period.stated for period in exemption.in_force)
    yield from (period.stated for period in provision.in_force)
    yield from (effect.stated for effect in provision.effects)


def _in_condition(condition: Condition) -> Iterator[Interval]:
    match condition:
        case AllOf(of=of) | AnyOf(of=of):
            for one in of:
                yield from _in_condition(one)
        case NotOf() | Reading():
            yield from _in_condition(condition.of)
        case During():
            yield from (period.stated for period in condition.periods)
