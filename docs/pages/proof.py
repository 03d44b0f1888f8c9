"""Predicates of the ledger's statements."""

import json
from typing import Any

from interdict.ledger.envelope import PAYLOAD_TYPE, STATEMENT_TYPE, schemas
from interdict.model.entry import PREDICATE_TYPES
from pages.markdown import code, fenced, page, plain, section, table
from pages.source import attribute_docs


def predicates() -> str:
    """Every predicate type with its fields and its schema."""
    found = schemas()
    return page(
        "Predicates",
        "An entry of the ledger is a DSSE envelope (v1) around an in-toto statement (v1); its predicate is "
        "of one of these types.",
        f"`payloadType` is `{PAYLOAD_TYPE}`, `_type` is `{STATEMENT_TYPE}`. Schemas ship in "
        "`interdict/data/schema/predicates/`.\n",
        *(_predicate(kind, uri, found[uri.split("/")[-2]]) for kind, uri in PREDICATE_TYPES.items()),
    )


def _predicate(kind: Any, uri: str, schema: dict[str, Any]) -> str:
    fields, docs = schema["$defs"][kind.__name__]["properties"], attribute_docs(kind)
    names = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
    rows = [(code(name), plain(docs.get(names[name], ""))) for name in fields]
    return section(
        uri.split("/")[-2],
        f"Type: `{uri}`",
        plain((kind.__doc__ or "").strip().splitlines()[0]),
        table(("field", "meaning"), rows),
        fenced(json.dumps(schema, indent=1, ensure_ascii=False).splitlines(), "json"),
    )
