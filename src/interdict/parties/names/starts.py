"""With which characters a text can begin that a regular expression matches: what patterns are indexed by."""

import string
from re import _constants as codes  # type: ignore[attr-defined]  # the library's own parser, not another
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

EVERY = frozenset(string.printable.casefold())
"""Where a pattern does not tell."""


def starts_of(pattern: str) -> frozenset[str]:
    """
    The casefolded characters with which a match of `pattern` can begin, among the printable ones of ASCII.

    Raises: ValueError if the pattern matches the empty text, which would mean everybody's model.

    >>> sorted(starts_of(r"(?:DH|IPC)-[A-Z]+|x?y"))
    ['d', 'i', 'x', 'y']
    """
    found, empty = _of_sequence(list(parser.parse(pattern)))
    if empty:
        raise ValueError(f"{pattern!r} matches the empty text")
    return found


def _of_sequence(items: list[Any]) -> tuple[frozenset[str], bool]:
    """First characters of items in a row, and whether all of them may be empty."""
    starts: frozenset[str] = frozenset()
    for operation, argument in items:
        found, empty = _of_item(operation, argument)
        starts |= found
        if not empty:
            return starts, False
    return starts, True


def _of_item(operation: Any, argument: Any) -> tuple[frozenset[str], bool]:
    if operation is codes.LITERAL:
        return frozenset(chr(argument).casefold()), False
    if operation is codes.IN:
        return _of_class(argument), False
    if operation is codes.BRANCH:
        parts = [_of_sequence(list(branch)) for branch in argument[1]]
        return frozenset().union(*(found for found, _ in parts)), any(empty for _, empty in parts)
    if operation is codes.SUBPATTERN:
        return _of_sequence(list(argument[3]))
    if operation in {codes.MAX_REPEAT, codes.MIN_REPEAT}:
        found, empty = _of_sequence(list(argument[2]))
        return found, empty or argument[0] == 0
    if operation in {codes.AT, codes.ASSERT, codes.ASSERT_NOT}:
        return frozenset(), True
    return EVERY, False


def _of_class(members: Any) -> frozenset[str]:
    """Characters of a class such as `[A-Z3]`; every one where it is negated or a category without a name."""
    found: set[str] = set()
    for operation, argument in members:
        if operation is codes.LITERAL:
            found.add(chr(argument).casefold())
        elif operation is codes.RANGE:
            found.update(chr(code).casefold() for code in range(argument[0], argument[1] + 1))
        elif (operation, argument) == (codes.CATEGORY, codes.CATEGORY_DIGIT):
            found.update(string.digits)
        else:
            return EVERY
    return frozenset(found)
