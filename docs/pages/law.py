"""The law: orders with their provisions, and the words that orders use."""

from collections.abc import Iterator

from interdict.law.breakpoints import leaves
from interdict.law.describe import citation_line, history_lines, period_lines, provision_lines
from interdict.law.load import load_library
from interdict.law.words import listed
from interdict.model.affiliation import AffiliateRule
from interdict.model.caps import Measure
from interdict.model.order import Confidence, Library, Order, ProducedBy, Provision
from interdict.model.vocabulary import Vocabulary
from pages.markdown import bullets, code, codes, fenced, page, plain, section, table
from pages.source import attribute_docs


def orders() -> str:
    """Every order of the library."""
    library = load_library()
    confidences = attribute_docs(Confidence)
    return page(
        "Orders",
        "The library holds these orders as data, each provision with its dates, its citation and how sure "
        "the reading is; facts are as of 2026-11-22 and nothing here is legal advice.",
        table(
            ("order", "title", "provisions", "last status"),
            [
                (code(one.id), plain(one.title), str(len(one.provisions)), str(one.history[-1].status))
                for one in library.orders.values()
            ],
        )
        + "\n",
        section(
            "By jurisdiction",
            "An order whose provisions are all powers, general duties or policies reaches no device by "
            "itself. A draft counts only where it is assumed. An unsure provision never decides alone.",
            table(
                (
                    "jurisdiction",
                    "order",
                    "what it can do to a device",
                    "makers it names",
                    "counts",
                    "unsure",
                ),
                [_standing(one, library) for one in _by_jurisdiction(library)],
            ),
        ),
        section("Confidence", _confidence(confidences)),
        *(_order(one, library.vocabulary) for one in library.orders.values()),
        section(
            "Sources",
            table(("key", "what it is"), [(code(k), plain(v)) for k, v in library.sources.items()]),
        ),
    )


JURISDICTIONS = {
    "AU": "Australia",
    "CA": "Canada",
    "DE": "Germany",
    "DK": "Denmark",
    "EE": "Estonia",
    "EU": "European Union",
    "FR": "France",
    "GB": "United Kingdom",
    "IN": "India",
    "IT": "Italy",
    "JP": "Japan",
    "LT": "Lithuania",
    "LV": "Latvia",
    "NZ": "New Zealand",
    "PL": "Poland",
    "PT": "Portugal",
    "RO": "Romania",
    "SE": "Sweden",
    "TW": "Taiwan",
    "US": "United States",
}
"""How the jurisdictions of the library are called."""


def _by_jurisdiction(library: Library) -> list[Order]:
    return sorted(library.orders.values(), key=lambda one: (JURISDICTIONS[one.jurisdiction], one.id))


def _standing(order: Order, library: Library) -> tuple[str, ...]:
    """What an order is to its jurisdiction, in one row."""
    effects = dict.fromkeys(f"{e.kind} {e.action}" for one in order.provisions for e in one.effects)
    counts = "only where assumed" if order.is_draft else str(order.history[-1].status)
    if effects or any(one.entry for one in order.provisions):
        does = ", ".join(effects) or "is a list that other orders use"
    else:
        kinds = sorted({one.kind.value for one in order.provisions})
        does, counts = "nothing by itself", f"{counts}; {listed(kinds, 'and')} only"
    unsure = f"{sum(map(_unsure, order.provisions))} of {len(order.provisions)}"
    named = codes(_named(order, library))
    return JURISDICTIONS[order.jurisdiction], code(order.id), does, named, counts, unsure


def _unsure(provision: Provision) -> bool:
    """Whether its citation, or every period of it, is from memory, derived or unresolved."""
    if not Confidence(provision.citation.confidence).decides:
        return True
    return bool(provision.in_force) and not any(one.confidence.decides for one in provision.in_force)


def _named(order: Order, library: Library) -> list[str]:
    """The parties that an order names itself."""
    found = (leaf for one in order.provisions for leaf in leaves(one, library, follow_lists=False))
    return sorted({party for leaf in found if isinstance(leaf, ProducedBy) for party in leaf.named})


def _confidence(docs: dict[str, str]) -> str:
    rows = [(code(one.value), plain(docs[one.name]), "yes" if one.decides else "no") for one in Confidence]
    return table(("word", "meaning", "decides alone"), rows)


def _order(order: Order, vocabulary: Vocabulary) -> str:
    head = [f"Identifier: {code(order.id)}", f"Issuer: {plain(order.issuer)}, {order.jurisdiction}"]
    head += [f"Citation: {plain(citation_line(one))}" for one in order.citations]
    head += [plain(line) for line in history_lines(order)]
    return section(
        plain(order.title),
        plain(order.summary),
        bullets(head),
        *(_provision(one, vocabulary) for one in order.provisions),
    )


def _provision(provision: Provision, vocabulary: Vocabulary) -> str:
    return section(
        f"{code(provision.id)} {plain(provision.title)}",
        f"In force: {plain('; '.join(period_lines(provision.in_force)))}. "
        f"Citation: {plain(citation_line(provision.citation))}.",
        fenced(_lines(provision, vocabulary)),
        depth=3,
    )


def _lines(provision: Provision, vocabulary: Vocabulary) -> Iterator[str]:
    for heading, lines in provision_lines(provision, vocabulary):
        if heading not in ("in force", "citation"):
            yield f"{heading}:"
            yield from (f"  {line}" for line in lines)


def vocabulary() -> str:
    """Facts, classes and effects that an order may speak of."""
    words = load_library().vocabulary
    facts = [
        (
            code(fact.id),
            fact.type.value,
            plain(fact.question),
            plain(fact.where),
            ", ".join(fact.evidence),
            codes(fact.values),
        )
        for fact in words.facts.values()
    ]
    return page(
        "Facts, classes and effects",
        "These are the words an order may use; an absent fact is unknown, never false.",
        section(
            "Facts",
            table(("fact", "type", "question", "where the answer is", "supplied by", "values"), facts),
        ),
        section(
            "Equipment classes",
            table(
                ("class", "definition", "source"),
                [(code(c.id), plain(c.definition), plain(c.source)) for c in words.classes.values()],
            ),
        ),
        section(
            "Effects",
            "In a device's one-line summary the strictest effect stands first.",
            table(
                ("effect", "the operator …", "strictness"),
                [(code(f"{a.kind} {a.id}"), plain(a.phrase), str(a.strictness)) for a in _strictest(words)],
            ),
        ),
        section(
            "Measures",
            "What limits over a whole network are measured in.",
            table(
                ("measure", "unit", "question", "counted from records"),
                [
                    (code(name), plain(one.unit), plain(one.question), plain(_counted(one)))
                    for name, one in words.measures.items()
                ],
            ),
        ),
        section(
            "Affiliate tests",
            table(
                ("test", "meaning", "threshold", "indirect stakes", "summed", "control", "reaches", "source"),
                [_affiliate_test(name, rule) for name, rule in words.affiliation.items()],
            ),
        ),
    )


def _counted(measure: Measure) -> str:
    if measure.counted is None:
        return "no"
    scope = f" of {measure.counted.radio_generation}" if measure.counted.radio_generation else ""
    return f"{measure.counted.unit}{scope}: {', '.join(measure.counted.roles)}"


def _affiliate_test(name: str, rule: AffiliateRule) -> tuple[str, ...]:
    line = "" if rule.threshold is None else f"{'≥' if rule.inclusive else '>'} {rule.threshold:g} %"
    return (
        code(name),
        plain(rule.meaning),
        line,
        rule.counting.value,
        rule.aggregate.value,
        rule.control.value,
        ", ".join(rule.kin),
        plain(citation_line(rule.citation)),
    )


def _strictest(words: Vocabulary) -> list:  # type: ignore[type-arg]
    return sorted(words.actions.values(), key=lambda one: (-one.strictness, one.id))
