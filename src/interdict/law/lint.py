"""Check everything about the orders that a program can check; every complaint names file and line."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from interdict.core.errors import OrderDataError
from interdict.law.breakpoints import facts_used, leaves
from interdict.law.cases import Case, read_cases, run_case
from interdict.law.load import CASES_FILE, ORDER_FILE, load_library
from interdict.law.nodes import suggestion
from interdict.law.vocabulary import data_folder
from interdict.model.order import (
    Library,
    OnList,
    Order,
    OrderEffect,
    OrderStatus,
    Provision,
    ProvisionKind,
)


def check(paths: Sequence[Path] = (), *, parties: Iterable[str] | None = None) -> list[OrderDataError]:
    """
    What is wrong with the orders at or below the paths; the package's own library where none is given.

    Args:
        parties: Party ids that exist; not checked where absent.
    Returns: Complaints in the order of the files, each with its place and a remedy.
    """
    problems: list[OrderDataError] = []
    known = frozenset(parties) if parties is not None else None
    checked = load_library(paths, parties=known, problems=problems)
    library = _with_shipped(checked) if paths else checked
    for order in checked.orders.values():
        problems += _order(order, library)
    if not paths:
        problems += _unused(library)
    return problems


def _with_shipped(checked: Library) -> Library:
    """Lists that a checked order refers to may be kept by an order of the package."""
    shipped = load_library()
    return Library(
        orders={**shipped.orders, **checked.orders},
        vocabulary=checked.vocabulary,
        sources=checked.sources,
        folders={**shipped.folders, **checked.folders},
        digest=checked.digest,
    )


def _order(order: Order, library: Library) -> Iterator[OrderDataError]:
    yield from _cases(order, library)
    if not order.citations:
        yield _complaint(library, order, order.id, "the order cites nothing", "Add a citation.")
    for provision in order.provisions:
        yield from _provision(order, provision, library)


def _provision(order: Order, provision: Provision, library: Library) -> Iterator[OrderDataError]:
    for leaf in leaves(provision, library):
        if isinstance(leaf, OnList):
            yield from _list(leaf, order, provision, library)
    for effect in provision.effects:
        yield from _effect(effect, order, provision, library)
    drafted = all(event.status in (OrderStatus.REPORTED, OrderStatus.PROPOSED) for event in order.history)
    if drafted and provision.in_force:
        remedy = "Write `in_force: []`; an assumption gives it a first day."
        yield _complaint(library, order, provision.id, "a draft has a day in force", remedy)
    if not drafted and not provision.in_force:
        yield _complaint(library, order, provision.id, "no day in force", "Say from when it counts.")


def _list(leaf: OnList, order: Order, provision: Provision, library: Library) -> Iterator[OrderDataError]:
    if leaf.list not in library.orders:
        remedy = suggestion(leaf.list, library.orders)
        yield _complaint(library, order, provision.id, f"refers to unknown list {leaf.list!r}", remedy)
    elif not any(one.kind is ProvisionKind.LISTING for one in library.orders[leaf.list].provisions):
        remedy = "Refer to an order with provisions of `kind: listing`."
        yield _complaint(library, order, provision.id, f"{leaf.list!r} keeps no list", remedy)


def _effect(
    effect: OrderEffect, order: Order, provision: Provision, library: Library
) -> Iterator[OrderDataError]:
    dates = [("since", effect.since), ("until", effect.until)]
    ordered = [when for _, when in dates if when is not None]
    if ordered != sorted(ordered):
        yield _complaint(library, order, provision.id, "an effect ends before it starts", "Order its dates.")
    starts = provision.in_force[0].days.start if provision.in_force else None
    due = effect.due.day if effect.due else None
    for word, when in [*dates, ("due", due)]:
        if _precedes(when, starts):
            message = f"an effect is {word} on {when}, before the provision is in force on {starts}"
            yield _complaint(library, order, provision.id, message, "Order the dates.")


def _precedes(when: date | None, starts: date | None) -> bool:
    return when is not None and starts is not None and when < starts


def _cases(order: Order, library: Library) -> Iterator[OrderDataError]:
    path = Path(library.folders[order.id]) / CASES_FILE
    try:
        cases = read_cases(library, order.id)
    except OrderDataError as error:
        yield error
        return
    if not cases:
        yield OrderDataError(
            f"order {order.id} has no cases", where=str(path), remedy="Write one a provision."
        )
        return
    yield from _case_ids(cases)
    tried = {expected.provision for case in cases for expected in case.expect}
    for provision in order.provisions:
        if provision.id not in tried:
            remedy = f"Add one to {CASES_FILE}."
            yield _complaint(library, order, provision.id, f"{provision.id} has no case", remedy)
    for case in cases:
        for complaint in run_case(case, library):
            where, _, message = complaint.partition(": ")
            yield OrderDataError(message, where=where, remedy="Mend the order or the case.")


def _case_ids(cases: Iterable[Case]) -> Iterator[OrderDataError]:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            yield OrderDataError(f"case {case.id!r} comes twice", where=case.where, remedy="Rename one.")
        seen.add(case.id)


def _unused(library: Library) -> Iterator[OrderDataError]:
    """A word that no order uses is either reserved, with the reason, or a mistake."""
    used = facts_used(library.orders.values(), library)
    path = data_folder() / "vocabulary" / "facts.yaml"
    for fact in library.vocabulary.facts.values():
        where = f"{path}:{_line(path, f'{fact.id}:')}"
        if fact.id not in used and not fact.reserved:
            yield OrderDataError(
                f"no order uses fact {fact.id}", where=where, remedy="Use it, or add `reserved:` with why."
            )
        if fact.id in used and fact.reserved:
            yield OrderDataError(f"{fact.id} is used and reserved", where=where, remedy="Drop `reserved:`.")


def _complaint(library: Library, order: Order, about: str, message: str, remedy: str) -> OrderDataError:
    path = Path(library.folders[order.id]) / ORDER_FILE
    where = f"{path}:{_line(path, f'id: {about}')}"
    return OrderDataError(f"{about}: {message}", where=where, remedy=remedy)


def _line(path: Path, text: str) -> int:
    """The line on which a text first stands; 1 where it does not."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
