"""Findings of one fact profile under the chosen orders on a date, and the one line a device gets."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from interdict.assess.ground import Ground, ground
from interdict.assess.situation import INSTALLED, Profile, bucket_text, encode_answered, situation
from interdict.assess.translate import DATES
from interdict.law.breakpoints import leaves
from interdict.law.decide import Decider
from interdict.law.readings import readings
from interdict.law.scope import entries
from interdict.law.timeline import provisions
from interdict.model.finding import Decision, Effect, Reason, Status
from interdict.model.order import AllOf, Library, OnList, Order, Provision, ProvisionKind
from interdict.model.party import Affiliation
from interdict.model.truth import Truth
from interdict.model.vocabulary import Facts

STATUS_ORDER = (Status.COVERED, Status.UNDETERMINED, Status.EXEMPT, Status.NOT_COVERED)
"""Which status speaks for a device that has several."""


class RollUp(msgspec.Struct, frozen=True, kw_only=True):
    """One line for a device: its strictest finding."""

    status: Status
    order: str = ""
    provision: str = ""
    effect: str = ""
    """What the operator may not or must do, in words."""
    strictness: int = 0
    since: date | None = None
    due: date | None = None
    question: str = ""
    """First fact that would settle it, where it is undetermined."""

    @property
    def sort_key(self) -> tuple[int, int, date, str, str]:
        """The strictest comes first: by status, then by effect, then by the earliest date."""
        status = STATUS_ORDER.index(self.status)
        return status, -self.strictness, self.due or date.max, self.order, self.provision


class Assessor:
    """
    Assesses profiles; provisions that do not bind this operator whatever the device is are decided once.

    Args:
        library: Orders and vocabulary.
        orders: The orders chosen (`law.timeline.select`).
        operator: Facts of the operator profile.
        at: The date as of which law and facts are judged.
        read_on: The day on which the text of the law is read; `at` where absent.
        affiliation: The affiliate test.
        relation_days: Days on which some ownership changes.
        on: What the profiles tell apart, where that is more than these orders need on this day.
    """

    def __init__(
        self,
        library: Library,
        orders: Sequence[Order],
        operator: Facts,
        *,
        at: date,
        affiliation: Affiliation,
        relation_days: Iterable[date] = (),
        read_on: date | None = None,
        on: Ground | None = None,
    ) -> None:
        self.library = library
        self.operator = operator
        self.at = at
        self._bare: dict[tuple[object, ...], bool] = {}
        self._decider = Decider(library, at=at, affiliation=affiliation, read_on=read_on)
        every = tuple(one for one in provisions(orders) if one.kind is not ProvisionKind.DEFINITION)
        known = {**INSTALLED, **operator}
        ruled_out = _ruled_out(self._decider, every, known)
        self.without_device = tuple(ruled_out.values())
        """Decisions on provisions that reach nothing of this operator: not in force, or not binding."""
        self.provisions = tuple(p for p in every if (p.order, p.id) not in ruled_out)
        self._asked = {(p.order, p.id): _entries_asked(p, library) for p in self.provisions}
        # what can be told apart must not depend on the reading: a report's buckets serve every `read_on`
        always = set(ruled_out)
        for day in () if on else readings(orders):
            always &= _ruled_out(
                Decider(library, at=at, affiliation=affiliation, read_on=day), every, known
            ).keys()
        live = [_with(order, [p for p in every if (p.order, p.id) not in always]) for order in orders]
        self.ground = on or ground(live, library, relation_days)
        """What the profiles must tell apart here."""

    @property
    def points(self) -> dict[str, list[date]]:
        """Thresholds of the date facts that records can answer."""
        return self.ground.points

    def assess(self, profile: Profile) -> tuple[Decision, ...]:
        """
        Every finding of a profile that is not plainly `not covered`, in the order of the orders.

        Being listed has no effect by itself. Whether a list's entry has the thing is therefore left out where
        it is open and a provision that asks for the entry is open as well: that one says the same and more.
        """
        if not self._reached(profile):
            return ()
        facts = situation(profile, self.operator, self.points)
        decisions = self._without_echoes(self._decider.decide_all(self.provisions, facts))
        buckets = {
            fact: bucket_text(answer, self.points.get(fact, ()))
            for fact, answer in profile.answers.items()
            if fact in DATES and answer
        }
        return tuple(_with_buckets(d, buckets) for d in decisions)

    def _without_echoes(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Without what is plainly not covered, and without open entries that an open provision asks for."""
        kept = [one for one in decisions if one.status is not Status.NOT_COVERED]
        still_open = [(d.order, d.provision) for d in kept if d.status is Status.UNDETERMINED]
        asked = frozenset().union(*(self._asked[name] for name in still_open))
        return [d for d in kept if d.status is not Status.UNDETERMINED or (d.order, d.provision) not in asked]

    def _reached(self, profile: Profile) -> bool:
        """
        Whether any provision can reach things like this, whatever records answer.

        More facts never turn `not covered` into anything else (Kleene's logic is monotone), so what is
        plainly not covered without the answers needs no deciding with them.
        """
        bare = msgspec.structs.replace(profile, number=0, answers={})
        key = (bare.producer, bare.role, bare.is_part, bare.modules, encode_answered(bare.answered))
        if key not in self._bare:
            found = self._decider.statuses(self.provisions, situation(bare, self.operator, self.points))
            self._bare[key] = any(status is not Status.NOT_COVERED for status in found)
        return self._bare[key]

    def roll_up(self, decisions: Iterable[Decision]) -> RollUp:
        """The strictest finding: by status, then by effect, then by the earliest date."""
        lines = [self._line(decision) for decision in decisions]
        if not lines:
            return RollUp(status=Status.NOT_COVERED)
        return min(lines, key=lambda line: line.sort_key)

    def _line(self, decision: Decision) -> RollUp:
        effect = max(decision.effects, key=lambda e: (self.strictness(e), -_ordinal(e.due)), default=None)
        return RollUp(
            status=decision.status,
            order=decision.order,
            provision=decision.provision,
            effect=self.phrase(effect) if effect else "",
            strictness=self.strictness(effect) if effect else 0,
            since=effect.since if effect else None,
            due=effect.due if effect else None,
            question=decision.settles[0][0] if decision.settles and decision.settles[0] else "",
        )

    def strictness(self, effect: Effect) -> int:
        """Rank of an effect in the vocabulary; the highest is the strictest."""
        return self.library.vocabulary.actions[(effect.kind, effect.action)].strictness

    def phrase(self, effect: Effect) -> str:
        """An effect in words, as the predicate of `the operator`."""
        return self.library.vocabulary.actions[(effect.kind, effect.action)].phrase

    def binds(self, provision: Provision) -> Truth:
        """Whether the provision binds this operator, as far as the operator's own facts tell."""
        bound = msgspec.structs.replace(provision, reaches=AllOf(of=()), exemptions=())
        status = self._decider.decide(bound, self.operator).status
        return Truth.TRUE if status is Status.COVERED else Truth.UNKNOWN

    def provision(self, order: str, name: str) -> Provision:
        """A provision that was applied."""
        return next(p for p in self.provisions if (p.order, p.id) == (order, name))


def _entries_asked(provision: Provision, library: Library) -> frozenset[tuple[str, str]]:
    """Entries of lists that a provision asks whether they have the thing itself."""
    lists = (leaf for leaf in leaves(provision, library, follow_lists=False) if isinstance(leaf, OnList))
    return frozenset(
        (entry.order, entry.id) for leaf in lists if not leaf.through for entry in entries(leaf, library)
    )


def _ruled_out(
    decider: Decider, every: Sequence[Provision], operator: Facts
) -> dict[tuple[str, str], Decision]:
    """Provisions that the operator's own facts rule out whatever the device is, with why."""
    decided = decider.decide_all(every, operator)
    return {(d.order, d.provision): d for d in decided if d.status is Status.NOT_COVERED}


def _with(order: Order, provisions: Sequence[Provision]) -> Order:
    """The order with only those of its provisions that are among the given ones."""
    kept = tuple(one for one in provisions if one.order == order.id)
    return msgspec.structs.replace(order, provisions=kept)


def _ordinal(day: date | None) -> int:
    return (day or date.max).toordinal()


def _with_buckets(decision: Decision, buckets: Mapping[str, str]) -> Decision:
    """Say `from … to …` where a representative day stood: the profile knows only the bucket."""
    if not buckets:
        return decision
    return msgspec.structs.replace(decision, reason=_renamed(decision.reason, buckets))


def _renamed(reason: Reason, buckets: Mapping[str, str]) -> Reason:
    """The tree with its bucketed days in words; the same object where it has none."""
    if not reason.children:
        named = buckets.get(reason.fact) if reason.found else None
        return reason if named is None else msgspec.structs.replace(reason, found=named)
    children = tuple([_renamed(child, buckets) for child in reason.children])
    if all(new is old for new, old in zip(children, reason.children, strict=True)):
        return reason
    return msgspec.structs.replace(reason, children=children)
