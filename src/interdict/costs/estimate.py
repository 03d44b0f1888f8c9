"""The whole estimate of a removal from an inventory and a catalogue."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from interdict.core.errors import UsageError
from interdict.core.problem import Problem, Severity
from interdict.costs.catalogue import Catalogue, Line, Per, Risk
from interdict.costs.problems import CostCode
from interdict.costs.simulate import deadline_of, stage_of
from interdict.model.cost import Cost, Deadline, Month, Overrun, Priced
from interdict.model.finding import Status

MOST_MONTHS = 240
"""Months of the cash table."""


def estimate(
    devices: Iterable[Mapping[str, Any]],
    prices: Catalogue,
    risk: Risk,
    *,
    at: date,
    stage: str = "pre-survey",
    deadlines: Sequence[date] = (),
    crews: int = 0,
    programme: str = "",
    pro_rata: float | None = None,
    replications: int = 10_000,
    seed: int = 0,
    problems: Sequence[Problem] = (),
) -> Cost:
    """
    Price what is covered, and say how far it may be out and how late it may be.

    Args:
        devices: Rows of `devices.parquet` without subscribers' devices.
        stage: State of knowledge whose median the cash table uses.
        deadlines: Days by which all must be done; the findings' due days where empty.
        crews: Crews that swap sites; a default where 0.
        programme: Who pays back; empty for nobody.
        pro_rata: Share of an allocation that is paid; the programme's where absent.
        replications: Between 100 and 1,000,000.
    Raises: UsageError for a stage, programme, share or number that makes no sense.
    """
    _check(risk, stage, programme, prices, pro_rata, replications, crews)
    covered = [row for row in devices if row["status"] == Status.COVERED]
    lines = tuple(
        line for line in (_priced(one, covered, programme) for one in prices.lines) if line.quantity
    )
    stages = tuple(stage_of(name, lines, risk, replications=replications, seed=seed) for name in risk.stages)
    by_name = {one.name: one for one in stages}
    crews = crews or risk.work.crews
    found = _deadlines(covered, deadlines, at, risk, crews, replications, seed)
    eligible = _eligible(lines, by_name[stage].spread.p50)
    part = pro_rata if pro_rata is not None else risk.programmes[programme].pro_rata if programme else 0.0
    weeks = risk.work.lead_weeks + len(_sites(covered)) / (crews * risk.work.sites_per_crew_week)
    lag = risk.programmes[programme].lag_weeks if programme else 0.0
    idea = by_name["idea"].point
    return Cost(
        at=at,
        catalogue=prices.title,
        currency=prices.currency,
        year=prices.year,
        stage=stage,
        lines=lines,
        stages=stages,
        overrun=by_name["survey"].spread.p50 / idea if idea else 0.0,
        recorded=tuple(Overrun(name=c.name, ratio=c.late / c.early, source=c.source) for c in risk.cases),
        deadlines=found,
        programme=programme,
        eligible=eligible,
        allocated=eligible * part,
        months=_months(at, by_name[stage].spread.p50, eligible * part, weeks, lag),
        replications=replications,
        seed=seed,
        assumptions=_assumed(risk, crews, deadlines, found, covered, lines, programme, part),
        problems=(*problems, *_unpriced(covered, prices)),
    )


def _check(
    risk: Risk, stage: str, programme: str, prices: Catalogue, pro_rata: float | None, runs: int, crews: int
) -> None:
    if stage not in risk.stages:
        raise UsageError(f"unknown stage {stage!r}", where="--stage", remedy=f"Use {', '.join(risk.stages)}.")
    if programme and programme not in risk.programmes:
        raise UsageError(
            f"unknown programme {programme!r}",
            where="--programme",
            remedy=f"Use {', '.join(risk.programmes)}.",
        )
    if programme and risk.programmes[programme].currency != prices.currency:
        raise UsageError(
            f"pays in {risk.programmes[programme].currency}, the catalogue is in {prices.currency}",
            where="--programme",
            remedy="Give a catalogue in the programme's currency.",
        )
    if pro_rata is not None and not 0 <= pro_rata <= 1:
        raise UsageError(f"{pro_rata} is no share", where="--pro-rata", remedy="Give one from 0 to 1.")
    if not 100 <= runs <= 1_000_000:
        raise UsageError(f"{runs:,} is out of range", where="--runs", remedy="Give 100 to 1,000,000.")
    if crews < 0:
        raise UsageError(f"{crews} is no number of crews", where="--crews", remedy="Give 1 or more.")


def _priced(line: Line, covered: Sequence[Mapping[str, Any]], programme: str) -> Priced:
    return Priced(
        line=line.id,
        label=line.label,
        quantity=_quantity(line.per, covered),
        low=line.low,
        typical=line.typical,
        high=line.high,
        source=line.source,
        confidence=line.confidence,
        known=line.known,
        eligible=bool(programme) and programme in line.programmes,
        quoted=line.confidence == "quoted",
    )


def _quantity(per: Per, covered: Sequence[Mapping[str, Any]]) -> float:
    those = [row for row in covered if row["role"] in per.roles]
    return (len(_sites(those)) if per.sites else len(those)) * per.share


def _sites(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Places of devices; one without a known place counts as a place of its own."""
    return {row["site"] or f"#{row['group']}" for row in rows}


def _deadlines(
    covered: Sequence[Mapping[str, Any]],
    given: Sequence[date],
    at: date,
    risk: Risk,
    crews: int,
    replications: int,
    seed: int,
) -> tuple[Deadline, ...]:
    if given:
        wanted = [(day, covered) for day in sorted(given)]
    else:
        days = sorted({row["due"] for row in covered if row["due"]})
        wanted = [(day, [row for row in covered if row["due"] and row["due"] <= day]) for day in days]
    return tuple(
        deadline_of(day, len(_sites(rows)), at, risk, crews=crews, replications=replications, seed=seed)
        for day, rows in wanted
    )


def _eligible(lines: Sequence[Priced], median: float) -> float:
    """The part of the median cost that falls on eligible lines, by typical prices."""
    total = sum(line.total for line in lines)
    return median * sum(line.total for line in lines if line.eligible) / total if total else 0.0


def _months(at: date, cost: float, allocated: float, weeks: float, lag_weeks: float) -> tuple[Month, ...]:
    """Equal spending a month while the work goes on; each month's share is paid back after the lag."""
    if not cost:
        return ()
    working = min(max(round(weeks * 7 / 30.4375), 1), MOST_MONTHS - 24)
    lag = round(lag_weeks * 7 / 30.4375)
    gap, rows = 0.0, []
    for number in range(working + lag):
        spent = cost / working if number < working else 0.0
        back = allocated / working if number >= lag else 0.0
        gap += spent - back
        year, month = divmod(at.month - 1 + number, 12)
        first = date(at.year + year, month + 1, 1)
        rows.append(Month(month=first, spent=spent, reimbursed=back, gap=gap))
    return tuple(rows)


def _unpriced(covered: Sequence[Mapping[str, Any]], prices: Catalogue) -> tuple[Problem, ...]:
    priced = {role for line in prices.lines for role in line.per.roles}
    missing = Counter(row["role"] or "no known role" for row in covered if row["role"] not in priced)
    if not missing:
        return ()
    words = ", ".join(f"{count:,} {role}" for role, count in missing.most_common())
    return (
        Problem(
            code=CostCode.NO_PRICE,
            message=f"no line prices {words}; they are not in the estimate.",
            where=prices.title,
            remedy="Add lines to a catalogue of your own.",
            severity=Severity.PARTIAL,
        ),
    )


def _assumed(
    risk: Risk,
    crews: int,
    given: Sequence[date],
    found: Sequence[Deadline],
    covered: Sequence[Mapping[str, Any]],
    lines: Sequence[Priced],
    programme: str,
    part: float,
) -> tuple[str, ...]:
    work = risk.work
    said = [
        f"{crews} crews, {work.sites_per_crew_week:g} sites a crew and week, {work.lead_weeks:g} weeks of "
        f"lead time before the first site ({work.confidence}).",
        "Weeks lost to the causes of slip add up; their chances and weeks are in data/costs/risk.yaml.",
    ]
    if not found:
        said.append("No covered device has a day by which it must be gone; give one with --deadline.")
    elif given:
        said.append(f"All {len(_sites(covered)):,} places must be done by each day given.")
    invented = sum(line.total for line in lines if line.confidence == "invented")
    total = sum(line.total for line in lines)
    if invented:
        said.append(
            f"{invented / total:.0%} of the estimate rests on prices that are invented orders of magnitude; "
            "override them with --quotes."
        )
    if programme:
        said.append(f"{programme} pays {part:.1%} of what is eligible; spending is even over the work.")
    return tuple(said)
