"""A file of answers: facts of the operator, of sites, of models and of devices, checked like an order's."""

from interdict.core.errors import AnswersError, OrderDataError
from interdict.law.nodes import Node, parse
from interdict.law.situations import NamedParty, Naming, read_fact
from interdict.law.vocabulary import declared
from interdict.model.asking import Answer, Scope
from interdict.model.order import Library

OPERATOR = "operator."


def read_answers(data: bytes, path: str, library: Library, naming: Naming) -> tuple[Answer, ...]:
    """
    The answers of a YAML text; a fact without a value is one that nobody answered yet.

    Args:
        data: `operator: {fact: value}`, and `site:`, `model:`, `device:` by what they speak of.
        path: For complaints.
        naming: How names of parties become ids.
    Raises: AnswersError naming file, line and remedy.
    """
    try:
        fields = parse(data, path).fields((), tuple(Scope))
        found = [
            _answer(scope, about, node, library, naming)
            for scope in Scope
            if scope in fields and not fields[scope].is_null
            for about, node in _places(scope, fields[scope])
            if not node.is_null
        ]
    except OrderDataError as error:
        raise AnswersError(error.message, where=error.where, remedy=error.remedy) from error
    return tuple(one for one in found if one.facts)


def _places(scope: Scope, node: Node) -> list[tuple[str, Node]]:
    return [("", node)] if scope is Scope.OPERATOR else list(node.entries().items())


def _answer(scope: Scope, about: str, node: Node, library: Library, naming: Naming) -> Answer:
    facts = {}
    named: list[NamedParty] = []
    for name, value in node.entries().items():
        declared(name, library.vocabulary, value)
        if name.startswith(OPERATOR) is not (scope is Scope.OPERATOR):
            right = Scope.OPERATOR if name.startswith(OPERATOR) else "site, model or device"
            raise value.fail(f"{name} is no fact about a {scope}", f"Put it under `{right}:`.")
        if not value.is_null:
            facts[name] = read_fact(name, value, library, naming, named)
    return Answer(scope=scope, about=about, facts=facts, where=node.where)
