"""JSON Schemas of order files, cases and situations, by which an editor completes and checks them."""

import json

from interdict.law.holidays import calendars
from interdict.law.load import PACKS
from interdict.law.read_due import LONGEST_COUNT
from interdict.law.schema_conditions import conditions
from interdict.law.schema_parts import DATE, FLAG, TEXT, Schema, fact_value, listed, record, ref, words
from interdict.model.finding import Status
from interdict.model.order import Confidence, DueUnit, OrderStatus, ProvisionKind
from interdict.model.truth import Truth
from interdict.model.vocabulary import FactType, Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS = ("order", "cases", "situations")
"""What there is a schema of; each ships as `data/schema/<kind>.schema.json`."""
MONTH_DAY: Schema = {"type": "string", "pattern": r"^\d{2}-\d{2}$", "description": "MM-DD, quoted"}
COUNT: Schema = {"type": "integer", "minimum": 1, "maximum": LONGEST_COUNT}


def schema(kind: str, vocabulary: Vocabulary) -> Schema:
    """
    The schema of one kind of file.

    Args:
        kind: One of `KINDS`.
        vocabulary: Its facts, classes, effects, affiliate tests and measures are what may be written.
    """
    makers = {"order": _order, "cases": _cases, "situations": _situations}
    return {
        "$schema": DIALECT,
        "$id": f"urn:interdict:{kind}",
        "title": f"interdict: {kind}",
        **makers[kind](vocabulary),
        "$defs": _definitions(vocabulary),
    }


def schema_text(kind: str, vocabulary: Vocabulary) -> str:
    """The schema as it ships: indented JSON that ends in a new line."""
    return json.dumps(schema(kind, vocabulary), indent=1, ensure_ascii=False) + "\n"


def _definitions(vocabulary: Vocabulary) -> Schema:
    dates = words(fact.id for fact in vocabulary.facts.values() if fact.type is FactType.DATE)
    return {
        "interval": {
            "type": "array",
            "prefixItems": [{"anyOf": [DATE, {"type": "null"}]}] * 2,
            "minItems": 2,
            "maxItems": 2,
            "items": False,
            "description": "[from, to): the last day is excluded; null leaves a side open",
        },
        "confidence": words(Confidence),
        "stated": {**record({}, {"from": DATE, "until": DATE}), "minProperties": 1},
        "periods": {
            "anyOf": [
                ref("interval"),
                listed(
                    record(
                        {"days": ref("interval")},
                        {"confidence": ref("confidence"), "because": TEXT, "stated": ref("stated")},
                    )
                ),
            ]
        },
        "citation": record(
            {"title": TEXT, "confidence": ref("confidence"), "sources": listed(TEXT, 1)},
            {"href": {"type": "string"}},
        ),
        "due": _due(dates),
        **conditions(vocabulary),
    }


def _due(date_fact: Schema) -> Schema:
    sure = {"confidence": ref("confidence")}
    counted = [
        record({"after": date_fact, unit.value: COUNT}, {**sure, **_extras(unit, date_fact)})
        for unit in DueUnit
    ]
    counted[list(DueUnit).index(DueUnit.BUSINESS_DAYS)]["required"].append("calendar")
    yearly = {"counts": MONTH_DAY, "counted_by": date_fact, "first": DATE}
    return {
        "anyOf": [
            DATE,
            record({"day": DATE}, sure),
            record({"fact": date_fact}, sure),
            record({"yearly": MONTH_DAY}, {**sure, **yearly}),
            *counted,
        ]
    }


def _extras(unit: DueUnit, date_fact: Schema) -> Schema:
    if unit is DueUnit.BUSINESS_DAYS:
        return {"calendar": words(sorted(calendars()))}
    return {} if unit is DueUnit.HOURS else {"repeats": FLAG, "ends": date_fact}


def _order(vocabulary: Vocabulary) -> Schema:
    history = record(
        {"status": words(OrderStatus), "on": DATE}, {"confidence": ref("confidence"), "note": TEXT}
    )
    return record(
        {
            "id": TEXT,
            "title": TEXT,
            "jurisdiction": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "issuer": TEXT,
            "summary": TEXT,
            "citations": listed(ref("citation")),
            "history": listed(history, 1),
            "provisions": listed(_provision(vocabulary)),
        },
        {
            "definitions": {"type": "object", "additionalProperties": ref("condition")},
            "expected": record({"provisions": {"type": "integer"}}),
            "pack": words(PACKS),
        },
    )


def _provision(vocabulary: Vocabulary) -> Schema:
    exemption = {
        "id": TEXT,
        "title": TEXT,
        "in_force": ref("periods"),
        "when": ref("condition"),
        "citation": ref("citation"),
    }
    return record(
        {
            "id": TEXT,
            "title": TEXT,
            "in_force": ref("periods"),
            "citation": ref("citation"),
            "quote": TEXT,
        },
        {
            "kind": words(ProvisionKind),
            "entry": words(("named", "category")),
            "binds": ref("condition"),
            "reaches": {"anyOf": [ref("scope"), ref("condition")]},
            "exemptions": listed(record(exemption)),
            "effects": listed({"anyOf": _effects(vocabulary)}),
        },
    )


def _effects(vocabulary: Vocabulary) -> list[Schema]:
    plain = {"since": DATE, "until": DATE, "stated": ref("stated"), "due": ref("due")}
    optional = {**plain, "citation": ref("citation")}
    by_kind: dict[str, list[str]] = {}
    for kind, action in vocabulary.actions:
        by_kind.setdefault(kind, []).append(action)
    numbers = [f.id for f in vocabulary.facts.values() if f.type is FactType.NUMBER]
    cap = {
        "share": {"type": "number", "minimum": 0, "maximum": 100},
        "of": listed(words(vocabulary.measures), 1),
        "fact": words(number for number in numbers if number.startswith("operator.")),
    }
    return [
        record({kind: words(actions), "summary": TEXT}, {**optional, **(cap if kind == "caps" else {})})
        for kind, actions in by_kind.items()
    ]


def _expectation() -> Schema:
    return record(
        {"provision": TEXT, "status": words(Status)},
        {
            "exemption": TEXT,
            "effects": listed(TEXT),
            "due": DATE,
            "because": TEXT,
            "settles": listed(TEXT),
        },
    )


def _facts(vocabulary: Vocabulary) -> Schema:
    return record({}, {fact.id: fact_value(fact) for fact in vocabulary.facts.values()})


def _relations() -> Schema:
    truths = {"enum": [*Truth, True, False]}
    return {
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": truths},
        "description": "by producer, then named party: what the case supposes of ownership",
    }


def _cases(vocabulary: Vocabulary) -> Schema:
    required = {"id": TEXT, "title": TEXT, "clause": TEXT, "at": DATE, "facts": _facts(vocabulary)}
    return listed(
        record(
            {**required, "expect": listed(_expectation(), 1)},
            {"relations": _relations(), "assume": DATE, "read_on": DATE},
        )
    )


def _situations(vocabulary: Vocabulary) -> Schema:
    one = record(
        {"facts": _facts(vocabulary)},
        {
            **{name: TEXT for name in ("id", "title", "clause")},
            "at": DATE,
            "read_on": DATE,
            "orders": listed(TEXT),
            "relations": _relations(),
            "assume": {"anyOf": [DATE, listed(TEXT)]},
            "expect": listed(_expectation()),
        },
    )
    return {"anyOf": [listed(one, 1), one]}
