"""`interdict parties`: who a party is, what it owns or is owned by, and whom a name means."""

from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from interdict.core.errors import InterdictError, NoEvidenceError, UsageError
from interdict.core.when import day
from interdict.model.party import Maker, Party, Stake
from interdict.parties.load import Parties, load_parties

app = typer.Typer(no_args_is_help=True, help="Who is who: makers, names, brands, numbers, owners.")

_Json = Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")]
_Beside = Annotated[
    list[Path] | None,
    typer.Option("--parties", metavar="DIR", help="Further parties, as `import` writes them; repeatable."),
]
_At = Annotated[
    str, typer.Option("--at", help="Judge dated facts as of this day, YYYY-MM-DD; today by default.")
]


@app.command()
def show(
    party: Annotated[str, typer.Argument(help="Id of a party, or a name that means one.")],
    at: _At = "",
    beside: _Beside = None,
    as_json: _Json = False,
) -> None:
    """Show a party's names, brands, numbers and stakes as of a day."""
    try:
        parties = load_parties(beside=tuple(beside or ()))
        known = _known(parties, party)
        stakes = _stakes(parties, known.id, _day(at))
    except InterdictError as error:
        raise _stopped(error) from None
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode({"party": known, "stakes": stakes})).decode())
        return
    source = parties.provenance.get(known.id)
    origin = [f"  from {source.title}; licence: {source.licence or 'not said'}"] if source else []
    for line in (*_described(known), *origin, *(_stake_line(parties, stake) for stake in stakes)):
        typer.echo(line)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A maker's name, in any spelling, or a model name.")],
    beside: _Beside = None,
    as_json: _Json = False,
) -> None:
    """Say whom a name, a sentence or a model name means."""
    parties = load_parties(beside=tuple(beside or ()))
    single = parties.names.match(text) or parties.names.by_model(text)
    found = (single,) if single else parties.names.mentions(text)
    if as_json:
        typer.echo(msgspec.json.encode(found).decode())
    elif not found:
        typer.echo(f"Nobody known is meant by {text!r}.")
    else:
        for match in found:
            typer.echo(f"{match.slug}  {parties.name_of(match.slug)}  ({match.kind}, {match.score:.2f})")


@app.command()
def screen(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, XLSX, or one name a line.")],
    column: Annotated[
        str, typer.Option("--column", metavar="NAME", help="Header or number of the column with the names.")
    ] = "",
    at: _At = "",
    least: Annotated[
        float,
        typer.Option("--min-probability", metavar="P", help="Tell no party below this.", min=0, max=1),
    ] = 0.5,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="csv or jsonl.")] = "csv",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="File to write; stdout if left out.")
    ] = None,
    makers: Annotated[bool, typer.Option("--makers", help="Tell makers that no order names too.")] = False,
    beside: _Beside = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Say of every name in a file which party it may mean: one row a name, with probability and reason."""
    from interdict import api
    from interdict.cli.output import errors, progress
    from interdict.cli.streams import to_file_or_stdout

    if form not in ("csv", "jsonl"):
        raise UsageError(f"unknown format {form!r}", where="--format", remedy="Use csv or jsonl.")
    with progress(quiet) as observer, to_file_or_stdout(out) as target:
        done = api.screen_names(
            file,
            target,
            at=_day(at),
            column=column,
            least=least,
            form=form,
            makers=makers,
            folders=tuple(beside or ()),
            progress=observer,
        )
    talk = errors()
    for problem in done.problems:
        talk.print(str(problem), markup=False)
    if not quiet:
        talk.print(
            f"{done.names:,} names, {done.hits:,} may mean a party, {done.ambiguous:,} of them one of two"
        )


@app.command("import")
def import_(
    lists: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="FollowTheMoney JSON lines, or Consolidated Screening List CSV."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for --parties.")],
    title: Annotated[str, typer.Option("--title", help="What the list is called; the file's name.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="Terms of its publisher.")] = "",
    href: Annotated[str, typer.Option("--href", metavar="URL", help="Where it was published.")] = "",
) -> None:
    """Make published lists a folder of parties, with their licence, to be loaded with --parties."""
    from interdict import api
    from interdict.cli.output import errors

    done = api.import_parties(lists, out, title=title, licence=licence, href=href)
    talk = errors()
    for problem in done.problems:
        talk.print(str(problem), markup=False)
    if not done.parties:
        raise NoEvidenceError("no party could be imported", where=", ".join(map(str, lists)))
    talk.print(f"{done.parties:,} parties and {done.stakes:,} stakes in {done.target}", markup=False)


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="ftm or csl.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="File to write; stdout if left out.")
    ] = None,
    beside: _Beside = None,
) -> None:
    """Write the parties as FollowTheMoney JSON lines or as a Consolidated Screening List."""
    from interdict import api
    from interdict.cli.streams import to_file_or_stdout

    with to_file_or_stdout(out) as target:
        api.export_parties(target, form=form, folders=tuple(beside or ()))


def _known(parties: Parties, text: str) -> Party | Maker:
    """The party or maker with that id, or whom the text names."""
    match = parties.names.match(text)
    slug = text if text in parties.parties or text in parties.makers else match.slug if match else ""
    known = parties.parties.get(slug) or parties.makers.get(slug)
    if known is None:
        raise UsageError(
            f"no party is called {text!r}",
            where="PARTY",
            remedy="Look it up with `interdict parties search`.",
        )
    return known


def _day(text: str) -> date:
    try:
        return day(text) if text else date.today()  # noqa: DTZ011 - the door is where the clock enters
    except ValueError as error:
        raise UsageError(str(error), where="--at", remedy="Write it as in 2026-11-22.") from error


def _stakes(parties: Parties, slug: str, at: date) -> tuple[Stake, ...]:
    return tuple(
        stake
        for stake in parties.stakes
        if slug in (stake.owner, stake.owned) and stake.interval.contains(at)
    )


def _described(known: Party | Maker) -> list[str]:
    """A party as lines of text."""
    lines = [f"{known.name} ({known.id})"]
    if isinstance(known, Maker):
        numbers = [f"pen {number}" for number in known.pens]
        return [*lines, *(f"  also {text}" for text in known.spellings), *(f"  {line}" for line in numbers)]
    lines += [f"  {name.kind.value}: {name.text} ({name.tag.confidence})" for name in known.names]
    lines += [
        f"  {'brand' if brand.own else 'sold as'}: {brand.text} ({brand.tag.confidence})"
        for brand in known.brands
    ]
    lines += [f"  {one.registry.value}: {one.value} ({one.tag.confidence})" for one in known.identifiers]
    return [*lines, *([f"  watched: {known.watch}"] if known.watch else [])]


def _stake_line(parties: Parties, stake: Stake) -> str:
    share = "" if stake.share is None else f" {stake.share:g} %"
    note = f"; {stake.note}" if stake.note else ""
    owner, owned = parties.name_of(stake.owner), parties.name_of(stake.owned)
    return f"  stake: {owner} in {owned}{share} ({stake.tag.confidence}{note})"


def _stopped(error: InterdictError) -> typer.Exit:
    """The exit a message to the user ends with."""
    typer.echo(f"{error.code} {error}", err=True)
    return typer.Exit(error.exit_status)
