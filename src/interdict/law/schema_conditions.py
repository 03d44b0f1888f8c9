"""The part of the order schema that says what a condition may ask of which fact."""

from interdict.law.conditions import COMPARISONS
from interdict.law.schema_parts import DATE, FLAG, TEXT, Schema, fact_value, listed, record, ref, words
from interdict.model.order import Comparison
from interdict.model.vocabulary import Fact, FactType, Vocabulary

COUNTED: Schema = {"type": "integer"}


def conditions(vocabulary: Vocabulary) -> Schema:
    """The shared parts `condition` and `scope`."""
    several = listed(ref("condition"))
    doubt = {"confidence": ref("confidence"), "because": TEXT, "unsure": words(("when-met", "either-way"))}
    asked: dict[str, Schema] = {
        "all": several,
        "any": several,
        "not": ref("condition"),
        "defined": TEXT,
        "produced_by": _produced_by(vocabulary),
        "on_list": _on_list(vocabulary),
        "during": ref("periods"),
        "always": dict(FLAG),
        **{fact.id: _test(fact) for fact in vocabulary.facts.values()},
    }
    one = {**record({}, {**asked, **doubt}), "minProperties": 1, "maxProperties": 1 + len(doubt)}
    return {"condition": {"anyOf": [several, one]}, "scope": _scope(vocabulary)}


def _produced_by(vocabulary: Vocabulary) -> Schema:
    parties = [f.id for f in vocabulary.facts.values() if f.type in (FactType.PARTY, FactType.PARTIES)]
    named = {"named": listed(TEXT, 1), "affiliates": words(vocabulary.affiliation)}
    return record(named, {"fact": words(parties)})


def _scope(vocabulary: Vocabulary) -> Schema:
    """A scope in its short form."""
    facts = {name: vocabulary.facts[f"device.{name}"] for name in ("classes", "purposes")}
    members = {name: listed(words(fact.values), 1) for name, fact in facts.items()}
    producers = {"producers": listed(TEXT, 1), "affiliates": words(vocabulary.affiliation)}
    short = record({}, {**producers, **members, "where": ref("condition")})
    return {**short, "minProperties": 1, "dependentRequired": {"producers": ["affiliates"]}}


def _on_list(vocabulary: Vocabulary) -> Schema:
    delay = {"confidence": ref("confidence"), "certain_from": COUNTED, "fact": TEXT}
    return record(
        {"list": TEXT},
        {
            "kind": words(("named", "category")),
            "added": ref("interval"),
            "frozen": DATE,
            "after": listed(record({"days": COUNTED}, delay)),
            "through": TEXT,
            "as_class": words(vocabulary.classes),
            "affiliates": words(vocabulary.affiliation),
        },
    )


def _test(fact: Fact) -> Schema:
    """A plain value stands for `is`; otherwise one comparison that makes sense for the fact's type."""
    value = fact_value(fact)
    one: Schema = value.get("items", value)
    shapes = {
        Comparison.IN: listed(one, 1),
        Comparison.HAS_ANY: listed(one, 1),
        Comparison.HAS: one,
    }
    compared = {str(each): shapes.get(each, one) for each in sorted(COMPARISONS[fact.type])}
    compared[str(Comparison.KNOWN)] = {"const": True}
    tests = [record({name: shape}) for name, shape in compared.items()]
    if Comparison.IS in COMPARISONS[fact.type]:
        tests.insert(0, value)
    return {"anyOf": tests, "description": fact.question}
