"""Read conditions: `all`, `any`, `not` over typed tests of facts, parties, lists and dates."""

from collections.abc import Mapping

import msgspec

from interdict.core.when import Interval
from interdict.law.nodes import Node, suggestion
from interdict.law.vocabulary import declared, read_value, read_word
from interdict.law.words import claim_during, claim_on_list, claim_produced, claim_test
from interdict.model.finding import Citation
from interdict.model.order import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Confidence,
    Delay,
    During,
    FactTest,
    NotOf,
    OnList,
    Period,
    ProducedBy,
    Reading,
)
from interdict.model.vocabulary import Fact, FactType, FactValue, Vocabulary

_ORDERED = {Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.MORE_THAN, Comparison.LESS_THAN}
_DATED = {Comparison.BEFORE, Comparison.ON_OR_BEFORE, Comparison.AFTER, Comparison.ON_OR_AFTER}
COMPARISONS: dict[FactType, set[Comparison]] = {
    FactType.BOOL: {Comparison.IS},
    FactType.INTEGER: {Comparison.IS, *_ORDERED},
    FactType.NUMBER: _ORDERED,
    FactType.DATE: {Comparison.IS, *_DATED},
    FactType.ENUM: {Comparison.IS, Comparison.IN},
    FactType.TEXT: {Comparison.IS, Comparison.IN},
    FactType.PARTY: set(),
    FactType.SET: {Comparison.HAS, Comparison.HAS_ANY},
    FactType.PARTIES: set(),
}
"""What can be asked of a fact of each type, besides `known`; of a party, only who it is: `produced_by`."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a condition may refer to while it is read."""

    vocabulary: Vocabulary
    parties: frozenset[str] | None = None
    """Party ids that exist; not checked where absent."""
    definitions: Mapping[str, Condition] = {}
    """The order's own defined terms."""
    sources: Mapping[str, str] = {}


def read_condition(node: Node, terms: Terms) -> Condition:
    """
    One condition; a list stands for `all` of its members.

    Raises: OrderDataError with file, line and remedy.
    """
    if node.is_list:
        return AllOf(of=tuple(read_condition(item, terms) for item in node.items()))
    fields = node.entries()
    doubt = fields.pop("confidence", None)
    because = fields.pop("because", None)
    unsure = fields.pop("unsure", None)
    if len(fields) != 1:
        keys = ", ".join(fields) or "nothing"
        raise node.fail(f"a condition asks one thing, found {keys}", "Put several under `all:` or `any:`.")
    condition = _one(*next(iter(fields.items())), terms)
    if doubt is None:
        return condition
    confidence = Confidence(doubt.choice(tuple(Confidence), "confidence"))
    if confidence.decides:
        return condition
    if because is None:
        raise doubt.fail("an unverified reading says no reason", "Add `because:` beside it.")
    when_met = unsure is not None and unsure.choice(("when-met", "either-way"), "doubt") == "when-met"
    return Reading(of=condition, when_met=when_met, confidence=confidence, because=because.text())


def _one(name: str, value: Node, terms: Terms) -> Condition:
    match name:
        case "all" | "any":
            parts = tuple(read_condition(item, terms) for item in value.items())
            return AllOf(of=parts) if name == "all" else AnyOf(of=parts)
        case "not":
            return NotOf(of=read_condition(value, terms))
        case "defined":
            return terms.definitions[value.choice(terms.definitions, "definition")]
        case "produced_by":
            return _produced_by(value, terms)
        case "on_list":
            return _on_list(value, terms)
        case "during":
            periods = read_periods(value)
            return During(periods=periods, claim=claim_during(periods))
        case "always":
            return AllOf(of=(), claim="whoever it is") if value.flag() else AnyOf(of=(), claim="nobody")
    return _fact_test(name, value, terms)


def _fact_test(name: str, value: Node, terms: Terms) -> FactTest:
    if "." not in name:
        words = ("all", "any", "not", "defined", "produced_by", "on_list", "during", "always")
        raise value.fail(f"unknown condition {name!r}", suggestion(name, [*words, *terms.vocabulary.facts]))
    fact = declared(name, terms.vocabulary, value)
    if not value.is_mapping:
        return _test(fact, Comparison.IS, value)
    tests = value.entries()
    if len(tests) != 1:
        raise value.fail(f"{name} is compared {len(tests)} times", "Put several tests under `all:`.")
    word, operand = next(iter(tests.items()))
    if word not in tuple(Comparison):
        raise operand.fail(f"unknown comparison {word!r}", suggestion(word, tuple(Comparison)))
    return _test(fact, Comparison(word), operand)


def _test(fact: Fact, comparison: Comparison, node: Node) -> FactTest:
    if comparison is not Comparison.KNOWN and comparison not in COMPARISONS[fact.type]:
        allowed = ", ".join(sorted(COMPARISONS[fact.type])) or "`produced_by` instead"
        raise node.fail(
            f"{fact.id} is a {fact.type} and cannot be compared by `{comparison}`", f"Use {allowed}."
        )
    value = _operand(fact, comparison, node)
    return FactTest(
        fact=fact.id, comparison=comparison, value=value, claim=claim_test(fact, comparison, value)
    )


def _operand(fact: Fact, comparison: Comparison, node: Node) -> FactValue | tuple[str, ...]:
    if comparison is Comparison.KNOWN:
        if not node.flag():
            raise node.fail("`known: false` would turn on learning a fact", "Test the fact's value instead.")
        return True
    if comparison in (Comparison.IN, Comparison.HAS_ANY):
        return tuple(read_word(item, fact) for item in node.items())
    return read_word(node, fact) if comparison is Comparison.HAS else read_value(node, fact)


def read_parties(node: Node, terms: Terms) -> tuple[str, ...]:
    """Party ids, checked where the known ones were given."""
    if terms.parties is not None:
        return node.choices(terms.parties, "party")
    return node.texts()


def _produced_by(node: Node, terms: Terms) -> ProducedBy:
    fields = node.fields(("named", "affiliates"), ("fact",))
    name = fields["fact"].text() if "fact" in fields else "device.producer"
    fact = declared(name, terms.vocabulary, node)
    if fact.type not in (FactType.PARTY, FactType.PARTIES):
        raise node.fail(f"{name} is a {fact.type}, not a party", "Name a fact of type party or parties.")
    return produced_by(fields["named"], fields["affiliates"], terms, fact)


def produced_by(names: Node, affiliates: Node, terms: Terms, fact: Fact | None = None) -> ProducedBy:
    """The test of a producer (or of the parties in another fact) against names, by an affiliate test."""
    fact = fact or terms.vocabulary.facts["device.producer"]
    named = read_parties(names, terms)
    tests = terms.vocabulary.affiliation
    test = affiliates.choice(tests, "affiliate test")
    claim = claim_produced(fact, named, tests[test].phrase)
    return ProducedBy(fact=fact.id, named=named, test=test, claim=claim)


def has_any(name: str, node: Node, terms: Terms) -> FactTest:
    """The test that a set holds at least one of the listed words."""
    return _test(declared(name, terms.vocabulary, node), Comparison.HAS_ANY, node)


def _on_list(node: Node, terms: Terms) -> OnList:
    optional = ("kind", "added", "frozen", "after", "through", "as_class", "affiliates")
    fields = node.fields(("list",), optional)
    affiliates = fields.get("affiliates")
    condition = OnList(
        list=fields["list"].text(),
        kind=fields["kind"].choice(("named", "category"), "kind of entry") if "kind" in fields else "",
        added=read_interval(fields["added"]) if "added" in fields else Interval(),
        frozen=fields["frozen"].date() if "frozen" in fields else None,
        after=tuple(_delay(item, terms) for item in fields["after"].items()) if "after" in fields else (),
        through=declared(fields["through"].text(), terms.vocabulary, node).id if "through" in fields else "",
        as_class=fields["as_class"].choice(terms.vocabulary.classes, "class") if "as_class" in fields else "",
        affiliates=affiliates.choice(terms.vocabulary.affiliation, "affiliate test") if affiliates else None,
        claim="",
    )
    return msgspec.structs.replace(condition, claim=claim_on_list(condition, terms.vocabulary))


def _delay(node: Node, terms: Terms) -> Delay:
    fields = node.fields(("days",), ("confidence", "certain_from", "fact"))
    confidence = read_confidence(fields.get("confidence"))
    certain_from = fields["certain_from"].integer() if "certain_from" in fields else 0
    days = fields["days"].integer()
    if not confidence.decides and certain_from < days:
        raise node.fail(
            "a count of days that is unsure says no day from which it is certain", "Add `certain_from:`."
        )
    fact = declared(fields["fact"].text(), terms.vocabulary, node) if "fact" in fields else None
    if fact and fact.type is not FactType.DATE:
        raise node.fail(f"{fact.id} is a {fact.type}, not a date")
    return Delay(days=days, confidence=confidence, certain_from=certain_from, fact=fact.id if fact else "")


def read_interval(node: Node) -> Interval:
    """`[from, to]`, half-open; `null` leaves a side open."""
    ends = node.items()
    if len(ends) != 2:
        raise node.fail("expected [from, to]", "Write `null` for an open end; the last day is excluded.")
    first, last = (None if end.is_null else end.date() for end in ends)
    if first and last and last <= first:
        raise node.fail(
            f"the period ends on {last}, not after it starts on {first}", "Swap or mend the dates."
        )
    return Interval(first, last)


def read_periods(node: Node) -> tuple[Period, ...]:
    """Either one `[from, to]`, or a list of `{days, confidence, because}` in order, without overlap."""
    items = node.items()
    if items and not items[0].is_mapping:
        return (Period(days=read_interval(node)),)
    periods = tuple(_period(item) for item in items)
    for (n, later), item in zip(enumerate(periods), items, strict=True):
        for earlier in periods[:n]:
            if earlier.days.overlaps(later.days) and earlier.stated.overlaps(later.stated):
                remedy = "List periods in order, half-open; of an amended text say when each was `stated`."
                raise item.fail("the period overlaps the one before it", remedy)
    return periods


def _period(node: Node) -> Period:
    fields = node.fields(("days",), ("confidence", "because", "stated"))
    confidence = read_confidence(fields.get("confidence"))
    because = fields["because"].text() if "because" in fields else ""
    if not confidence.decides and not because:
        raise node.fail("an unverified period says no reason", "Add `because:`.")
    return Period(
        days=read_interval(fields["days"]),
        confidence=confidence,
        because=because,
        stated=read_stated(fields.get("stated")),
    )


def read_confidence(node: Node | None) -> Confidence:
    """A confidence; `verified` where none is written."""
    if node is None:
        return Confidence.VERIFIED
    return Confidence(node.choice(tuple(Confidence), "confidence"))


def read_stated(node: Node | None) -> Interval:
    """The days on which the law read so: `{from, until}`, either may be left out; always where absent."""
    fields = node.fields((), ("from", "until")) if node else {}
    first, last = (fields[name].date() if name in fields else None for name in ("from", "until"))
    if node and not fields:
        raise node.fail("`stated:` says neither `from:` nor `until:`", "Add one, or remove it.")
    if node and first and last and last <= first:
        raise node.fail(f"stated until {last}, not after {first}", "Swap or mend the dates.")
    return Interval(first, last)


def read_citation(node: Node, terms: Terms) -> Citation:
    """A pinpoint with its confidence and source keys."""
    fields = node.fields(("title", "confidence", "sources"), ("href",))
    keys = fields["sources"].items()
    if not keys:
        raise fields["sources"].fail("a citation names no source", "Add a key of data/orders/sources.yaml.")
    sources = tuple(key.choice(terms.sources, "source") if terms.sources else key.text() for key in keys)
    return Citation(
        title=fields["title"].text(),
        href=fields["href"].text() if "href" in fields else "",
        confidence=fields["confidence"].choice(tuple(Confidence), "confidence"),
        sources=sources,
    )
