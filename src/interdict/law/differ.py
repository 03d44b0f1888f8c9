"""How one condition differs from another, a sentence for each difference; both in canonical form."""

from collections.abc import Iterator

from interdict.law.describe import condition_lines
from interdict.law.words import listed, shown
from interdict.model.order import (
    AllOf,
    AnyOf,
    Condition,
    FactTest,
    NotOf,
    OnList,
    ProducedBy,
    Reading,
)
from interdict.model.vocabulary import Vocabulary

Joined = type[AllOf] | type[AnyOf]


def condition_changes(old: Condition, new: Condition, words: Vocabulary) -> Iterator[str]:
    """
    The differences of two canonical conditions, none for equal ones.

    Parts that ask the same thing are set against each other, so that a party or a threshold that changed is
    named as such; a part that has no counterpart was added or removed.
    """
    if old == new:
        return
    match old, new:
        case ProducedBy(), ProducedBy() if old.fact == new.fact:
            yield from _makers(old, new, words)
        case FactTest(), FactTest() if old.fact == new.fact:
            yield from _values(old, new, words)
        case OnList(), OnList() if old.list == new.list:
            yield f"the reference to {old.list} changes from “{_list_claim(old)}” to “{_list_claim(new)}”"
        case NotOf(), NotOf():
            yield from (f"of what must not hold: {text}" for text in condition_changes(old.of, new.of, words))
        case (Reading(), _) | (_, Reading()):
            yield from _readings(old, new, words)
        case _ if AllOf in (type(old), type(new)):
            yield from _parts(old, new, AllOf, words)
        case _ if AnyOf in (type(old), type(new)):
            yield from _parts(old, new, AnyOf, words)
        case _:
            yield f"“{phrase(old)}” becomes “{phrase(new)}”"


def _readings(old: Condition, new: Condition, words: Vocabulary) -> Iterator[str]:
    """What changes where our reading of one side, or of both, is in doubt."""
    plain, other = (one.of if isinstance(one, Reading) else one for one in (old, new))
    yield from condition_changes(plain, other, words)
    if isinstance(old, Reading) and isinstance(new, Reading):
        if old.when_met != new.when_met:
            doubt = "only a yes" if new.when_met else "any answer"
            yield f"of the reading that {phrase(other)}, {doubt} is in doubt"
    elif isinstance(old, Reading):
        yield f"the reading that {phrase(other)} is no longer in doubt"
    else:
        yield f"the reading that {phrase(other)} is now in doubt"


def phrase(condition: Condition) -> str:
    """A condition on one line."""
    lines = (line.strip() for line in condition_lines(condition))
    return " ".join("(in doubt)" if "does not count alone" in line else line for line in lines)


def _list_claim(condition: OnList) -> str:
    test = f", by the affiliate test {condition.affiliates}" if condition.affiliates else ""
    return f"{condition.claim}{test}"


def _makers(old: ProducedBy, new: ProducedBy, words: Vocabulary) -> Iterator[str]:
    label = words.facts[new.fact].label
    if added := sorted({*new.named} - {*old.named}):
        yield f"{label}: now also names {listed(added, 'and')}"
    if gone := sorted({*old.named} - {*new.named}):
        yield f"{label}: no longer names {listed(gone, 'and')}"
    if old.test != new.test:
        yield f"the affiliate test changes from {old.test} to {new.test}"


def _values(old: FactTest, new: FactTest, words: Vocabulary) -> Iterator[str]:
    label = words.facts[new.fact].label
    if old.comparison is new.comparison and isinstance(old.value, tuple) and isinstance(new.value, tuple):
        if added := sorted({*new.value} - {*old.value}):
            yield f"{label}: now also {listed(added, 'and')}"
        if gone := sorted({*old.value} - {*new.value}):
            yield f"{label}: no longer {listed(gone, 'and')}"
    elif old.comparison is new.comparison:
        turned = f"from {shown(old.value)} to {shown(new.value)}"
        yield f"{label}: the value that it must be {old.comparison.value} changes {turned}"
    else:
        yield f"“{old.claim}” becomes “{new.claim}”"


def _parts(old: Condition, new: Condition, kind: Joined, words: Vocabulary) -> Iterator[str]:
    """Of an `all` or an `any`: parts that changed, then those removed, then those added."""
    before, after = ([*_of(one, kind)] for one in (old, new))
    gone = [one for one in before if one not in after]
    came = [one for one in after if one not in before]
    for one in [*gone]:
        other = next((other for other in came if _asks(other) == _asks(one)), None)
        if other is not None and (type(one) not in (AllOf, AnyOf) or len(before) == len(after)):
            gone.remove(one)
            came.remove(other)
            yield from condition_changes(one, other, words)
    less, more = (
        ("no longer requires that", "now also requires that")
        if kind is AllOf
        else ("it is no longer enough that", "it is now also enough that")
    )
    yield from (f"{less} {phrase(one)}" for one in gone)
    yield from (f"{more} {phrase(one)}" for one in came)


def _of(condition: Condition, kind: Joined) -> tuple[Condition, ...]:
    return condition.of if isinstance(condition, kind) else (condition,)


def _asks(condition: Condition) -> tuple[object, ...]:
    """What a part is about: parts that are about the same are set against each other."""
    match condition:
        case FactTest() | ProducedBy():
            return type(condition), condition.fact
        case OnList():
            return OnList, condition.list, condition.through
        case NotOf(of=of) | Reading(of=of):
            return type(condition), *_asks(of)
    return (type(condition),)
