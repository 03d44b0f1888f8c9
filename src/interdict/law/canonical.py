"""Conditions in one form, so that two that mean the same are equal whatever their words and order."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from interdict.core.when import Interval
from interdict.law.words import claim_during, claim_on_list, claim_produced, claim_test
from interdict.model.order import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Confidence,
    During,
    FactTest,
    NotOf,
    OnList,
    Period,
    ProducedBy,
    Reading,
)
from interdict.model.vocabulary import FactType, FactValue, Vocabulary

Tested = FactValue | tuple[str, ...]

ALWAYS, NEVER = AllOf(of=()), AnyOf(of=())

_NEXT = {
    Comparison.AT_MOST: Comparison.LESS_THAN,
    Comparison.MORE_THAN: Comparison.AT_LEAST,
    Comparison.ON_OR_BEFORE: Comparison.BEFORE,
    Comparison.AFTER: Comparison.ON_OR_AFTER,
}
"""Of dates and whole numbers: the comparison that says the same with the next value."""

_OPPOSITE = {
    Comparison.LESS_THAN: Comparison.AT_LEAST,
    Comparison.AT_LEAST: Comparison.LESS_THAN,
    Comparison.AT_MOST: Comparison.MORE_THAN,
    Comparison.MORE_THAN: Comparison.AT_MOST,
    Comparison.BEFORE: Comparison.ON_OR_AFTER,
    Comparison.ON_OR_AFTER: Comparison.BEFORE,
}

_ONE_OF = (Comparison.IN, Comparison.HAS_ANY)
"""Comparisons of which several over one fact, joined by `any`, are one with all their words."""


def canonical(condition: Condition, words: Vocabulary) -> Condition:
    """
    The form that every condition with the same meaning takes, as far as rules without search can tell.

    Kept under Kleene's logic: `all` and `any` without order, nesting, repetition or constants; `not` only
    before what has no opposite; ranges by their first value; alternatives over one fact as one set; claims
    composed anew; citations left out.
    """
    match condition:
        case AllOf(of=of):
            return _joined(AllOf, (canonical(one, words) for one in of))
        case AnyOf(of=of):
            return _joined(AnyOf, _merged((canonical(one, words) for one in of), words))
        case NotOf(of=of):
            return _opposite(canonical(of, words), words)
        case FactTest():
            return _test(condition, words)
        case ProducedBy():
            return _produced(condition.fact, condition, frozenset(condition.named), words)
        case OnList():
            plain = _plain_list(condition)
            return replace(plain, claim=claim_on_list(plain, words))
        case During():
            return _during(condition.periods)
        case Reading():
            of = canonical(condition.of, words)
            return Reading(of=of, when_met=condition.when_met, confidence=Confidence.UNKNOWN, because="")


def plain_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Periods with what decides: their days, and whether their bounds are sure; neighbours are joined."""
    found: list[Period] = []
    for one in sorted(periods, key=lambda period: period.days.start or date.min):
        sure = Confidence.VERIFIED if one.confidence.decides else Confidence.UNKNOWN
        plain = replace(one, confidence=sure, because="")
        last = found[-1] if found else None
        follows = last is not None and last.days.end is not None and last.days.end == one.days.start
        if last and follows and replace(plain, days=last.days) == last:
            found[-1] = replace(last, days=Interval(last.days.start, one.days.end))
        else:
            found.append(plain)
    return tuple(found)


def _during(periods: tuple[Period, ...]) -> Condition:
    plain = plain_periods(periods)
    return During(periods=plain, claim=claim_during(plain)) if plain else NEVER


def _joined(kind: type[AllOf] | type[AnyOf], parts: Iterable[Condition]) -> Condition:
    """One `all` or `any` over distinct parts in a fixed order, without constants; one part stands alone."""
    neutral, absorbing = (ALWAYS, NEVER) if kind is AllOf else (NEVER, ALWAYS)
    found: dict[str, Condition] = {}
    for part in parts:
        if part == absorbing:
            return absorbing
        inner = part.of if isinstance(part, kind) else (part,)
        found.update((repr(one), one) for one in inner if one != neutral)
    distinct = tuple(found[key] for key in sorted(found))
    return distinct[0] if len(distinct) == 1 else kind(of=distinct)


def _merged(parts: Iterable[Condition], words: Vocabulary) -> list[Condition]:
    """Alternatives over one fact as one test with all their words, and over one affiliate test as one."""
    rest: list[Condition] = []
    tests: dict[tuple[str, Comparison], set[str]] = defaultdict(set)
    makers: dict[tuple[str, object], tuple[ProducedBy, set[str]]] = {}
    flat = [one for part in parts for one in (part.of if isinstance(part, AnyOf) else (part,))]
    for part in flat:
        if isinstance(part, FactTest) and part.comparison in _ONE_OF and isinstance(part.value, tuple):
            tests[part.fact, part.comparison] |= set(part.value)
        elif isinstance(part, ProducedBy):
            makers.setdefault((part.fact, part.test), (part, set()))[1].update(part.named)
        else:
            rest.append(part)
    for (fact, comparison), values in tests.items():
        rest.append(_fact_test(fact, comparison, tuple(sorted(values)), words))
    rest += [_produced(fact, part, frozenset(names), words) for (fact, _), (part, names) in makers.items()]
    return rest


def _opposite(condition: Condition, words: Vocabulary) -> Condition:
    match condition:
        case NotOf(of=of):
            return of
        case AllOf(of=of):
            return canonical(AnyOf(of=tuple(_opposite(one, words) for one in of)), words)
        case AnyOf(of=of):
            return canonical(AllOf(of=tuple(_opposite(one, words) for one in of)), words)
        case FactTest(comparison=Comparison.IS, value=bool(value)):
            return _fact_test(condition.fact, Comparison.IS, not value, words)
        case FactTest() if condition.comparison in _OPPOSITE:
            return _test(
                _fact_test(condition.fact, _OPPOSITE[condition.comparison], condition.value, words), words
            )
    return NotOf(of=condition)


def _test(test: FactTest, words: Vocabulary) -> Condition:
    kind, comparison, value = words.facts[test.fact].type, test.comparison, test.value
    if comparison is Comparison.IS and kind in (FactType.ENUM, FactType.TEXT):
        return _fact_test(test.fact, Comparison.IN, (str(value),), words)
    if comparison is Comparison.HAS:
        return _fact_test(test.fact, Comparison.HAS_ANY, (str(value),), words)
    if isinstance(value, tuple):
        return _fact_test(test.fact, comparison, tuple(sorted(set(value))), words) if value else NEVER
    if comparison in _NEXT and kind in (FactType.DATE, FactType.INTEGER):
        following = value + timedelta(days=1) if isinstance(value, date) else int(str(value)) + 1
        return _fact_test(test.fact, _NEXT[comparison], following, words)
    return _fact_test(test.fact, comparison, value, words)


def _fact_test(fact: str, comparison: Comparison, value: Tested, words: Vocabulary) -> FactTest:
    claim = claim_test(words.facts[fact], comparison, value)
    return FactTest(fact=fact, comparison=comparison, value=value, claim=claim)


def _produced(fact: str, part: ProducedBy, named: frozenset[str], words: Vocabulary) -> Condition:
    if not named:
        return NEVER
    names = tuple(sorted(named))
    return ProducedBy(
        fact=fact,
        named=names,
        test=part.test,
        claim=claim_produced(words.facts[fact], names, f" (affiliate test {part.test})"),
    )


def _plain_list(condition: OnList) -> OnList:
    after = tuple(sorted(condition.after, key=repr))
    return replace(condition, after=after, claim="", citation=None)
