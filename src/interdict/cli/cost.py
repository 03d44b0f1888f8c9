"""`interdict cost`: what removal costs, how sure that is, how late it may be."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from interdict.cli.options import Json, Quiet, given_day
from interdict.cli.output import errors, results

if TYPE_CHECKING:
    from interdict.model.cost import Cost


def cost(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="Report folder that `scan` wrote.")],
    catalogue: Annotated[
        str,
        typer.Option("--catalogue", metavar="NAME", help="us-rural, eu-urban, or a file of your own (YAML)."),
    ] = "us-rural",
    quotes: Annotated[
        Path | None,
        typer.Option(
            "--quotes", metavar="FILE", help="CSV of `line` and `price` that override the catalogue."
        ),
    ] = None,
    stage: Annotated[
        str, typer.Option("--stage", metavar="STAGE", help="What is known: idea, pre-survey or survey.")
    ] = "pre-survey",
    deadline: Annotated[
        list[str] | None,
        typer.Option(
            "--deadline",
            metavar="DATE",
            help="Day by which all must be gone; the findings' due days if left out; may be repeated.",
        ),
    ] = None,
    crews: Annotated[
        int, typer.Option("--crews", metavar="N", help="Crews that swap sites; 0 for the default.")
    ] = 0,
    programme: Annotated[
        str, typer.Option("--programme", metavar="NAME", help="Who pays back: scrp; nobody if left out.")
    ] = "",
    pro_rata: Annotated[
        float | None,
        typer.Option(
            "--pro-rata",
            metavar="SHARE",
            help="Share of the eligible cost that is paid, 0 to 1; the programme's if left out.",
        ),
    ] = None,
    runs: Annotated[
        int, typer.Option("--runs", metavar="N", help="Replications of the simulation.")
    ] = 10_000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="The same seed gives the same figures.", min=0)
    ] = 0,
    at: Annotated[
        str,
        typer.Option(
            "--at", metavar="DATE", help="First day of the work; the day of the report if left out."
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Folder for the page and the tables."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """
    Price the removal of what is covered: P10 to P90, the chance to miss each deadline and why, cash by month.

    For example: interdict cost interdict-report --programme scrp --deadline 2027-12-31 --out cost
    """
    from interdict import api

    days = [day for text in deadline or () if (day := given_day(text, "--deadline"))]
    found = api.cost(
        report,
        at=given_day(at, "--at"),
        catalogue=catalogue,
        quotes=quotes,
        stage=stage,
        deadlines=days,
        crews=crews,
        programme=programme,
        pro_rata=pro_rata,
        replications=runs,
        seed=seed,
        out=out,
    )
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    page = results()
    page.print(_stages(found))
    for line in _said(found):
        page.print(escape(line))
    if out:
        page.print(f"\npage       {out}/cost.html", markup=False)
        page.print(f"tables     {out}/lines.csv, slip.csv, cash.csv, cost.json", markup=False)
    if not quiet:
        for problem in found.problems:
            errors().print(str(problem), markup=False)


def _stages(found: "Cost") -> Table:
    from interdict.report.cost import money

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("state of knowledge", no_wrap=True)
    for name in ("point", "P10", "P50", "P90"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.stages:
        amounts = (one.point, one.spread.p10, one.spread.p50, one.spread.p90)
        table.add_row(escape(one.label), *(money(value, found.currency) for value in amounts))
    return table


def _said(found: "Cost") -> Iterator[str]:
    from interdict.report.cost import money, why

    yield f"{found.catalogue}, {found.currency} of {found.year}"
    yield f"{found.replications:,} replications, seed {found.seed}"
    yield from why(found)
    for one in found.deadlines:
        yield (
            f"{one.day}: missed with probability {one.missed:.3f} ± {one.error:.3f}; undisturbed "
            f"{one.undisturbed}, P50 {one.p50}, P90 {one.p90}"
        )
        causes = ", ".join(f"{cause.label} {cause.mean_weeks:.1f}" for cause in one.causes)
        yield f"  weeks lost on average: {causes}"
    if found.programme:
        eligible, paid = money(found.eligible, found.currency), money(found.allocated, found.currency)
        worst = max((one for one in found.months), key=lambda one: one.gap, default=None)
        gap = (
            f"; the gap is widest in {worst.month:%Y-%m}: {money(worst.gap, found.currency)}" if worst else ""
        )
        yield f"{found.programme}: {eligible} eligible, {paid} paid{gap}"
    for said in found.assumptions:
        yield f"assumed: {said}"
