"""Orders in words: who is bound, what is reached, what is exempt, what follows from when."""

from collections.abc import Iterator

from interdict.law.words import as_stated, listed, span
from interdict.model.finding import Citation
from interdict.model.order import (
    AllOf,
    AnyOf,
    Condition,
    DueRule,
    NotOf,
    Order,
    OrderEffect,
    Period,
    Provision,
    ProvisionKind,
    Reading,
)
from interdict.model.vocabulary import Vocabulary

KINDS = {
    ProvisionKind.RULE: "rule",
    ProvisionKind.LISTING: "entry of the list; being listed has no effect by itself",
    ProvisionKind.DEFINITION: "definition that other provisions refer to; has no effect by itself",
    ProvisionKind.ENABLING: "power; prohibits nothing by itself",
    ProvisionKind.DUTY: "general duty; reaches no device by itself",
    ProvisionKind.POLICY: "policy only; binds nobody",
}


def condition_lines(condition: Condition, depth: int = 0) -> Iterator[str]:
    """A condition as indented lines, one claim a line."""
    indent = "  " * depth
    match condition:
        case AllOf(of=()) | AnyOf(of=()):
            yield f"{indent}{'always' if isinstance(condition, AllOf) else 'never'}"
        case AllOf(of=(one,)) | AnyOf(of=(one,)):
            yield from condition_lines(one, depth)
        case AllOf(of=of) | AnyOf(of=of):
            yield f"{indent}{'all of:' if isinstance(condition, AllOf) else 'at least one of:'}"
            for one in of:
                yield from condition_lines(one, depth + 1)
        case NotOf():
            yield f"{indent}not:"
            yield from condition_lines(condition.of, depth + 1)
        case Reading():
            yield from condition_lines(condition.of, depth)
            yield f"{indent}  ({condition.confidence}, does not count alone: {condition.because})"
        case _:
            yield f"{indent}{condition.claim}"


def citation_line(citation: Citation) -> str:
    """A citation with its confidence and source keys."""
    sources = f", {', '.join(citation.sources)}" if citation.sources else ""
    return f"{citation.title} [{citation.confidence}{sources}]"


def period_lines(periods: tuple[Period, ...]) -> list[str]:
    """When something is in force, with what is unsure about it."""
    if not periods:
        return ["never; counts only when assumed"]
    found = []
    for period in periods:
        found.append(f"{span(period.days)}{as_stated(period.stated)}{_doubt(period)}")
    return found


def _doubt(period: Period) -> str:
    if period.confidence.decides:
        return ""
    return f" ({period.confidence}: {period.because})" if period.because else " (in doubt)"


def due_phrase(rule: DueRule, vocabulary: Vocabulary) -> str:
    """By when something must be done, as a phrase."""
    doubt = "" if rule.confidence.decides else f" ({rule.confidence})"
    return f"{_due(rule, vocabulary)}{doubt}"


def _due(rule: DueRule, vocabulary: Vocabulary) -> str:
    if rule.day:
        return f"due {rule.day}"
    if rule.fact:
        return f"due by {vocabulary.facts[rule.fact].label}"
    if rule.after:
        return _counted(rule, vocabulary)
    assert rule.yearly is not None, "the loader wants a day, a fact, a count or a yearly rule"
    first = f", first {rule.first}" if rule.first else ""
    return f"due each year by {rule.yearly[0]:02}-{rule.yearly[1]:02}{first}"


def _counted(rule: DueRule, vocabulary: Vocabulary) -> str:
    unit = rule.unit.replace("_", " ")
    counted = f"{rule.count} {unit if rule.count != 1 else unit.removesuffix('s')}"
    calendar = f" ({rule.calendar})" if rule.calendar else ""
    ends = f", until {vocabulary.facts[rule.ends].label}" if rule.ends else ""
    every = "every " if rule.repeats else ""
    return f"due {every}{counted}{calendar} after {vocabulary.facts[rule.after].label}{ends}"


def effect_line(effect: OrderEffect, vocabulary: Vocabulary) -> str:
    """An effect with its dates."""
    dates = [
        _cap(effect, vocabulary),
        f"from {effect.since}" if effect.since else "",
        f"until {effect.until}" if effect.until else "",
        due_phrase(effect.due, vocabulary) if effect.due else "",
    ]
    dates.append(as_stated(effect.stated).removeprefix(", "))
    shown = ", ".join(date for date in dates if date)
    return f"{effect.kind} {effect.action}{f' ({shown})' if shown else ''}: {effect.summary}"


def _cap(effect: OrderEffect, vocabulary: Vocabulary) -> str:
    if effect.share is None:
        return ""
    measures = listed([vocabulary.measures[name].label for name in effect.of], "and")
    return f"at most {effect.share:g} % of {measures}"


def provision_lines(provision: Provision, vocabulary: Vocabulary) -> Iterator[tuple[str, list[str]]]:
    """A provision as headed paragraphs."""
    yield "what it says", [provision.quote]
    yield "kind", [KINDS[provision.kind]]
    yield "in force", period_lines(provision.in_force)
    if provision.kind in (ProvisionKind.RULE, ProvisionKind.DUTY):
        yield "binds", list(condition_lines(provision.binds))
    if not provision.kind.reaches_nothing:
        yield "reaches", list(condition_lines(provision.reaches))
    for exemption in provision.exemptions:
        lines = [exemption.title, f"in force {listed(period_lines(exemption.in_force), 'and')}"]
        lines += [*condition_lines(exemption.when), citation_line(exemption.citation)]
        yield f"exempt ({exemption.id})", lines
    if provision.effects:
        yield "effects", [effect_line(effect, vocabulary) for effect in provision.effects]
    yield "citation", [citation_line(provision.citation)]


def history_lines(order: Order) -> list[str]:
    """What became of an order, by date."""
    found = []
    for event in order.history:
        doubt = "" if event.confidence.decides else f" [{event.confidence}]"
        found.append(f"{event.on} {event.status}{f': {event.note}' if event.note else ''}{doubt}")
    return found
