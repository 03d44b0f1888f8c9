"""YAML read with its line numbers, so that every complaint names file and line."""

from collections.abc import Collection
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from interdict.core.errors import OrderDataError
from interdict.core.when import day

LARGEST_FILE = 4_000_000
"""Bytes; the largest order file known is a hundredth of it."""
DEEPEST = 40
"""Levels of nesting; a deeper file is an attack or an accident."""
MOST_NODES = 200_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"


class Node:
    """One YAML value with the place where it stands."""

    __slots__ = ("path", "raw")

    def __init__(self, raw: yaml.Node, path: str) -> None:
        self.raw = raw
        self.path = path

    @property
    def where(self) -> str:
        """`file:line`, counted from 1."""
        return f"{self.path}:{self.raw.start_mark.line + 1}"

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return isinstance(self.raw, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.raw, yaml.SequenceNode)

    @property
    def is_null(self) -> bool:
        """Whether it is empty, or the word null."""
        return self._tag == "null"

    @property
    def _tag(self) -> str:
        return str(self.raw.tag).removeprefix(_TAG)

    def fail(self, message: str, remedy: str = "") -> OrderDataError:
        """The error that says what is wrong here; the caller raises it."""
        return OrderDataError(message, where=self.where, remedy=remedy)

    def entries(self) -> dict[str, "Node"]:
        """The mapping's values by key; a key that comes twice is an error."""
        if not isinstance(self.raw, yaml.MappingNode):
            raise self.fail(f"expected a mapping, found {self._shown}", "Write `key: value` lines here.")
        found: dict[str, Node] = {}
        for key, value in self.raw.value:
            name = str(key.value)
            if name in found:
                raise Node(key, self.path).fail(f"{name!r} comes twice", "Keep one of the two.")
            found[name] = Node(value, self.path)
        return found

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, "Node"]:
        """The mapping's values, where only these keys may occur and the required ones must."""
        found = self.entries()
        for name, value in found.items():
            if name not in required and name not in optional:
                raise value.fail(f"unknown field {name!r}", suggestion(name, [*required, *optional]))
        for name in required:
            if name not in found:
                raise self.fail(f"field {name!r} is missing", f"Add `{name}:`.")
        return found

    def items(self) -> list["Node"]:
        """The members of the list."""
        if not isinstance(self.raw, yaml.SequenceNode):
            raise self.fail(f"expected a list, found {self._shown}", "Write `[a, b]` or `- a` lines here.")
        return [Node(item, self.path) for item in self.raw.value]

    def text(self) -> str:
        """The text as written, with runs of white space as one space."""
        if not isinstance(self.raw, yaml.ScalarNode) or self.is_null:
            raise self.fail(f"expected text, found {self._shown}")
        return " ".join(str(self.raw.value).split())

    def texts(self) -> tuple[str, ...]:
        """The members of a list of texts."""
        return tuple(item.text() for item in self.items())

    def flag(self) -> bool:
        """True or false."""
        if self._tag != "bool":
            raise self.fail(f"expected true or false, found {self._shown}")
        return str(self.raw.value).lower() in ("true", "yes", "on")

    def integer(self) -> int:
        """A whole number."""
        if self._tag != "int":
            raise self.fail(f"expected a whole number, found {self._shown}")
        return int(str(self.raw.value).replace("_", ""))

    def number(self) -> float:
        """A number."""
        if self._tag not in ("int", "float"):
            raise self.fail(f"expected a number, found {self._shown}")
        return float(str(self.raw.value).replace("_", ""))

    def date(self) -> date:
        """A calendar date."""
        try:
            return day(self.text())
        except ValueError as error:
            raise self.fail(str(error), "Write the date as YYYY-MM-DD.") from None

    def value(self) -> Any:
        """The plain value, whatever it is; for what a schema checks afterwards."""
        return yaml.constructor.SafeConstructor().construct_document(self.raw)

    def choice(self, allowed: Collection[str], noun: str) -> str:
        """One of the allowed words; a near miss is answered with what was probably meant."""
        found = self.text()
        if found not in allowed:
            raise self.fail(f"unknown {noun} {found!r}", suggestion(found, allowed))
        return found

    def choices(self, allowed: Collection[str], noun: str) -> tuple[str, ...]:
        """A non-empty list of allowed words."""
        found = tuple(item.choice(allowed, noun) for item in self.items())
        if not found:
            raise self.fail(f"expected at least one {noun}")
        return found

    @property
    def _shown(self) -> str:
        if self.is_mapping:
            return "a mapping"
        return "a list" if self.is_list else repr(str(self.raw.value))


def suggestion(found: str, allowed: Collection[str]) -> str:
    """
    What to write instead of a word that is not allowed.

    >>> suggestion("device.producr", ["device.producer", "device.classes"])
    'Did you mean device.producer?'
    """
    shown = sorted(allowed)
    if not shown:
        return "None is declared."
    if close := get_close_matches(found, shown, n=3, cutoff=0.7):
        return f"Did you mean {' or '.join(close)}?"
    more = f", … ({len(shown)} in all)" if len(shown) > 12 else ""
    return f"Use one of {', '.join(shown[:12])}{more}."


def read(path: Path) -> tuple[Node, bytes]:
    """
    The root of a YAML file and the bytes it was read from.

    Raises: OrderDataError if the file cannot be read, is not YAML, or is larger or deeper than any order.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise OrderDataError(f"cannot be read: {error.strerror}", where=str(path)) from None
    if len(data) > LARGEST_FILE:
        raise OrderDataError(
            f"is larger than {LARGEST_FILE} bytes", where=str(path), remedy="Split the order."
        )
    return parse(data, str(path)), data


def parse(data: bytes, path: str) -> Node:
    """
    The root of a YAML text.

    Raises: OrderDataError naming the line, if it is not YAML, uses aliases, or is too deep.
    """
    try:
        _check_size(data, path)
        root = yaml.compose(data, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or "is not YAML"
        raise OrderDataError(problem, where=f"{path}:{line}", remedy="Mend the YAML syntax.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OrderDataError(f"is not YAML in UTF-8: {error}", where=path) from None
    if root is None:
        raise OrderDataError("is empty", where=f"{path}:1", remedy="Write the order, or remove the file.")
    return Node(root, path)


def _check_size(data: bytes, path: str) -> None:
    """Refuse aliases (they expand) and runaway nesting before anything is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(data, Loader=_LOADER)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise OrderDataError("uses a YAML alias", where=f"{path}:{line}", remedy="Repeat the value.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or count > MOST_NODES:
            raise OrderDataError("is nested too deep or too long", where=f"{path}:{line}")
