"""Worked cases beside an order: situations with the expected answer and the clause."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec

from interdict.law.decide import Decider
from interdict.law.load import CASES_FILE
from interdict.law.nodes import Node, read
from interdict.law.timeline import Assumption, provisions, select
from interdict.law.vocabulary import read_facts
from interdict.model.finding import Decision, Reason, Status
from interdict.model.order import Library
from interdict.model.party import Affiliation, Relation
from interdict.model.truth import Truth
from interdict.model.vocabulary import FactValue


class Expectation(msgspec.Struct, frozen=True, kw_only=True):
    """What one provision should answer."""

    provision: str
    status: Status
    where: str
    exemption: str = ""
    effects: tuple[str, ...] | None = None
    """`prohibits use`, …: exactly these; not checked where absent."""
    due: date | None = None
    """The due day of some effect."""
    because: str = ""
    """Text that the reason tree holds."""
    settles: tuple[str, ...] | None = None
    """One of the sets of facts that would settle it."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One situation."""

    id: str
    title: str
    order: str
    """The order it lies beside; the default for what is expected."""
    clause: str
    at: date
    read_on: date | None
    """The day on which the text of the law is read; `at` where absent."""
    facts: dict[str, FactValue]
    relations: dict[str, dict[str, str]]
    """By producer, then named party: `true`, `false` or `unknown`; what the case supposes of ownership."""
    assume: tuple[Assumption, ...]
    expect: tuple[Expectation, ...]
    where: str


def read_cases(library: Library, order_id: str) -> tuple[Case, ...]:
    """
    The cases beside an order; none where there is no file.

    Raises: OrderDataError naming file and line.
    """
    path = Path(library.folders[order_id]) / CASES_FILE
    if not path.is_file():
        return ()
    root, _ = read(path)
    return tuple(_case(item, library, order_id) for item in root.items())


def _case(node: Node, library: Library, order_id: str) -> Case:
    optional = ("relations", "assume", "read_on")
    fields = node.fields(("id", "title", "clause", "at", "facts", "expect"), optional)
    known = [one.id for one in library.orders[order_id].provisions]
    return Case(
        id=fields["id"].text(),
        title=fields["title"].text(),
        order=order_id,
        clause=fields["clause"].text(),
        at=fields["at"].date(),
        read_on=fields["read_on"].date() if "read_on" in fields else None,
        facts=read_facts(fields["facts"], library.vocabulary),
        relations=read_relations(fields["relations"]) if "relations" in fields else {},
        assume=(Assumption(order=order_id, day=fields["assume"].date()),) if "assume" in fields else (),
        expect=tuple(read_expectation(item, known) for item in fields["expect"].items()),
        where=node.where,
    )


def read_relations(node: Node) -> dict[str, dict[str, str]]:
    """What is supposed of ownership: by producer, then named party."""
    truths = tuple(Truth)
    return {
        producer: {named: value.choice(truths, "truth") for named, value in relations.entries().items()}
        for producer, relations in node.entries().items()
    }


def read_expectation(node: Node, known: Collection[str]) -> Expectation:
    """What one of the known provisions should answer."""
    fields = node.fields(("provision", "status"), ("exemption", "effects", "due", "because", "settles"))
    return Expectation(
        provision=fields["provision"].choice(known, "provision"),
        status=Status(fields["status"].choice(tuple(Status), "status")),
        where=node.where,
        exemption=fields["exemption"].text() if "exemption" in fields else "",
        effects=fields["effects"].texts() if "effects" in fields else None,
        due=fields["due"].date() if "due" in fields else None,
        because=fields["because"].text() if "because" in fields else "",
        settles=tuple(sorted(fields["settles"].texts())) if "settles" in fields else None,
    )


_STRENGTH = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)


class Supposed:
    """The affiliate test over what a case supposes; a maker it does not speak of is nobody's affiliate."""

    def __init__(self, relations: Mapping[str, Mapping[str, str]]) -> None:
        self._relations = relations

    def __call__(self, producer: str, named: str | tuple[str, ...], *, test: str, at: date) -> Relation:
        """The supposed relation, the same for every test but `named-only`; of several, the strongest."""
        if not isinstance(named, str):
            each = [self(producer, one, test=test, at=at) for one in named]
            return max(each, key=lambda relation: _STRENGTH.index(relation.truth))
        if producer == named:
            return Relation(truth=Truth.TRUE, because="it is the named party itself")
        if test == "named-only":
            return Relation(truth=Truth.FALSE, because=f"{producer} is not named")
        truth = Truth(self._relations.get(producer, {}).get(named, "false"))
        return Relation(truth=truth, because=f"as the case supposes of {producer} and {named}")


def decide_case(case: Case, library: Library, affiliation: Affiliation | None = None) -> dict[str, Decision]:
    """What every provision of the case's order says of it, by provision; see `run_case`."""
    orders = select(library, [case.order], assumptions=case.assume)
    asked = affiliation or Supposed(case.relations)
    decider = Decider(library, at=case.at, read_on=case.read_on, affiliation=asked)
    return {one.provision: one for one in decider.decide_all(provisions(orders), case.facts)}


def run_case(case: Case, library: Library, affiliation: Affiliation | None = None) -> list[str]:
    """
    What a case expected and did not get, one sentence each; empty where it passes.

    Args:
        affiliation: The affiliate test to use; what the case itself supposes where absent.
    """
    decisions = decide_case(case, library, affiliation)
    return [
        f"{expected.where}: case {case.id}, {expected.provision}: {complaint}"
        for expected in case.expect
        for complaint in differences(expected, decisions[expected.provision])
    ]


def differences(expected: Expectation, found: Decision) -> Iterable[str]:
    """In what a decision is not what was expected, one clause each."""
    if found.status is not expected.status:
        yield f"expected {expected.status}, found {found.status}"
    if expected.exemption and found.exemption != expected.exemption:
        yield f"expected exemption {expected.exemption!r}, found {found.exemption!r}"
    applying = tuple(f"{effect.kind} {effect.action}" for effect in found.effects)
    if expected.effects is not None and sorted(applying) != sorted(expected.effects):
        wanted = ", ".join(expected.effects) or "none"
        yield f"expected effects {wanted}, found {', '.join(applying) or 'none'}"
    dues = [effect.due for effect in found.effects]
    if expected.due and expected.due not in dues:
        yield f"expected due {expected.due}, found {', '.join(str(due) for due in dues if due) or 'none'}"
    if expected.because and expected.because not in _text(found.reason):
        yield f"expected a reason that says {expected.because!r}"
    if expected.settles is not None and expected.settles not in found.settles:
        yield f"expected {expected.settles} to settle it, found {found.settles}"


def _text(reason: Reason) -> str:
    return " ".join([reason.claim, reason.because, *(_text(child) for child in reason.children)])
