"""Small parts that JSON Schemas of the law's files are put together from."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from interdict.model.vocabulary import Fact, FactType

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one."""

TEXT: Schema = {"type": "string", "minLength": 1}
DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "YYYY-MM-DD"}
FLAG: Schema = {"type": "boolean"}


def record(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    """A mapping that holds these fields and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def listed(items: Schema, least: int = 0) -> Schema:
    """A list of at least so many items."""
    return {"type": "array", "items": items, "minItems": least}


def words(allowed: Iterable[str]) -> Schema:
    """One of the words."""
    return {"enum": [str(word) for word in allowed]}


def ref(name: str) -> Schema:
    """A reference to a shared part."""
    return {"$ref": f"#/$defs/{name}"}


def fact_value(fact: Fact) -> Schema:
    """What a fact may be written as."""
    word: Schema = words(fact.values) if fact.values else dict(TEXT)
    if fact.pattern:
        word["pattern"] = f"^(?:{fact.pattern})$"
    shapes: dict[FactType, Schema] = {
        FactType.BOOL: FLAG,
        FactType.INTEGER: {"type": "integer"},
        FactType.NUMBER: {"type": "number"},
        FactType.DATE: DATE,
        FactType.SET: listed(word),
        FactType.PARTIES: listed(TEXT),
    }
    return {**shapes.get(fact.type, word), "description": fact.question}
