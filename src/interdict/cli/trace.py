"""`interdict trace`: an auditor's walk from one number of a report to the sealed bytes of its source."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from interdict.cli.options import InCase, Json
from interdict.cli.output import results
from interdict.cli.signing import Snapshot
from interdict.report.wording import counted

if TYPE_CHECKING:
    from interdict.model.order import Library
    from interdict.model.trace import Trace

DOES_NOT_HOLD = 13
"""Exit status, as of `verify`: a number that its own tables or bytes do not bear out."""
MOST_OBSERVATIONS = 30


def trace(
    number: Annotated[
        str,
        typer.Argument(
            metavar="NUMBER", help="covered, undetermined, exempt, past_due, devices; a provision; a maker."
        ),
    ],
    device: Annotated[
        str, typer.Option("--device", metavar="DEVICE", help="Which of the counted devices to follow.")
    ] = "",
    snapshot: Snapshot = "latest",
    case: InCase = Path(),
    as_json: Json = False,
) -> None:
    """
    Follow a number of a report: to its devices, a finding, its reasons, the observations, the sealed bytes.

    `interdict trace CL-01 --case .` follows what one provision covers. Exit status 13 where the number is not
    what the tables say, or a file of the snapshot was changed.
    """
    from interdict import api
    from interdict.law.load import load_library

    where = api.CaseFolder(folder=case, environment=dict(os.environ))
    found = api.trace(where, number, device=device, snapshot=snapshot)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        for line in _lines(found, load_library()):
            results().print(line, markup=False)
    raise typer.Exit(0 if found.holds else DOES_NOT_HOLD)


def _lines(found: "Trace", library: "Library") -> Iterator[str]:
    from interdict.cli.explanation import as_text

    same = (
        "counted again: the same" if found.reported == found.counted else f"COUNTED AGAIN: {found.counted:,}"
    )
    yield f"1 number       {found.number}: {found.reported:,} in {found.snapshot}; {same}"
    more = ", …" if found.counted > len(found.examples) else ""
    yield f"2 devices      {', '.join(found.examples) or 'none'}{more}"
    if found.explanation:
        yield "3 findings and their reasons"
        yield from (f"  {line}" for line in as_text((found.explanation,), library, long=False).splitlines())
    yield f"4 observations {counted(len(found.observations), 'observation')}"
    for one in found.observations[:MOST_OBSERVATIONS]:
        inside = f"{one.component}: " if one.component else ""
        place = f", {one.place}" if one.place else ""
        yield f"  {inside}{one.property} = {' '.join(one.value.split())[:120]} ({one.source}{place})"
    if len(found.observations) > MOST_OBSERVATIONS:
        yield f"  and {len(found.observations) - MOST_OBSERVATIONS:,} more; --json lists them"
    yield f"5 sources      {counted(len(found.sources), 'source')}"
    for source in found.sources:
        read = f"sha256 {source.file_sha256}, read by {source.reader}"
        yield f"  {source.path}: {read}; on disk: {source.state}"
    yield f"6 snapshot     {'every file is what the manifest says' if not found.damaged else 'CHANGED:'}"
    yield from (f"  {line}" for line in found.damaged)
    if found.sealed:
        entries = ", ".join(f"#{index}" for index in found.sealed)
        yield f"7 ledger       sealed by {entries} of {found.origin}, root {found.root}"
    else:
        yield "7 ledger       not sealed; `interdict seal --case DIR` seals it"
