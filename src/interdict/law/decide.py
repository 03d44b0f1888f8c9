"""Decide a provision over facts, three-valued; the reason tree is what the deciding leaves behind."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple, assert_never

from interdict.law.due import due_day
from interdict.law.readings import AsRead
from interdict.law.scope import Relations, judge_list, judge_period, modules, unverified
from interdict.law.settle import settling_sets
from interdict.law.words import shown
from interdict.model.finding import Decision, Effect, Reason, Status
from interdict.model.order import (
    AffiliateTest,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Confidence,
    During,
    Exemption,
    FactTest,
    Library,
    NotOf,
    OnList,
    ProducedBy,
    Provision,
    Reading,
)
from interdict.model.party import Affiliation
from interdict.model.truth import Truth
from interdict.model.vocabulary import Facts

_COMPARE: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.IS: lambda found, wanted: bool(found == wanted),
    Comparison.IN: lambda found, wanted: found in wanted,
    Comparison.HAS: lambda found, wanted: wanted in found,
    Comparison.HAS_ANY: lambda found, wanted: not found.isdisjoint(wanted),
    Comparison.AT_LEAST: lambda found, wanted: bool(found >= wanted),
    Comparison.AT_MOST: lambda found, wanted: bool(found <= wanted),
    Comparison.MORE_THAN: lambda found, wanted: bool(found > wanted),
    Comparison.LESS_THAN: lambda found, wanted: bool(found < wanted),
    Comparison.BEFORE: lambda found, wanted: bool(found < wanted),
    Comparison.ON_OR_BEFORE: lambda found, wanted: bool(found <= wanted),
    Comparison.AFTER: lambda found, wanted: bool(found > wanted),
    Comparison.ON_OR_AFTER: lambda found, wanted: bool(found >= wanted),
    Comparison.KNOWN: lambda found, wanted: True,
}


def decide(
    provision: Provision,
    facts: Facts,
    *,
    at: date,
    affiliation: Affiliation,
    library: Library,
    read_on: date | None = None,
) -> Decision:
    """
    Where the thing that the facts describe stands under one provision on a date.

    Args:
        provision: From `library`, or from a draft that `timeline.assume` put in force.
        facts: What is known; types as the vocabulary declares. An absent fact is unknown.
        at: The day as of which the law and the duties are read.
        affiliation: The affiliate test, answered from the parties data.
        library: Where lists that the provision refers to are kept.
        read_on: The day on which the text of the law is read; `at` where absent.
    """
    return Decider(library, at=at, affiliation=affiliation, read_on=read_on).decide(provision, facts)


class Decider:
    """
    Decides many provisions over many facts as of one day; ownership is asked about once.

    Args:
        library: Where lists that provisions refer to are kept.
        at: The day as of which the law and the duties are read.
        affiliation: The affiliate test, answered from the parties data.
        read_on: The day on which the text of the law is read; `at` where absent.
    """

    def __init__(
        self, library: Library, *, at: date, affiliation: Affiliation, read_on: date | None = None
    ) -> None:
        self._text = AsRead(library, read_on or at)
        self._library = self._text.library
        self._at = at
        self._relations = Relations(affiliation, at)

    def decide(self, provision: Provision, facts: Facts) -> Decision:
        """Where the thing stands under one provision; see `decide`."""
        return self._decide(provision, _Hearing(self._library, self._at, self._relations, facts))

    def decide_all(self, provisions: Iterable[Provision], facts: Facts) -> list[Decision]:
        """One decision for each provision, in their order; lists they share are judged once."""
        hearing = _Hearing(self._library, self._at, self._relations, facts)
        return [self._decide(provision, hearing) for provision in provisions]

    def _decide(self, provision: Provision, hearing: "_Hearing") -> Decision:
        provision = self._text.provision(provision)
        if provision.kind.reaches_nothing:
            return Decision(
                order=provision.order,
                provision=provision.id,
                status=Status.NOT_COVERED,
                reason=_reaches_nothing(provision),
            )
        reason, exemption = hearing.provision(provision, _View(hearing.facts, self._at))
        status = _status(reason, exemption)
        open_or_covered = status in (Status.COVERED, Status.UNDETERMINED)
        return Decision(
            order=provision.order,
            provision=provision.id,
            status=status,
            reason=reason,
            effects=effects(provision, hearing.facts, self._at) if open_or_covered else (),
            exemption=exemption if status is Status.EXEMPT else "",
            settles=settling_sets(reason) if status is Status.UNDETERMINED else (),
        )


def _reaches_nothing(provision: Provision) -> Reason:
    return Reason(
        claim="it prohibits or demands something about a device by itself",
        truth=Truth.FALSE,
        operator="fact",
        because=provision.quote,
        citation=provision.citation,
    )


def _status(reason: Reason, exemption: str) -> Status:
    if reason.truth is Truth.TRUE:
        return Status.COVERED
    if reason.truth is Truth.UNKNOWN:
        return Status.UNDETERMINED
    return Status.EXEMPT if exemption else Status.NOT_COVERED


def effects(provision: Provision, facts: Facts, at: date) -> tuple[Effect, ...]:
    """The effects that apply on a date, each with its first day and the day by which it is due."""
    started = next((period.days.start for period in provision.in_force if period.days.contains(at)), None)
    found = []
    for effect in provision.effects:
        since = effect.since or started
        if (since and since > at) or (effect.until and effect.until <= at):
            continue
        found.append(
            Effect(
                kind=effect.kind,
                action=effect.action,
                since=since,
                due=due_day(effect.due, facts, at) if effect.due else None,
                due_confidence=effect.due.confidence if effect.due else Confidence.VERIFIED,
                summary=effect.summary,
                citation=effect.citation or provision.citation,
            )
        )
    return tuple(found)


class _View(NamedTuple):
    """What a condition is judged over: the thing's facts, the day, and a borrowed affiliate test."""

    facts: Facts
    day: date
    test: AffiliateTest | None = None


class _Hearing:
    """One thing before the law on one day: judges conditions, remembers list entries."""

    def __init__(self, library: Library, at: date, relations: Relations, facts: Facts) -> None:
        self.facts = facts
        self._library = library
        self._at = at
        self._relations = relations
        self._entries: dict[tuple[str, str, date, AffiliateTest | None, int], Reason] = {}
        self._modules: dict[tuple[str, str], list[Facts] | None] = {}

    def provision(self, provision: Provision, view: _View) -> tuple[Reason, str]:
        """The root of the tree, and the exemption that takes the thing out, if one does."""
        parts = [judge_period(provision.in_force, view.day, f"{provision.id} is in force")]
        for condition in (provision.reaches, provision.binds):
            if parts[-1].truth is not Truth.FALSE:
                parts.append(self.judge(condition, view))
        exemption = ""
        if provision.exemptions and parts[-1].truth is not Truth.FALSE:
            out, exemption = self._exemptions(provision.exemptions, view)
            parts.append(out)
        return _all(parts, f"{provision.id} covers it", provision.citation), exemption

    def _exemptions(self, exemptions: tuple[Exemption, ...], view: _View) -> tuple[Reason, str]:
        judged: list[Reason] = []
        for exemption in exemptions:
            parts = [judge_period(exemption.in_force, view.day, f"exemption {exemption.id} is in force")]
            if parts[0].truth is not Truth.FALSE:
                parts.append(self.judge(exemption.when, view))
            judged.append(_all(parts, f"exemption {exemption.id}: {exemption.title}", exemption.citation))
            if judged[-1].truth is Truth.TRUE:
                return _not(_any(judged[-1:], "an exemption applies"), "no exemption applies"), exemption.id
        return _not(_any(judged, "an exemption applies"), "no exemption applies"), ""

    def judge(self, condition: Condition, view: _View) -> Reason:
        """The reason node of one condition; `all` stops at its first no, `any` at its first yes."""
        match condition:
            case FactTest():
                return _fact(condition, view.facts)
            case ProducedBy():
                return self._relations.produced(condition, view.facts, view.test)
            case AllOf(of=of):
                return _all(self._until(of, view, Truth.FALSE), condition.claim, condition.citation)
            case AnyOf(of=of):
                return _any(self._until(of, view, Truth.TRUE), condition.claim, condition.citation)
            case NotOf():
                return _not(self.judge(condition.of, view), condition.claim)
            case During():
                return judge_period(condition.periods, view.day, condition.claim)
            case OnList():
                return self._on_list(condition, view)
            case Reading():
                return _reading(condition, self.judge(condition.of, view))
        assert_never(condition)

    def _until(self, conditions: tuple[Condition, ...], view: _View, settled: Truth) -> list[Reason]:
        parts: list[Reason] = []
        for condition in conditions:
            parts.append(self.judge(condition, view))
            if parts[-1].truth is settled:
                return parts[-1:]
        return parts

    def _on_list(self, condition: OnList, view: _View) -> Reason:
        def reaches(entry: Provision, day: date, about: Facts) -> Reason:
            key = (entry.order, entry.id, day, condition.affiliates, id(about))
            if key not in self._entries:
                self._entries[key] = self.provision(entry, _View(about, day, condition.affiliates))[0]
            return self._entries[key]

        def judge(about: Facts) -> Reason:
            return judge_list(condition, self._library, about, at=self._at, entry_reaches=reaches)

        if not condition.through:
            return judge(view.facts)
        # kept for the whole hearing: `_entries` knows facts by identity, which must not be used again
        key = (condition.through, condition.as_class)
        if key not in self._modules:
            self._modules[key] = modules(condition, view.facts)
        inside = self._modules[key]
        if inside is None:
            return Reason(claim=condition.claim, truth=Truth.UNKNOWN, operator="fact", fact=condition.through)
        return _any([judge(module) for module in inside], condition.claim, condition.citation)


def _fact(test: FactTest, facts: Facts) -> Reason:
    found = facts.get(test.fact)
    if found is None:
        truth = Truth.UNKNOWN
    else:
        truth = Truth.TRUE if _COMPARE[test.comparison](found, test.value) else Truth.FALSE
    return Reason(
        claim=test.claim,
        truth=truth,
        operator="fact",
        fact=test.fact,
        found=shown(found),
        citation=test.citation,
    )


def _all(parts: list[Reason], claim: str, citation: Any = None) -> Reason:
    truth = Truth.TRUE
    for part in parts:
        if part.truth is Truth.FALSE:
            truth = Truth.FALSE
            break
        if part.truth is Truth.UNKNOWN:
            truth = Truth.UNKNOWN
    return Reason(claim=claim, truth=truth, operator="all", children=tuple(parts), citation=citation)


def _any(parts: list[Reason], claim: str, citation: Any = None) -> Reason:
    truth = Truth.FALSE
    for part in parts:
        if part.truth is Truth.TRUE:
            truth = Truth.TRUE
            break
        if part.truth is Truth.UNKNOWN:
            truth = Truth.UNKNOWN
    return Reason(claim=claim, truth=truth, operator="any", children=tuple(parts), citation=citation)


def _not(part: Reason, claim: str) -> Reason:
    return Reason(claim=claim, truth=~part.truth, operator="not", children=(part,))


def _reading(reading: Reading, part: Reason) -> Reason:
    if reading.when_met and part.truth is Truth.FALSE:
        return part
    return Reason(
        claim=part.claim,
        truth=Truth.UNKNOWN,
        operator="reading",
        because=unverified(reading.because),
        children=(part,),
    )
