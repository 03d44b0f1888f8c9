"""Conditions in plain words: the claim that each one makes, composed once while orders are read."""

from collections.abc import Iterable
from datetime import date

from interdict.core.when import Interval
from interdict.model.order import Comparison, OnList, Period
from interdict.model.vocabulary import Fact, FactType, FactValue, Vocabulary

_COMPARED = {
    Comparison.IS: "is",
    Comparison.AT_LEAST: "is at least",
    Comparison.AT_MOST: "is at most",
    Comparison.MORE_THAN: "is more than",
    Comparison.LESS_THAN: "is less than",
    Comparison.BEFORE: "is before",
    Comparison.ON_OR_BEFORE: "is on or before",
    Comparison.AFTER: "is after",
    Comparison.ON_OR_AFTER: "is on or after",
    Comparison.IN: "is one of",
    Comparison.HAS: "include",
    Comparison.HAS_ANY: "include any of",
}


def listed(words: Iterable[str], last: str = "or") -> str:
    """
    Words as a person writes them.

    >>> listed(["a", "b", "c"])
    'a, b or c'
    """
    *first, final = words
    return f"{', '.join(first)} {last} {final}" if first else final


def span(days: Interval) -> str:
    """A half-open interval with its last day named."""
    if days.start is None and days.end is None:
        return "always"
    if days.start is None:
        return f"before {days.end}"
    return f"from {days.start}" if days.end is None else f"from {days.start}, before {days.end}"


def shown(value: FactValue | tuple[str, ...] | None) -> str:
    """A value of a fact as text; empty where there is none."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case frozenset():
            return ", ".join(sorted(value)) or "none"
        case tuple():
            return listed(value)
        case date():
            return value.isoformat()
        case _:
            return f"{value:g}" if isinstance(value, float) else str(value)


def claim_test(fact: Fact, comparison: Comparison, value: FactValue | tuple[str, ...]) -> str:
    """What a test of one fact claims."""
    if comparison is Comparison.KNOWN:
        return f"it is known: {fact.label}"
    if fact.type is FactType.BOOL:
        return fact.label if value else f"it is not so that {fact.label}"
    unit = f" {fact.unit}" if fact.unit else ""
    return f"{fact.label} {_COMPARED[comparison]} {shown(value)}{unit}"


def claim_produced(fact: Fact, named: tuple[str, ...], phrase: str) -> str:
    """What a test of a producer claims; `phrase` is that of its affiliate test."""
    verb = "include" if fact.type is FactType.PARTIES else "is"
    return f"{fact.label} {verb} {listed(named)}{phrase}"


def claim_during(periods: tuple[Period, ...]) -> str:
    """What a condition on the date of the decision claims."""
    return f"the day counts ({'; '.join(map(_period, periods))})"


def _period(period: Period) -> str:
    return f"{span(period.days)}{as_stated(period.stated)}"


def as_stated(stated: Interval) -> str:
    """When the law read so, to stand behind what it says; empty for what it always said."""
    return "" if stated == Interval() else f", as the law read {span(stated)}"


def claim_on_list(condition: OnList, vocabulary: Vocabulary) -> str:
    """What a reference to a list claims."""
    subject = "it" if not condition.through else vocabulary.facts[condition.through].label
    kind = {"named": "an entry that names makers", "category": "a category"}.get(condition.kind, "an entry")
    parts = [f"{subject}: under {kind} of {condition.list}"]
    if condition.added != Interval():
        parts.append(f"listed {span(condition.added)}")
    if condition.frozen:
        parts.append(f"as the list stood on {condition.frozen}")
    for delay in condition.after:
        day = vocabulary.facts[delay.fact].label if delay.fact else "today"
        parts.append(
            f"{day} at least {delay.days} days after the listing"
            if delay.days
            else f"{day} not before the listing"
        )
    return ", ".join(parts)
