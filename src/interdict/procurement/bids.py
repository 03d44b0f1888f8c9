"""What an operator knows of its bidders: ranges of cost, or past bids, from YAML or CSV."""

import csv
from collections import defaultdict
from math import isfinite
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from interdict.core.errors import UsageError
from interdict.core.problem import Problem, Severity
from interdict.procurement.problems import TenderCode

LARGEST = 16 << 20
"""Bytes of a file of bids."""
MOST_BIDDERS = 24


class Bidder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who may bid for a lot."""

    name: str
    low: float | None = None
    high: float | None = None
    """Range of its cost a unit, taken as uniform."""
    past: tuple[float, ...] = ()
    """Its past bids a unit, in place of a range."""
    rivals: int = 3
    """Other bidders in the tenders that `past` comes from."""
    switching: float = 0.0
    """What moving to it costs the operator a unit (integration, training); 0 for the incumbent."""
    capacity: float | None = None
    """Units it can supply in time; no limit where absent."""


class Lot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Units that are bought together."""

    id: str
    units: float
    bidders: tuple[Bidder, ...]
    reserve: float | None = None
    """What a unit costs where nobody bids less: another way of buying, or doing without."""


class Bids(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole tender."""

    title: str = "Tender"
    currency: str
    auction: Literal["first-price", "second-price"] = "first-price"
    delay: float = 0.0
    """Cost of later networks where bidders are left out, for the whole tender."""
    lots: tuple[Lot, ...]


class Ranged(msgspec.Struct, frozen=True, kw_only=True):
    """A bidder with the range of its cost a unit."""

    name: str
    low: float
    high: float
    switching: float
    capacity: float
    """Infinite where there is no limit."""


def read_bids(path: Path) -> Bids:
    """
    Read a tender: YAML of this shape, or CSV with `bidder` and `price` of past bids a unit.

    CSV may have `lot`, `tender`, `units`, `currency`; the number of rivals is that of each tender.
    Raises: UsageError if it cannot be read or makes no sense.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"bids may have {LARGEST >> 20} MiB", where=str(path), remedy="Split the file.")
        text = path.read_text("utf-8-sig")
        if path.suffix.lower() == ".csv":
            found = _past(text, str(path))
        else:
            found = msgspec.convert(yaml.load(text, yaml.CSafeLoader), Bids)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, csv.Error, msgspec.ValidationError) as error:
        raise UsageError(
            f"is no tender: {str(error).splitlines()[0]}",
            where=str(path),
            remedy="The how-to page on tenders shows the form.",
        ) from error
    _check(found, str(path))
    return found


def _past(text: str, where: str) -> Bids:
    rows = list(csv.DictReader(text.splitlines()))
    if not rows or not {"bidder", "price"} <= rows[0].keys():
        raise UsageError("has no columns `bidder` and `price`", where=where, remedy="Add them.")
    names = {(row.get("currency") or "").strip().upper() for row in rows} - {""}
    if len(names) > 1:
        raise UsageError(
            f"mixes {', '.join(sorted(names))}", where=where, remedy="Give one currency; no rate is assumed."
        )
    prices: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    units: dict[str, float] = defaultdict(float)
    present: dict[tuple[str, str], set[str]] = defaultdict(set)
    for number, row in enumerate(rows, start=2):
        lot = (row.get("lot") or "all").strip()
        try:
            prices[lot][row["bidder"].strip()].append(float(row["price"]))
            units[lot] = max(units[lot], float(row.get("units") or 1))
        except ValueError as error:
            raise UsageError(
                f"{row['bidder']} has a price or units that are no number", where=f"{where}:{number}",
                remedy="Write e.g. 12500.",
            ) from error  # fmt: skip
        present[lot, row.get("tender") or ""].add(row["bidder"].strip())
    lots = []
    for lot, of in prices.items():
        sizes = [len(names) for (one, _), names in present.items() if one == lot]
        rivals = max(round(sum(sizes) / len(sizes)) - 1, 1)
        bidders = tuple(Bidder(name=name, past=tuple(past), rivals=rivals) for name, past in of.items())
        lots.append(Lot(id=lot, units=units[lot], bidders=bidders))
    return Bids(title=Path(where).stem, currency=next(iter(names), ""), lots=tuple(lots))


def _check(found: Bids, where: str) -> None:
    for lot in found.lots:
        numbers = [lot.units, lot.reserve or 0, found.delay]
        for one in lot.bidders:
            numbers += [one.low or 0, one.high or 0, one.switching, one.capacity or 0, *one.past]
        wrong = next((number for number in numbers if number < 0 or not isfinite(number)), None)
        if wrong is not None:
            raise UsageError(f"lot {lot.id} has {wrong:g}", where=where, remedy="Give numbers of 0 or more.")
        names = [one.name for one in lot.bidders]
        if not names or len(names) > MOST_BIDDERS or len(set(names)) < len(names):
            raise UsageError(
                f"lot {lot.id} needs 1 to {MOST_BIDDERS} bidders, each once",
                where=where,
                remedy="Put all past bids of a bidder into one entry.",
            )


def ranged(lot: Lot, where: str) -> tuple[tuple[Ranged, ...], tuple[Problem, ...]]:
    """
    Bidders with ranges of cost; a range that is not given comes from past bids.

    With costs uniform on [l, h] and n bidders, first-price bids are uniform on [l + (h - l)/n, h]; the ends
    of the bids are the extremes of the sample, moved outwards by their mean spacing.
    Raises: UsageError for a bidder with neither a range nor two past bids, or a range upside down.
    Sources: Krishna (2010), section 2.3, mirrored for procurement; the inversion is the uniform case of
        Guerre, Perrigne and Vuong (2000).
    """
    found, problems = [], []
    for one in lot.bidders:
        low, high = one.low, one.high
        if low is None or high is None:
            if len(set(one.past)) < 2:
                raise UsageError(
                    f"{one.name} of lot {lot.id} has neither low and high nor two different past bids",
                    where=where,
                    remedy="Give a range.",
                )
            low, high = _from_past(one.past, one.rivals + 1)
            if len(one.past) < 5:
                message = f"the range of {one.name} rests on {len(one.past)} past bids; it is little known."
                problems.append(
                    Problem(code=TenderCode.FEW_BIDS, message=message, where=where, severity=Severity.NOTE)
                )
        if low > high:
            raise UsageError(
                f"{one.name} of lot {lot.id} has low {low:g} above high {high:g}",
                where=where,
                remedy="Exchange them.",
            )
        capacity = float("inf") if one.capacity is None else one.capacity
        found.append(Ranged(name=one.name, low=low, high=high, switching=one.switching, capacity=capacity))
    return tuple(found), tuple(problems)


def _from_past(past: tuple[float, ...], bidders: int) -> tuple[float, float]:
    """
    Range of costs behind first-price bids.

    >>> _from_past((110.0, 120.0, 130.0), 2)
    (60.0, 140.0)
    """
    spacing = (max(past) - min(past)) / (len(past) - 1)
    low, high = min(past) - spacing, max(past) + spacing
    return max((bidders * low - high) / (bidders - 1), 0.0), high
