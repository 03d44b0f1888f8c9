"""`interdict ask`: open questions, those that settle most first; answers by file or at the prompt."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
import yaml
from rich.markup import escape

from interdict.cli.options import (
    Assume,
    At,
    CaseDir,
    Mapping,
    OptionalPaths,
    Orders,
    OrdersFrom,
    Profile,
    Quiet,
    case_folder,
    case_or_paths,
    choice_of,
    day_of,
)
from interdict.cli.output import errors, progress, results
from interdict.core.errors import UsageError
from interdict.report.wording import counted

if TYPE_CHECKING:
    from interdict.model.asking import Ask, Asking

FORMS = ("text", "yaml", "json")
MOST_SHOWN = 12
MOST_PROMPTED = 10
"""Questions put at the prompt in one round."""


def ask(
    paths: OptionalPaths = None,
    case: CaseDir = None,
    profile: Profile = None,
    at: At = "",
    orders: Orders = None,
    assume: Assume = None,
    orders_from: OrdersFrom = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="Answers to take in; decide again at once (YAML)."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="text, json, or yaml: a file to fill in.")
    ] = "text",
    most: Annotated[int, typer.Option("--most", metavar="N", help="List so many questions.", min=1)] = 1000,
    mapping: Mapping = None,
    quiet: Quiet = False,
) -> None:
    """Ask what would settle open findings, the questions that settle most devices first."""
    from interdict import api

    if form not in FORMS:
        raise UsageError(f"unknown format {form!r}", where="--format", remedy=f"Use {', '.join(FORMS)}.")
    where = case_folder(case_or_paths(case, paths))
    prompted = form == "text" and answers is None and at_a_terminal()
    with progress(quiet or prompted) as observer:
        found = api.ask(
            paths or (),
            choice=choice_of(day_of(at), orders, assume),
            profile=profile,
            answers=answers,
            respond=_prompt if prompted else None,
            most=most,
            mapping=mapping,
            progress=observer,
            order_folders=orders_from or (),
            case=where,
        )
    if form == "json":
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    elif form == "yaml":
        typer.echo("\n".join(_template(found)))
    else:
        for line in _lines(found):
            results().print(escape(line))


def at_a_terminal() -> bool:
    """Whether somebody can read a question and type an answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _lines(found: "Asking") -> Iterator[str]:
    yield f"{found.operator}, as of {found.at}: {counted(found.devices, 'device')}"
    if found.settled:
        told = found.settled
        yield (
            f"of {counted(told.open_before, 'open finding')}: {told.covered:,} settled as covered "
            f"({counted(told.devices_covered, 'device')}), {told.not_covered:,} as not covered, "
            f"{told.exempt:,} as exempt; still open {told.still_open:,}"
        )
    yield f"open findings on {counted(found.open, 'device')}"
    if found.asks:
        yield ""
        yield "settles  helps  question (of what it is asked; where to look)"
    kinds = list(dict.fromkeys((one.scope, one.fact) for one in found.asks))
    for scope, fact in kinds[:MOST_SHOWN]:
        yield _kind([one for one in found.asks if (one.scope, one.fact) == (scope, fact)])
    if len(kinds) > MOST_SHOWN:
        yield f"and {counted(len(kinds) - MOST_SHOWN, 'question')} more"
    if found.left_out:
        yield f"{found.left_out:,} further places to ask of were left out; raise --most"
    if found.asks:
        yield "`--format yaml` writes a file to fill in"


def _kind(asks: "list[Ask]") -> str:
    """One question with all that it is asked of: the only one by name, several by number."""
    one = asks[0]
    about = f"{one.scope} {one.about}".strip() if len(asks) == 1 else f"of {counted(len(asks), one.scope)}"
    settles, helps = sum(ask.settles for ask in asks), sum(ask.helps for ask in asks)
    return f"{settles:>7,}  {helps:>5,}  {one.question} ({about}; {one.where_to_look}) [{one.fact}]"


def _template(found: "Asking") -> Iterator[str]:
    """An answers file without answers, the question beside each."""
    yield f"# Answers for {' '.join(found.operator.split())}, as of {found.at}."
    yield "# Fill in what is known, leave the rest empty, then: interdict ask … --answers THIS-FILE"
    for scope in dict.fromkeys(one.scope for one in found.asks):
        yield f"{scope}:"
        chosen = [one for one in found.asks if one.scope is scope]
        for about in dict.fromkeys(one.about for one in chosen):
            indent = "  "
            if about:
                yield f"  {_quoted(about)}:"
                indent = "    "
            for one in (one for one in chosen if one.about == about):
                counts = f"Settles {one.settles:,}, helps {one.helps:,}"
                yield f"{indent}# {one.question} {counts}; {one.where_to_look}."
                yield f"{indent}{one.fact}:"


def _quoted(text: str) -> str:
    """A key as YAML writes it on one line, whatever it holds."""
    return yaml.safe_dump(text, default_style='"', width=sys.maxsize, allow_unicode=True).strip()


def _prompt(found: "Asking") -> bytes:
    """Put the first questions at the prompt; an empty answer leaves one open."""
    talk = errors()
    talk.print(
        f"{found.operator}, as of {found.at}: open findings on {counted(found.open, 'device')}.", markup=False
    )
    talk.print(
        "Answer as in a file (true, 2019-05-03, [usf]); press Enter where it is not known.", markup=False
    )
    said: dict[tuple[str, str], list[str]] = {}
    for one in found.asks[:MOST_PROMPTED]:
        answer = _answer(one)
        if answer:
            said.setdefault((str(one.scope), one.about), []).append(f"{one.fact}: {answer}")
    return "\n".join(_written(said)).encode()


def _answer(one: "Ask") -> str:
    about = f" ({one.scope} {one.about})" if one.about else ""
    prompt = f"{one.question}{about} [{one.fact}]"
    return " ".join(str(typer.prompt(prompt, default="", show_default=False, err=True)).split())


def _written(said: dict[tuple[str, str], list[str]]) -> Iterator[str]:
    for scope in dict.fromkeys(scope for scope, _ in said):
        yield f"{scope}:"
        for (one, about), lines in said.items():
            if one == scope:
                yield from [f"  {_quoted(about)}:"] if about else []
                yield from (f"{'    ' if about else '  '}{line}" for line in lines)
