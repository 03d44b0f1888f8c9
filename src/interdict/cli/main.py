"""The `interdict` command: what each sub-command is called and which verb of `api` it hands over to."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from interdict import __version__
from interdict.cli import (
    ask,
    attest,
    case,
    collect,
    cost,
    decide,
    expose,
    keys,
    orders,
    parties,
    seal,
    tender,
    trace,
    upcoming,
    verify,
)
from interdict.cli.case import take_snapshot
from interdict.cli.options import (
    Assume,
    At,
    CaseDir,
    Engine,
    Json,
    Mapping,
    Memory,
    OptionalPaths,
    Orders,
    OrdersFrom,
    Paths,
    Profile,
    Quiet,
    ReadOn,
    To,
    WhyNotProvision,
    Work,
    case_or_paths,
    choice_of,
    day_of,
    given_day,
)
from interdict.cli.output import complain, errors, progress
from interdict.core.errors import InterdictError, UsageError

COLLECT_AFTER = 200_000
"""New values between two collections of the youngest generation; Python's own 700 visits them in vain."""

app = typer.Typer(
    name="interdict",
    help="Which equipment an order reaches, why, since when, until when. Works offline; no legal advice.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit status of scan: 0 nothing covered or open, 10 some undetermined, 11 covered, "
        "12 covered and past a deadline; of verify: 13 does not verify; of status and diff: 14 seen after "
        "removal; of all: 1 failure, 2 usage, 3 no evidence read."
    ),
)
app.add_typer(orders.app, name="orders")
app.add_typer(parties.app, name="parties")
app.add_typer(collect.app, name="collect")
app.add_typer(attest.app, name="attest")
app.add_typer(keys.app, name="keys")


@app.command()
def scan(
    paths: OptionalPaths = None,
    in_case: CaseDir = None,
    profile: Profile = None,
    at: At = "",
    read_on: ReadOn = "",
    orders: Orders = None,
    assume: Assume = None,
    orders_from: OrdersFrom = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Report folder; appears when complete.")
    ] = Path("interdict-report"),
    title: Annotated[str, typer.Option("--title", help="Heading of the report.")] = "",
    mapping: Mapping = None,
    again: Annotated[
        bool, typer.Option("--again", help="With a case: read every source anew, changed or not.")
    ] = False,
    parquet_only: Annotated[
        bool,
        typer.Option("--parquet-only", help="No findings.json and findings.csv, large for many devices."),
    ] = False,
    engine: Engine = "duckdb",
    memory: Memory = "",
    work: Work = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """
    Read evidence, say who made each device and which provision reaches it, and write a report.

    With --case, or inside a folder that `interdict init` made, the report is a snapshot that the case keeps,
    and what did not change since the last one is not read again.
    """
    from interdict import api
    from interdict.bulk.engines import Where
    from interdict.cli.summary import as_object, print_summary
    from interdict.report.answer import exit_status

    choice = choice_of(day_of(at), orders, assume, read_on=read_on, title=title)
    on = Where(engine=engine, memory=memory, work=work)
    where = case_or_paths(in_case, paths)
    if where:
        _refuse_with_case(profile=profile, mapping=mapping, orders_from=orders_from)
        taken = take_snapshot(where, choice, on, again=again, parquet_only=parquet_only, quiet=quiet)
        run, out = taken.run, taken.snapshot
    else:
        with progress(quiet) as observer:
            run = api.scan(
                paths or (),
                out,
                choice=choice,
                profile=profile,
                mapping=mapping,
                progress=observer,
                order_folders=orders_from or (),
                parquet_only=parquet_only,
                where=on,
            )
    if as_json:
        typer.echo(as_object(run, out))
    else:
        print_summary(run, out)
    raise typer.Exit(exit_status(run))


def _refuse_with_case(**given: object) -> None:
    """Complain of options whose place is `interdict.toml`."""
    for name, value in given.items():
        if value:
            raise UsageError(
                "a case has this in its interdict.toml",
                where=f"--{name.replace('_', '-')}",
                remedy=f"Write it there as `{name} = …`.",
            )


@app.command()
def identify(
    paths: Paths,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="jsonl, json, csv or parquet.")
    ] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="File to write; stdout if left out.")
    ] = None,
    at: At = "",
    mapping: Mapping = None,
    fingerprints: Annotated[
        Path | None,
        typer.Option("--fingerprints", metavar="DIR", help="Your own fingerprints, in recog's XML."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Say of every device who made it and what it is: one object a device, blind to every order."""
    from interdict import api
    from interdict.cli.streams import to_file_or_stdout

    forms = ("jsonl", "json", "csv", "parquet")
    if form not in forms:
        raise UsageError(f"unknown format {form!r}", where="--format", remedy=f"Use {', '.join(forms)}.")
    with progress(quiet) as observer, to_file_or_stdout(out) as target:
        done = api.identify(
            paths,
            target,
            at=day_of(at),
            form=form,
            mapping=mapping,
            fingerprints=fingerprints,
            progress=observer,
        )
    talk = errors()
    if not quiet:
        talk.print(f"{done.records:,} devices, {done.named:,} with a named maker")
        for problem in done.reading.problems:
            talk.print(str(problem), markup=False)


@app.command()
def explain(
    device: Annotated[
        str,
        typer.Argument(metavar="DEVICE", help="Id, hostname, serial number, or #NUMBER."),
    ],
    report: Annotated[
        Path, typer.Option("--report", metavar="DIR", help="Report folder that `scan` wrote.")
    ] = Path("interdict-report"),
    long: Annotated[bool, typer.Option("--long", help="The whole reason tree of every finding.")] = False,
    why_not: WhyNotProvision = "",
    to: To = "",
    read_on: ReadOn = "",
    orders_from: OrdersFrom = None,
    as_json: Json = False,
) -> None:
    """Explain a device of a report: who made it on what evidence, which provision reaches it and why."""
    from interdict import api
    from interdict.cli.explanation import as_json_text, as_text
    from interdict.cli.turns import print_ways, status_asked
    from interdict.law.load import load_library

    own = orders_from or ()
    if why_not or to:
        asked = status_asked(to, why_not)
        print_ways(api.why_not(report, device, why_not, to=asked, order_folders=own), as_json=as_json)
        return
    found = api.explain(report, device, read_on=given_day(read_on, "--read-on"), order_folders=own)
    typer.echo(as_json_text(found) if as_json else as_text(found, load_library(beside=own), long=long))


app.command()(decide.decide)
app.command()(upcoming.upcoming)
app.command()(ask.ask)
app.command()(seal.seal)
app.command()(verify.verify)
app.command()(trace.trace)
app.command()(expose.expose)
app.command()(cost.cost)
app.command()(tender.tender)
case.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"interdict {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of all commands."""


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run a command line; complaints are printed, never raised.

    Args:
        arguments: Words after the command's name; those of this process where absent.
    Returns: The exit status.
    """
    try:
        app(args=list(sys.argv[1:] if arguments is None else arguments))
    except InterdictError as error:
        return complain(error)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BrokenPipeError:
        return 0
    return 0


def run() -> None:
    """Entry point of the installed command."""
    gc.set_threshold(COLLECT_AFTER)  # a run makes many small values that live to its end
    sys.exit(main())
