"""What `scan` says on the terminal: a summary that a person can act on."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

import msgspec
from rich.markup import escape
from rich.table import Table

from interdict.cli.output import results
from interdict.core.problem import Problem, Severity
from interdict.model.caps import CapAnswer
from interdict.model.run import ProvisionTally, Run
from interdict.model.truth import Truth
from interdict.report.answer import answer
from interdict.report.sight import collect_next

MOST_PROVISIONS = 14
MOST_PROBLEMS = 8
MOST_QUESTIONS = 3
MOST_SIGHT = 4
KEPT = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not known"}


def print_summary(run: Run, out: Path) -> None:
    """Print what was read, what is covered by what, what is open for want of which fact, and what is next."""
    page = results()
    counts = run.counts
    page.print(f"\n[bold]{escape(run.operator)}[/bold], as of {run.at}")
    assumed = [order for order in run.orders if order.assumed_from]
    for order in assumed:
        page.print(f"[yellow]assumed, not law:[/yellow] {escape(order.title)}, from {order.assumed_from}")
    page.print(
        f"read       {counts['sources_read']:,} sources, {counts['records']:,} records: "
        f"{counts['devices']:,} devices ({counts['merged']:,} known from several sources)"
    )
    page.print(
        f"identified {counts['identified']:,} devices by maker; {counts['abstained']:,} not named, "
        f"of them {counts['without_clue']:,} without any clue"
    )
    sentences = list(answer(run).sentences)
    asking = sentences.pop() if sentences and sentences[-1].endswith(":") else ""
    for sentence in sentences:
        page.print(escape(sentence))
    if run.provisions:
        page.print(_provisions(run.provisions))
    caps = [cap for cap in run.caps if cap.binds is Truth.TRUE]
    if caps:
        page.print(_caps(caps))
    if asking:
        page.print(f"\n{escape(asking)}")
    if run.questions:
        page.print(_questions(run))
    if run.counts["abstained"]:
        page.print(_sight(run))
    _print_problems(run)
    page.print(f"\nreport     {out / 'report.html'}", markup=False)
    page.print(f"tables     {out}/findings.parquet .csv .xlsx .json, devices.parquet", markup=False)
    page.print(f"one device interdict explain DEVICE --report {out}", markup=False)


def _provisions(tallies: tuple[ProvisionTally, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("order", "provision", "covered", "open", "exempt", "due"):
        table.add_column(name, justify="right" if name in {"covered", "open", "exempt"} else "left")
    ranked = sorted(tallies, key=lambda t: (-t.covered, -t.undetermined, t.order, t.provision))
    for tally in ranked[:MOST_PROVISIONS]:
        due = f"{tally.due}{' past' if tally.past_due else ''}" if tally.due else ""
        counts = (tally.covered, tally.undetermined, tally.exempt)
        table.add_row(tally.order, tally.provision, *(f"{n:,}" if n else "" for n in counts), due)
    if len(ranked) > MOST_PROVISIONS:
        table.caption = f"and {len(ranked) - MOST_PROVISIONS} more, in the report"
        table.caption_justify = "left"
    return table


def _caps(caps: Iterable[CapAnswer]) -> Table:
    """One line for each measure of each step: the share against the cap."""
    table = Table(box=None, pad_edge=False, header_style="bold", title="Network-wide limits")
    table.title_justify = "left"
    for name in ("order", "provision", "by", "at most", "share", "measured in", "kept"):
        table.add_column(name, justify="right" if name in {"at most", "share"} else "left")
    for cap in caps:
        for share in cap.shares:
            by = str(cap.due or cap.since or "")
            row = (cap.order, cap.provision, by, f"{cap.cap:g} %", share.text, escape(share.label))
            table.add_row(*row, f"{KEPT[share.kept(cap.cap)]}{'' if cap.begun else ', not yet due'}")
    return table


def _questions(run: Run) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("devices", justify="right")
    table.add_column("open question")
    table.add_column("where to look")
    for question in run.questions[:MOST_QUESTIONS]:
        table.add_row(f"{question.devices:,}", escape(question.question), escape(question.where_to_look))
    return table


def _sight(run: Run) -> Table:
    """What to collect next, for the parts of the network where that names most devices."""
    table = Table(box=None, pad_edge=False, header_style="bold", title="\nWhat to collect to see more")
    table.title_justify = "left"
    table.add_column("devices", justify="right")
    for name in ("segment", "source", "collect"):
        table.add_column(name)
    wanted = collect_next(run.sight)
    for one in wanted[:MOST_SIGHT]:
        sources = (
            escape(PurePath(one.sources[0]).name)
            if len(one.sources) == 1
            else f"{len(one.sources):,} sources"
        )
        table.add_row(f"{one.devices:,}", one.segment, sources, escape(one.collect))
    return table


def _print_problems(run: Run) -> None:
    page = results()
    serious = [problem for problem in run.problems if problem.severity is not Severity.NOTE]
    if run.problems:
        kinds = Counter(str(problem.severity) for problem in run.problems)
        told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        page.print(f"\nproblems   {told}; all are in the report")
    for problem in serious[:MOST_PROBLEMS]:
        page.print(f"  {problem}", markup=False)
    for text in run.unsure[:MOST_PROBLEMS]:
        page.print(f"  ? {text}", markup=False)


def as_object(run: Run, out: Path) -> str:
    """The summary as one JSON object."""
    told: dict[str, Any] = {
        "operator": run.operator,
        "at": run.at,
        "counts": run.counts,
        "provisions": run.provisions,
        "caps": run.caps,
        "questions": run.questions,
        "sight": run.sight,
        "collect_next": collect_next(run.sight),
        "problems": _plain(run.problems),
        "unsure": run.unsure,
        "findings_digest": run.findings_digest,
        "report": str(out),
    }
    return msgspec.json.format(msgspec.json.encode(told)).decode()


def _plain(problems: tuple[Problem, ...]) -> list[Any]:
    return [msgspec.structs.asdict(problem) for problem in problems]
