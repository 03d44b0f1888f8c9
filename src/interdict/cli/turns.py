"""What `--why-not` says: the smallest changes of facts that would turn a finding."""

from collections.abc import Iterator, Sequence

import msgspec
import typer
from rich.markup import escape

from interdict.cli.output import results
from interdict.core.errors import UsageError
from interdict.law.flip import DAY, FactChange, WayOut, WhyNot
from interdict.law.load import load_library
from interdict.law.words import listed, shown
from interdict.model.finding import Status
from interdict.model.vocabulary import Vocabulary
from interdict.report.wording import STATUSES, counted


def status_asked(to: str, provision: str) -> str:
    """
    The status of `--to`.

    Raises: UsageError for another word than `covered` and `not-covered`, or without `--why-not`.
    """
    if not provision:
        raise UsageError("--to needs a provision", where="--to", remedy="Add --why-not PROVISION.")
    if to not in ("", Status.COVERED, Status.NOT_COVERED):
        raise UsageError(f"unknown status {to!r}", where="--to", remedy="Use covered or not-covered.")
    return to


def print_ways(found: Sequence[WhyNot], *, as_json: bool) -> None:
    """Print the ways out, as text or as a JSON list."""
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    page, words = results(), load_library().vocabulary
    for one in found:
        for line in _lines(one, words):
            page.print(escape(line))


def _lines(one: WhyNot, words: Vocabulary) -> Iterator[str]:
    wanted = listed([STATUSES[status] for status in one.wanted])
    yield f"{one.order}#{one.provision}, {one.title}"
    yield f"{STATUSES[one.status]} as of {one.at}"
    if one.status in one.wanted:
        yield f"It is {wanted} already."
        return
    open_to_us = [way for way in one.ways if way.changeable]
    fixed = [way for way in one.ways if not way.changeable]
    if open_to_us:
        yield f"It would be {wanted} if, by somebody's doing or once it is found out:"
        yield from (line for way in open_to_us for line in _way(way, words))
    if fixed:
        yield f"It would be {wanted} only if what cannot be changed were otherwise than recorded:"
        yield from (line for way in fixed for line in _way(way, words))
    if not one.ways:
        yield f"No change of facts that was considered makes it {wanted}."
    bounded = "" if one.complete else "; the search stopped at its limit, there may be more"
    yield f"({counted(one.tried, 'situation')} decided{bounded})"


def _way(way: WayOut, words: Vocabulary) -> Iterator[str]:
    for number, change in enumerate(way.changes):
        yield f"  {'-' if number == 0 else ' '} {_change(change, words)}"
    notes = [f"exempt by {way.exemption}"] if way.exemption else []
    notes += [f"so do {counted(way.others, 'other value')}"] if way.others else []
    if notes:
        yield f"    ({'; '.join(notes)})"


def _change(change: FactChange, words: Vocabulary) -> str:
    label = "the day" if change.fact == DAY else words.facts[change.fact].label
    was = f", not {shown(change.was)}" if change.was is not None else ", which is not known"
    how = f" ({change.how})" if change.how and change.was is not None else ""
    return f"{label}: {shown(change.to)}{was}{how} [{change.fact}]"
