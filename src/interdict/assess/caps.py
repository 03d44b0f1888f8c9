"""Network-wide caps: the share of the capped producers as bounds, and whether each dated step is kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from interdict.core.when import Interval
from interdict.law.breakpoints import breakpoints, bucket, leaves
from interdict.law.decide import Decider
from interdict.law.due import due_day
from interdict.law.readings import order_as_read
from interdict.model.caps import CapAnswer, Measured, MeasureShare, Units
from interdict.model.finding import Status
from interdict.model.operator import Operator
from interdict.model.order import AllOf, Library, Order, OrderEffect, Period, ProducedBy, Provision
from interdict.model.party import Affiliation
from interdict.model.truth import Truth, conjunction, disjunction

WHOLE = 100.0
OTHER = "other"
"""The profile's word for makers that nobody names."""
PROFILE, COUNTED = "profile", "counted from the records"

IsNamed = Callable[[str], Truth]
"""Whether a producer is one whose share is capped."""


class Weigher:
    """
    Judges caps for one operator as of one day.

    Args:
        library: Where measures are declared.
        operator: Facts and declared measures; the facts win over both kinds of measure.
        counted: What the inventory holds of each measure.
        affiliation: Who belongs to the named producers.
        at: The day; its ownership counts.
        read_on: The day on which the text of the law is read; `at` where absent.
    """

    def __init__(
        self,
        library: Library,
        operator: Operator,
        counted: Mapping[str, Sequence[Units]],
        *,
        affiliation: Affiliation,
        at: date,
        read_on: date | None = None,
    ) -> None:
        self._library = library
        self._operator = operator
        self._counted = counted
        self._affiliation = affiliation
        self._at = at
        self._read_on = read_on or at
        self._decider = Decider(library, at=at, affiliation=affiliation, read_on=self._read_on)

    def caps(self, orders: Iterable[Order]) -> tuple[CapAnswer, ...]:
        """Every step of every cap that may bind the operator and has not ended, by order and provision."""
        return tuple(
            self._answer(provision, effect, binds)
            for order in orders
            for provision in order_as_read(order, self._read_on).provisions
            for effect in _capping(provision, self._at)
            if (binds := self._binds(provision)) is not Truth.FALSE
        )

    def _binds(self, provision: Provision) -> Truth:
        always = (Period(days=Interval()),)
        asked = msgspec.structs.replace(provision, in_force=always, reaches=AllOf(of=()), exemptions=())
        status = self._decider.decide(asked, self._operator.facts).status
        return {Status.COVERED: Truth.TRUE, Status.UNDETERMINED: Truth.UNKNOWN}.get(status, Truth.FALSE)

    def _answer(self, provision: Provision, effect: OrderEffect, binds: Truth) -> CapAnswer:
        assert effect.share is not None
        named = capped_producers(provision, self._library)
        shares = self._shares(effect, named)
        starts = [period.days.start for period in provision.in_force if period.days.start]
        since = effect.since or min(starts, default=None)
        return CapAnswer(
            order=provision.order,
            provision=provision.id,
            title=provision.title,
            summary=effect.summary,
            cap=effect.share,
            producers=tuple(dict.fromkeys(one for test in named for one in test.named)),
            since=since,
            due=due_day(effect.due, self._operator.facts, self._at) if effect.due else None,
            begun=since is None or since <= self._at,
            binds=binds,
            met=conjunction(share.kept(effect.share) for share in shares),
            shares=shares,
            fact=effect.fact,
            citation=effect.citation or provision.citation,
        )

    def _shares(self, effect: OrderEffect, named: Sequence[ProducedBy]) -> tuple[MeasureShare, ...]:
        """One share for each measure; a share that the profile states outright stands for all of them."""
        measures = self._library.vocabulary.measures
        stated = self._operator.facts.get(effect.fact)
        if isinstance(stated, int | float):
            label = " and ".join(measures[name].label for name in effect.of)
            return (
                MeasureShare(measure=effect.fact, label=label, least=stated, most=stated, source=PROFILE),
            )
        return tuple(self._share(name, self._is_named(named)) for name in effect.of)

    def _share(self, name: str, is_named: IsNamed) -> MeasureShare:
        measure = self._library.vocabulary.measures[name]
        declared = self._operator.measures.get(name)
        if declared:
            least, most = declared_bounds(declared, is_named)
            source, wide = PROFILE, measure.question
        else:
            units = self._counted.get(name, ())
            if not units:
                return MeasureShare(measure=name, label=measure.label, missing=measure.question)
            least, most = counted_bounds(units, is_named)
            source, wide = COUNTED, _WIDE
        missing = "" if least == most else wide
        return MeasureShare(
            measure=name, label=measure.label, least=least, most=most, source=source, missing=missing
        )

    def _is_named(self, named: Sequence[ProducedBy]) -> IsNamed:
        def judge(producer: str) -> Truth:
            if not producer:
                return Truth.UNKNOWN
            if producer == OTHER:
                return Truth.FALSE
            asked = [(one, test.test) for test in named for one in test.named]
            answers = (self._affiliation(producer, one, test=test, at=self._at).truth for one, test in asked)
            return disjunction(answers)

        return judge


_WIDE = "Who made what is not named, and what is in scope where the records do not say?"


def _capping(provision: Provision, at: date) -> Iterator[OrderEffect]:
    """The effects that cap a share and have not ended."""
    ended = all(period.days.end and period.days.end <= at for period in provision.in_force)
    for effect in () if ended else provision.effects:
        if effect.share is not None and not (effect.until and effect.until <= at):
            yield effect


def capped_producers(provision: Provision, library: Library) -> tuple[ProducedBy, ...]:
    """The tests of the producer in what a provision reaches: whose share it caps."""
    found = leaves(provision, library, follow_lists=False)
    return tuple(leaf for leaf in found if isinstance(leaf, ProducedBy) and leaf.fact == "device.producer")


def declared_bounds(declared: Measured, is_named: IsNamed) -> tuple[float, float]:
    """The share in per cent that declared figures leave possible: what nobody is named for is open."""
    if not declared.total:
        return 0.0, WHOLE
    truths = {producer: is_named(producer) for producer in declared.producers}
    named = sum(declared.producers[one] for one, truth in truths.items() if truth is Truth.TRUE)
    others = sum(declared.producers[one] for one, truth in truths.items() if truth is Truth.FALSE)
    return WHOLE * named / declared.total, WHOLE * (declared.total - others) / declared.total


def counted_bounds(units: Iterable[Units], is_named: IsNamed) -> tuple[float, float]:
    """
    The smallest and largest share in per cent over everything that the records leave open.

    Units whose scope is open are left out or counted, whichever moves the share further; devices without a
    site may stand at one that is counted already, or at one of their own.
    """
    number: dict[tuple[Truth, Truth], float] = {}
    unplaced: dict[Truth, float] = {}
    for one in units:
        scope = Truth.TRUE if one.sure else Truth.UNKNOWN
        named = _named(one, is_named)
        if one.number is None:
            scope, count = Truth.UNKNOWN, float("inf")
        else:
            count = one.number
        if one.placed:
            number[scope, named] = number.get((scope, named), 0.0) + count
        else:
            unplaced[named] = unplaced.get(named, 0.0) + count
    return _least(number, unplaced), _most(number, unplaced)


def _named(units: Units, is_named: IsNamed) -> Truth:
    """Whether a unit counts for the capped producers: it does where one of its devices is theirs."""
    if not units.sure:
        return _all_or_none([is_named(one) for one in units.maybe])
    sure = disjunction(is_named(one) for one in units.sure)
    perhaps = disjunction(is_named(one) for one in units.maybe)
    return sure if sure is Truth.TRUE or perhaps is Truth.FALSE else Truth.UNKNOWN


def _all_or_none(truths: Sequence[Truth]) -> Truth:
    return truths[0] if len(set(truths)) == 1 else Truth.UNKNOWN


def _least(number: Mapping[tuple[Truth, Truth], float], unplaced: Mapping[Truth, float]) -> float:
    ours = number.get((Truth.TRUE, Truth.TRUE), 0.0)
    theirs = sum(count for (_, named), count in number.items() if named is not Truth.TRUE)
    theirs += sum(count for named, count in unplaced.items() if named is not Truth.TRUE)
    return WHOLE * ours / (ours + theirs) if ours else 0.0


def _most(number: Mapping[tuple[Truth, Truth], float], unplaced: Mapping[Truth, float]) -> float:
    ours = sum(count for (_, named), count in number.items() if named is not Truth.FALSE)
    theirs = number.get((Truth.TRUE, Truth.FALSE), 0.0)
    moved = sum(count for named, count in unplaced.items() if named is not Truth.FALSE)
    if ours + moved == float("inf"):
        return WHOLE
    kept = max(theirs - moved, 0.0)
    return WHOLE * (ours + moved) / (ours + moved + kept) if ours + moved else 0.0


def with_shares(
    operator: Operator, caps: Iterable[CapAnswer], orders: Iterable[Order], library: Library
) -> Operator:
    """
    The operator with the share facts that its own figures settle, so that devices are decided by them.

    A share that is known only within bounds counts where every value between them decides alike. What was
    counted does not: records may be incomplete, and a share of them proves nothing about a device.
    """
    points = breakpoints(orders, library)
    facts = dict(operator.facts)
    for cap in caps:
        if not cap.fact or cap.fact in facts or not cap.shares:
            continue
        if any(one.source != PROFILE for one in cap.shares):
            continue
        least, most = max(one.least for one in cap.shares), max(one.most for one in cap.shares)
        known = points.get(cap.fact, ())
        if bucket(known, least) == bucket(known, most):
            facts[cap.fact] = most
    return msgspec.structs.replace(operator, facts=facts)
