"""What the cases beside an order try: both sides of every provision and every exemption."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from interdict.core.errors import OrderDataError
from interdict.law.cases import Case, decide_case, read_cases, run_case
from interdict.law.flaws import Flaw, flaw
from interdict.law.load import CASES_FILE
from interdict.model.finding import Decision, Reason, Status
from interdict.model.order import Library, Order, Provision
from interdict.model.truth import Truth

Place = Callable[[str], str]
"""File and line of a provision or an exemption, by its id."""


def case_flaws(order: Order, library: Library, *, place: Place) -> Iterator[OrderDataError]:
    """Cases that fail or cannot be read, and what no case tries."""
    path = Path(library.folders[order.id]) / CASES_FILE
    try:
        cases = read_cases(library, order.id)
    except OrderDataError as error:
        error.code = Flaw.FAILED_CASE.value
        yield error
        return
    if not cases:
        yield flaw(
            Flaw.NO_CASES,
            f"order {order.id} has no cases",
            where=str(path),
            remedy="Write two a provision: one that it covers, one that it does not.",
        )
        return
    yield from _twice(cases)
    for case in cases:
        for complaint in run_case(case, library):
            where, _, message = complaint.partition(": ")
            yield flaw(Flaw.FAILED_CASE, message, where=where, remedy="Mend the order or the case.")
    yield from _untried(order, cases, library, place)


def _twice(cases: Iterable[Case]) -> Iterator[OrderDataError]:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            message = f"case {case.id!r} comes twice"
            yield flaw(Flaw.FAILED_CASE, message, where=case.where, remedy="Rename one.")
        seen.add(case.id)


def _untried(order: Order, cases: Iterable[Case], library: Library, place: Place) -> Iterator[OrderDataError]:
    tried: dict[str, list[Decision]] = defaultdict(list)
    for case in cases:
        decided = decide_case(case, library)
        for expected in case.expect:
            tried[expected.provision].append(decided[expected.provision])
    for provision in order.provisions:
        found = tried[provision.id]
        if not found:
            remedy = f"Add one to {CASES_FILE}."
            message = f"{provision.id}: {provision.id} has no case"
            yield flaw(Flaw.NO_CASES, message, where=place(provision.id), remedy=remedy)
            continue
        for about, message in _one_sided(provision, found):
            remedy = f"Add one to {CASES_FILE}."
            yield flaw(Flaw.ONE_SIDED, f"{about}: {message}", where=place(about), remedy=remedy)


def _one_sided(provision: Provision, found: list[Decision]) -> Iterator[tuple[str, str]]:
    """A doubtful reading never covers or exempts for sure: there an open answer is the one side."""
    statuses = {decision.status for decision in found}
    if not provision.kind.reaches_nothing:
        if not statuses & {Status.COVERED, Status.UNDETERMINED, Status.EXEMPT}:
            yield provision.id, "no case is covered by it"
        if not statuses & {Status.NOT_COVERED, Status.EXEMPT}:
            yield provision.id, "every case is covered by it"
    for exemption in provision.exemptions:
        claim = f"exemption {exemption.id}: "
        truths = {truth for decision in found for truth in _truths(decision.reason, claim)}
        if not truths & {Truth.TRUE, Truth.UNKNOWN}:
            yield exemption.id, f"no case is exempted by it from {provision.id}"
        if Truth.FALSE not in truths:
            yield exemption.id, f"no case of {provision.id} is tried by it and not exempted"


def _truths(reason: Reason, claim: str) -> Iterator[Truth]:
    if reason.claim.startswith(claim):
        yield reason.truth
    for child in reason.children:
        yield from _truths(child, claim)
