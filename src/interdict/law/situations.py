"""Situations written as facts, in the form of `cases.yaml`: read from a file, decided without any scan."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from interdict.core.errors import OrderDataError, SituationError, UsageError
from interdict.law.cases import (
    Expectation,
    Supposed,
    differences,
    read_expectation,
    read_relations,
)
from interdict.law.decide import Decider
from interdict.law.load import CASES_FILE
from interdict.law.nodes import Node, read
from interdict.law.timeline import Assumption, assumption, provisions, select
from interdict.law.vocabulary import declared, read_value
from interdict.model.finding import Decision
from interdict.model.order import Library, Order, Provision
from interdict.model.party import Affiliation, Relation
from interdict.model.vocabulary import FactType, FactValue

STAND_IN = "some-"
"""A party that begins so (`some-maker`) is one that no order names and nobody here describes."""

ResolveParty = Callable[[str], tuple[str, str] | None]
"""From a text to the id and name of the party it means; None where it means nobody, or several."""

NearestParties = Callable[[str], tuple[str, ...]]
"""From a text to the ids of parties whose names look like it."""


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """How names of parties become ids; answered from the parties data, which the law does not know."""

    resolve: ResolveParty
    nearest: NearestParties


class NamedParty(msgspec.Struct, frozen=True, kw_only=True):
    """A name in a situation that was taken to mean a party."""

    fact: str
    text: str
    party: str
    name: str


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Facts about one thing, with what somebody expects of it."""

    id: str
    title: str
    where: str
    """File and line."""
    facts: dict[str, FactValue]
    at: date | None = None
    """As of when; the caller's day where absent."""
    read_on: date | None = None
    """When the text of the law is read; the caller's day where absent."""
    orders: tuple[str, ...] = ()
    """Under which orders; the caller's where absent."""
    relations: dict[str, dict[str, str]] = {}
    """What is supposed of ownership; of any other maker the parties data tells."""
    assumptions: tuple[Assumption, ...] = ()
    expect: tuple[Expectation, ...] = ()
    """`provision` is an id, or `order#id` where several orders have it."""
    named: tuple[NamedParty, ...] = ()
    """Names that were resolved; empty where ids were written."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A situation decided."""

    situation: Situation
    at: date
    decisions: tuple[Decision, ...]
    """One for each provision of the chosen orders."""
    complaints: tuple[str, ...] = ()
    """What was expected and not found, one sentence each."""


def read_situations(path: Path, library: Library, naming: Naming) -> tuple[Situation, ...]:
    """
    The situations of a file: a list in the form of `cases.yaml`, of which only `facts` is required.

    Args:
        path: YAML. Beside an `order.yaml` of the library, its situations are under that order.
        naming: How names of parties become ids.
    Raises: SituationError naming file, line and remedy.
    """
    try:
        root, _ = read(path)
        items = root.items() if root.is_list else [root]
        home = _home(path, library)
        found = tuple(_situation(item, n, library, naming, home) for n, item in enumerate(items, 1))
    except OrderDataError as error:
        raise SituationError(error.message, where=error.where, remedy=error.remedy) from error
    if not found:
        raise SituationError(
            "holds no situation", where=f"{path}:1", remedy="Write `- facts: {device.producer: …}`."
        )
    return found


def _home(path: Path, library: Library) -> str:
    """The order beside which a file of cases lies; empty where it lies elsewhere."""
    folder = path.resolve().parent
    beside = (name for name, home in library.folders.items() if Path(home).resolve() == folder)
    return next(beside, "") if path.name == CASES_FILE else ""


def _situation(node: Node, number: int, library: Library, naming: Naming, home: str) -> Situation:
    optional = ("id", "title", "clause", "at", "expect", "relations", "assume", "orders", "read_on")
    fields = node.fields(("facts",), optional)
    relations = read_relations(fields["relations"]) if "relations" in fields else {}
    naming = _with_stand_ins(naming, relations, everybody=bool(home))
    facts, named = _facts(fields["facts"], library, naming)
    orders = fields["orders"].texts() if "orders" in fields else ((home,) if home else ())
    return Situation(
        id=fields["id"].text() if "id" in fields else f"situation {number}",
        title=fields["title"].text() if "title" in fields else "",
        where=node.where,
        facts=facts,
        at=fields["at"].date() if "at" in fields else None,
        read_on=fields["read_on"].date() if "read_on" in fields else None,
        orders=orders,
        relations=relations,
        assumptions=_assumptions(fields["assume"], home) if "assume" in fields else (),
        expect=_expected(fields["expect"], library, home) if "expect" in fields else (),
        named=named,
    )


def _assumptions(node: Node, home: str) -> tuple[Assumption, ...]:
    if node.is_list:
        return tuple(_assumption(item) for item in node.items())
    if not home:
        raise node.fail("a day alone says no order", "Write `assume: [ORDER@YYYY-MM-DD]`.")
    return (Assumption(order=home, day=node.date()),)


def _assumption(node: Node) -> Assumption:
    try:
        return assumption(node.text())
    except UsageError as error:
        raise node.fail(error.message, error.remedy) from None


def _expected(node: Node, library: Library, home: str) -> tuple[Expectation, ...]:
    orders = [library.orders[home]] if home else library.orders.values()
    known = [word for order in orders for one in order.provisions for word in (one.id, _full(one))]
    return tuple(read_expectation(item, known) for item in node.items())


def _full(one: Provision | Decision) -> str:
    """`order#provision`, which no two share."""
    return f"{one.order}#{one.id if isinstance(one, Provision) else one.provision}"


def _with_stand_ins(naming: Naming, supposed: Collection[str], *, everybody: bool) -> Naming:
    """
    Names that may also mean a maker whom nobody here describes.

    Args:
        supposed: Makers of whom the situation itself supposes something, be it nothing.
        everybody: Every word may: cases beside an order suppose that other makers are unrelated.
    """

    def resolve(text: str) -> tuple[str, str] | None:
        if text.startswith(STAND_IN) or text in supposed:
            return text, text
        return naming.resolve(text) or ((text, text) if everybody else None)

    return Naming(resolve=resolve, nearest=naming.nearest)


def _facts(
    node: Node, library: Library, naming: Naming
) -> tuple[dict[str, FactValue], tuple[NamedParty, ...]]:
    facts: dict[str, FactValue] = {}
    named: list[NamedParty] = []
    for name, value in node.entries().items():
        if value.is_null:
            raise value.fail(f"{name} is empty", "Leave a fact out where it is not known.")
        facts[name] = read_fact(name, value, library, naming, named)
    return facts, tuple(named)


def read_fact(name: str, node: Node, library: Library, naming: Naming, named: list[NamedParty]) -> FactValue:
    """
    One fact, checked against the vocabulary; names of parties become ids and are noted in `named`.

    Raises: OrderDataError with file, line and the nearest word.
    """
    fact = declared(name, library.vocabulary, node)
    if fact.type is FactType.PARTY:
        return _party(node, name, naming, named)
    if fact.type is FactType.PARTIES:
        return frozenset(_party(one, name, naming, named) for one in node.items())
    return read_value(node, fact)


def _party(node: Node, fact: str, naming: Naming, named: list[NamedParty]) -> str:
    text = node.text()
    found = naming.resolve(text)
    if found is None:
        close = naming.nearest(text)
        meant = f"Did you mean {' or '.join(close)}? " if close else ""
        remedy = f"{meant}For a maker that nobody here describes, write `relations: {{{text}: {{}}}}`."
        raise node.fail(f"no party is called {text!r}", remedy)
    if found[0] != text:
        named.append(NamedParty(fact=fact, text=text, party=found[0], name=found[1]))
    return found[0]


class SupposedFirst:
    """The affiliate test over what a situation supposes, and the parties data of anybody else."""

    def __init__(self, relations: Mapping[str, Mapping[str, str]], known: Affiliation) -> None:
        self._relations = relations
        self._supposed = Supposed(relations)
        self._known = known

    def __call__(self, producer: str, named: str | tuple[str, ...], *, test: str, at: date) -> Relation:
        """The supposed relation of a producer that the situation speaks of, else the recorded one."""
        ask: Affiliation = self._supposed if producer in self._relations else self._known
        return ask(producer, named, test=test, at=at)


def orders_of(
    situation: Situation, library: Library, names: Sequence[str], assumptions: Sequence[Assumption]
) -> tuple[Order, ...]:
    """
    The orders that a situation is decided under: the caller's, else its own, else its jurisdictions'.

    Raises: UsageError for an order or an assumption that does not exist.
    """
    codes = situation.facts.get("operator.jurisdictions")
    return select(
        library,
        names or situation.orders,
        jurisdictions=codes if isinstance(codes, frozenset) else None,
        assumptions=[*assumptions, *situation.assumptions],
    )


def decide_situation(
    situation: Situation,
    library: Library,
    orders: Sequence[Order],
    affiliation: Affiliation,
    *,
    at: date,
    read_on: date | None = None,
) -> Outcome:
    """
    Decide every provision of the orders over a situation, and compare with what it expects.

    Args:
        orders: Result of `orders_of`.
        affiliation: The affiliate test, for makers that the situation supposes nothing of.
        at: As of when; the situation's own day goes before.
        read_on: The day on which the text of the law is read; the situation's own goes before.
    """
    moment = situation.at or at
    supposed = SupposedFirst(situation.relations, affiliation)
    decider = Decider(library, at=moment, read_on=situation.read_on or read_on, affiliation=supposed)
    decisions = tuple(decider.decide_all(provisions(orders), situation.facts))
    return Outcome(
        situation=situation,
        at=moment,
        decisions=decisions,
        complaints=tuple(_complaints(situation.expect, decisions)),
    )


def _complaints(expected: Iterable[Expectation], decisions: Sequence[Decision]) -> Iterator[str]:
    for one in expected:
        hits = [d for d in decisions if one.provision in (d.provision, _full(d))]
        if len(hits) != 1:
            found = ", ".join(_full(hit) for hit in hits) or "none of the chosen orders has it"
            yield f"{one.where}: {one.provision}: expected one provision, found {found}"
            continue
        yield from (f"{one.where}: {one.provision}: {told}" for told in differences(one, hits[0]))
