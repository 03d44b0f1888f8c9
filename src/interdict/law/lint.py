"""Check everything about the orders that a program can check; every complaint names file and line."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec

from interdict.core.errors import OrderDataError
from interdict.law.breakpoints import facts_used, leaves
from interdict.law.flaws import Flaw, flaw
from interdict.law.load import ORDER_FILE, load_library
from interdict.law.nodes import suggestion
from interdict.law.reachable import unreachable
from interdict.law.tried import case_flaws
from interdict.law.vocabulary import data_folder
from interdict.model.finding import Citation
from interdict.model.order import (
    AllOf,
    AnyOf,
    Condition,
    Confidence,
    Library,
    NotOf,
    OnList,
    Order,
    OrderEffect,
    OrderStatus,
    Period,
    Provision,
    Reading,
)

MEMORY = "MEM"
"""The source key that stands for the memory of whoever wrote the fact base."""


def check(
    paths: Sequence[Path] = (),
    *,
    parties: Iterable[str] | None = None,
    beside: Sequence[Path] = (),
) -> list[OrderDataError]:
    """
    What is wrong with the orders at or below the paths; the package's own library where none is given.

    Args:
        parties: Party ids that exist; not checked where absent.
        beside: Folders of orders that those checked may refer to, besides the shipped ones.
    Returns: Complaints in the order of the files, each with its code, its place and a remedy.
    """
    problems: list[OrderDataError] = []
    known = frozenset(parties) if parties is not None else None
    checked = load_library(paths, parties=known, problems=problems)
    for problem in problems:
        problem.code = Flaw.BROKEN.value
    library = _with_shipped(checked, beside) if paths or beside else checked
    for order in checked.orders.values():
        problems += _order(order, library)
    if not paths:
        problems += _unused(library)
    return problems


def _with_shipped(checked: Library, beside: Sequence[Path]) -> Library:
    """Lists that a checked order refers to may be kept by an order of the package."""
    shipped = load_library(beside=beside)
    return msgspec.structs.replace(
        checked,
        orders={**shipped.orders, **checked.orders},
        folders={**shipped.folders, **checked.folders},
    )


def _order(order: Order, library: Library) -> Iterator[OrderDataError]:
    yield from case_flaws(order, library, place=lambda about: _where(library, order, about))
    if not order.citations:
        yield _complaint(Flaw.UNCITED, library, order, order.id, "the order cites nothing", "Add a citation.")
    for provision in order.provisions:
        for kind, message, remedy in _provision(order, provision, library):
            yield _complaint(kind, library, order, provision.id, message, remedy)


_Said = tuple[Flaw, str, str]
"""A kind of flaw, what is wrong, and what to do."""


def _provision(order: Order, provision: Provision, library: Library) -> Iterator[_Said]:
    for leaf in leaves(provision, library):
        if isinstance(leaf, OnList):
            yield from _list(leaf, library)
    for effect in provision.effects:
        yield from _effect(effect, provision)
    yield from _days(order, provision)
    yield from _gaps(provision.in_force)
    yield from _unverified(provision)
    for exemption in provision.exemptions:
        yield from _gaps(exemption.in_force)
        yield from _memory(exemption.citation)
    yield from _memory(provision.citation)
    if not provision.kind.reaches_nothing and (why := unreachable(provision, library.vocabulary)):
        yield Flaw.UNREACHABLE, f"nothing can be reached: {why}", "Mend `binds:` or `reaches:`."


def _days(order: Order, provision: Provision) -> Iterator[_Said]:
    drafted = all(event.status in (OrderStatus.REPORTED, OrderStatus.PROPOSED) for event in order.history)
    if drafted and provision.in_force:
        remedy = "Write `in_force: []`; an assumption gives it a first day."
        yield Flaw.NO_DAY, "a draft has a day in force", remedy
    if not drafted and not provision.in_force:
        yield Flaw.NO_DAY, "no day in force", "Say from when it counts."


def _gaps(periods: Sequence[Period]) -> Iterator[_Said]:
    """A break in time has a reason, written as `because:` of the period before it."""
    for earlier, later in pairwise(periods):
        end, start = earlier.days.end, later.days.start
        if earlier.stated == later.stated and end and start and end < start and not earlier.because:
            remedy = "Close the gap, or say `because:` of the period before it."
            yield Flaw.GAP, f"nothing counts from {end} to {start}", remedy


def _unverified(provision: Provision) -> Iterator[_Said]:
    """What was not verified must not decide alone: its period or its condition carries the doubt."""
    conditions = (provision.binds, provision.reaches)
    if not provision.kind.reaches_nothing and not _doubted(
        provision.citation, provision.in_force, conditions
    ):
        yield _decisive(provision.citation, "it")
    for exemption in provision.exemptions:
        if not _doubted(exemption.citation, exemption.in_force, (exemption.when,)):
            yield _decisive(exemption.citation, f"exemption {exemption.id}")


def _doubted(citation: Citation, periods: Sequence[Period], conditions: Sequence[Condition]) -> bool:
    """Whether the citation decides, or something that rests on it is marked as unsure."""
    if Confidence(citation.confidence).decides or not periods:
        return True
    return any(not one.confidence.decides for one in periods) or any(map(_has_reading, conditions))


def _decisive(citation: Citation, what: str) -> _Said:
    message = f"{what} rests on {citation.title!r}, which is {citation.confidence}, and decides alone"
    return Flaw.UNVERIFIED, message, "Mark a period or a condition with `confidence:` and `because:`."


def _has_reading(condition: Condition) -> bool:
    match condition:
        case Reading():
            return True
        case AllOf(of=of) | AnyOf(of=of):
            return any(_has_reading(one) for one in of)
        case NotOf():
            return _has_reading(condition.of)
    return False


def _memory(citation: Citation) -> Iterator[_Said]:
    if Confidence(citation.confidence).decides and set(citation.sources) == {MEMORY}:
        message = f"{citation.title!r} is called {citation.confidence} and rests on memory alone"
        yield Flaw.UNCITED, message, "Name where it was read, or call it unverified."


def _list(leaf: OnList, library: Library) -> Iterator[_Said]:
    if leaf.list not in library.orders:
        remedy = suggestion(leaf.list, library.orders)
        yield Flaw.DANGLING_LIST, f"refers to unknown list {leaf.list!r}", remedy
    elif not any(one.kind.can_be_referred_to for one in library.orders[leaf.list].provisions):
        remedy = "Refer to an order with provisions of `kind: listing` or `definition`."
        yield Flaw.DANGLING_LIST, f"{leaf.list!r} keeps no list", remedy


def _effect(effect: OrderEffect, provision: Provision) -> Iterator[_Said]:
    dates = [("since", effect.since), ("until", effect.until)]
    ordered = [when for _, when in dates if when is not None]
    if ordered != sorted(ordered):
        yield Flaw.EFFECT_DATES, "an effect ends before it starts", "Order its dates."
    starts = provision.in_force[0].days.start if provision.in_force else None
    due = effect.due.day if effect.due else None
    for word, when in [*dates, ("due", due)]:
        if _precedes(when, starts):
            message = f"an effect is {word} on {when}, before the provision is in force on {starts}"
            yield Flaw.EFFECT_DATES, message, "Order the dates."


def _precedes(when: date | None, starts: date | None) -> bool:
    return when is not None and starts is not None and when < starts


def _unused(library: Library) -> Iterator[OrderDataError]:
    """A word that no order uses is either reserved, with the reason, or a mistake."""
    used = facts_used(library.orders.values(), library)
    used |= {effect.fact for one in library.orders.values() for p in one.provisions for effect in p.effects}
    path = data_folder() / "vocabulary" / "facts.yaml"
    for fact in library.vocabulary.facts.values():
        where = f"{path}:{_line(path, f'{fact.id}:')}"
        if fact.id not in used and not fact.reserved:
            remedy = "Use it, or add `reserved:` with why."
            yield flaw(Flaw.UNUSED_FACT, f"no order uses fact {fact.id}", where=where, remedy=remedy)
        if fact.id in used and fact.reserved:
            message = f"{fact.id} is used and reserved"
            yield flaw(Flaw.UNUSED_FACT, message, where=where, remedy="Drop `reserved:`.")


def _complaint(
    kind: Flaw, library: Library, order: Order, about: str, message: str, remedy: str
) -> OrderDataError:
    where = _where(library, order, about)
    return flaw(kind, f"{about}: {message}", where=where, remedy=remedy)


def _where(library: Library, order: Order, about: str) -> str:
    path = Path(library.folders[order.id]) / ORDER_FILE
    return f"{path}:{_line(path, f'id: {about}')}"


def _line(path: Path, text: str) -> int:
    """The line on which a text first stands; 1 where it does not."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = (number for number, line in enumerate(lines, 1) if line.strip(" -{").startswith(text))
    return next(found, 1)
