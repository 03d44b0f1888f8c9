"""Product families: from a model name or an object identifier branch to family and network role."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from interdict.core.shipped import shipped

PREFIX = 2
"""Letters of a model name by which its pattern is looked up."""

WORD_START = re.compile(r"(?<![a-z0-9])[a-z0-9]")


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/roles/families.yaml`."""

    party: str
    family: str
    role: str
    certain: str
    """`seen` in a stored source, or `background`: general knowledge of product names."""
    models: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The family together with its maker, e.g. `zte:ZXA10 OLT`."""
        return f"{self.party}:{self.family}"


class FamilyMatch(msgspec.Struct, frozen=True):
    """A model name that stands in a text."""

    family: Family
    model: str
    """The name with its suffix, as it stands in the text."""
    betrays: bool
    """Whether the name alone is distinctive of the maker."""


class _Pattern(msgspec.Struct, frozen=True):
    expression: re.Pattern[str]
    family: Family
    betrays: bool


class Families:
    """Index of all families by branch and by model name."""

    def __init__(self, rows: list[Family], enterprises: Mapping[str, tuple[int, ...]]) -> None:
        self.rows = rows
        self._branches = {
            f"{number}.{branch}".rstrip("."): row
            for row in rows
            for branch in row.branches
            for number in enterprises.get(row.party, ())
        }
        self._patterns: dict[str, list[_Pattern]] = {}
        for row in rows:
            for model in row.models:
                for prefix, pattern in _compile(model, row):
                    self._patterns.setdefault(prefix, []).append(pattern)

    def by_branch(self, arcs: str) -> Family | None:
        """The family whose branch is the longest prefix of `arcs` (arcs below 1.3.6.1.4.1)."""
        parts = arcs.split(".")
        for length in range(len(parts), 0, -1):
            found = self._branches.get(".".join(parts[:length]))
            if found:
                return found
        return None

    def in_text(self, text: str) -> Iterator[FamilyMatch]:
        """Every model name in `text`, from left to right; at one place the first row that fits."""
        lowered = text.casefold()
        if len(lowered) != len(text):  # casefolding changed lengths: spans would not fit the original
            text = lowered
        taken = 0
        for start in (m.start() for m in WORD_START.finditer(lowered)):
            if start < taken:
                continue
            for pattern in self._patterns.get(lowered[start : start + PREFIX], ()):
                found = pattern.expression.match(lowered, start)
                if found:
                    taken = found.end()
                    model = text[start : found.end()].strip(" -_,;()")
                    yield FamilyMatch(family=pattern.family, model=model, betrays=pattern.betrays)
                    break


def _compile(model: str, row: Family) -> Iterator[tuple[str, _Pattern]]:
    """The expression of one model name, and the letters under which it is looked up."""
    betrays = model.endswith("!")
    name = model.rstrip("!").casefold()
    open_ended = name.endswith("*")
    body = re.escape(name.rstrip("* "))
    body = body.replace(r"\ ", r"[\s_-]?").replace("%", r"\d").replace(r"\*", r"[a-z0-9]*")
    tail = (
        r"[a-z0-9]*(?:[-/+.][a-z0-9/+.-]*[a-z0-9])?"
        if open_ended
        else r"(?![a-z0-9])(?:-[a-z0-9-]*[a-z0-9])?"
    )
    pattern = _Pattern(re.compile(body + tail), row, betrays)
    head = name.replace(" ", "")[:PREFIX]
    heads = [head] if "%" not in head else [head[0] + digit for digit in "0123456789"]
    yield from ((h, pattern) for h in heads)
    if " " in name[:PREFIX]:  # "S 5700" is also written with a blank, a hyphen or an underscore
        yield from ((head[0] + gap, pattern) for gap in " -_")


@cache
def load_rows() -> list[Family]:
    """The rows of `data/roles/families.yaml`, in file order."""
    raw = shipped("roles/families.yaml", dict[str, list[dict[str, Any]]])
    return [msgspec.convert({"party": party, **row}, Family) for party, rows in raw.items() for row in rows]
