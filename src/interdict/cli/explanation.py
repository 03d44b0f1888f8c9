"""What `explain` says on the terminal: identification, evidence, findings with their reasons."""

from collections.abc import Iterator

import msgspec

from interdict.law.explain import explain
from interdict.model.explanation import Explanation
from interdict.model.order import Library
from interdict.report.wording import likelihood, role_labels


def as_json_text(found: tuple[Explanation, ...]) -> str:
    """Explanations as a JSON list."""
    return msgspec.json.format(msgspec.json.encode(found)).decode()


def as_text(found: tuple[Explanation, ...], library: Library, *, long: bool) -> str:
    """Explanations for people; with `long`, every reason tree whole."""
    return "\n\n".join("\n".join(_lines(one, library, long)) for one in found)


def _lines(one: Explanation, library: Library, long: bool) -> Iterator[str]:
    device, who = one.device, one.identification
    yield f"{device.device}  (#{device.group}, {device.source}{f', {device.place}' if device.place else ''})"
    if who.abstained:
        yield "Maker: not named; the evidence is too thin or contradicts itself."
    else:
        chance = f"{likelihood(who.probability)}, {who.probability:.2f}"
        yield f"Maker: {who.producer_name} ({chance})"
    role = role_labels().get(device.role, device.role)
    yield f"Model: {device.model or 'not known'}; role: {role or 'not known'}"
    if who.relabelled:
        yield f"Sold as {who.brand}; something harder to change than a label names {who.producer_name}."
    yield from _identified(one)
    yield f"Findings as of {one.at}:" if one.decisions else f"No provision reaches it as of {one.at}."
    for decision in one.decisions:
        yield from (f"  {line}" for line in explain(decision, library, long=long))
    for part in one.parts:
        yield f"Part {part.component}, made by {part.producer}:"
        for decision in part.decisions:
            yield from (f"  {line}" for line in explain(decision, library, long=long))
    if not one.same_library:
        yield "Note: the shipped law or parties data has changed since; findings are of today's data."


def _identified(one: Explanation) -> Iterator[str]:
    who = one.identification
    if one.clues:
        yield "Because:"
    for clue in one.clues:
        if clue.because and clue.party:
            yield f"  {clue.because}  [{clue.id}, weight {clue.weight:g}]"
    for text in who.set_aside:
        yield f"  not counted: {text}"
    for text in who.contradictions:
        yield f"  against: {text}"
    if one.device.evidence:
        yield "Evidence:"
    for line in one.device.evidence:
        yield f"  {line}"
