"""Whether one party counts as an affiliate of another: one test per order's own wording."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date

from interdict.core.errors import PartyDataError
from interdict.model.affiliation import AffiliateRule, Kin
from interdict.model.party import Affiliation, Relation, Stake, Succession
from interdict.model.truth import Truth
from interdict.parties.load import Parties
from interdict.parties.ownership import Holdings
from interdict.parties.rules import Verdict, judge, load_rules


class Affiliates(Affiliation):
    """
    Answers the law's affiliate question from recorded stakes; between two changes of ownership only once.

    Args:
        parties: The parties data.
        rules: Affiliate tests by id; those that ship where absent.
    """

    def __init__(self, parties: Parties, rules: Mapping[str, AffiliateRule] | None = None) -> None:
        self._parties = parties
        self._rules = load_rules() if rules is None else rules
        dated = (*parties.stakes, *parties.successions)
        ends = {end for one in dated for end in (one.interval.start, one.interval.end) if end}
        self._changes = sorted(ends)
        self._holdings: dict[int, Holdings] = {}
        self._answers: dict[tuple[str, tuple[str, ...], str, int], Relation] = {}

    def __call__(self, producer: str, named: str | tuple[str, ...], *, test: str, at: date) -> Relation:
        """
        Whether `producer` is `named`, or reached through ownership on `at`.

        Raises: PartyDataError, if no test has that name.
        """
        owners = (named,) if isinstance(named, str) else named
        stretch = bisect_right(self._changes, at)
        key = (producer, owners, test, stretch)
        if key not in self._answers:
            self._answers[key] = self._answer(producer, owners, test, at, stretch)
        return self._answers[key]

    def _answer(self, producer: str, named: tuple[str, ...], test: str, at: date, stretch: int) -> Relation:
        if test not in self._rules:
            known = ", ".join(self._rules)
            raise PartyDataError(f"no affiliate test is called {test!r}", remedy=f"Use one of {known}.")
        if producer in named:
            return Relation(truth=Truth.TRUE, because=f"{self._name(producer)} is the party that is named.")
        rule = self._rules[test]
        if not rule.kin:
            return Relation(truth=Truth.FALSE, because="The order reaches only the parties it names.")
        if stretch not in self._holdings:
            self._holdings[stretch] = Holdings(self._parties.stakes, at)
        verdict = judge(rule, self._holdings[stretch], producer, named)
        if verdict.truth is not Truth.TRUE and Kin.SUCCESSORS in rule.kin:
            succeeded = self._succeeded(producer, named, at)
            if succeeded and (succeeded.tag.is_reliable or verdict.truth is Truth.FALSE):
                truth = Truth.TRUE if succeeded.tag.is_reliable else Truth.UNKNOWN
                return Relation(truth=truth, because=self._succession(succeeded))
        return Relation(truth=verdict.truth, because=self._because(verdict, producer, named, at))

    def _because(self, verdict: Verdict, producer: str, named: tuple[str, ...], at: date) -> str:
        if verdict.stakes:
            chain = "; ".join(self._told(stake, at) for stake in verdict.stakes)
            if verdict.counted and (len(verdict.stakes) > 1 or verdict.open):
                chain = f"{chain}; in all {verdict.counted}"
            if verdict.truth is not Truth.UNKNOWN:
                return chain
            return f"{chain}; not enough to tell: {verdict.open or _missing(verdict.stakes)}"
        if past := self._past_links(producer, named, at):
            return "; ".join(self._told(stake, at) for stake in past)
        names = " or ".join(self._name(one) for one in named)
        nothing = (
            f"No ownership link between {self._name(producer)} and {names} is recorded; "
            "published affiliate lists are not complete."
        )
        return f"{nothing} {verdict.open}" if verdict.open else nothing

    def _past_links(self, producer: str, named: tuple[str, ...], at: date) -> tuple[Stake, ...]:
        """Direct stakes between the two that do not run on the day."""
        pairs = [{producer, one} for one in named]
        return tuple(
            stake
            for stake in self._parties.stakes
            if {stake.owner, stake.owned} in pairs and not stake.interval.contains(at)
        )

    def _succeeded(self, producer: str, named: tuple[str, ...], at: date) -> Succession | None:
        """The last step by which the producer took over from a named party, through any number of steps."""
        reached, waiting = set(named), list(named)
        while waiting:
            before = waiting.pop()
            for one in self._parties.successions:
                if one.predecessor != before or not one.interval.contains(at):
                    continue
                if one.successor == producer:
                    return one
                if one.successor not in reached:
                    reached.add(one.successor)
                    waiting.append(one.successor)
        return None

    def _succession(self, one: Succession) -> str:
        since = f" on {one.interval.start}" if one.interval.start else ""
        return (
            f"{self._name(one.successor)} took over from {self._name(one.predecessor)}{since} "
            f"({one.tag.confidence}: {one.source or 'no source stored'})"
        )

    def _told(self, stake: Stake, at: date) -> str:
        """One stake as a clause, with its share, dates, source and confidence."""
        runs = stake.interval.contains(at)
        if stake.share is not None:
            held = f"{'holds' if runs else 'held'} {stake.share:g} % of"
        elif stake.control:
            held = "controls" if runs else "controlled"
        else:
            held = f"{'holds' if runs else 'held'} a stake of unknown size in"
        start, end = stake.interval.start, stake.interval.end
        since, until = (f" since {start}" if start else ""), (f" until {end}" if end else "")
        note = f", {stake.note}" if stake.note else ""
        return (
            f"{self._name(stake.owner)} {held} {self._name(stake.owned)}{since}{until}{note} "
            f"({stake.tag.confidence}: {stake.source or 'no source stored'})"
        )

    def _name(self, slug: str) -> str:
        return self._parties.name_of(slug)


def _missing(stakes: Iterable[Stake]) -> str:
    """What a person would have to find out."""
    unconfirmed = [stake for stake in stakes if not stake.tag.is_reliable]
    if unconfirmed:
        return "a source that confirms this, with its dates"
    if any(stake.share is None for stake in stakes):
        return "the share that is held"
    return "whether the stakes give control"
