"""`interdict collect`: asks devices and inventory servers, and writes what they answer as evidence."""

import os
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from interdict.cli.output import errors, progress
from interdict.collect.outcome import GOOD, Collected, Outcome
from interdict.core.errors import NoEvidenceError, UsageError

app = typer.Typer(
    no_args_is_help=True, help="Ask devices and inventory servers; the only command that uses the network."
)

_Into = Annotated[
    Path, typer.Option("--into", "-o", metavar="DIR", help="Folder for the evidence; a run goes on there.")
]
_Again = Annotated[bool, typer.Option("--again", help="Ask again what an earlier run collected.")]
_Token = Annotated[
    Path | None,
    typer.Option("--token", metavar="FILE", help="File with the token; else from the environment."),
]
_Url = Annotated[str, typer.Argument(metavar="URL", help="Address of the server.")]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


@app.command()
def snmp(
    targets: Annotated[
        list[str], typer.Argument(metavar="TARGETS", help="Hosts, addresses, networks, or @FILE of them.")
    ],
    into: _Into = Path("collected"),
    credentials: Annotated[
        Path | None,
        typer.Option("--credentials", metavar="FILE", help="YAML with credentials; else the environment."),
    ] = None,
    port: Annotated[int, typer.Option("--port", metavar="NUMBER", min=1, max=65535, help="UDP port.")] = 161,
    concurrency: Annotated[
        int,
        typer.Option(
            "--concurrency", metavar="NUMBER", min=1, max=2000, help="Devices asked at the same moment."
        ),
    ] = 50,
    rate: Annotated[
        float,
        typer.Option("--rate", metavar="NUMBER", min=0.1, max=1000, help="Requests a second to one device."),
    ] = 20.0,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0.1, max=60, help="Seconds until a request counts as lost."
        ),
    ] = 2.0,
    retries: Annotated[
        int, typer.Option("--retries", metavar="NUMBER", min=0, max=10, help="After a lost request.")
    ] = 1,
    again: _Again = False,
    quiet: _Quiet = False,
) -> None:
    """Walk devices by SNMP (2c, or 3 with authentication and privacy) and write one walk for each."""
    from interdict import api
    from interdict.collect.snmp import Manner

    manner = Manner(concurrency=concurrency, rate=rate, timeout=timeout, retries=retries, again=again)
    with progress(quiet) as observer:
        run = api.collect_snmp(
            targets,
            into,
            port=port,
            credentials=credentials,
            environment=os.environ,
            manner=manner,
            progress=observer,
        )
    _told(run, quiet)


@app.command()
def netbox(
    url: _Url,
    into: _Into = Path("collected"),
    token: _Token = None,
    again: _Again = False,
    quiet: _Quiet = False,
) -> None:
    """Fetch devices, modules, inventory items and interfaces of a NetBox or Nautobot."""
    _server("netbox", url, into, token, again, quiet)


@app.command()
def librenms(
    url: _Url,
    into: _Into = Path("collected"),
    token: _Token = None,
    again: _Again = False,
    quiet: _Quiet = False,
) -> None:
    """Fetch the devices of a LibreNMS."""
    _server("librenms", url, into, token, again, quiet)


def _server(kind: str, url: str, into: Path, token: Path | None, again: bool, quiet: bool) -> None:
    from interdict import api

    with progress(quiet) as observer:
        run = api.collect_inventory(
            kind, url, into, token=_secret(kind, token), again=again, progress=observer
        )
    _told(run, quiet)


def _secret(kind: str, path: Path | None) -> str:
    variable = f"INTERDICT_{kind.upper()}_TOKEN"
    try:
        found = path.read_text(encoding="utf-8").strip() if path else os.environ.get(variable, "")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", where=str(path), remedy="Check its name.") from None
    if not found or not found.isascii() or not found.isprintable():
        raise UsageError(
            "no token is given, or it is none",
            where=str(path or variable),
            remedy=f"Set {variable} in the environment, or give a file with --token.",
        )
    return found


def _told(run: Collected, quiet: bool) -> None:
    """One object a target on stdout, the count on stderr; an error where nothing was collected."""
    for one in run.asked:
        typer.echo(msgspec.json.encode(one).decode())
    got = run.count(*GOOD, Outcome.PARTIAL)
    if not quiet:
        errors().print(
            f"{got:,} of {len(run.asked):,} targets are collected, {len(run.asked) - got:,} are not"
        )
    if run.asked and not got:
        raise NoEvidenceError(
            "no target gave any evidence", remedy="The lines above say why, target by target."
        )
