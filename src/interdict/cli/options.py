"""Options and arguments that several commands share, each worded once."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interdict.core.errors import UsageError
from interdict.core.when import day

if TYPE_CHECKING:
    from interdict.api import CaseFolder
    from interdict.bulk.scan import Choice

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH…", help="Files or folders of evidence."),
]
OptionalPaths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH…]", help="Files or folders of evidence; left out where a case has them."),
]
CaseDir = Annotated[
    Path | None,
    typer.Option(
        "--case", metavar="DIR", help="A case in place of paths; the folder one is in, where it is a case."
    ),
]
InCase = Annotated[
    Path, typer.Option("--case", metavar="DIR", help="Folder of the case; this one if left out.")
]
By = Annotated[
    str,
    typer.Option(
        "--by", metavar="NAME", envvar="INTERDICT_AUTHOR", help="Who says it; your login name if left out."
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in a sentence; kept for good.")]
Attach = Annotated[
    list[Path] | None,
    typer.Option("--attach", metavar="FILE", help="A document to keep with it; may be repeated."),
]
At = Annotated[
    str, typer.Option("--at", metavar="DATE", help="As of this day (YYYY-MM-DD); today if left out.")
]
ReadOn = Annotated[
    str,
    typer.Option(
        "--read-on",
        metavar="DATE",
        help="Read the law as its text stood on this day; as of --at if left out.",
    ),
]
Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="What columns mean that headers do not tell (YAML)."),
]
Profile = Annotated[
    Path | None,
    typer.Option("--profile", metavar="FILE", help="Facts about the operator (YAML)."),
]
Orders = Annotated[
    list[str] | None,
    typer.Option("--orders", metavar="ORDER", help="Identifier or glob such as 'us/*'; may be repeated."),
]
OrdersFrom = Annotated[
    list[Path] | None,
    typer.Option(
        "--orders-from",
        metavar="DIR",
        help="Folder of your own orders, besides the library; may be repeated.",
    ),
]
Assume = Annotated[
    list[str] | None,
    typer.Option("--assume", metavar="ORDER@DATE", help="Let a draft count from a day; may be repeated."),
]
WhyNotProvision = Annotated[
    str,
    typer.Option(
        "--why-not", metavar="PROVISION", help="Which smallest changes of facts would turn its finding."
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to", metavar="STATUS", help="With --why-not: covered or not-covered; the other one if left out."
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        help="duckdb, or a Spark master: local[2], local-cluster[2,1,2048], spark://host:7077, yarn.",
    ),
]
Memory = Annotated[
    str,
    typer.Option(
        "--memory",
        metavar="SIZE",
        help="What the engine may hold before it spills to disk, e.g. 4GB; of Spark, driver and executors.",
    ),
]
Work = Annotated[
    Path | None,
    typer.Option(
        "--work", metavar="DIR", help="Where intermediate tables go; on a cluster, a folder all workers see."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")]


def day_of(text: str, *, where: str = "--at") -> date:
    """
    The day an option names, or today; a door is where the clock enters.

    Raises: UsageError if it is not of the form YYYY-MM-DD.
    """
    return given_day(text, where) or date.today()  # noqa: DTZ011 - the operator's own calendar day


def given_day(text: str, where: str) -> date | None:
    """
    The day an option names; nothing where it was left out.

    Raises: UsageError if it is not of the form YYYY-MM-DD.
    """
    try:
        return day(text) if text else None
    except ValueError as error:
        raise UsageError(str(error), where=where, remedy="Write e.g. 2026-11-22.") from None


def choice_of(
    at: date,
    orders: list[str] | None,
    assume: list[str] | None,
    *,
    read_on: str = "",
    title: str = "",
) -> "Choice":
    """
    As of when and under what a command decides.

    Raises: UsageError for an assumption that is not of the form ORDER@YYYY-MM-DD.
    """
    from interdict.bulk.scan import Choice
    from interdict.law.timeline import assumption

    assumptions = tuple(assumption(text) for text in assume or ())
    return Choice(
        at=at,
        read_on=given_day(read_on, "--read-on"),
        orders=tuple(orders or ()),
        assumptions=assumptions,
        title=title,
    )


def case_or_paths(case: Path | None, paths: list[Path] | None) -> Path | None:
    """
    The case to work on; None where evidence is given as paths.

    Raises: UsageError where both are given, or neither is and the present folder is no case.
    """
    if case and paths:
        raise UsageError(
            "a case and paths are given", where="--case", remedy="Give one of them; a case names its sources."
        )
    if case or paths:
        return case
    if Path("interdict.toml").is_file():
        return Path()
    raise UsageError(
        "no evidence is given",
        where="PATH",
        remedy="Give files or folders, or a case with --case; `interdict init` makes one.",
    )


def case_folder(case: Path | None) -> "CaseFolder | None":
    """A case as verbs take it, with the environment in which its register may be named."""
    from interdict.api import CaseFolder

    return CaseFolder(folder=case, environment=dict(os.environ)) if case else None
