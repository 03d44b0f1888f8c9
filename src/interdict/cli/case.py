"""Commands of a case: begin it, see where it stands, compare snapshots, say what people decided."""

import getpass
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from interdict.cli.options import At, Attach, By, InCase, Json, Quiet, Reason, day_of, given_day
from interdict.cli.output import progress, results
from interdict.core.errors import UsageError
from interdict.report.wording import counted

if TYPE_CHECKING:
    from interdict.api import Scanned, Speaker
    from interdict.bulk.engines import Where
    from interdict.bulk.scan import Choice
    from interdict.model.change import Changes
    from interdict.model.standing import CaseStatus, History
    from interdict.model.statement import Statement

SEEN_AFTER_REMOVAL = 14
"""Exit status where a device is there after somebody said that it was removed."""
NOT_THE_SAME = 1
MOST_SHOWN = 20

Device = Annotated[
    str,
    typer.Argument(metavar="DEVICE", help="Id, hostname, serial number, or #NUMBER, of the latest snapshot."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    for command in (init, status, diff, history, review, waive, answer, removed, withdraw, replay):
        app.command()(command)


def _now() -> datetime:
    """A door is where the clock enters."""
    return datetime.now(UTC)


def take_snapshot(
    case: Path, choice: "Choice", on: "Where", *, again: bool, parquet_only: bool, quiet: bool
) -> "Scanned":
    """Scan a case and say on stderr what of it had to be read."""
    from interdict import api
    from interdict.cli.output import errors

    with progress(quiet) as observer:
        done = api.scan_case(
            case,
            choice=choice,
            now=_now(),
            environment=dict(os.environ),
            again=again,
            parquet_only=parquet_only,
            where=on,
            progress=observer,
        )
    told = {"inventory": "nothing changed; nothing was read again", "sources": "only changed files were read"}
    if not quiet and done.reused:
        errors().print(f"{told[done.reused]} (--again reads everything)")
    return done


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="New or existing folder.")] = Path(),
    title: Annotated[str, typer.Option("--title", help="What the case is called.")] = "",
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="PATH", help="Evidence, relative to DIR; may be repeated."),
    ] = None,
    profile: Annotated[
        str, typer.Option("--profile", metavar="FILE", help="Facts about the operator, relative to DIR.")
    ] = "",
) -> None:
    """Begin a case: a folder that remembers scans, decisions and proof. Edit its interdict.toml and scan."""
    from interdict import api

    made = api.init_case(folder, title=title, sources=source or (), profile=profile)
    page = results()
    page.print(f"case       {made.file}", markup=False)
    page.print(
        f"next       say in {made.file} where evidence lies and who the operator is, then", markup=False
    )
    page.print(f"           interdict scan --case {made.folder}", markup=False)


def status(
    case: InCase = Path(),
    at: At = "",
    as_json: Json = False,
) -> None:
    """Say where a case stands: covered less waived, expired waivers, removals, alarms."""
    from interdict import api

    found = api.case_status(case, at=day_of(at), environment=dict(os.environ))
    if as_json:
        typer.echo(_json(found))
    else:
        for line in _status_lines(found):
            results().print(line, markup=False)
    raise typer.Exit(_status_code(found))


def _status_code(found: "CaseStatus") -> int:
    if found.alarms:
        return SEEN_AFTER_REMOVAL
    if found.open_covered:
        return 12 if found.past_due else 11
    return 10 if found.counts.get("undetermined", 0) else 0


def _status_lines(found: "CaseStatus") -> Iterator[str]:
    counts = found.counts
    yield f"{found.title or found.operator}, as of {found.at}"
    yield (
        f"snapshot   {found.snapshot} (law of {found.decided_at}), "
        f"{counted(found.snapshots, 'snapshot')} in all"
    )
    yield f"devices    {counts.get('devices', 0):,}"
    waived = f", {found.waived:,} of them waived" if found.waived else ""
    late = f"; {counted(found.past_due, 'device')} past a deadline" if found.past_due else ""
    yield f"covered    {counts.get('covered', 0):,}{waived}{late}"
    yield f"open       {counts.get('undetermined', 0):,}"
    yield f"people     {counted(found.reviews, 'review')}, {counted(found.answers, 'file')} of answers"
    for one in found.waivers:
        which = f"{one.order}#{one.provision}" if one.provision else "every finding"
        state = "EXPIRED, open again:" if one.expired else "waived:"
        yield f"waiver {one.number:>3} {state} {one.device}, {which}, until {one.until}, {one.owner}"
    if found.removals:
        disposed = sum(bool(one.disposed) for one in found.removals)
        yield f"removed    {len(found.removals):,}, of them {disposed:,} disposed of"
    for gone in found.alarms[:MOST_SHOWN]:
        yield f"SEEN after removal {gone.number}: {gone.device}, removed on {gone.on}"
    if found.alarms:
        yield f"ALARM: {counted(len(found.alarms), 'device')} seen after removal; see `interdict diff`"


def diff(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="A snapshot's name or day; the one before the latest.")
    ] = "previous",
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The later one.")] = "latest",
    case: InCase = Path(),
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Folder for every change: Parquet, CSV, JSON."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """
    Compare two snapshots: new, gone, other maker, moved, findings, each with its cause.

    Causes are told apart: the network changed, the law changed, the data library changed, a person decided.
    Exit status 14 where a device is there after it was said to be removed.
    """
    from interdict import api

    with progress(quiet) as observer:
        found = api.diff_snapshots(
            case, before, after, environment=dict(os.environ), out=out, progress=observer
        )
    if as_json:
        typer.echo(_json(found))
    else:
        _print_changes(found, out)
    from interdict.model.change import ALARMS

    raise typer.Exit(SEEN_AFTER_REMOVAL if found.count(*ALARMS) else 0)


def _print_changes(found: "Changes", out: Path | None) -> None:
    page = results()
    page.print(f"from {found.before} (law of {found.at_before}, {found.devices_before:,} devices)")
    page.print(f"to   {found.after} (law of {found.at_after}, {found.devices_after:,} devices)")
    if not found.tallies:
        page.print("nothing differs")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("what", "cause", "changes", "devices"):
        table.add_column(name, justify="right" if name in {"changes", "devices"} else "left")
    for one in found.tallies:
        table.add_row(str(one.what), one.causes, f"{one.changes:,}", f"{one.devices:,}")
    page.print(table)
    page.print(_listed(found))
    if found.shifts:
        page.print(_shifts(found))
    if found.left_out and not out:
        page.print(f"{found.left_out:,} changes are not listed; --out DIR writes every one")
    if out:
        page.print(f"\ntables     {out}/changes.parquet .csv .json", markup=False)


def _listed(found: "Changes") -> Table:
    """Devices that came, went, moved, or are of another maker; findings are told by provision."""
    from interdict.model.change import What

    table = Table(box=None, pad_edge=False, header_style="bold", title=" ")
    for name in ("what", "device", "maker", "site", "before", "after", "cause"):
        table.add_column(name, overflow="fold")
    chosen = [one for one in found.changes if one.what is not What.FINDING]
    for one in chosen[:MOST_SHOWN]:
        cells = (str(one.what), one.device, one.producer_name, one.site, one.before)
        table.add_row(*map(escape, (*cells, one.because or one.after, one.causes)))
    if len(chosen) > MOST_SHOWN:
        table.caption = f"and {len(chosen) - MOST_SHOWN:,} more; --json lists them"
    return table


def _shifts(found: "Changes") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", title=" ")
    for name in ("provision", "before", "after", "cause"):
        table.add_column(name, no_wrap=name != "provision", overflow="fold")
    table.add_column("devices", justify="right")
    for one in found.shifts:
        cells = (f"{one.order}#{one.provision}", one.before, one.after, one.causes, f"{one.devices:,}")
        table.add_row(*map(escape, cells))
    return table


def history(case: InCase = Path(), as_json: Json = False) -> None:
    """List every snapshot and everything that people said, in order."""
    from interdict import api

    found = api.case_history(case, environment=dict(os.environ))
    if as_json:
        typer.echo(_json(found))
        return
    for line in _history_lines(found):
        results().print(line, markup=False)


def _history_lines(found: "History") -> Iterator[str]:
    lines: list[tuple[datetime, str]] = []
    for one in found.snapshots:
        changed = [name for name, is_so in (("law", one.law_changed), ("data", one.data_changed)) if is_so]
        told = f", {' and '.join(changed)} changed" if changed else ""
        lines.append(
            (
                one.taken,
                f"snapshot {one.name}: {one.devices:,} devices, {one.covered:,} covered, "
                f"{one.undetermined:,} open, law of {one.at}{told}",
            )
        )
    lines.extend((one.recorded, f"{one.number:>4} {_said(one)}") for one in found.statements)
    yield found.title
    for when, text in sorted(lines, key=lambda line: line[0]):
        yield f"{when:%Y-%m-%d %H:%M} {text}"


def _said(statement: "Statement") -> str:
    plain = msgspec.to_builtins(statement.said)
    kind = plain.pop("kind")
    plain.pop("text", None)
    about = f" of {statement.subject.device}" if statement.subject else ""
    told = ", ".join(f"{name} {value}" for name, value in plain.items() if value not in ("", None))
    papers = f" [{', '.join(one.name for one in statement.documents)}]" if statement.documents else ""
    return f"{kind}{about} by {statement.author}: {told or 'recorded'}{papers}"


def _speaker(case: Path, by: str) -> "Speaker":
    from interdict import api

    try:
        author = by or getpass.getuser()
    except (KeyError, OSError):
        author = ""
    return api.Speaker(case, author=author, now=_now(), environment=dict(os.environ))


def review(
    device: Device,
    reason: Reason,
    maker: Annotated[str, typer.Option("--maker", metavar="NAME", help="Who made it, by id or name.")] = "",
    model: Annotated[str, typer.Option("--model", metavar="TEXT", help="As on its label.")] = "",
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="Network role; see the reference.")
    ] = "",
    case: InCase = Path(),
    by: By = "",
    attach: Attach = None,
    as_json: Json = False,
) -> None:
    """Record what a person saw of a device: later scans identify it so, also when it is grouped anew."""
    from interdict import api

    said = api.review(
        _speaker(case, by), device, maker=maker, model=model, role=role, reason=reason, documents=attach or ()
    )
    _print_statement(said, as_json, "counts from the next `interdict scan`")


def waive(
    device: Device,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Last day; then it is open again.")],
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who answers for it.")],
    reason: Reason,
    provision: Annotated[
        str, typer.Option("--provision", metavar="ID", help="Of one finding; of every one if left out.")
    ] = "",
    case: InCase = Path(),
    by: By = "",
    attach: Attach = None,
    as_json: Json = False,
) -> None:
    """Record that the operator accepts a finding until a day. It takes nothing from what the law demands."""
    from interdict import api

    said = api.waive(
        _speaker(case, by),
        device,
        owner=owner,
        reason=reason,
        until=_day(until, "--until"),
        provision=provision,
        documents=attach or (),
    )
    _print_statement(said, as_json, "see `interdict status`")


def answer(
    answers: Annotated[
        Path, typer.Argument(metavar="FILE", help="Answers, as `ask --format yaml` lays out.")
    ],
    case: InCase = Path(),
    by: By = "",
    attach: Attach = None,
    as_json: Json = False,
) -> None:
    """Record answers to open questions; every later scan of the case takes them in."""
    from interdict import api

    said = api.answer(_speaker(case, by), answers, documents=attach or ())
    _print_statement(said, as_json, "counts from the next `interdict scan`")


def removed(
    device: Device,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day; today if left out.")] = "",
    disposed: Annotated[
        str,
        typer.Option(
            "--disposed", metavar="HOW", help="It was destroyed, returned, stored or transferred on that day."
        ),
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything to remember.")] = "",
    case: InCase = Path(),
    by: By = "",
    attach: Attach = None,
    as_json: Json = False,
) -> None:
    """Record that a device was taken out, or what became of it after. Seen again, it is an alarm."""
    from interdict import api

    speaker, when, papers = _speaker(case, by), day_of(on, where="--on"), attach or ()
    if disposed:
        said = api.disposed(speaker, device, on=when, how=disposed, note=note, documents=papers)
    else:
        said = api.removed(speaker, device, on=when, note=note, documents=papers)
    _print_statement(said, as_json, "see `interdict status`")


def withdraw(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Of the statement, from `history`.")],
    reason: Reason,
    case: InCase = Path(),
    by: By = "",
    as_json: Json = False,
) -> None:
    """Take an earlier statement back; it stays in the history."""
    from interdict import api

    _print_statement(
        api.withdraw(_speaker(case, by), number, reason=reason), as_json, "it stays in the history"
    )


def replay(
    snapshot: Annotated[str, typer.Argument(metavar="SNAPSHOT", help="Its name or day.")] = "latest",
    case: InCase = Path(),
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Decide a snapshot again with the law of its day: the same findings, or which differ."""
    from interdict import api

    with progress(quiet) as observer:
        found = api.replay(case, snapshot, environment=dict(os.environ), progress=observer)
    if as_json:
        typer.echo(_json(found))
    else:
        page = results()
        told = "the same" if found.same else "NOT the same"
        page.print(f"{found.snapshot}: {counted(found.findings, 'finding')}, {told}")
        if found.missing or found.added:
            page.print(
                f"{found.missing:,} are missing, {found.added:,} were added (taken by {found.version})"
            )
        for line in found.damaged:
            page.print(line, markup=False)
    raise typer.Exit(0 if found.same else NOT_THE_SAME)


def _day(text: str, where: str) -> date:
    found = given_day(text, where)
    if found is None:
        raise UsageError("no day is given", where=where, remedy="Write e.g. 2026-11-22.")
    return found


def _print_statement(said: "Statement", as_json: bool, then: str) -> None:
    if as_json:
        typer.echo(_json(said))
    else:
        results().print(f"recorded as {said.number}: {_said(said)}; {then}", markup=False)


def _json(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value)).decode()
