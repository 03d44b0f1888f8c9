"""`interdict orders diff`: two versions of an order compared by what they mean."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.markup import escape

from interdict.cli.options import Json
from interdict.cli.output import results
from interdict.law.words import shown
from interdict.report.wording import STATUSES

if TYPE_CHECKING:
    from interdict.law.compare import ProvisionChange
    from interdict.law.witness import Witness

_VERSION = "An order of the library, or an order file or folder; with @DATE as it stands on that day."


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=_VERSION)],
    after: Annotated[str, typer.Argument(metavar="B", help="The version to set against it.")],
    as_json: Json = False,
) -> None:
    """Compare two versions of an order by meaning; other words for the same are no difference."""
    from interdict import api

    found = api.diff(before, after)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    page = results()
    if not found.changes:
        page.print("The two mean the same.")
    for one in found.changes:
        was = f" (was {one.was})" if one.was else ""
        page.print(f"[bold]{escape(one.provision)}[/bold]{escape(was)}  {escape(one.title)}")
        for line in _lines(one):
            page.print(escape(f"  {line}"))


def _lines(one: "ProvisionChange") -> Iterator[str]:
    for change in one.changes:
        yield f"{change.part}: {change.sentence}" if change.part != "provision" else change.sentence
    if one.witness:
        yield from _witness(one.witness)
    else:
        yield f"a situation decided differently: {one.searched}"


def _witness(witness: "Witness") -> Iterator[str]:
    before, after = (STATUSES[status] for status in (witness.before, witness.after))
    yield f"for example on {witness.at}: {before} before, {after} after, where"
    yield from (f"    {fact}: {shown(value)}" for fact, value in witness.facts.items())
    if witness.before == witness.after:
        yield f"  effects before: {'; '.join(witness.before_effects) or 'none'}"
        yield f"  effects after:  {'; '.join(witness.after_effects) or 'none'}"
