"""`interdict orders impact`: what a draft, or another version of an order, would change on an inventory."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from interdict.cli.options import (
    Assume,
    At,
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
from interdict.report.wording import counted, role_labels

if TYPE_CHECKING:
    from interdict.model.impact import GroupImpact, Impact

MOST_GROUPS = 8
MOST_QUESTIONS = 5


def impact(
    version: Annotated[
        str,
        typer.Argument(metavar="ORDER", help="An order file or folder, or ORDER@DATE of the library."),
    ],
    paths: OptionalPaths = None,
    case: CaseDir = None,
    profile: Profile = None,
    at: At = "",
    orders: Orders = None,
    assume: Assume = None,
    orders_from: OrdersFrom = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Folder for every changed finding, as CSV and JSON."),
    ] = None,
    mapping: Mapping = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say what a draft or an amended order would change: devices newly covered, let go, or left open."""
    from interdict import api

    where = case_folder(case_or_paths(case, paths))
    with progress(quiet) as observer:
        found = api.impact(
            version,
            paths or (),
            choice=choice_of(day_of(at), orders, assume),
            out=out,
            profile=profile,
            mapping=mapping,
            progress=observer,
            order_folders=orders_from or (),
            case=where,
        )
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    page = results()
    for line in _summary(found):
        page.print(escape(line))
    if found.provisions:
        page.print(_provisions(found))
        for one in found.provisions:
            for effect in one.effects:
                page.print(escape(f"{one.provision}: {effect}"))
    for title, groups in (("maker", found.makers), ("role", found.roles), ("site", found.places)):
        if groups:
            page.print(_groups(title, groups))
    for line in _questions(found):
        page.print(escape(line))
    if out:
        page.print(f"\ntables     {out}/changes.csv .json, impact.json", markup=False)


def _summary(found: "Impact") -> Iterator[str]:
    yield f"{found.operator}: {found.title} ({found.version})"
    if found.assumed_from:
        yield f"assumed, not law: in force from {found.assumed_from}"
    against = "" if found.after == found.before else f", against the law of {found.before}"
    yield f"as of {found.after}{against}, {counted(found.devices, 'device')} in {found.profiles:,} profiles"
    if not found.changed:
        yield "It changes nothing for them."
        return
    sites = f" at {counted(found.sites, 'site')}" if found.sites else ""
    due = f"; the earliest deadline is {found.earliest_due}" if found.earliest_due else ""
    yield f"newly covered   {counted(found.newly_covered, 'device')}{sites}{due}"
    yield f"released        {counted(found.released, 'device')}"
    yield f"newly open      {counted(found.newly_open, 'device')}"
    yield f"no longer open  {counted(found.no_longer_open, 'device')}"
    yield f"now unsure      {counted(found.unsettled, 'device')} that were covered"
    yield f"some finding changes for {counted(found.changed, 'device')}"


def _provisions(found: "Impact") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", title=" ")
    for name in ("provision", "covered", "released", "open", "closed", "terms", "sites", "due"):
        table.add_column(name, justify="left" if name in {"provision", "due"} else "right", no_wrap=True)
    for one in found.provisions:
        numbers = (one.newly_covered, one.released, one.newly_open + one.unsettled, one.no_longer_open)
        cells = (_number(n) for n in (*numbers, one.new_terms, one.sites))
        table.add_row(escape(f"{one.order}#{one.provision}"), *cells, str(one.due or ""))
    return table


def _groups(title: str, groups: "tuple[GroupImpact, ...]") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", title=" ")
    table.add_column(title, no_wrap=True)
    for name in ("newly covered", "released", "newly open", "no longer open", "now unsure"):
        table.add_column(name, justify="right")
    for one in groups[:MOST_GROUPS]:
        name = role_labels().get(one.name, one.name) or "not known"
        numbers = (one.newly_covered, one.released, one.newly_open, one.no_longer_open, one.unsettled)
        table.add_row(escape(name), *map(_number, numbers))
    if len(groups) > MOST_GROUPS:
        table.caption = f"and {len(groups) - MOST_GROUPS} more"
    return table


def _questions(found: "Impact") -> Iterator[str]:
    if found.questions:
        yield "\nquestions that become more or less pressing (devices before, after):"
    for one in found.questions[:MOST_QUESTIONS]:
        yield f"  {one.before:,} → {one.after:,}  {one.question} [{one.fact}; {one.where_to_look}]"


def _number(number: int) -> str:
    return f"{number:,}" if number else ""
