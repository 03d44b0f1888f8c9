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
from interdict.model.vocabulary import FactValue, Known

EARLIEST_PRODUCTION = 2000
"""Year from which ownership is asked about where nobody says when a thing was made; older plant is rare."""

PRODUCED_ON = "device.produced_on"
ACQUIRED_ON = "acquisition.date"
RECIPIENT = "device.recipient"
"""To whom a thing goes; who owns the recipient counts on the day of the decision, not of production."""


MOST_DATED = 100_000
"""Leaves by day that one condition keeps; bounds what a flood of distinct days takes."""

Named: TypeAlias = str | tuple[str, ...]
"""One party that an order names, or several whose stakes may count together."""


class Relations:
    """Affiliate tests over the days on which a thing may have been made, each asked only once."""

    def __init__(self, affiliation: Affiliation, at: date) -> None:
        self._ask = affiliation
        self._at = at
        self._on_day: dict[tuple[str, Named, str, date], Relation] = {}
        self._yearly: dict[tuple[str, Named, str], list[Relation]] = {}

    def judge(self, producer: str, named: Named, test: str, facts: Known) -> tuple[Relation, bool]:
        """
        Whether the producer counts as the named party, and whether the day of production would settle it.

        Ownership counts on the day the thing was made. Where that day is missing, it is asked about on each
        first of January from `EARLIEST_PRODUCTION` until the thing was surely made, and on that last day;
        where the answers differ, it depends on the missing day.
        Sources: instruments.md, worked example T40 (a brand sold off: ownership at production date).
        """
        if producer == named:
            return _ITSELF, False
        produced = facts.get(PRODUCED_ON)
        if isinstance(produced, date):
            return self._on(producer, named, test, produced), False
        acquired = facts.get(ACQUIRED_ON)
        year = acquired.year if isinstance(acquired, date) else self._at.year
        return self._until(
            producer, named, test, min(self._at, _first_of(max(year, EARLIEST_PRODUCTION) + 1))
        )

    def is_steady(self, producer: str, named: Named, test: str) -> bool:
        """Whether the answer was the same on every day that is asked about."""
        if producer == named:
            return True
        answers = self._each_year(producer, named, test)
        latest = self._on(producer, named, test, self._at)
        return all(answer == latest for answer in answers)

    def now(self, party: str, named: Named, test: str) -> tuple[Relation, bool]:
        """Whether a party counts as the named one on the day of the decision; no other day matters."""
        return self._on(party, named, test, self._at), False

    def _until(self, producer: str, named: Named, test: str, last: date) -> tuple[Relation, bool]:
        """The answer where the thing was made between the earliest year and a last day."""
        answers = self._each_year(producer, named, test)[: last.year + 1 - EARLIEST_PRODUCTION]
        latest = self._on(producer, named, test, last)
        if all(answer.truth is latest.truth for answer in answers):
            return latest, False
        because = f"it depends on the day it was made; on {last}: {latest.because}"
        return Relation(truth=Truth.UNKNOWN, because=because), True

    def _each_year(self, producer: str, named: Named, test: str) -> list[Relation]:
        """The answers on each first of January up to the day of the decision."""
        key = (producer, named, test)
        if key not in self._yearly:
            years = range(EARLIEST_PRODUCTION, self._at.year + 1)
            self._yearly[key] = [self._on(producer, named, test, _first_of(year)) for year in years]
        return self._yearly[key]

    def _on(self, producer: str, named: Named, test: str, day: date) -> Relation:
        key = (producer, named, test, day)
        if key not in self._on_day:
            self._on_day[key] = self._ask(producer, named, test=test, at=day)
        return self._on_day[key]


_ITSELF = Relation(truth=Truth.TRUE, because="it is the named party itself")


def _first_of(year: int) -> date:
    return date(year, 1, 1)


class Producers:
    """
    One condition about a party, ready to be judged over many things; judged once for those it sees as equal.

    Args:
        condition: Asks whether a party in the facts is one of the named ones.
        relations: Who counts as whom.
        test: Overrides the condition's own affiliate test, where an order borrows another's list.
    """

    def __init__(self, condition: ProducedBy, relations: Relations, test: AffiliateTest | None) -> None:
        self._condition = condition
        self._relations = relations
        self._test = test or condition.test
        self._whenever: dict[FactValue | None, Reason] = {}
        """Leaves on which no day has a bearing, by the parties found."""
        self._undated: dict[FactValue, Reason] = {}
        """Leaves of things of unknown day of production on which the day of purchase has none either."""
        self._dated: dict[tuple[FactValue, FactValue | None, int | None], Reason] = {}

    def judge(self, facts: Known) -> Reason:
        """The leaf that says whether a party in the facts is one of the named ones."""
        found = facts.get(self._condition.fact)
        if (leaf := self._whenever.get(found)) is not None:
            return leaf
        produced = facts.get(PRODUCED_ON)
        if found is not None and produced is None and (leaf := self._undated.get(found)) is not None:
            return leaf
        return self._judged(found, produced, facts)

    def _judged(self, found: FactValue | None, produced: FactValue | None, facts: Known) -> Reason:
        if found is None:
            return self._whenever.setdefault(None, _leaf(self._condition, Truth.UNKNOWN, "", ""))
        acquired = facts.get(ACQUIRED_ON)
        key = (found, produced, acquired.year if isinstance(acquired, date) else None)
        if (leaf := self._dated.get(key)) is not None:
            return leaf
        pairs = self._pairs(found)
        leaf = self._leaf(found, pairs, facts)
        if self._condition.fact == RECIPIENT or all(producer == named for producer, named in pairs):
            self._whenever[found] = leaf
        elif produced is None and all(self._relations.is_steady(p, n, self._test) for p, n in pairs):
            self._undated[found] = leaf
        elif len(self._dated) < MOST_DATED:
            self._dated[key] = leaf
        return leaf

    def _pairs(self, found: FactValue) -> list[tuple[str, Named]]:
        """Each party found, with the named ones it may count as: itself, or each alone and all together."""
        named = self._condition.named
        asked: tuple[Named, ...] = (*named, named) if len(named) > 1 else named
        parties = sorted(found) if isinstance(found, frozenset) else [str(found)]
        return [(party, one) for party in parties for one in ((party,) if party in named else asked)]

    def _leaf(self, found: FactValue, pairs: list[tuple[str, Named]], facts: Known) -> Reason:
        condition, relations = self._condition, self._relations
        shown = ", ".join(sorted(found)) if isinstance(found, frozenset) else str(found)
        shown = shown or "none"
        answers = [
            relations.now(party, named, self._test)
            if condition.fact == RECIPIENT
            else relations.judge(party, named, self._test, facts)
            for party, named in pairs
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
