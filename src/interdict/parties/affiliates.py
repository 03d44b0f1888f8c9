"""Whether one party counts as an affiliate of another: one test per order's own wording."""

from collections.abc import Callable, Iterable
from datetime import date

from interdict.core.errors import PartyDataError
from interdict.model.party import Affiliation, Relation, Stake
from interdict.model.truth import Truth
from interdict.parties.load import Parties
from interdict.parties.ownership import MAJORITY, Bounds, Holdings

ATTRIBUTION_PERCENT = 10.0
"""Equity above which a firm `owns` another: 47 CFR 2.903(c) (unverified: the text was not read)."""

_Verdict = tuple[Truth, tuple[Stake, ...]]


class Affiliates(Affiliation):
    """
    Answers the law's affiliate question from recorded stakes.

    Args:
        parties: The parties data.
    """

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._tests: dict[str, Callable[[Holdings, str, str], _Verdict]] = {
            "subsidiary-or-affiliate": _by_control_or_stake,
            "more-than-10-percent": _by_ten_per_cent,
            "50-percent-aggregate": _by_half_in_aggregate,
            "control": _by_control,
        }

    def __call__(self, producer: str, named: str, *, test: str, at: date) -> Relation:
        """
        Whether `producer` is `named`, or reached through ownership on `at`.

        Raises: PartyDataError, if no test has that name.
        """
        if producer == named:
            return Relation(truth=Truth.TRUE, because=f"{self._name(producer)} is the party that is named.")
        if test == "named-only":
            return Relation(truth=Truth.FALSE, because="The order reaches only the parties it names.")
        if test not in self._tests:
            known = ", ".join(["named-only", *self._tests])
            raise PartyDataError(f"no affiliate test is called {test!r}", remedy=f"Use one of {known}.")
        holdings = Holdings(self._parties.stakes, at)
        truth, stakes = self._tests[test](holdings, producer, named)
        return Relation(truth=truth, because=self._because(truth, stakes, producer, named, at))

    def _because(self, truth: Truth, stakes: tuple[Stake, ...], producer: str, named: str, at: date) -> str:
        if stakes:
            chain = "; ".join(self._told(stake, at) for stake in stakes)
            return chain if truth is not Truth.UNKNOWN else f"{chain}; not enough to tell: {_missing(stakes)}"
        if past := self._past_links(producer, named, at):
            return "; ".join(self._told(stake, at) for stake in past)
        return (
            f"No ownership link between {self._name(producer)} and {self._name(named)} is recorded; "
            "published affiliate lists are not complete."
        )

    def _past_links(self, producer: str, named: str, at: date) -> tuple[Stake, ...]:
        """Direct stakes between the two that do not run on the day."""
        pair = {producer, named}
        return tuple(
            stake
            for stake in self._parties.stakes
            if {stake.owner, stake.owned} == pair and not stake.interval.contains(at)
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
    return "whether a stake of this size makes an affiliate, where the order gives no percentage"


def _by_control(holdings: Holdings, producer: str, named: str) -> _Verdict:
    """`named` directs the producer."""
    return _controls(holdings, named, producer)


def _by_control_or_stake(holdings: Holdings, producer: str, named: str) -> _Verdict:
    """
    Control either way or from one source makes an affiliate; a lesser stake leaves it open.

    Sources: NDAA FY2019 s.889(f)(3) and 47 U.S.C. 1601 say "subsidiary or affiliate" without a percentage.
    """
    verdict = _either_way(holdings, producer, named, _controls)
    if verdict[0] is not Truth.FALSE:
        return verdict
    stakes = holdings.chain(named, producer) or holdings.chain(producer, named)
    return (Truth.UNKNOWN, stakes) if stakes else verdict


def _by_ten_per_cent(holdings: Holdings, producer: str, named: str) -> _Verdict:
    """Control, or more than 10 per cent, either way or from one owner. Sources: 47 CFR 2.903(c)."""
    return _either_way(holdings, producer, named, _owns_over_ten_per_cent)


def _by_half_in_aggregate(holdings: Holdings, producer: str, named: str) -> _Verdict:
    """`named` holds at least half, counting whole what its own firms hold."""
    return aggregate(holdings, producer, (named,))


def aggregate(holdings: Holdings, producer: str, owners: tuple[str, ...]) -> _Verdict:
    """
    Whether `owners` together hold at least half of `producer`.

    Sources: 15 CFR 744 as amended 2025-09-29 (Affiliates Rule): in the aggregate across listed owners.
    """
    bounds = holdings.attributed(owners, producer)
    stakes = tuple(stake for owner in owners for stake in holdings.chain(owner, producer))
    return _judged(bounds.least >= MAJORITY, bounds.most >= MAJORITY), stakes


def _controls(holdings: Holdings, owner: str, owned: str) -> _Verdict:
    certain = owned in holdings.controlled(owner, proven=True)
    possible = certain or owned in holdings.controlled(owner, proven=False)
    return _judged(certain, possible), holdings.chain(owner, owned)


def _owns_over_ten_per_cent(holdings: Holdings, owner: str, owned: str) -> _Verdict:
    bounds: Bounds = holdings.multiplied(owner, owned)
    control, stakes = _controls(holdings, owner, owned)
    certain = control is Truth.TRUE or bounds.least > ATTRIBUTION_PERCENT
    possible = control is not Truth.FALSE or bounds.most > ATTRIBUTION_PERCENT
    return _judged(certain, certain or possible), stakes


def _either_way(
    holdings: Holdings, producer: str, named: str, owns: Callable[[Holdings, str, str], _Verdict]
) -> _Verdict:
    """The strongest answer of: named owns producer, producer owns named, somebody owns both."""
    verdicts = [owns(holdings, named, producer), owns(holdings, producer, named)]
    for parent in sorted(holdings.owners - {producer, named}):
        one, first = owns(holdings, parent, producer)
        other, second = owns(holdings, parent, named)
        verdicts.append((_weaker(one, other), (*first, *second)))
    for truth in (Truth.TRUE, Truth.UNKNOWN):
        for verdict in verdicts:
            if verdict[0] is truth:
                return verdict
    return Truth.FALSE, ()


def _weaker(one: Truth, other: Truth) -> Truth:
    return next(truth for truth in (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE) if truth in (one, other))


def _judged(certain: bool, possible: bool) -> Truth:
    if certain:
        return Truth.TRUE
    return Truth.UNKNOWN if possible else Truth.FALSE
