"""Whether any facts can meet a provision: contradictions that a program can see."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice, product
from math import inf, nextafter
from typing import Any, NamedTuple

from interdict.law.breakpoints import Leaf
from interdict.law.judge import COMPARE
from interdict.model.order import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    During,
    FactTest,
    NotOf,
    OnList,
    ProducedBy,
    Provision,
    Reading,
)
from interdict.model.vocabulary import Fact, FactType, Vocabulary

MOST_TERMS = 4_000
"""Ways to meet a condition that are looked at; of more, one is taken to be possible."""


class Literal(NamedTuple):
    """One test that has to come out as said."""

    test: Leaf
    wanted: bool


Term = tuple[Literal, ...]
"""Tests that have to come out so together."""


def unreachable(provision: Provision, vocabulary: Vocabulary) -> str:
    """Why no facts can meet whom a provision binds and what it reaches; empty where some might."""
    why = ""
    both = AllOf(of=(provision.binds, provision.reaches))
    for number, term in enumerate(islice(_terms(both, True), MOST_TERMS + 1)):
        if number == MOST_TERMS:
            return ""
        why = _contradiction(term, provision, vocabulary)
        if not why:
            return ""
    return why or "a part of it is `any:` of nothing, which nothing meets"


def _terms(condition: Condition, wanted: bool) -> Iterator[Term]:
    """Every way to meet a condition, or to fail it."""
    match condition:
        case AllOf(of=of) | AnyOf(of=of):
            if isinstance(condition, AllOf) is wanted:
                for parts in product(*(tuple(islice(_terms(one, wanted), MOST_TERMS + 1)) for one in of)):
                    yield tuple(literal for part in parts for literal in part)
            else:
                for one in of:
                    yield from _terms(one, wanted)
        case NotOf():
            yield from _terms(condition.of, not wanted)
        case Reading():
            yield from _terms(condition.of, wanted)
        case FactTest() | ProducedBy() | OnList() | During():
            yield (Literal(condition, wanted),)


def _contradiction(term: Term, provision: Provision, vocabulary: Vocabulary) -> str:
    by_fact: dict[str, list[Literal]] = defaultdict(list)
    asked = {literal.test.claim for literal in term if literal.wanted}
    for test, wanted in term:
        if not wanted and not isinstance(test, FactTest) and test.claim in asked:
            return f"it wants both that {test.claim} and the contrary"
        if isinstance(test, FactTest):
            by_fact[test.fact].append(Literal(test, wanted))
        elif isinstance(test, ProducedBy) and wanted and not test.named:
            return "it tests for affiliates of nobody"
        elif isinstance(test, During) and wanted and not _meet(test, provision):
            return f"{test.claim}, and it is in force on none of these days"
    for fact, literals in by_fact.items():
        if not _possible(vocabulary.facts[fact], literals):
            return f"no value of {fact} meets all its tests"
    return ""


def _meet(during: During, provision: Provision) -> bool:
    spans = [period.days for period in provision.in_force]
    return not spans or any(one.days.overlaps(span) for one in during.periods for span in spans)


def _possible(fact: Fact, literals: Sequence[Literal]) -> bool:
    tests = [(one.test, one.wanted) for one in literals if isinstance(one.test, FactTest)]
    tests = [(test, wanted) for test, wanted in tests if test.comparison is not Comparison.KNOWN]
    if fact.type is FactType.SET:
        return _set_possible(tests)
    candidates = _CANDIDATES.get(fact.type, _words)(fact, [test for test, _ in tests])
    return any(
        all(COMPARE[test.comparison](one, test.value) is wanted for test, wanted in tests)
        for one in candidates
    )


def _set_possible(tests: Sequence[tuple[FactTest, bool]]) -> bool:
    """Each wanted member must be allowed by every test that forbids some."""
    forbidden = {word for test, wanted in tests if not wanted for word in _members(test)}
    return all(set(_members(test)) - forbidden for test, wanted in tests if wanted)


def _members(test: FactTest) -> tuple[str, ...]:
    return test.value if isinstance(test.value, tuple) else (str(test.value),)


def _flags(fact: Fact, tests: Sequence[FactTest]) -> list[Any]:
    return [True, False]


def _words(fact: Fact, tests: Sequence[FactTest]) -> list[Any]:
    named = [word for test in tests for word in _members(test)]
    return [*fact.values] if fact.values else [*named, "".join(named) + "?"]


def _around(fact: Fact, tests: Sequence[FactTest]) -> list[Any]:
    """The thresholds and what lies just beside them: between two of them nothing changes."""
    found: list[Any] = []
    for test in tests:
        value: Any = test.value
        found += [value, *_NEIGHBOURS[fact.type](value)]
    return found


_NEIGHBOURS: dict[FactType, Callable[[Any], tuple[Any, Any]]] = {
    FactType.DATE: lambda value: (value - timedelta(days=1), value + timedelta(days=1)),
    FactType.INTEGER: lambda value: (value - 1, value + 1),
    FactType.NUMBER: lambda value: (nextafter(value, -inf), nextafter(value, inf)),
}
_CANDIDATES: dict[FactType, Callable[[Fact, Sequence[FactTest]], list[Any]]] = {
    FactType.BOOL: _flags,
    FactType.DATE: _around,
    FactType.INTEGER: _around,
    FactType.NUMBER: _around,
}
