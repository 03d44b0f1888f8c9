"""`interdict orders`: what the library holds, what an order says, what changes when, whether it is sound."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from interdict.cli import diff, impact
from interdict.cli.options import OrdersFrom
from interdict.core.errors import InterdictError, UsageError
from interdict.core.when import day
from interdict.law.describe import citation_line, history_lines, provision_lines
from interdict.law.lint import check as check_orders
from interdict.law.load import find_orders, load_library
from interdict.law.schema import schema_text
from interdict.law.timeline import assume, assumption, calendar, in_force, match
from interdict.model.order import Library, Order
from interdict.parties.load import load_parties

app = typer.Typer(
    name="orders", help="Read the orders of the library; nothing here is legal advice.", no_args_is_help=True
)


FAILED = 1
"""Exit code where a check found something."""

AT_HELP = "Read the law as of this day (YYYY-MM-DD); today if left out."
At = Annotated[str, typer.Option("--at", metavar="DATE", help=AT_HELP)]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout instead of a table.")]


@app.command("list")
def list_orders(
    patterns: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ORDER]…", help="Names or globs such as 'us/*'; all if none."),
    ] = None,
    at: At = "",
    orders_from: OrdersFrom = None,
    as_json: Json = False,
) -> None:
    """
    List the orders, with their status and how many provisions are in force.

    An order of an optional pack (state: off) counts only where --orders names it.
    """
    with _Complaints():
        library, moment = load_library(beside=orders_from or ()), _day(at)
        rows = [_row(order, moment) for order in _matching(library, patterns)]
        if as_json:
            _write_json(rows)
            return
        table = Table(Column("order", no_wrap=True), "title", "status", "in force", "names")
        for row in rows:
            shown = f"{row['provisions_in_force']} of {row['provisions']}"
            names = "nobody" if row["enabling_only"] else ""
            if row["pack"]:
                names = f"{row['pack']}: off"
            table.add_row(row["order"], row["title"], row["standing"] or f"not before {moment}", shown, names)
        _out().print(table)


def _row(order: Order, at: date) -> dict[str, Any]:
    return {
        "order": order.id,
        "title": order.title,
        "jurisdiction": order.jurisdiction,
        "issuer": order.issuer,
        "status": order.status(at) or "",
        "standing": order.standing(at),
        "draft": order.is_draft,
        "pack": order.pack,
        "enabling_only": all(one.kind.reaches_nothing for one in order.provisions),
        "provisions": len(order.provisions),
        "provisions_in_force": sum(in_force(one, at) for one in order.provisions),
    }


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="ORDER", help="Identifier or name, e.g. ndaa-2019-889.")],
    at: Annotated[
        str,
        typer.Option("--at", metavar="DATE", help="Only provisions in force on this day; all if left out."),
    ] = "",
    assumed: Annotated[
        str, typer.Option("--assume", metavar="DATE", help="Show a draft as if in force from this day.")
    ] = "",
    orders_from: OrdersFrom = None,
    as_json: Json = False,
) -> None:
    """Show an order in words: whom it binds, what it reaches, exemptions, effects, citations, sources."""
    with _Complaints():
        library = load_library(beside=orders_from or ())
        orders = match(library, [name], where="ORDER")
        if len(orders) > 1:
            found = ", ".join(order.id for order in orders)
            raise UsageError(f"{name!r} means several orders: {found}", where="ORDER", remedy="Name one.")
        order = orders[0]
        if assumed:
            order = assume(order, assumption(f"{order.id}@{assumed}").day)
        if at:
            moment = _day(at)
            chosen = tuple(one for one in order.provisions if in_force(one, moment))
            order = msgspec.structs.replace(order, provisions=chosen)
        if as_json:
            _write_json(order)
        else:
            _print_order(order, library)


def _print_order(order: Order, library: Library) -> None:
    out = _out()
    out.print(f"[bold]{escape(order.title)}[/bold]  ({order.id})")
    out.print(escape(f"{order.issuer}, {order.jurisdiction}"))
    out.print(escape(order.summary))
    for citation in order.citations:
        out.print(escape(f"  {citation_line(citation)}"))
    for line in history_lines(order):
        out.print(escape(f"  {line}"))
    for provision in order.provisions:
        out.print(f"\n[bold]{escape(provision.id)}[/bold]  {escape(provision.title)}")
        for heading, lines in provision_lines(provision, library.vocabulary):
            out.print(f"  [dim]{escape(heading)}[/dim]")
            for line in lines:
                out.print(escape(f"    {line}"))
    keys = sorted({key for one in order.provisions for key in one.citation.sources})
    keys = [key for key in keys if key in library.sources]
    out.print("\n[bold]sources[/bold]" if keys else "")
    for key in keys:
        out.print(escape(f"  {key}  {library.sources[key]}"))


@app.command("timeline")
def timeline(
    patterns: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ORDER]…", help="Names or globs such as 'us/*'; all if none."),
    ] = None,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day shown.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day shown.")] = "",
    at: Annotated[
        str,
        typer.Option(
            "--at", metavar="DATE", help="Mark which events lie ahead of this day; today if left out."
        ),
    ] = "",
    orders_from: OrdersFrom = None,
    as_json: Json = False,
) -> None:
    """Show what changes when: listings, days in force, exemptions, fixed due days."""
    with _Complaints():
        library, moment = load_library(beside=orders_from or ()), _day(at)
        events = calendar(
            _matching(library, patterns),
            library,
            first=_day(first) if first else None,
            last=_day(last) if last else None,
        )
        if as_json:
            _write_json(events)
            return
        named = [Column(name, overflow="fold") for name in ("order", "provision")]
        table = Table("day", "", *named, "what", "confidence")
        for event in events:
            ahead = "ahead" if event.day > moment else ""
            table.add_row(
                str(event.day), ahead, event.order, event.provision, escape(event.what), event.confidence
            )
        _out().print(table)


@app.command("check")
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]…", help="Order files or folders; the library if none."),
    ] = None,
    orders_from: OrdersFrom = None,
    as_json: Json = False,
) -> None:
    """Check order files: schema, words, parties, citations, dates, lists, reach, and every case."""
    with _Complaints():
        chosen, known = paths or [], load_parties()
        names = [*known.parties, *known.makers]
        found = check_orders(chosen, parties=names, beside=orders_from or ())
        count = len(find_orders(chosen)) if chosen else len(load_library().orders)
        if as_json:
            _write_json([_as_object(one) for one in found])
        else:
            for problem in found:
                _out().print(escape(f"{problem.code} {problem}"), soft_wrap=True)
        Console(stderr=True).print(f"{count} orders checked, {len(found)} problems")
        if not count:
            raise UsageError("no order.yaml found", where="PATH", remedy="Name an order file or its folder.")
        if found:
            raise typer.Exit(FAILED)


@app.command("schema")
def show_schema(
    cases: Annotated[bool, typer.Option("--cases", help="Of cases files.")] = False,
    situations: Annotated[bool, typer.Option("--situations", help="Of situation files.")] = False,
    orders_from: OrdersFrom = None,
) -> None:
    """Print the JSON Schema of order files, or of the cases beside them, for editors and validators."""
    with _Complaints():
        if cases and situations:
            raise UsageError("two schemas at once", where="--situations", remedy="Ask for one of them.")
        kind = "cases" if cases else "situations" if situations else "order"
        sys.stdout.write(schema_text(kind, load_library(beside=orders_from or ()).vocabulary))


def _as_object(flaw: InterdictError) -> dict[str, str]:
    return {"code": flaw.code, "where": flaw.where, "message": flaw.message, "remedy": flaw.remedy}


app.command("impact")(impact.impact)
app.command("diff")(diff.diff)


class _Complaints:
    """Turns an error that is ours to report into its message and exit code."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, InterdictError):
            Console(stderr=True).print(escape(str(error)), soft_wrap=True)
            raise typer.Exit(error.exit_status) from None


def _day(text: str) -> date:
    """The day a door gives to the law; this is where the clock enters."""
    if not text:
        return date.today()  # noqa: DTZ011  # the user's own calendar day
    try:
        return day(text)
    except ValueError as error:
        raise UsageError(str(error), where="--at", remedy="Write e.g. 2026-11-22.") from None


def _matching(library: Library, patterns: list[str] | None) -> list[Order]:
    return match(library, patterns, where="ORDER") if patterns else list(library.orders.values())


def _out() -> Console:
    return Console(file=sys.stdout, highlight=False)


def _write_json(value: object) -> None:
    """One JSON document on stdout, dates as ISO text."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")
