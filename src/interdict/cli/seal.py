"""`interdict seal`: adds what was inspected to the ledger, and writes bundles of it."""

from pathlib import Path
from typing import Annotated

import typer

from interdict.cli.options import At, CaseDir, Json, case_folder, day_of
from interdict.cli.output import errors
from interdict.cli.signing import HERE, Key, Ledger, Out, Program, Snapshot, signer_of, tell
from interdict.core.errors import UsageError


def seal(
    places: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH…", help="Report folders, or any files and folders, to seal."),
    ] = None,
    case: CaseDir = None,
    snapshot: Snapshot = "latest",
    ledger: Ledger = None,
    key: Key = Path("interdict.key"),
    signer: Program = "",
    at: At = "",
    embed: Annotated[
        bool, typer.Option("--embed", help="Keep the files themselves, so that a bundle holds them.")
    ] = False,
    out: Out = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="The bundle holds every entry of the ledger.")
    ] = False,
    entry: Annotated[
        list[int] | None,
        typer.Option("--entry", metavar="NUMBER", help="Entry for the bundle; may be repeated."),
    ] = None,
    since: Annotated[
        list[int] | None,
        typer.Option(
            "--since", metavar="SIZE", help="Prove that the ledger grew from its checkpoint at this size."
        ),
    ] = None,
    witnessed: Annotated[
        Path | None,
        typer.Option("--witnessed", metavar="FILE", help="Checkpoint with cosignatures of witnesses to add."),
    ] = None,
    timestamp_request: Annotated[
        Path | None,
        typer.Option(
            "--timestamp-request", metavar="FILE", help="Write an RFC 3161 request over the checkpoint."
        ),
    ] = None,
    timestamp_response: Annotated[
        Path | None,
        typer.Option(
            "--timestamp-response", metavar="FILE", help="Keep an authority's response over the checkpoint."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Seal report folders, or any files, in the ledger: digests of all files and what was inspected.

    With --case, a snapshot of it and everything that people said so far; what is sealed already stays.
    Without PATH, nothing is added: `interdict seal --ledger ledger --whole --out all.bundle` writes a bundle.
    """
    from interdict import api
    from interdict.ledger.log import Log

    where = case_folder(case)
    if where and places:
        raise UsageError("a case and paths are given", where="--case", remedy="Give one of them.")
    ledger = ledger or (api.report_of(where, snapshot)[1] if where else HERE)
    if where or places:
        by = signer_of(key, signer)
        done = (
            api.seal_case(where, by, at=day_of(at), snapshot=snapshot, embed=embed)
            if where
            else api.seal(places or (), ledger, by, at=day_of(at), embed=embed)
        )
        tell(done, ledger, None, as_json=as_json)
        entry = [*(entry or ()), *done.entries]
    elif not (out or witnessed or timestamp_request or timestamp_response):
        raise UsageError("nothing is to be done", where="seal", remedy="Give a PATH to seal, or --out.")
    if witnessed:
        added = Log(ledger).add_cosignatures(witnessed.read_text("utf-8") if witnessed.is_file() else "")
        errors().print(f"{added} cosignatures added")
    _stamp(ledger, timestamp_request, timestamp_response)
    if out:
        api.bundle(ledger, out, entries=entry or (), whole=whole, since=since or ())
        errors().print(f"bundle: {out}", markup=False)


def _stamp(ledger: Path, request: Path | None, response: Path | None) -> None:
    from interdict.core.whole import whole_file
    from interdict.ledger import timestamp
    from interdict.ledger.log import Log

    if request:
        data = timestamp.request(Log(ledger))
        with whole_file(request) as aside:
            aside.write_bytes(data)
        errors().print(f"time-stamp request: {request}", markup=False)
    if response:
        timestamp.keep_response(Log(ledger), response)
        errors().print("the time stamp is kept", markup=False)
