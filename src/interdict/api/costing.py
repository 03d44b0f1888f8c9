"""What removal of what a report found covered costs."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from interdict.case.cost import COST, write_cost
from interdict.case.output import complete_folder
from interdict.case.stored import Report
from interdict.costs.catalogue import catalogue as prices_of
from interdict.costs.catalogue import risk, with_quotes
from interdict.costs.estimate import estimate
from interdict.model.cost import Cost


def cost(
    report: Path,
    *,
    at: date | None = None,
    catalogue: str = "us-rural",
    quotes: Path | None = None,
    stage: str = "pre-survey",
    deadlines: Sequence[date] = (),
    crews: int = 0,
    programme: str = "",
    pro_rata: float | None = None,
    replications: int = 10_000,
    seed: int = 0,
    out: Path | None = None,
) -> Cost:
    """
    Price the removal of what is covered: spread with a common factor, lateness by cause, cash by month.

    Args:
        report: Folder that `scan` wrote.
        at: First day of the work; the day of the report where absent.
        catalogue: Name of a catalogue that ships, or path of one.
        quotes: CSV of prices that override lines of the catalogue.
        stage: `idea`, `pre-survey` or `survey`: the state of knowledge that the cash table uses.
        deadlines: Days by which all must be done; the findings' due days where empty.
        crews: Crews that swap sites; a default where 0.
        programme: Who pays back; empty for nobody.
        pro_rata: Share of the eligible cost that is paid, in [0, 1]; the programme's where absent.
        replications: Draws of the simulation, 100 to 1,000,000.
        seed: The same seed gives the same figures.
        out: Folder for the page and the tables; nothing is written where absent.
    Raises: UsageError if the folder is no report, a file cannot be read, or an option makes no sense;
        OutputError if `out` cannot be written.
    """
    stored = Report(report)
    prices = prices_of(catalogue)
    prices, problems = with_quotes(prices, quotes) if quotes else (prices, ())
    found = estimate(
        stored.plant(),
        prices,
        risk(),
        at=at or stored.stored.choice.at,
        stage=stage,
        deadlines=deadlines,
        crews=crews,
        programme=programme,
        pro_rata=pro_rata,
        replications=replications,
        seed=seed,
        problems=problems,
    )
    if out:
        with complete_folder(out, mark=COST) as folder:
            write_cost(found, folder, operator=stored.stored.operator_name)
    return found
