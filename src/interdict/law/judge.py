"""Conditions made ready: each is turned once into a function that judges it over the facts of a thing."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, assert_never

from interdict.law.reasons import Hearing, Judge, ProvisionJudge, Trees
from interdict.law.reasons import leaf as leaf_of
from interdict.law.scope import Producers, Relations, entries, judge_delay, judge_period, listed_on
from interdict.law.words import shown
from interdict.model.finding import Reason
from interdict.model.order import (
    AffiliateTest,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
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
from interdict.model.truth import Truth
from interdict.model.vocabulary import FactValue

COMPARE: dict[Comparison, Callable[[Any, Any], bool]] = {
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
"""What each comparison asks of a value that was found and the one that is wanted."""


MOST_LEAVES = 1_000
"""Values of one fact for which the leaf is kept ready; bounds what a flood of distinct numbers takes."""


class Court:
    """
    Makes provisions ready to be judged over many things.

    Args:
        library: Where lists that provisions refer to are kept.
        at: The day of the decision.
        relations: Who counts as whom; may be shared with another court of the same day.
        nodes: What the judging leaves behind: reason trees, or bare answers.
    """

    def __init__(self, library: Library, at: date, relations: Relations, nodes: type[Trees]) -> None:
        self._library = library
        self._at = at
        self._relations = relations
        self._nodes = nodes
        self._entries: dict[tuple[str, str, date, AffiliateTest | None], Judge] = {}

    def provision(self, provision: Provision, day: date, test: AffiliateTest | None = None) -> ProvisionJudge:
        """
        A provision as of a day; `reaches` before `binds`, both before exemptions, until one says no.

        Args:
            test: Affiliate test in place of the provision's own, where an order borrows another's list.
        """
        period = judge_period(provision.in_force, day, f"{provision.id} is in force")
        root = partial(self._nodes.all, f"{provision.id} covers it", provision.citation)
        if period.truth is Truth.FALSE:
            over = root((period,)), ""
            return lambda hearing: over
        reaches, binds = (self.ready(one, day, test) for one in (provision.reaches, provision.binds))
        exempt = self._exemptions(provision.exemptions, day, test)

        def judge(hearing: Hearing) -> tuple[Reason, str]:
            reached = reaches(hearing)
            if reached.truth is Truth.FALSE:
                return root((period, reached)), ""
            bound = binds(hearing)
            if bound.truth is Truth.FALSE or exempt is None:
                return root((period, reached, bound)), ""
            free, exemption = exempt(hearing)
            return root((period, reached, bound, free)), exemption

        return judge

    def _exemptions(
        self, exemptions: tuple[Exemption, ...], day: date, test: AffiliateTest | None
    ) -> ProvisionJudge | None:
        """Whether none applies, and the one that does; the first one that does is enough."""
        if not exemptions:
            return None
        each = [(one.id, self._exemption(one, day, test)) for one in exemptions]
        some, negation = partial(self._nodes.any, "an exemption applies", None), self._nodes.negation

        def judge(hearing: Hearing) -> tuple[Reason, str]:
            judged: list[Reason] = []
            for name, exemption in each:
                judged.append(reason := exemption(hearing))
                if reason.truth is Truth.TRUE:
                    return negation("no exemption applies", some((reason,))), name
            return negation("no exemption applies", some(tuple(judged))), ""

        return judge

    def _exemption(self, exemption: Exemption, day: date, test: AffiliateTest | None) -> Judge:
        period = judge_period(exemption.in_force, day, f"exemption {exemption.id} is in force")
        root = partial(self._nodes.all, f"exemption {exemption.id}: {exemption.title}", exemption.citation)
        if period.truth is Truth.FALSE:
            over = root((period,))
            return lambda hearing: over
        when = self.ready(exemption.when, day, test)
        return lambda hearing: root((period, when(hearing)))

    def ready(self, condition: Condition, day: date, test: AffiliateTest | None) -> Judge:
        """What judges one condition; `all` stops at its first no, `any` at its first yes."""
        match condition:
            case FactTest():
                return _fact(condition)
            case ProducedBy():
                return Producers(condition, self._relations, test).judge
            case AllOf(of=of) | AnyOf(of=of):
                parts = [self.ready(one, day, test) for one in of]
                together = self._nodes.every if isinstance(condition, AllOf) else self._nodes.some
                return together(condition.claim, condition.citation, parts)
            case NotOf(of=inner):
                part, negation = self.ready(inner, day, test), self._nodes.negation
                return lambda hearing: negation(condition.claim, part(hearing))
            case During():
                period = judge_period(condition.periods, day, condition.claim)
                return lambda hearing: period
            case OnList():
                return self._on_list(condition)
            case Reading(of=inner):
                part, reading = self.ready(inner, day, test), self._nodes.reading
                return lambda hearing: reading(condition, part(hearing))
        assert_never(condition)

    def _on_list(self, condition: OnList) -> Judge:
        judge = self._listed(condition)
        if not condition.through:
            return judge
        part: dict[str, FactValue] = {"device.has_electronics": True, "device.is_component": True}
        if condition.as_class:
            part["device.classes"] = frozenset({condition.as_class})
        some = partial(self._nodes.any, condition.claim, condition.citation)

        def through(hearing: Hearing) -> Reason:
            found = hearing.get(condition.through)
            if not isinstance(found, frozenset):
                return leaf_of(condition.claim, Truth.UNKNOWN, fact=condition.through)
            modules = (_inside({**part, "device.producer": name}, hearing) for name in sorted(found))
            return some(tuple(judge(module) for module in modules))

        return through

    def _listed(self, condition: OnList) -> Judge:
        """Whether the thing falls under an entry; entries that surely do not are summed up in one leaf."""
        each = [self._entry(condition, entry) for entry in entries(condition, self._library)]
        rest = leaf_of(f"another entry of {condition.list} has it", Truth.FALSE)
        some = partial(self._nodes.any, condition.claim, condition.citation)
        none = some((rest,))

        def judge(hearing: Hearing) -> Reason:
            found = []
            for entry in each:
                reason = entry(hearing)
                if reason.truth is Truth.TRUE:
                    return some((reason,))
                if reason.truth is Truth.UNKNOWN:
                    found.append(reason)
            return some((*found, rest)) if found else none

        return judge

    def _entry(self, condition: OnList, entry: Provision) -> Judge:
        """One entry with the delays of the order that refers to it; a plain no is told without them."""
        day = condition.frozen or self._at
        key = (entry.order, entry.id, day, condition.affiliates)
        if key not in self._entries:
            self._entries[key] = _once(self.provision(entry, day, condition.affiliates))
        reaches, listed = self._entries[key], listed_on(entry)
        root = partial(self._nodes.all, f"entry {entry.id}: {entry.title}", entry.citation)
        delays = condition.after

        def judge(hearing: Hearing) -> Reason:
            reached = reaches(hearing)
            if reached.truth is Truth.FALSE:
                return reached
            return root((reached, *(judge_delay(delay, listed, hearing, self._at) for delay in delays)))

        return judge


def _once(provision: ProvisionJudge) -> Judge:
    """Judges each thing once, however many provisions refer to the entry."""

    def judge(hearing: Hearing) -> Reason:
        found = hearing.entries.get(judge)
        if found is None:
            found = hearing.entries[judge] = provision(hearing)[0]
        return found

    return judge


def _inside(part: dict[str, FactValue], host: Hearing) -> Hearing:
    """
    A part inside a thing: its own facts of a device, and the host's of everything else.

    The day of production is left out: the host's is known, not the part's.
    """
    return Hearing(lambda name: part.get(name) if name.startswith("device.") else host.get(name))


def _fact(test: FactTest) -> Judge:
    compare, fact, wanted = COMPARE[test.comparison], test.fact, test.value
    leaves = {None: leaf_of(test.claim, Truth.UNKNOWN, fact=fact, citation=test.citation)}

    def judge(hearing: Hearing) -> Reason:
        found: Any = hearing.get(fact)
        leaf = leaves.get(found)
        if leaf is None:
            truth = Truth.TRUE if compare(found, wanted) else Truth.FALSE
            leaf = leaf_of(test.claim, truth, fact=fact, found=shown(found), citation=test.citation)
            if len(leaves) < MOST_LEAVES:
                leaves[found] = leaf
        return leaf

    return judge
