"""A decision in plain words: why, in one line or with the whole tree."""

from collections.abc import Iterator

from interdict.law.words import listed
from interdict.model.finding import Decision, Effect, Reason, Status
from interdict.model.order import Library
from interdict.model.truth import Truth

_MARKS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
_OPENINGS = {
    Status.COVERED: "Covered",
    Status.EXEMPT: "Exempt",
    Status.NOT_COVERED: "Not covered",
    Status.UNDETERMINED: "Undetermined",
}
_JOINED = {"all": "all of these", "any": "at least one of these", "not": "not this", "reading": "our reading"}


def explain(decision: Decision, library: Library, *, long: bool = False) -> tuple[str, ...]:
    """
    Lines that a person can read: the status and what decided it; with `long`, the whole reason tree.

    Args:
        library: The library that the decision was made with.
    """
    return tuple(_long(decision, library) if long else _short(decision, library))


def _heading(decision: Decision, library: Library) -> str:
    order = library.orders[decision.order]
    provision = next(one for one in order.provisions if one.id == decision.provision)
    return f"{provision.citation.title}: {provision.title}"


def _short(decision: Decision, library: Library) -> Iterator[str]:
    exemption = f" by exemption {decision.exemption}" if decision.exemption else ""
    yield f"{_OPENINGS[decision.status]}{exemption}: {_heading(decision, library)}."
    for leaf in _unique(decisive(decision.reason)):
        yield f"  {_leaf(leaf)}"
    yield from _tail(decision, library)


def _long(decision: Decision, library: Library) -> Iterator[str]:
    exemption = f" by exemption {decision.exemption}" if decision.exemption else ""
    yield f"{_OPENINGS[decision.status]}{exemption}: {_heading(decision, library)}."
    yield from _tree(decision.reason, 1)
    yield from _tail(decision, library)


def _tail(decision: Decision, library: Library) -> Iterator[str]:
    would = "Would apply" if decision.status is Status.UNDETERMINED else "Applies"
    for effect in decision.effects:
        yield f"  {would}: {describe_effect(effect)}"
    for facts in decision.settles[:3]:
        labels = [library.vocabulary.facts[fact].question for fact in facts]
        yield f"  Could be settled by: {' '.join(labels)}"


def describe_effect(effect: Effect) -> str:
    """An effect in one sentence, with its dates."""
    since = f" Since {effect.since}." if effect.since else ""
    due = f" Due {effect.due_text}." if effect.due else ""
    return f"{effect.summary}{since}{due}"


def decisive(reason: Reason) -> Iterator[Reason]:
    """The leaves that made a node what it is: of a no the ones that are false, of an open one the unknown."""
    if reason.operator == "fact" or not reason.children:
        if reason.claim:  # a condition without parts is true of everything and explains nothing
            yield reason
        return
    if reason.operator == "reading":
        yield reason
        return
    if reason.operator == "not":
        yield from decisive(reason.children[0])
        return
    for child in reason.children:
        if child.truth is reason.truth:
            yield from decisive(child)


def _unique(leaves: Iterator[Reason]) -> Iterator[Reason]:
    seen = set()
    for leaf in leaves:
        if (leaf.claim, leaf.found) not in seen:
            seen.add((leaf.claim, leaf.found))
            yield leaf


def _leaf(reason: Reason) -> str:
    found = f" (found: {reason.found})" if reason.found else ""
    because = f"; {reason.because}" if reason.because else ""
    return f"{_MARKS[reason.truth]}: {reason.claim}{found}{because}"


def _tree(reason: Reason, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if not reason.children:
        yield f"{indent}{_leaf(reason)}"
        return
    joined = _JOINED[reason.operator]
    claim = f"{reason.claim}, {joined}" if reason.claim else joined
    because = f"; {reason.because}" if reason.because else ""
    citation = f" [{reason.citation.title}; {reason.citation.confidence}]" if reason.citation else ""
    yield f"{indent}{_MARKS[reason.truth]}: {claim}{because}{citation}"
    for child in reason.children:
        yield from _tree(child, depth + 1)


def settling(decision: Decision) -> str:
    """
    The facts that would settle an open decision, in one phrase; why none would where that is so.
    """
    if decision.settles:
        return listed([" and ".join(facts) for facts in decision.settles])
    return "" if decision.status is not Status.UNDETERMINED else "no fact: our reading of the law is open"
