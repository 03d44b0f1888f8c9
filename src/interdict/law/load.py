"""Read orders from YAML into values, and whole libraries of them from folders."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from interdict.core.errors import OrderDataError
from interdict.law.conditions import (
    Terms,
    has_any,
    produced_by,
    read_citation,
    read_condition,
    read_confidence,
    read_periods,
    read_stated,
)
from interdict.law.nodes import Node, read
from interdict.law.read_due import read_due
from interdict.law.readings import amendments
from interdict.law.vocabulary import data_folder, declared, load_vocabulary, with_own_facts
from interdict.model.finding import Citation
from interdict.model.order import (
    AllOf,
    Condition,
    Exemption,
    Library,
    Order,
    OrderEffect,
    OrderStatus,
    Provision,
    ProvisionKind,
    StatusEvent,
)
from interdict.model.vocabulary import FactType

ORDER_FILE = "order.yaml"
CASES_FILE = "cases.yaml"
SOURCES_FILE = "sources.yaml"
PACKS = ("state",)
"""Optional parts of the library; an order of one counts only where it is named."""
CAP_FIELDS = ("share", "of", "fact")
EFFECT_FIELDS = ("since", "until", "stated", "due", "citation", *CAP_FIELDS)
"""What an effect may say besides its action and summary."""


def load_library(
    folders: Sequence[Path] = (),
    *,
    parties: Iterable[str] | None = None,
    vocabulary_folder: Path | None = None,
    problems: list[OrderDataError] | None = None,
    beside: Sequence[Path] = (),
    home: Path | None = None,
) -> Library:
    """
    Every order below the folders, with the vocabulary.

    Args:
        folders: Folders to search for `order.yaml`; the package's own library where none is given.
        parties: Party ids that exist; a party an order names is checked only where this is given.
        vocabulary_folder: The package's own where absent.
        problems: Where given, a broken order is added here and the others are still read.
        beside: Folders of orders of one's own, read besides those.
        home: Data folder to read in place of the package's: the copy that a snapshot keeps.
    Raises: OrderDataError naming file, line and remedy, unless `problems` is given.
    """
    home = home or data_folder()
    vocabulary, read_bytes = load_vocabulary(vocabulary_folder or home / "vocabulary")
    roots = (*(tuple(folders) or (home / "orders",)), *beside)
    vocabulary, own_bytes = with_own_facts(vocabulary, roots)
    sources, source_bytes = _sources(roots, home / "orders" / SOURCES_FILE)
    terms = Terms(
        vocabulary=vocabulary, parties=frozenset(parties) if parties is not None else None, sources=sources
    )
    orders: dict[str, Order] = {}
    homes: dict[str, str] = {}
    digest = sha256(b"".join([*read_bytes, *own_bytes, source_bytes]))
    for path in find_orders(roots):
        try:
            order, data = load_order(path, terms)
            if order.id in orders:
                raise OrderDataError(f"order {order.id} is also in {homes[order.id]}", where=str(path))
        except OrderDataError as error:
            if problems is None:
                raise
            problems.append(error)
            continue
        orders[order.id], homes[order.id] = order, str(path.parent)
        digest.update(order.id.encode() + sha256(data).digest())
    return Library(
        orders=orders, vocabulary=vocabulary, sources=sources, folders=homes, digest=digest.hexdigest()
    )


def find_orders(roots: Iterable[Path]) -> list[Path]:
    """Order files at or below the given files and folders, in a stable order."""
    found: set[Path] = set()
    for root in roots:
        if root.is_file():
            found.add(root)
        elif root.is_dir():
            found.update(root.rglob(ORDER_FILE))
        else:
            raise OrderDataError("is neither a file nor a folder", where=str(root), remedy="Check the path.")
    return sorted(found)


def _sources(roots: Iterable[Path], shipped: Path) -> tuple[dict[str, str], bytes]:
    """The shipped source keys, and those that a folder declares for its own orders."""
    own = [path for root in roots if (path := root / SOURCES_FILE).is_file() and path != shipped]
    sources: dict[str, str] = {}
    bytes_read = b""
    for path in [shipped, *own]:
        root, data = read(path)
        for name, node in root.entries().items():
            if name in sources:
                raise node.fail(f"source {name!r} is declared already", "Choose another key.")
            sources[name] = node.text()
        bytes_read += data
    return sources, bytes_read


def load_order(path: Path, terms: Terms) -> tuple[Order, bytes]:
    """
    One order, and the bytes it was read from.

    Args:
        terms: The vocabulary, and the parties and sources to check against.
    Raises: OrderDataError naming file, line and remedy.
    """
    root, data = read(path)
    fields = root.fields(
        ("id", "title", "jurisdiction", "issuer", "summary", "citations", "history", "provisions"),
        ("definitions", "expected", "pack"),
    )
    name = fields["id"].text()
    if path.name == ORDER_FILE and path.parent.name != name.rpartition("/")[2]:
        raise fields["id"].fail(f"order {name!r} lies in folder {path.parent.name!r}", "Make the two agree.")
    terms = _with_definitions(fields.get("definitions"), terms)
    order = Order(
        id=name,
        title=fields["title"].text(),
        jurisdiction=fields["jurisdiction"].text(),
        issuer=fields["issuer"].text(),
        summary=fields["summary"].text(),
        citations=tuple(read_citation(item, terms) for item in fields["citations"].items()),
        history=_history(fields["history"]),
        provisions=tuple(_provision(item, name, terms) for item in fields["provisions"].items()),
        pack=fields["pack"].choice(PACKS, "pack") if "pack" in fields else "",
    )
    order = msgspec.structs.replace(order, amended=amendments(order.provisions))
    _refuse_twins(fields["provisions"], order.provisions)
    if "expected" in fields:
        _check_count(fields["expected"], len(order.provisions))
    return order, data


def _check_count(node: Node, found: int) -> None:
    """A provision lost in an edit is noticed: the file itself says how many there are."""
    expected = node.fields(("provisions",))["provisions"]
    if expected.integer() != found:
        raise expected.fail(
            f"expected {expected.integer()} provisions, found {found}", "Mend one of the two."
        )


def _with_definitions(node: Node | None, terms: Terms) -> Terms:
    """Definitions may use those above them."""
    known: dict[str, Condition] = {}
    for name, value in (node.entries() if node else {}).items():
        known[name] = read_condition(value, _terms(terms, known))
    return _terms(terms, known)


def _terms(terms: Terms, definitions: Mapping[str, Condition]) -> Terms:
    return Terms(
        vocabulary=terms.vocabulary,
        parties=terms.parties,
        sources=terms.sources,
        definitions=dict(definitions),
    )


def _refuse_twins(node: Node, provisions: Sequence[Provision]) -> None:
    seen: set[str] = set()
    for provision, item in zip(provisions, node.items(), strict=True):
        if provision.id in seen:
            raise item.fail(f"provision {provision.id!r} comes twice", "Give each its own id.")
        seen.add(provision.id)


def _history(node: Node) -> tuple[StatusEvent, ...]:
    events: list[StatusEvent] = []
    for item in node.items():
        fields = item.fields(("status", "on"), ("confidence", "note"))
        event = StatusEvent(
            status=OrderStatus(fields["status"].choice(tuple(OrderStatus), "status")),
            on=fields["on"].date(),
            confidence=read_confidence(fields.get("confidence")),
            note=fields["note"].text() if "note" in fields else "",
        )
        if events and event.on < events[-1].on:
            raise item.fail(f"{event.on} comes after {events[-1].on} in the history", "Order it by date.")
        events.append(event)
    if not events:
        raise node.fail("the history is empty", "Say at least when the order was reported or signed.")
    return tuple(events)


def _provision(node: Node, order: str, terms: Terms) -> Provision:
    fields = node.fields(
        ("id", "title", "in_force", "citation", "quote"),
        ("kind", "entry", "binds", "reaches", "exemptions", "effects"),
    )
    found = fields.get("kind")
    kind = ProvisionKind(found.choice(tuple(ProvisionKind), "kind")) if found else ProvisionKind.RULE
    citation = read_citation(fields["citation"], terms)
    provision = Provision(
        order=order,
        id=fields["id"].text(),
        title=fields["title"].text(),
        kind=kind,
        entry=fields["entry"].choice(("named", "category"), "kind of entry") if "entry" in fields else "",
        in_force=read_periods(fields["in_force"]),
        binds=read_condition(fields["binds"], terms) if "binds" in fields else AllOf(of=()),
        reaches=_reaches(fields["reaches"], terms) if "reaches" in fields else AllOf(of=()),
        exemptions=tuple(_exemption(item, terms) for item in fields["exemptions"].items())
        if "exemptions" in fields
        else (),
        effects=tuple(_effect(item, terms) for item in fields["effects"].items())
        if "effects" in fields
        else (),
        citation=citation,
        quote=fields["quote"].text(),
    )
    _check_shape(provision, fields, node)
    return provision


def _check_shape(provision: Provision, fields: Mapping[str, Node], node: Node) -> None:
    """What each kind of provision must say, and may not."""
    match provision.kind:
        case ProvisionKind.RULE:
            for name in ("binds", "reaches", "effects"):
                if name not in fields:
                    raise node.fail(f"rule {provision.id!r} says no {name!r}", f"Add `{name}:`.")
        case ProvisionKind.LISTING | ProvisionKind.DEFINITION:
            if "reaches" not in fields or not provision.entry:
                raise node.fail(f"entry {provision.id!r} lacks `reaches` or `entry`", "Add both.")
            if not provision.in_force or provision.in_force[0].days.start is None:
                raise node.fail(f"entry {provision.id!r} has no first day", "Say when it was listed.")
        case ProvisionKind.ENABLING | ProvisionKind.DUTY | ProvisionKind.POLICY:
            for name in ("reaches", "effects", "exemptions"):
                if name in fields:
                    message = f"a provision of kind `{provision.kind}` reaches nothing, so it has no {name!r}"
                    raise fields[name].fail(message, "Remove it.")


def _reaches(node: Node, terms: Terms) -> Condition:
    """A scope in its short form: producers with their affiliate test, classes, purposes, conditions."""
    if not node.is_mapping or not {"producers", "classes", "purposes", "where"} & node.entries().keys():
        return read_condition(node, terms)
    fields = node.fields((), ("producers", "affiliates", "classes", "purposes", "where"))
    parts: list[Condition] = []
    if "producers" in fields:
        if "affiliates" not in fields:
            raise node.fail("a scope that names producers has its own affiliate test", "Add `affiliates:`.")
        parts.append(produced_by(fields["producers"], fields["affiliates"], terms))
    for name in ("classes", "purposes"):
        if name in fields:
            parts.append(has_any(f"device.{name}", fields[name], terms))
    if "where" in fields:
        where = read_condition(fields["where"], terms)
        parts += where.of if isinstance(where, AllOf) else [where]
    return AllOf(of=tuple(parts))


def _exemption(node: Node, terms: Terms) -> Exemption:
    fields = node.fields(("id", "title", "in_force", "when", "citation"))
    return Exemption(
        id=fields["id"].text(),
        title=fields["title"].text(),
        in_force=read_periods(fields["in_force"]),
        when=read_condition(fields["when"], terms),
        citation=read_citation(fields["citation"], terms),
    )


def _effect(node: Node, terms: Terms) -> OrderEffect:
    fields = node.entries()
    kinds = [kind for kind in ("prohibits", "requires", "caps") if kind in fields]
    if len(kinds) != 1:
        raise node.fail("an effect prohibits, requires or caps one thing", "Write e.g. `prohibits: use`.")
    fields = node.fields((kinds[0], "summary"), EFFECT_FIELDS)
    cap = _cap(node, fields, kinds[0], terms)
    actions = [action for kind, action in terms.vocabulary.actions if kind == kinds[0]]
    citation: Citation | None = read_citation(fields["citation"], terms) if "citation" in fields else None
    return OrderEffect(
        kind=kinds[0],
        action=fields[kinds[0]].choice(actions, f"action that a provision {kinds[0]}"),
        since=fields["since"].date() if "since" in fields else None,
        until=fields["until"].date() if "until" in fields else None,
        stated=read_stated(fields.get("stated")),
        due=read_due(fields["due"], terms) if "due" in fields else None,
        summary=fields["summary"].text(),
        citation=citation,
        **cap,
    )


def _cap(node: Node, fields: Mapping[str, Node], kind: str, terms: Terms) -> dict[str, Any]:
    """What only a cap says: the share, what it is measured in, and the fact that states it."""
    for name in CAP_FIELDS:
        if name in fields and (kind != "caps" or "share" not in fields):
            raise fields[name].fail(f"`{name}:` belongs to a cap with a `share:`", "Remove it, or add both.")
    if "share" not in fields:
        return {}
    if "of" not in fields:
        raise node.fail("a cap says no measure", "Add `of: [measure]` from data/vocabulary/measures.yaml.")
    share = fields["share"].number()
    if not 0 <= share <= 100:
        raise fields["share"].fail(f"a share is a percentage from 0 to 100, not {share:g}")
    fact = declared(fields["fact"].text(), terms.vocabulary, fields["fact"]) if "fact" in fields else None
    if fact and (fact.type is not FactType.NUMBER or fact.subject != "operator"):
        raise fields["fact"].fail(f"{fact.id} is no number of the operator", "Name a fact in per cent.")
    of = fields["of"].choices(terms.vocabulary.measures, "measure")
    return {"share": share, "of": of, "fact": fact.id if fact else ""}
