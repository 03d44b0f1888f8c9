"""Read the vocabulary, and facts that are written in its words."""

from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from re import fullmatch
from typing import TypeVar

import msgspec

from interdict.core.errors import OrderDataError
from interdict.law.nodes import Node, read, suggestion
from interdict.model.affiliation import AffiliateRule
from interdict.model.caps import Measure
from interdict.model.vocabulary import Action, EquipmentClass, Fact, FactType, FactValue, Vocabulary

_Shape = TypeVar("_Shape", bound=msgspec.Struct)

OWN_FACTS = "facts.yaml"
"""Beside a folder's orders: the facts that they need and the vocabulary lacks."""
SUBJECTS = ("operator", "device", "component", "site", "acquisition", "authorization", "contract")


def data_folder() -> Path:
    """Where the package keeps its data."""
    return Path(str(files("interdict"))) / "data"


def load_vocabulary(folder: Path | None = None) -> tuple[Vocabulary, list[bytes]]:
    """
    The declared facts, classes and actions, and the bytes they were read from.

    Args:
        folder: Folder with `facts.yaml`, `classes.yaml`, `effects.yaml`, `affiliation.yaml` and
            `measures.yaml`; the package's own if absent.
    Raises: OrderDataError naming file and line.
    """
    folder = folder or data_folder() / "vocabulary"
    facts, facts_bytes = read(folder / "facts.yaml")
    classes, classes_bytes = read(folder / "classes.yaml")
    effects, effects_bytes = read(folder / "effects.yaml")
    class_map = {name: _class(name, node) for name, node in classes.entries().items()}
    tests, tests_bytes = read(folder / "affiliation.yaml")
    measures, measures_bytes = read(folder / "measures.yaml")
    vocabulary = Vocabulary(
        facts={name: _fact(name, node, class_map) for name, node in facts.entries().items()},
        classes=class_map,
        actions=_actions(effects),
        affiliation={name: shaped(node, AffiliateRule) for name, node in tests.entries().items()},
        measures={name: shaped(node, Measure) for name, node in measures.entries().items()},
    )
    return vocabulary, [facts_bytes, classes_bytes, effects_bytes, tests_bytes, measures_bytes]


def with_own_facts(vocabulary: Vocabulary, roots: Iterable[Path]) -> tuple[Vocabulary, list[bytes]]:
    """
    The vocabulary with the facts that folders of orders declare for themselves in `facts.yaml`.

    Raises: OrderDataError for a fact that is declared already.
    """
    facts, bytes_read = dict(vocabulary.facts), []
    for path in (root / OWN_FACTS for root in roots):
        if not path.is_file():
            continue
        node, data = read(path)
        bytes_read.append(data)
        for name, value in node.entries().items():
            if name in facts:
                raise value.fail(f"fact {name!r} is declared already", "Use it, or choose another name.")
            facts[name] = _fact(name, value, vocabulary.classes)
    return (msgspec.structs.replace(vocabulary, facts=facts) if bytes_read else vocabulary), bytes_read


def shaped(node: Node, shape: type[_Shape]) -> _Shape:
    """
    A value of the given shape.

    Raises: OrderDataError with the place and what does not fit.
    """
    try:
        return msgspec.convert(node.value(), shape)
    except (msgspec.ValidationError, ValueError) as error:
        raise node.fail(str(error), f"See {shape.__module__}.{shape.__name__}.") from None


def _class(name: str, node: Node) -> EquipmentClass:
    fields = node.fields(("label", "definition", "source"))
    return EquipmentClass(id=name, **{key: value.text() for key, value in fields.items()})


def _actions(effects: Node) -> dict[tuple[str, str], Action]:
    kinds = effects.fields(("prohibits", "requires", "caps"))
    found = {}
    for kind, actions in kinds.items():
        for name, node in actions.entries().items():
            fields = node.fields(("phrase", "strictness"))
            found[kind, name] = Action(
                id=name, kind=kind, phrase=fields["phrase"].text(), strictness=fields["strictness"].integer()
            )
    return found


def _fact(name: str, node: Node, classes: Mapping[str, EquipmentClass]) -> Fact:
    fields = node.fields(
        ("type", "label", "question", "where"), ("evidence", "values", "pattern", "unit", "reserved")
    )
    if name.partition(".")[0] not in SUBJECTS or "." not in name:
        raise node.fail(f"fact {name!r} has no known subject", f"Start it with one of {', '.join(SUBJECTS)}.")
    values = fields["values"].texts() if "values" in fields else ()
    kind = FactType(fields["type"].choice(tuple(FactType), "type of fact"))
    if kind is FactType.ENUM and not values:
        raise node.fail(f"fact {name!r} is an enum without values", "List them under `values:`.")
    text = {key: fields[key].text() for key in ("pattern", "unit", "reserved") if key in fields}
    return Fact(
        id=name,
        type=kind,
        label=fields["label"].text(),
        question=fields["question"].text(),
        where=fields["where"].text(),
        evidence=fields["evidence"].texts() if "evidence" in fields else (),
        values=tuple(classes) if values == ("<classes>",) else values,
        **text,
    )


def read_facts(node: Node, vocabulary: Vocabulary) -> dict[str, FactValue]:
    """
    Facts written as YAML, checked against the vocabulary and typed.

    Raises: OrderDataError with file, line and the nearest declared fact.
    """
    found = {}
    for name, value in node.entries().items():
        if value.is_null:
            raise value.fail(f"{name} is empty", "Leave a fact out where it is not known.")
        found[name] = read_value(value, declared(name, vocabulary, value))
    return found


def declared(name: str, vocabulary: Vocabulary, node: Node) -> Fact:
    """The declaration of a fact; an error with a suggestion where there is none."""
    fact = vocabulary.facts.get(name)
    if fact is None:
        remedy = f"{suggestion(name, vocabulary.facts)} Or declare it in data/vocabulary/facts.yaml."
        raise node.fail(f"unknown fact {name!r}", remedy)
    return fact


def read_value(node: Node, fact: Fact) -> FactValue:
    """One value of a fact, of the type that the vocabulary declares."""
    match fact.type:
        case FactType.BOOL:
            return node.flag()
        case FactType.INTEGER:
            return node.integer()
        case FactType.NUMBER:
            return node.number()
        case FactType.DATE:
            return node.date()
        case FactType.SET:
            return frozenset(read_word(item, fact) for item in node.items())
        case FactType.PARTIES:
            return frozenset(node.texts())
        case _:
            return read_word(node, fact)


def read_word(node: Node, fact: Fact) -> str:
    """One word of an enum, a set or a free text, checked against what the fact may hold."""
    if fact.values:
        return node.choice(fact.values, f"value of {fact.id}")
    word = node.text()
    if fact.pattern and not fullmatch(fact.pattern, word):
        raise node.fail(f"{word!r} does not look like a value of {fact.id}", f"Write it as {fact.pattern}.")
    return word


def check_fact(name: str, value: FactValue, vocabulary: Vocabulary, *, where: str = "") -> None:
    """
    Refuse a fact that the vocabulary does not declare, or a value of another type.

    Raises: OrderDataError that names what was expected and found.

    >>> check_fact("device.produced_on", date(2020, 1, 2), load_vocabulary()[0])
    """
    fact = vocabulary.facts.get(name)
    if fact is None:
        raise OrderDataError(f"unknown fact {name!r}", where=where, remedy=suggestion(name, vocabulary.facts))
    if type(value) not in _PYTHON_TYPES[fact.type]:
        raise OrderDataError(f"{name} is a {fact.type}, found {value!r}", where=where)
    words = value if isinstance(value, frozenset) else [value]
    for word in words:
        if fact.values and word not in fact.values:
            remedy = suggestion(str(word), fact.values)
            raise OrderDataError(f"unknown value {word!r} of {name}", where=where, remedy=remedy)


_PYTHON_TYPES: dict[FactType, tuple[type, ...]] = {
    FactType.BOOL: (bool,),
    FactType.INTEGER: (int,),
    FactType.NUMBER: (int, float),
    FactType.DATE: (date,),
    FactType.PARTY: (str,),
    FactType.ENUM: (str,),
    FactType.TEXT: (str,),
    FactType.SET: (frozenset,),
    FactType.PARTIES: (frozenset,),
}
