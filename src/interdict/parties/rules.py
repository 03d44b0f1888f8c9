"""Judge one affiliate test over the stakes of a day: every way of counting that the order leaves open."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
import yaml

from interdict.core.errors import PartyDataError
from interdict.model.affiliation import AffiliateRule, Aggregate, ControlRule, Counting, Kin
from interdict.model.order import Confidence
from interdict.model.party import Stake
from interdict.model.truth import Truth, disjunction
from interdict.parties.ownership import Bounds, Holdings

RULES_FILE = "data/vocabulary/affiliation.yaml"


@cache
def load_rules() -> dict[str, AffiliateRule]:
    """
    The affiliate tests that ship, by id.

    Raises: PartyDataError where one does not have the shape of `model.affiliation`.
    """
    text = files("interdict").joinpath(RULES_FILE).read_text("utf-8")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return msgspec.convert(yaml.load(text, loader), dict[str, AffiliateRule])  # noqa: S506 - both are safe
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as error:
        remedy = "See interdict.model.affiliation."
        raise PartyDataError(str(error), where=RULES_FILE, remedy=remedy) from error


class Verdict(NamedTuple):
    """What a test answers for two firms, with what it rests on."""

    truth: Truth
    stakes: tuple[Stake, ...] = ()
    counted: str = ""
    """The shares that were compared with the threshold, in words."""
    open: str = ""
    """Why it is open although the stakes are known; empty where they are what is missing."""


NO = Verdict(Truth.FALSE)


def judge(rule: AffiliateRule, holdings: Holdings, producer: str, named: tuple[str, ...]) -> Verdict:
    """
    Whether a firm counts as one of the named ones by a test; the strongest of its directions.

    Args:
        named: One party, or several that the order names together.
    """
    verdict = NO
    for found in _directions(rule, holdings, producer, named):
        if found.truth is Truth.TRUE:
            verdict = found
            break
        if found.truth is Truth.UNKNOWN and verdict.truth is Truth.FALSE:
            verdict = found
    confidence = rule.citation.confidence
    if not Confidence(confidence).decides and holdings.above(producer) | holdings.above(named[0]):
        return verdict._replace(truth=Truth.UNKNOWN, open=f"our reading of the law is {confidence} here")
    return verdict


def _directions(
    rule: AffiliateRule, holdings: Holdings, producer: str, named: tuple[str, ...]
) -> Iterator[Verdict]:
    if Kin.SUBSIDIARIES in rule.kin:
        yield _owns(rule, holdings, named, producer)
    if Kin.PARENTS in rule.kin:
        for one in named:
            yield _owns(rule, holdings, (producer,), one)
    if Kin.SIBLINGS in rule.kin:
        above = holdings.above(producer) - {producer, *named}
        for one in named:
            for parent in sorted(above & holdings.above(one)):
                yield _both(_owns(rule, holdings, (parent,), producer), _owns(rule, holdings, (parent,), one))


def _both(one: Verdict, other: Verdict) -> Verdict:
    weaker = min(one, other, key=lambda verdict: list(_STRENGTH).index(verdict.truth))
    counted = "; ".join(text for text in (one.counted, other.counted) if text)
    return Verdict(weaker.truth, (*one.stakes, *other.stakes), counted, weaker.open)


_STRENGTH = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)


def _owns(rule: AffiliateRule, holdings: Holdings, owners: tuple[str, ...], owned: str) -> Verdict:
    """Whether the owners hold enough of a firm, or control it where that counts."""
    stakes = tuple(stake for owner in owners for stake in holdings.chain(owner, owned))
    if not stakes:
        return NO
    stakes = tuple(dict.fromkeys(stakes))
    control = Truth.FALSE
    if rule.control is not ControlRule.DOES_NOT_COUNT:
        control = disjunction(_controls(holdings, owner, owned) for owner in owners)
    if rule.control is ControlRule.ALONE or control is Truth.TRUE:
        return Verdict(control, stakes)
    if rule.threshold is None:
        return Verdict(Truth.UNKNOWN, stakes, open="" if control is Truth.UNKNOWN else _NO_PERCENTAGE)
    share = _share_verdict(rule, holdings, owners, owned, stakes)
    return share if share.truth is Truth.TRUE or control is Truth.FALSE else share._replace(truth=control)


_NO_PERCENTAGE = "whether a stake of this size makes an affiliate, where the order gives no percentage"


def _controls(holdings: Holdings, owner: str, owned: str) -> Truth:
    if owned in holdings.controlled(owner, proven=True):
        return Truth.TRUE
    return Truth.UNKNOWN if owned in holdings.controlled(owner, proven=False) else Truth.FALSE


def _share_verdict(
    rule: AffiliateRule,
    holdings: Holdings,
    owners: tuple[str, ...],
    owned: str,
    stakes: tuple[Stake, ...],
) -> Verdict:
    """Every way of counting that the order leaves open; where they differ, it is open."""
    assert rule.threshold is not None
    enough = reaches(rule, rule.threshold)
    ways = dict(_ways(rule, holdings, owners, owned))
    truths = {_judged(enough, bounds) for bounds in ways.values()}
    by_figure: dict[str, list[str]] = {}
    for way, bounds in ways.items():
        by_figure.setdefault(bounds.text, []).append(way)
    counted = ", ".join(
        figure if len(by_figure) == 1 else f"{figure} if {' or '.join(names)}"
        for figure, names in by_figure.items()
    )
    if len(truths) == 1:
        return Verdict(truths.pop(), stakes, counted)
    sure = Truth.UNKNOWN not in truths
    return Verdict(Truth.UNKNOWN, stakes, counted, _NOT_STATED if sure else "")


_NOT_STATED = "how the order counts indirect and several stakes, which its sources do not state"


def reaches(rule: AffiliateRule, threshold: float) -> Callable[[float], bool]:
    """The comparison of a share with a threshold, as the rule draws the line."""
    return (lambda share: share >= threshold) if rule.inclusive else (lambda share: share > threshold)


def _judged(enough: Callable[[float], bool], bounds: Bounds) -> Truth:
    if enough(bounds.least):
        return Truth.TRUE
    return Truth.UNKNOWN if enough(bounds.most) else Truth.FALSE


def _ways(
    rule: AffiliateRule, holdings: Holdings, owners: tuple[str, ...], owned: str
) -> Iterator[tuple[str, Bounds]]:
    """The share by each way of counting that the rule allows, with its name."""
    assert rule.threshold is not None
    link = reaches(rule, rule.threshold if rule.link is None else rule.link)
    for together in _allowed(rule.aggregate, Aggregate.YES, Aggregate.NO):
        summed = "summed" if together else "each alone"
        if rule.counting is not Counting.ATTRIBUTED:
            shares = (
                [holdings.multiplied(owners, owned)]
                if together
                else [holdings.largest_chain(owner, owned) for owner in owners]
            )
            yield f"multiplied and {summed}", _largest(shares)
        if rule.counting is not Counting.MULTIPLIED:
            groups = [owners] if together else [(owner,) for owner in owners]
            held = [holdings.attributed(group, owned, link=link, together=together) for group in groups]
            yield f"attributed and {summed}", _largest(held)


def _allowed(aggregate: Aggregate, yes: Aggregate, no: Aggregate) -> Iterator[bool]:
    if aggregate is not no:
        yield True
    if aggregate is not yes:
        yield False


def _largest(shares: list[Bounds]) -> Bounds:
    return Bounds(max(one.least for one in shares), max(one.most for one in shares))
