"""The page of an estimate: stages, why early ones were low, lines, lateness, cash."""

from pathlib import Path

from interdict.model.cost import Cost, Stage
from interdict.report.sheet import chart, write_sheet


def write_cost_page(found: Cost, path: Path, *, operator: str) -> None:
    """
    Write `cost.html`.

    Raises: OutputError if it cannot be written.
    """
    write_sheet(
        path,
        "cost.html.jinja",
        found=found,
        operator=operator,
        money=lambda value: money(value, found.currency),
        why=why(found),
        cash=_cash(found) if found.months else None,
    )


def money(value: float, currency: str) -> str:
    """
    An amount in three significant digits, since no estimate has more.

    >>> money(146_495_743.7, "USD"), money(9_400, "EUR")
    ('USD 146 m', 'EUR 9,400')
    """
    for unit, scale in ((" bn", 1e9), (" m", 1e6)):
        if abs(value) >= scale:
            digits = max(0, 2 - len(str(int(abs(value) / scale))) + 1)
            return f"{currency} {value / scale:,.{min(digits, 2)}f}{unit}"
    return f"{currency} {round(value, -2 if abs(value) >= 1000 else 0):,.0f}"


def stage(found: Cost, name: str) -> Stage:
    """An estimate by the name of its stage."""
    return next(one for one in found.stages if one.name == name)


def why(found: Cost) -> tuple[str, ...]:
    """Sentences on why the first idea is low: scope, skew, and the factor that no line shows."""
    idea, survey = stage(found, "idea"), stage(found, "survey")
    if not idea.point:
        return ()
    scope, skew = survey.point / idea.point, survey.lines_alone.p50 / survey.point
    ratios = [one.ratio for one in found.recorded]
    noise = survey.lines_alone.p90 / survey.lines_alone.p50
    return (
        f"Like-for-like equipment alone adds up to {money(idea.point, found.currency)}; what a survey finds "
        f"beside it multiplies that by {scope:.2f}.",
        "Prices can be exceeded by more than they can be undercut: the median is "
        f"{skew:.2f} times the typical sum.",
        f"After a survey and quotes a common factor of {survey.median:.2f} remains, so the median is "
        f"{found.overrun:.2f} times the first idea.{_unexplained(min(ratios), max(ratios), found.overrun)}",
        f"Cases on record grew by {min(ratios):.1f} to {max(ratios):.1f}. Noise of single prices does not "
        f"make such growth: it averages out, and its P90 is only {noise:.2f} times its P50. Hence a factor "
        "common to all lines.",
    )


def _unexplained(least: float, most: float, overrun: float) -> str:
    """What the catalogue leaves of the growth on record, where it leaves some of every case."""
    if least <= overrun:
        return ""
    factors = f"{least / overrun:.1f} to {most / overrun:.1f}"
    return f" That leaves a factor of {factors} of the cases on record unexplained."


def _cash(found: Cost) -> object:
    labels = [one.month.strftime("%Y-%m") for one in found.months]
    series = [
        ("laid out and not had back", [max(one.gap, 0.0) for one in found.months]),
        ("spent in the month", [one.spent for one in found.months]),
        ("reimbursed in the month", [one.reimbursed for one in found.months]),
    ]
    top = max(max(values) for _, values in series)
    return chart(series, labels, [(top * n / 4, money(top * n / 4, "")) for n in range(5)])
