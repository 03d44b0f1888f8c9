"""`interdict attest`: states a removal, a disposal, an absence or an inspection, and signs it."""

from pathlib import Path
from typing import Annotated

import typer

from interdict.cli.options import At, CaseDir, Json, case_folder, day_of
from interdict.cli.signing import HERE, Key, Ledger, Out, Program, Snapshot, signer_of, tell
from interdict.core.errors import UsageError

app = typer.Typer(
    no_args_is_help=True, help="Sign a statement about a device, an inspection, or what is not there."
)

_Device = Annotated[str, typer.Argument(metavar="DEVICE", help="Its id in the case or report.")]
_On = Annotated[str, typer.Option("--on", metavar="DATE", help="Day on which it happened (YYYY-MM-DD).")]
_By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
_Site = Annotated[str, typer.Option("--site", metavar="SITE", help="Where the device stood.")]
_Documents = Annotated[
    list[Path] | None,
    typer.Option("--document", metavar="FILE", help="File that shows it; may be repeated."),
]
_Report = Annotated[
    Path | None,
    typer.Argument(metavar="[REPORT]", help="Report folder that `scan` wrote; a case's latest snapshot."),
]


@app.command()
def removal(
    device: _Device,
    on: _On,
    by: _By,
    site: _Site = "",
    how: Annotated[str, typer.Option("--how", metavar="TEXT", help="How it was removed.")] = "",
    document: _Documents = None,
    ledger: Ledger = None,
    key: Key = Path("interdict.key"),
    signer: Program = "",
    out: Out = None,
    as_json: Json = False,
) -> None:
    """State that a device was removed, with the documents that show it."""
    from interdict import api
    from interdict.model.entry import Removal

    said = Removal(device=device, on=day_of(on, where="--on"), by=by, site=site, how=how)
    done = api.attest_removal(said, document or (), ledger or HERE, signer_of(key, signer))
    tell(done, ledger or HERE, out, as_json=as_json)


@app.command()
def disposal(
    device: _Device,
    on: _On,
    by: _By,
    method: Annotated[str, typer.Option("--method", metavar="TEXT", help="destroyed, recycled, returned …")],
    site: _Site = "",
    document: _Documents = None,
    ledger: Ledger = None,
    key: Key = Path("interdict.key"),
    signer: Program = "",
    out: Out = None,
    as_json: Json = False,
) -> None:
    """State that a removed device was disposed of, with the documents that show it."""
    from interdict import api
    from interdict.model.entry import Disposal

    said = Disposal(device=device, on=day_of(on, where="--on"), by=by, method=method, site=site)
    done = api.attest_removal(said, document or (), ledger or HERE, signer_of(key, signer))
    tell(done, ledger or HERE, out, as_json=as_json)


@app.command()
def absence(
    report: _Report = None,
    case: CaseDir = None,
    snapshot: Snapshot = "latest",
    maker: Annotated[
        list[str] | None,
        typer.Option(
            "--maker", metavar="PARTY", help="Who made none of it; every covered device if left out."
        ),
    ] = None,
    site: Annotated[
        list[str] | None, typer.Option("--site", metavar="SITE", help="Only this site; may be repeated.")
    ] = None,
    county: Annotated[
        list[str] | None,
        typer.Option("--county", "--region", metavar="REGION", help="Only this county, state or market."),
    ] = None,
    segment: Annotated[
        list[str] | None,
        typer.Option("--segment", metavar="SOURCE", help="Only devices of this source, by its path."),
    ] = None,
    at: At = "",
    ledger: Ledger = None,
    key: Key = Path("interdict.key"),
    signer: Program = "",
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Claim that no such device was found there; refused where the records show one, or nothing at all."""
    from interdict import api
    from interdict.model.entry import Scope

    scope = Scope(sites=tuple(site or ()), regions=tuple(county or ()), sources=tuple(segment or ()))
    folder, log = api.chosen_report(report, ledger, case_folder(case), snapshot)
    by = signer_of(key, signer)
    done = api.attest_absence(folder, scope, log, by, at=day_of(at), makers=maker or ())
    tell(done, log, out, as_json=as_json)


@app.command()
def inspection(
    report: _Report = None,
    case: CaseDir = None,
    snapshot: Snapshot = "latest",
    at: At = "",
    ledger: Ledger = None,
    key: Key = Path("interdict.key"),
    signer: Program = "",
    out: Out = None,
    as_json: Json = False,
) -> None:
    """State what a report inspected and found; the same as `interdict seal REPORT`."""
    from interdict import api

    folder, log = api.chosen_report(report, ledger, case_folder(case), snapshot)
    if not (folder / "run.json").is_file():
        raise UsageError("is not a report folder", where=str(folder), remedy="Run `interdict scan` first.")
    done = api.seal([folder], log, signer_of(key, signer), at=day_of(at))
    tell(done, log, out, as_json=as_json)
