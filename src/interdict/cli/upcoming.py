"""`interdict upcoming`: what will happen to an inventory as it stands, in calendar order."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.markup import escape

from interdict.cli.options import (
    Assume,
    CaseDir,
    Json,
    Mapping,
    OptionalPaths,
    Orders,
    OrdersFrom,
    Profile,
    Quiet,
    case_folder,
    case_or_paths,
    choice_of,
    day_of,
)
from interdict.cli.output import progress, results
from interdict.report.wording import STATUSES, counted

if TYPE_CHECKING:
    from interdict.model.upcoming import Outlook, Upcoming

YEARS_SHOWN = 2
"""How far ahead it looks where no `--until` is given; the longest grace period in the library is longer."""

WORDS = {
    "becomes-covered": "covered from this day",
    "becomes-undetermined": "may be covered from this day",
    "becomes-exempt": "exempt from this day",
    "no-longer-covered": "free from this day",
    "effect-begins": "begins",
    "effect-ends": "ends",
    "due": "due",
}


def upcoming(
    paths: OptionalPaths = None,
    case: CaseDir = None,
    profile: Profile = None,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The day to look ahead from; today if left out.")
    ] = "",
    until: Annotated[
        str,
        typer.Option(
            "--until", metavar="DATE", help=f"The last day; {YEARS_SHOWN} years after --from if left out."
        ),
    ] = "",
    orders: Orders = None,
    assume: Assume = None,
    orders_from: OrdersFrom = None,
    mapping: Mapping = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List what comes next for devices as they are: newly covered, duties, due days, ends of exemptions."""
    from interdict import api

    start = day_of(first, where="--from")
    last = day_of(until, where="--until") if until else _years_after(start, YEARS_SHOWN)
    where = case_folder(case_or_paths(case, paths))
    with progress(quiet) as observer:
        found = api.upcoming(
            paths or (),
            choice=choice_of(start, orders, assume),
            until=last,
            profile=profile,
            mapping=mapping,
            progress=observer,
            order_folders=orders_from or (),
            case=where,
        )
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        _print(found)


def _years_after(start: date, years: int) -> date:
    """The same day some years later; of a leap day, the first of March."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def _print(found: "Outlook") -> None:
    page = results()
    page.print(f"[bold]{escape(found.operator)}[/bold], from {found.first} to {found.last}")
    devices, clean = counted(found.devices, "device"), f"{found.clean:,}"
    page.print(f"{devices}; on {found.first} no provision reaches or may reach {clean} of them,")
    page.print(f"{found.clean_no_more:,} of which one will reach, or may, later")
    if not found.events:
        page.print("\nNothing changes for them in this time.")
    for day, events in groupby(found.events, key=lambda one: one.day):
        page.print(f"\n[bold]{day}[/bold]")
        for one in events:
            for line in _lines(one):
                page.print(escape(f"  {line}"))


def _lines(one: "Upcoming") -> Iterator[str]:
    sites = f" at {counted(one.sites, 'site')}" if one.sites else ""
    yield f"{counted(one.devices, 'device')}{sites}: {_what(one)}, {one.order}#{one.provision} ({one.clause})"
    if one.detail:
        yield f"    {one.detail}"
    for text in one.because:
        yield f"    {text}"
    for question in one.questions:
        yield f"    asks: {question.question} [{question.fact}]"


def _what(one: "Upcoming") -> str:
    if one.what in ("effect-begins", "effect-ends", "due"):
        sure = "" if one.after == "covered" else ", if covered"
        return f"{WORDS[one.what]}{sure}"
    return f"{WORDS[one.what]} (now {STATUSES[one.before]})"
