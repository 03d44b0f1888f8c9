"""What the page's template shows, worked out beforehand so that the template only places it."""

from datetime import date
from itertools import groupby
from urllib.parse import quote

import msgspec

from interdict.core.source import Source
from interdict.model.finding import Citation, Question, Reason
from interdict.model.run import DeviceRow, MakerTally, OrderUse, ProvisionTally, Run, SegmentTally, SightTally
from interdict.report.answer import Answer, answer, exit_status, ranked_questions
from interdict.report.chart import Axis, Share, Tick, axis, shares
from interdict.report.sight import Wanted, collect_next
from interdict.report.wording import STATUSES, counted, role_labels

FIRST_ROWS = 50
"""Device rows that stand in the page itself, for readers without a script."""
MAKERS_SHOWN = 12
"""Makers that stand in the open; the others follow folded."""


class ProvisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A provision with the citation that carries its confidence."""

    tally: ProvisionTally
    citation: Citation | None
    """The citation of that title among the run's decisions, where one is known."""
    address: str
    """Fragment that filters the device table to the provision."""


class OrderGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The provisions of one order, earliest due date first."""

    use: OrderUse
    lines: tuple[ProvisionLine, ...]


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One bar of the timeline: from the day a provision applies to the day it is due."""

    line: ProvisionLine
    start: float
    end: float
    cut: bool
    """It began before the picture does."""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The due dates of the provisions that reach something."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today: float


class MakerBar(msgspec.Struct, frozen=True, kw_only=True):
    """A maker's devices, drawn in percent of the largest maker's."""

    tally: MakerTally
    covered: float
    rest: float
    address: str
    """Fragment that filters the device table to the maker; `-` stands for none named."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template places."""

    run: Run
    answer: Answer
    exit_status: int
    status_shares: tuple[Share, ...]
    assumed: tuple[OrderUse, ...]
    groups: tuple[OrderGroup, ...]
    timeline: Timeline | None
    makers: tuple[MakerBar, ...]
    makers_folded: tuple[MakerBar, ...]
    questions: tuple[Question, ...]
    read: tuple[Source, ...]
    unread: tuple[Source, ...]
    segments: tuple[SegmentTally, ...]
    """Those that could be seen least first."""
    sight: tuple[SightTally, ...]
    """The same by segment, the most open devices first."""
    wanted: tuple[Wanted, ...]
    """What to collect next."""
    first_rows: tuple[DeviceRow, ...]
    roles: dict[str, str]
    asked: dict[str, str]
    """Fact to the question that asks for it."""


def page(run: Run) -> Page:
    """The run, arranged for reading."""
    groups = provision_groups(run)
    bars = maker_bars(run.makers)
    return Page(
        run=run,
        answer=answer(run),
        exit_status=exit_status(run),
        status_shares=shares((status, run.counts.get(status, 0)) for status in STATUSES),
        assumed=tuple(order for order in run.orders if order.applied and order.assumed_from),
        groups=groups,
        timeline=timeline(groups, run.at),
        makers=bars[:MAKERS_SHOWN],
        makers_folded=bars[MAKERS_SHOWN:],
        questions=ranked_questions(run),
        read=tuple(source for source in run.sources if source.reader),
        unread=tuple(source for source in run.sources if not source.reader),
        segments=tuple(sorted(run.segments, key=lambda s: (_share_named(s), s.source, s.kind))),
        sight=run.sight,
        wanted=collect_next(run.sight),
        first_rows=run.devices[:FIRST_ROWS],
        roles=role_labels(),
        asked={question.fact: question.question for question in run.questions},
    )


def provision_groups(run: Run) -> tuple[OrderGroup, ...]:
    """Provisions by order; the order with the earliest due date first."""
    uses = {use.order: use for use in run.orders}
    known = _citations(run)
    ranked = sorted(run.provisions, key=lambda p: (p.order, *_by_due(p)))
    groups = []
    for order, tallies in groupby(ranked, key=lambda p: p.order):
        lines = tuple(_line(tally, known) for tally in tallies)
        groups.append(OrderGroup(use=uses.get(order) or _unlisted(order), lines=lines))
    return tuple(sorted(groups, key=lambda g: (*_by_due(g.lines[0].tally)[:1], g.use.order)))


def timeline(groups: tuple[OrderGroup, ...], at: date) -> Timeline | None:
    """Due dates of provisions that reach a device or may; None where no date is set."""
    reached = [
        line for group in groups for line in group.lines if line.tally.covered or line.tally.undetermined
    ]
    dated = sorted(((line.tally.due, n, line) for n, line in enumerate(reached) if line.tally.due))
    if not dated:
        return None
    days = axis(
        at, [line.tally.since for _, _, line in dated if line.tally.since], [due for due, _, _ in dated]
    )
    lanes = tuple(_lane(line, due, days) for due, _, line in dated)
    return Timeline(lanes=lanes, ticks=days.ticks(), today=days.place(at))


def maker_bars(makers: tuple[MakerTally, ...]) -> tuple[MakerBar, ...]:
    """Makers with most covered devices first, then by how many devices they made."""
    ranked = sorted(makers, key=lambda m: (-m.covered, -m.devices, m.name))
    most = max((maker.devices for maker in makers), default=0) or 1
    return tuple(
        MakerBar(
            tally=maker,
            covered=round(maker.covered / most * 100, 2),
            rest=round((maker.devices - maker.covered) / most * 100, 2),
            address=f"#maker={quote(maker.producer or '-', safe='')}",
        )
        for maker in ranked
    )


def bytes_in_words(size: int) -> str:
    """
    A file size as people read it.

    >>> bytes_in_words(812), bytes_in_words(4_200_000)
    ('812 B', '4.2 MB')
    """
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} B"


def devices(number: int) -> str:
    """A number of devices with its noun."""
    return counted(number, "device")


def _share_named(segment: SegmentTally) -> float:
    return segment.identified / segment.records if segment.records else 0.0


def _line(tally: ProvisionTally, known: dict[str, Citation]) -> ProvisionLine:
    order, provision = quote(tally.order, safe=""), quote(tally.provision, safe="")
    return ProvisionLine(
        tally=tally,
        citation=known.get(tally.citation),
        address=f"#order={order}&provision={provision}",
    )


def _lane(line: ProvisionLine, due: date, days: Axis) -> Lane:
    since = line.tally.since
    start = days.place(since) if since and since <= due else days.place(due)
    return Lane(line=line, start=start, end=days.place(due), cut=bool(since and since < days.first))


def _by_due(tally: ProvisionTally) -> tuple[date, str]:
    return tally.due or date.max, tally.provision


def _unlisted(order: str) -> OrderUse:
    return OrderUse(order=order, title=order, jurisdiction="", status="", applied=True)


def _citations(run: Run) -> dict[str, Citation]:
    """Citations that the decisions carry, by title."""
    found: dict[str, Citation] = {}
    seen: set[int] = set()

    def gather(reason: Reason) -> None:
        if id(reason) in seen:
            return
        seen.add(id(reason))
        if reason.citation:
            found.setdefault(reason.citation.title, reason.citation)
        for child in reason.children:
            gather(child)

    for decided in (*run.decisions.values(), *run.part_decisions.values()):
        for decision in decided:
            gather(decision.reason)
            for effect in decision.effects:
                if effect.citation:
                    found.setdefault(effect.citation.title, effect.citation)
    return found
