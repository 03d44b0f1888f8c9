"""A tender played many times, with all bidders and without some; and why published estimates disagree."""

from collections.abc import Sequence
from math import sqrt

import msgspec
import numpy as np

from interdict.core.errors import UsageError
from interdict.core.problem import Problem, Severity
from interdict.core.shipped import shipped
from interdict.model.tender import LotOutcome, Price, Step, Tender
from interdict.procurement.auction import Floats, drawn, first_price, second_price
from interdict.procurement.bids import Bids, Lot, Ranged, ranged
from interdict.procurement.problems import TenderCode


class Published(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published estimate."""

    name: str
    total: float
    delay_share: float
    base: str
    source: str


class Estimates(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`data/procurement/estimates.yaml`, the lowest estimate first."""

    subscribers: float
    estimates: tuple[Published, Published]


def play(
    bids: Bids,
    without: Sequence[str],
    *,
    replications: int = 20_000,
    seed: int = 0,
    replay: bool = False,
    where: str = "",
) -> Tender:
    """
    Say what a tender costs with every bidder, and without some.

    Args:
        without: Names of bidders left out; their case does not matter.
        replications: Between 100 and 1,000,000.
        replay: Whether to say what sets the published estimates for Europe apart.
    Raises: UsageError where a lot would have no bidder and no reserve, or a number is out of range.
    """
    if not 100 <= replications <= 1_000_000:
        raise UsageError(f"{replications:,} is out of range", where="--runs", remedy="Give 100 to 1,000,000.")
    named = {name.casefold() for name in without}
    known = {one.name.casefold() for lot in bids.lots for one in lot.bidders}
    problems = [
        Problem(
            code=TenderCode.NOT_A_BIDDER,
            message=f"{name} bids for no lot; nothing changes.",
            where="--without",
            severity=Severity.NOTE,
        )
        for name in without
        if name.casefold() not in known
    ]
    lots, assumed = [], []
    for lot in bids.lots:
        all_bidders, told = ranged(lot, where)
        problems += told
        reserve = lot.reserve
        if reserve is None:
            reserve = max(one.high + one.switching for one in all_bidders)
            assumed.append(
                f"Lot {lot.id}: no reserve is given; a unit is never dearer than the dearest bidder of all "
                f"could be ({reserve:,.0f})."
            )
        lots.append(_lot(lot, all_bidders, named, reserve, bids.auction, replications, seed))
    everybody, alone = (sum(getattr(one, side).mean for one in lots) for side in ("everybody", "without"))
    return Tender(
        title=bids.title,
        currency=bids.currency,
        auction=bids.auction,
        without=tuple(without),
        lots=tuple(lots),
        everybody=everybody,
        alone=alone,
        delay=bids.delay if named & known else 0.0,
        replay=why_apart(alone / everybody) if replay and everybody else (),
        replications=replications,
        seed=seed,
        assumptions=(*_assumed(bids), *assumed),
        problems=tuple(problems),
    )


def why_apart(price: float) -> tuple[Step, ...]:
    """
    The assumptions that set the lowest and the highest published estimate apart; their factors multiply.

    Args:
        price: By how much leaving bidders out raises prices, simulated; at least 1.
    """
    known = shipped("procurement/estimates.yaml", Estimates)
    low, high = known.estimates
    whole = high.total / low.total
    delay = (1 - low.delay_share) / (1 - high.delay_share)
    base = whole / delay / price
    return (
        Step(
            name="cost of delay",
            factor=delay,
            basis="published",
            said=f"{high.delay_share:.0%} of the estimate of {high.name} is the cost of later networks; "
            f"{low.name} counts none ({high.source}).",
        ),
        Step(
            name="fewer bidders",
            factor=price,
            basis="simulated",
            said="How much dearer this tender is without the bidders named; none publishes its own.",
        ),
        Step(
            name="what is replaced",
            factor=base,
            basis="implied",
            said=f"What remains: {low.name} counts {low.base} ({low.source}), about "
            f"{low.total / known.subscribers:,.0f} a subscriber. The two agree if that is {1 / base:.0%} of "
            f"what {high.name} replaces.",
        ),
    )


def _lot(
    lot: Lot,
    bidders: Sequence[Ranged],
    without: set[str],
    reserve: float,
    auction: str,
    replications: int,
    seed: int,
) -> LotOutcome:
    remaining = [one for one in bidders if one.name.casefold() not in without]
    sides = []
    for those in (list(bidders), remaining):
        scores = drawn(those, replications, (seed, *lot.id.encode()))
        capacity = np.array([one.capacity for one in those])
        if auction == "second-price" or not those:
            sides.append(second_price(scores, capacity, lot.units, reserve))
        else:
            sides.append(first_price(scores, those, lot.units, reserve))
    (everybody, supplied), (alone, left) = sides
    total = lot.units or 1.0
    return LotOutcome(
        lot=lot.id,
        units=lot.units,
        bidders=tuple(one.name for one in bidders),
        remaining=tuple(one.name for one in remaining),
        everybody=_price(everybody),
        without=_price(alone),
        ratio=float(alone.mean() / everybody.mean()) if everybody.mean() else 1.0,
        unserved=float(1 - left.sum(axis=1).mean() / total) if lot.units else 0.0,
        wins={one.name: float(supplied[:, n].mean() / total) for n, one in enumerate(bidders)},
    )


def _price(outlay: Floats) -> Price:
    p5, p95 = np.quantile(outlay, (0.05, 0.95))
    error = float(outlay.std(ddof=1)) / sqrt(len(outlay))
    return Price(mean=float(outlay.mean()), error=error, p5=float(p5), p95=float(p95))


def _assumed(bids: Bids) -> tuple[str, ...]:
    rule = {
        "first-price": "The lowest bid wins and is paid; bidders know each other's ranges and shade their "
        "bids. Exact for equal bidders without limits of capacity, else an approximation.",
        "second-price": "Every winner is paid what its units would cost without it.",
    }[bids.auction]
    said = [rule, "Costs are uniform in their ranges and independent of each other; bidders do not collude."]
    if any(one.switching for lot in bids.lots for one in lot.bidders):
        said.append(
            "Switching is paid by the operator and counts in the award, so the incumbent has an edge."
        )
    if any(one.past for lot in bids.lots for one in lot.bidders):
        said.append("Ranges from past bids take those tenders to have been first-price among equals.")
    if any(one.capacity is not None for lot in bids.lots for one in lot.bidders):
        said.append("Units beyond the capacity of all bidders cost the reserve.")
    return tuple(said)
