"""Does it reach this thing: who produced it, and which entries a list has."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

from interdict.core.when import Interval
from interdict.model.finding import Reason
from interdict.model.order import (
    AffiliateTest,
    Delay,
    Library,
    OnList,
    Period,
    ProducedBy,
    Provision,
)
from interdict.model.party import Affiliation, Relation
from interdict.model.truth import Truth
from interdict.model.vocabulary import Known

EARLIEST_PRODUCTION = 2000
"""Year from which ownership is asked about where nobody says when a thing was made; older plant is rare."""

PRODUCED_ON = "device.produced_on"
ACQUIRED_ON = "acquisition.date"
RECIPIENT = "device.recipient"
"""To whom a thing goes; who owns the recipient counts on the day of the decision, not of production."""


Named: TypeAlias = str | tuple[str, ...]
"""One party that an order names, or several whose stakes may count together."""


class Relations:
    """Affiliate tests over the days on which a thing may have been made, each asked only once."""

    def __init__(self, affiliation: Affiliation, at: date) -> None:
        self._ask = affiliation
        self._at = at
        self._on_day: dict[tuple[str, Named, str, date], Relation] = {}
        self._unless_dated: dict[tuple[str, Named, str, int], tuple[Relation, bool]] = {}
        self._produced: dict[tuple[object, ...], tuple[ProducedBy, Reason]] = {}

    def produced(self, condition: ProducedBy, facts: Known, test: AffiliateTest | None) -> Reason:
        """
        The leaf that says whether a party in the facts is one of the named ones; judged once for equal facts.

        Args:
            test: Overrides the condition's own affiliate test, where an order borrows another's list.
        """
        key: tuple[object, ...] = (id(condition), test, found := facts.get(condition.fact))
        if found is not None and found not in condition.named:  # only then the days matter
            acquired = facts.get(ACQUIRED_ON)
            key += (facts.get(PRODUCED_ON), acquired.year if isinstance(acquired, date) else None)
        if key not in self._produced:
            # the condition is kept beside its answer, so that no other one can come by its identity
            self._produced[key] = condition, _judge_produced(condition, facts, self, test)
        return self._produced[key][1]

    def judge(self, producer: str, named: Named, test: str, facts: Known) -> tuple[Relation, bool]:
        """
        Whether the producer counts as the named party, and whether the day of production would settle it.

        Ownership counts on the day the thing was made. Where that day is missing, it is asked about on each
        first of January from `EARLIEST_PRODUCTION` until the thing was surely made, and on that last day;
        where the answers differ, it depends on the missing day.
        Sources: instruments.md, worked example T40 (a brand sold off: ownership at production date).
        """
        if producer == named:
            return Relation(truth=Truth.TRUE, because="it is the named party itself"), False
        produced = facts.get(PRODUCED_ON)
        if isinstance(produced, date):
            return self._on(producer, named, test, produced), False
        acquired = facts.get(ACQUIRED_ON)
        year = acquired.year if isinstance(acquired, date) else self._at.year
        key = (producer, named, test, year)
        if key not in self._unless_dated:
            self._unless_dated[key] = self._over_years(producer, named, test, year)
        return self._unless_dated[key]

    def now(self, party: str, named: Named, test: str) -> tuple[Relation, bool]:
        """Whether a party counts as the named one on the day of the decision; no other day matters."""
        return self._on(party, named, test, self._at), False

    def _over_years(self, producer: str, named: Named, test: str, year: int) -> tuple[Relation, bool]:
        last = min(self._at, date(max(year, EARLIEST_PRODUCTION) + 1, 1, 1))
        days = [date(one, 1, 1) for one in range(EARLIEST_PRODUCTION, last.year + 1)]
        answers = [self._on(producer, named, test, day) for day in [*days, last] if day <= last]
        latest = answers[-1]
        if all(answer.truth == latest.truth for answer in answers):
            return latest, False
        because = f"it depends on the day it was made; on {last}: {latest.because}"
        return Relation(truth=Truth.UNKNOWN, because=because), True

    def _on(self, producer: str, named: Named, test: str, day: date) -> Relation:
        key = (producer, named, test, day)
        if key not in self._on_day:
            self._on_day[key] = self._ask(producer, named, test=test, at=day)
        return self._on_day[key]


def _judge_produced(
    condition: ProducedBy, facts: Known, relations: Relations, test: AffiliateTest | None
) -> Reason:
    found = facts.get(condition.fact)
    if found is None:
        return _leaf(condition, Truth.UNKNOWN, "", "")
    producers = sorted(found) if isinstance(found, frozenset) else [str(found)]
    shown = ", ".join(producers) or "none"
    chosen = test or condition.test
    asked: tuple[Named, ...] = condition.named
    if len(condition.named) > 1:
        asked = (*asked, condition.named)
    answers = [
        relations.now(producer, named, chosen)
        if condition.fact == RECIPIENT
        else relations.judge(producer, named, chosen, facts)
        for producer in producers
        for named in ((producer,) if producer in condition.named else asked)
    ]
    for relation, _ in answers:
        if relation.truth is Truth.TRUE:
            return _leaf(condition, Truth.TRUE, shown, relation.because)
    unknown = [answer for answer in answers if answer[0].truth is Truth.UNKNOWN]
    if not unknown:
        return _leaf(condition, Truth.FALSE, shown, answers[0][0].because if len(answers) == 1 else "")
    relation, dated = next((answer for answer in unknown if answer[1]), unknown[0])
    return _leaf(condition, Truth.UNKNOWN, shown, relation.because, PRODUCED_ON if dated else "")


def _leaf(condition: ProducedBy, truth: Truth, found: str, because: str, fact: str = "") -> Reason:
    return Reason(
        claim=condition.claim,
        truth=truth,
        operator="fact",
        fact=fact or condition.fact,
        found="" if fact else found,
        because=because,
        citation=condition.citation,
    )


def entries(condition: OnList, library: Library) -> Iterable[Provision]:
    """The listing provisions that a reference to a list means."""
    order = library.orders.get(condition.list)
    for provision in order.provisions if order else ():
        if not provision.kind.can_be_referred_to or condition.kind not in ("", provision.entry):
            continue
        if condition.added == Interval() or condition.added.contains(listed_on(provision)):
            yield provision


def listed_on(provision: Provision) -> date:
    """The day on which a listing provision first put its entry on the list."""
    start = provision.in_force[0].days.start
    assert start is not None, f"{provision.id} has no first day; the loader refuses such a listing"
    return start


def judge_period(periods: tuple[Period, ...], day: date, claim: str) -> Reason:
    """The leaf that says whether a day lies inside the periods; unknown where their bounds are unsure."""
    for period in periods:
        if period.days.contains(day):
            sure = period.confidence.decides
            return Reason(
                claim=claim,
                truth=Truth.TRUE if sure else Truth.UNKNOWN,
                operator="fact",
                found=day.isoformat(),
                because=period.because if sure else unverified(period.because),
            )
    return Reason(claim=claim, truth=Truth.FALSE, operator="fact", found=day.isoformat())


def unverified(because: str) -> str:
    """The reason that is given wherever the fact base itself is not sure of the law."""
    return f"our reading of the law is unverified here: {because}"


def judge_delay(delay: Delay, listed: date, facts: Known, day: date) -> Reason:
    """The leaf that says whether enough days have passed since a listing, by a fact's date or by `day`."""
    from_day = listed + timedelta(days=delay.days)
    counted = f"{delay.fact or 'the date'} is on or after {from_day}"
    claim = f"{counted}, {delay.days} days after the listing on {listed}" if delay.days else counted
    reached = facts.get(delay.fact) if delay.fact else day
    if not isinstance(reached, date):
        return Reason(claim=claim, truth=Truth.UNKNOWN, operator="fact", fact=delay.fact)
    truth, because = _passed(delay, listed, (reached - listed).days)
    found = reached.isoformat()
    return Reason(claim=claim, truth=truth, operator="fact", fact=delay.fact, found=found, because=because)


def _passed(delay: Delay, listed: date, days: int) -> tuple[Truth, str]:
    if delay.confidence.decides:
        return (Truth.TRUE if days >= delay.days else Truth.FALSE), ""
    if days < 0:
        return Truth.FALSE, f"before the listing on {listed}"
    if days >= delay.certain_from:
        return Truth.TRUE, ""
    return Truth.UNKNOWN, unverified(f"the count of {delay.days} days is {delay.confidence}")
