"""Price catalogues, quotes that override them, and what is on record of slips and overruns."""

import csv
from functools import cache
from importlib.resources import files
from math import exp, isfinite, log
from pathlib import Path
from statistics import fmean, stdev
from typing import Literal

import msgspec
import yaml

from interdict.core.errors import UsageError
from interdict.core.problem import Problem, Severity
from interdict.core.shipped import shipped
from interdict.costs.problems import CostCode


class Per(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the quantity of a line comes from the inventory."""

    roles: tuple[str, ...]
    sites: bool = False
    """Count places with such covered devices, not the devices."""
    share: float = 1.0


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a catalogue."""

    id: str
    label: str
    per: Per
    known: Literal["early", "survey"]
    low: float
    typical: float
    high: float
    confidence: Literal["verified", "secondary", "derived", "unverified", "invented", "quoted"]
    source: str
    programmes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """
        Check that the prices are in order.

        Raises: ValueError if they are negative, not finite, or not in order.
        """
        if not (0 <= self.low <= self.typical <= self.high and isfinite(self.high)):
            raise ValueError(f"line {self.id}: prices must be 0 <= low <= typical <= high")


class Catalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A price list in one currency of one year."""

    title: str
    currency: str
    year: int
    lines: tuple[Line, ...]


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An early estimate and a later one of the same work."""

    name: str
    early: float
    late: float
    source: str


class Knowledge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an estimate rests on at one stage."""

    label: str
    lines: Literal["early", "all"]
    confidence: str
    source: str
    median: float = 1.0
    sigma: float = 0.0
    fitted: bool = False


class Slip(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cause of lateness."""

    label: str
    chance: float
    low: float
    typical: float
    high: float
    confidence: str


class Work(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the work takes when nothing goes wrong."""

    lead_weeks: float
    sites_per_crew_week: float
    crews: int
    confidence: str


class Programme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who pays back, how much of it, how late."""

    label: str
    currency: str
    pro_rata: float
    lag_weeks: float
    source: str
    confidence: str


class Risk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`data/costs/risk.yaml`."""

    cases: tuple[Case, ...]
    stages: dict[str, Knowledge]
    causes: dict[str, Slip]
    work: Work
    programmes: dict[str, Programme]

    def factor(self, stage: str) -> tuple[float, float]:
        """Median and sigma of the lognormal common factor; fitted to the cases where told so."""
        known = self.stages[stage]
        if not known.fitted:
            return known.median, known.sigma
        logs = [log(case.late / case.early) for case in self.cases]
        return exp(fmean(logs)), stdev(logs)


@cache
def risk() -> Risk:
    """What ships, read once."""
    return shipped("costs/risk.yaml", Risk)


def catalogue(wanted: str) -> Catalogue:
    """
    A catalogue that ships, by name, or one of the operator's own, by path.

    Raises: UsageError if there is none, or the file has not the shape of one.
    """
    names = sorted(
        one.name.removesuffix(".yaml")
        for one in files("interdict").joinpath("data/costs").iterdir()
        if one.name != "risk.yaml"
    )
    if wanted in names:
        return shipped(f"costs/{wanted}.yaml", Catalogue)
    remedy = f"Give a YAML file of your own, or one of {', '.join(names)}."
    try:
        text = Path(wanted).read_text("utf-8")
        return msgspec.convert(yaml.load(text, yaml.CSafeLoader), Catalogue)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise UsageError(f"is no catalogue: {reason}", where=wanted, remedy=remedy) from error


def with_quotes(prices: Catalogue, path: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    """
    A catalogue whose lines have the prices of quotes where there are some.

    Args:
        path: CSV with `line` and `price`, optionally `low`, `high`, `currency` and `supplier`.
    Raises: UsageError if it cannot be read or has no such columns.
    """
    problems: list[Problem] = []
    lines = {line.id: line for line in prices.lines}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if not {"line", "price"} <= set(rows.fieldnames or ()):
                raise UsageError(
                    "has no columns `line` and `price`",
                    where=str(path),
                    remedy=f"Lines of this catalogue are {', '.join(lines)}.",
                )
            for number, row in enumerate(rows, start=2):
                found = _quoted(row, lines, prices.currency, str(path), f"row {number}")
                if isinstance(found, Problem):
                    problems.append(found)
                else:
                    lines[found.id] = found
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"cannot be read: {error}", where=str(path), remedy="Give a CSV file.") from error
    return msgspec.structs.replace(prices, lines=tuple(lines.values())), tuple(problems)


def _quoted(
    row: dict[str, str | None], lines: dict[str, Line], currency: str, where: str, place: str
) -> Line | Problem:
    name = (row["line"] or "").strip()
    other = (row.get("currency") or currency).strip().upper()
    if name not in lines:
        return _trouble(CostCode.NO_LINE, f"{name!r} is no line of the catalogue; left out.", where, place)
    if other != currency:
        message = (
            f"{name} is quoted in {other}, the catalogue is in {currency}; left out, no rate is assumed."
        )
        return _trouble(CostCode.CURRENCY_MIX, message, where, place)
    try:
        price = float(row["price"] or "")
        low, high = (float(row.get(end) or price) for end in ("low", "high"))
        source = f"quote of {row.get('supplier') or 'an unnamed supplier'}"
        return msgspec.structs.replace(
            lines[name], low=low, typical=price, high=high, source=source, confidence="quoted"
        )
    except ValueError:
        message = f"{name} has no usable price (0 <= low <= price <= high); left out."
        return _trouble(CostCode.BAD_PRICE, message, where, place)


def _trouble(code: CostCode, message: str, where: str, place: str) -> Problem:
    return Problem(code=code, message=message, where=where, place=place, severity=Severity.PARTIAL)
