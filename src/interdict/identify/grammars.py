"""Whose operating system printed a text, told by its layouts, headings, interface names and messages."""

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from interdict.core.shipped import shipped

LINE_START = r"^[ \t]{0,8}"
ENOUGH = 2
"""Points that make a grammar: one mark that only this system writes, or two that are usual in it."""


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that a system writes."""

    tells: int
    """2 where no other system writes so, 1 where others may."""
    near: str
    """Lower-case text that stands wherever the pattern matches; looked for first, because that is cheap."""
    pattern: str
    example: str
    tag: str


class Grammar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/identifiers/grammars.yaml` or `banners.yaml`."""

    party: str
    system: str
    marks: tuple[Mark, ...]
    role: str = ""
    share: float = 1.0
    """Less than 1 where several makers ship the system."""


class Written(msgspec.Struct, frozen=True):
    """What a text amounts to under one grammar."""

    grammar: Grammar
    certain: bool
    """Whether its marks make a grammar; else they only point there."""


@cache
def load_grammars(name: str = "grammars") -> tuple[Grammar, ...]:
    """Every grammar of one file, in file order: `grammars` of command lines, or `banners` of services."""
    return shipped(f"identifiers/{name}.yaml", tuple[Grammar, ...])


def written_in(text: str, name: str = "grammars", *, of_others: bool = False) -> tuple[Written, ...]:
    """
    The grammars that a text shows marks of; the surest first.

    Args:
        text: Output of a command, or what a service prints.
        name: Which grammars, see `load_grammars`.
        of_others: Whether its values are what neighbours or parts say of themselves: then only marks with
            which a line begins count, because the beginning of a line is the printing system's own.

    >>> [(found.grammar.system, found.certain) for found in written_in("gei_1/1  up")]
    [('ZXROS', True)]
    """
    folded = text.casefold()
    anchor = LINE_START if of_others else ""
    points = [(_points(row.marks, text, folded, anchor), row) for row in load_grammars(name)]
    ranked = sorted((-total, number, row) for number, (total, row) in enumerate(points) if total)
    return tuple(Written(grammar=row, certain=-total >= ENOUGH) for total, _, row in ranked)


def _points(marks: Iterable[Mark], text: str, folded: str, anchor: str) -> int:
    return sum(
        mark.tells for mark in marks if mark.near in folded and _compiled(anchor, mark.pattern).search(text)
    )


@cache
def _compiled(anchor: str, pattern: str) -> re.Pattern[str]:
    flags, plain = ("(?i)", pattern[4:]) if pattern.startswith("(?i)") else ("", pattern)
    return re.compile(f"{flags}{anchor}(?:{plain})", re.MULTILINE)
