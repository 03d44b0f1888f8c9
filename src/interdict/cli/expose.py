"""`interdict expose`: what the devices of a report could do to the network."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from interdict.cli.options import Json, Quiet, given_day
from interdict.cli.output import errors, progress, results

if TYPE_CHECKING:
    from interdict.model.exposure import Exposure

SHOWN = 10
ABILITIES = ("see", "alter", "redirect", "disrupt")
MARKS = {"yes": "{}", "no": "-", "unknown": "?"}
"""How the table writes an ability: its letter, a dash, or a question mark."""


def expose(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="Report folder that `scan` wrote.")],
    topology: Annotated[
        list[Path] | None,
        typer.Option(
            "--topology",
            metavar="FILE",
            help="Links or nodes (CSV), GraphML, SNDlib, saved configurations, or a folder; may be repeated.",
        ),
    ] = None,
    core: Annotated[
        list[str] | None,
        typer.Option(
            "--core",
            metavar="NAME",
            help="Element or place where services end; by role if left out; may be repeated.",
        ),
    ] = None,
    removals: Annotated[
        Path | None,
        typer.Option("--removals", metavar="FILE", help="CSV of devices with the day each is removed."),
    ] = None,
    at: Annotated[
        str,
        typer.Option(
            "--at", metavar="DATE", help="First day of the curve; the day of the report if left out."
        ),
    ] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Assume no link; only what a record names counts.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Folder for the page, the map and the tables; appears when complete.",
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """
    Say who depends on each covered device, what crosses it, and what all devices of a maker could do at once.

    For example: interdict expose interdict-report --topology links.csv --out exposure
    """
    from interdict import api

    with progress(quiet) as observer:
        found = api.expose(
            report,
            at=given_day(at, "--at"),
            topology=topology or (),
            removals=removals,
            core=core or (),
            assume=not strict,
            out=out,
            progress=observer,
        )
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    page = results()
    for line in _summary(found):
        page.print(escape(line))
    page.print(_groups(found))
    page.print(_devices(found))
    if out:
        page.print(f"\npage       {out}/exposure.html", markup=False)
        page.print(f"tables     {out}/devices, groups, curve .csv .parquet, devices.geojson", markup=False)
    if not quiet:
        for problem in found.problems:
            errors().print(str(problem), markup=False)


def _summary(found: "Exposure") -> Iterator[str]:
    from interdict.report.exposure import lead
    from interdict.report.wording import counted

    yield lead(found)
    links = ", ".join(f"{count:,} {basis}" for basis, count in sorted(found.links.items()))
    yield f"as of {found.at}: {counted(found.nodes, 'network element')}; links: {links or 'none'}"
    yield f"gateways: {', '.join(found.gateways[:5])}{' …' if len(found.gateways) > 5 else ''}"
    if found.unplaced:
        number = counted(found.unplaced, "covered device")
        yield f"{number} are no network elements (subscribers' devices, cameras, stock)"
    if found.unconnected:
        names = ", ".join(found.unconnected[:5]) + (" …" if len(found.unconnected) > 5 else "")
        yield f"not connected to a gateway: {len(found.unconnected):,} ({names})"
    for said in found.assumptions:
        yield f"assumed: {said}"


def _main_service(found: "Exposure") -> int:
    """Column of the service that the tables of the terminal show: subscribers, else the first one."""
    names = [name for name, total in found.services.items() if total]
    shown = "subscribers" if "subscribers" in names else next(iter(names), "")
    return list(found.services).index(shown) if shown else -1


def _groups(found: "Exposure") -> Table:
    from interdict.report.exposure import service_labels
    from interdict.report.sheet import share

    place = _main_service(found)
    table = Table(box=None, pad_edge=False, header_style="bold", title=" ")
    table.add_column("all devices of", no_wrap=True)
    for name in ("elements", "off", "seen", "still connected"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.groups[:SHOWN]:
        kind = "" if one.kind in ("covered", "open") else f"{one.kind} "
        s = one.services[place] if place >= 0 else None
        cells = (share(s.cut, s.total), share(s.crossing, s.total)) if s else ("–", "–")
        table.add_row(escape(f"{kind}{one.name}"), f"{one.devices:,}", *cells, f"{one.remaining:,}")
    if place >= 0:
        words = list(service_labels(found).values())[place]
        table.caption = f"off, seen: share of {words}; the other services are on the page and in the tables"
    return table


def _devices(found: "Exposure") -> Table:
    from interdict.report.sheet import amount

    place = _main_service(found)
    table = Table(box=None, pad_edge=False, header_style="bold", title=" ")
    for name in ("element", "maker", "status", "can"):
        table.add_column(name, no_wrap=True)
    for name in ("cut", "crossing", "managed", "score"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.devices[:SHOWN]:
        can = "".join(MARKS[str(getattr(one, name))].format(name[0]) for name in ABILITIES)
        s = one.services[place] if place >= 0 else None
        cells = (amount(s.cut), amount(s.crossing)) if s else ("–", "–")
        node = one.node
        said = map(escape, (node.name, node.producer, node.status, can))
        table.add_row(*said, *cells, f"{one.managed:,}", f"{one.score:.4f}")
    more = f"and {len(found.devices) - SHOWN:,} more; " if len(found.devices) > SHOWN else ""
    table.caption = f"{more}can: see, alter, redirect, disrupt; ? where the role does not tell"
    return table
