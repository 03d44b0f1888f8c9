"""`interdict decide`: situations written as facts, decided under the law without any scan."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.markup import escape

from interdict.cli.options import Assume, At, Json, Orders, To, WhyNotProvision, day_of
from interdict.cli.output import results
from interdict.core.errors import UsageError
from interdict.model.finding import Decision, Status
from interdict.report.wording import counted

if TYPE_CHECKING:
    from interdict.law.situations import Outcome
    from interdict.model.order import Library

WIDTH = max(map(len, Status)) + 2
"""Of the column that holds a status."""

NOT_AS_EXPECTED = 1
"""Exit status where a situation says what it expects and gets something else."""


def decide(
    situations: Annotated[
        Path, typer.Argument(metavar="SITUATIONS.yaml", help="A list of situations, each with its facts.")
    ],
    at: At = "",
    orders: Orders = None,
    assume: Assume = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="STATUS", help="Show this status alone; may be repeated."),
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="Show why: the whole reason tree.")] = False,
    why_not: WhyNotProvision = "",
    to: To = "",
    as_json: Json = False,
) -> None:
    """Decide situations written as facts: status, effects, dates, clause, and what would settle the rest."""
    from interdict import api
    from interdict.cli.turns import print_ways, status_asked
    from interdict.law.load import load_library
    from interdict.law.timeline import assumption

    wanted, moment, names = _statuses(only), day_of(at), tuple(orders or ())
    assumptions = tuple(assumption(text) for text in assume or ())
    if why_not or to:
        asked = status_asked(to, why_not)
        found = api.why_not_situation(
            situations, why_not, at=moment, to=asked, orders=names, assumptions=assumptions
        )
        print_ways(found, as_json=as_json)
        return
    outcomes = api.decide(situations, at=moment, orders=names, assumptions=assumptions)
    library = load_library()
    if as_json:
        told = [_as_object(one, wanted, library) for one in outcomes]
        typer.echo(msgspec.json.format(msgspec.json.encode(told)).decode())
    else:
        for one in outcomes:
            _print(one, wanted, library, long=long)
    if any(one.complaints for one in outcomes):
        raise typer.Exit(NOT_AS_EXPECTED)


def _statuses(only: list[str] | None) -> frozenset[Status]:
    for word in only or ():
        if word not in tuple(Status):
            allowed = ", ".join(Status)
            raise UsageError(f"unknown status {word!r}", where="--only", remedy=f"Use one of {allowed}.")
    return frozenset(Status(word) for word in only or ())


def _shown(outcome: "Outcome", wanted: frozenset[Status]) -> list[Decision]:
    """What was asked for; where nothing was, all but what is plainly not covered."""
    chosen = wanted or frozenset(Status) - {Status.NOT_COVERED}
    return [one for one in outcome.decisions if one.status in chosen]


def _print(outcome: "Outcome", wanted: frozenset[Status], library: "Library", *, long: bool) -> None:
    page, case = results(), outcome.situation
    page.print(f"[bold]{escape(case.id)}[/bold]  {escape(case.title)}".rstrip())
    for one in case.named:
        page.print(escape(f"  {one.fact}: {one.text} is taken to mean {one.name} ({one.party})"))
    decided, shown = outcome.decisions, _shown(outcome, wanted)
    orders = len({one.order for one in decided})
    page.print(f"  as of {outcome.at}: {counted(len(decided), 'provision')} of {counted(orders, 'order')}")
    for decision in shown:
        for line in _rows(decision, library, long=long):
            page.print(escape(f"  {line}"))
    clean = sum(one.status is Status.NOT_COVERED for one in decided)
    if clean and Status.NOT_COVERED not in wanted:
        page.print(f"  {'not-covered':<{WIDTH}}{counted(clean, 'provision')}")
    for text in outcome.complaints:
        page.print(f"  [red]not as expected[/red] {escape(text)}")
    page.print()


def _rows(decision: Decision, library: "Library", *, long: bool) -> Iterator[str]:
    """One provision as a row with what hangs on it below: effects with dates, and what would settle it."""
    from interdict.law.explain import describe_effect, explain

    indent = " " * WIDTH
    exemption = f" (by {decision.exemption})" if decision.exemption else ""
    named = f"{decision.order}#{decision.provision}{exemption}"
    yield f"{decision.status:<{WIDTH}}{named}  {_clause(decision, library)}"
    if long:
        yield from (f"{indent}{line}" for line in explain(decision, library, long=True)[1:])
        return
    would = "would apply: " if decision.status is Status.UNDETERMINED else ""
    for effect in decision.effects:
        yield f"{indent}{would}{effect.kind} {effect.action}: {describe_effect(effect)}"
    if decision.status is Status.UNDETERMINED:
        yield from (f"{indent}could be settled by: {text}" for text in _asked(decision, library))


def _clause(decision: Decision, library: "Library") -> str:
    provisions = library.orders[decision.order].provisions
    return next(one.citation.title for one in provisions if one.id == decision.provision)


def _asked(decision: Decision, library: "Library") -> list[str]:
    from interdict.law.explain import settling

    asked = [" and ".join(_question(fact, library) for fact in facts) for facts in decision.settles if facts]
    return asked or [settling(decision)]


def _question(name: str, library: "Library") -> str:
    fact = library.vocabulary.facts[name]
    return f"{fact.question} [{name}; {fact.where}]"


def _as_object(outcome: "Outcome", wanted: frozenset[Status], library: "Library") -> dict[str, Any]:
    shown = [one for one in outcome.decisions if not wanted or one.status in wanted]
    case = outcome.situation
    facts = sorted({fact for one in shown for facts in one.settles for fact in facts})
    known = library.vocabulary.facts
    return {
        "situation": case.id,
        "title": case.title,
        "where": case.where,
        "at": outcome.at,
        "named": case.named,
        "facts": {name: sorted(v) if isinstance(v, frozenset) else v for name, v in case.facts.items()},
        "decisions": [{**msgspec.structs.asdict(one), "clause": _clause(one, library)} for one in shown],
        "questions": [
            {"fact": name, "question": known[name].question, "where_to_look": known[name].where}
            for name in facts
        ],
        "complaints": outcome.complaints,
    }
