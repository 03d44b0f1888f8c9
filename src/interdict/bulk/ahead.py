"""What comes next for an inventory: turns of its profiles, counted in devices and sites."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from interdict.assess.ahead import BECOMES, Turn, What, turns
from interdict.bulk.profiles import Bench, devices_and_sites
from interdict.bulk.scan import relation_days
from interdict.core.progress import Progress
from interdict.law.questions import question
from interdict.law.timeline import calendar
from interdict.model.finding import Question, Status
from interdict.model.order import Library, Order
from interdict.model.upcoming import Outlook, Upcoming

FREE = (Status.NOT_COVERED, Status.EXEMPT)
"""Where a device stands that no provision reaches or may reach."""

MOST_QUESTIONS = 3
"""Facts named beside one event; `interdict ask` lists all."""


def outlook(
    bench: Bench, library: Library, orders: Sequence[Order], first: date, last: date, *, progress: Progress
) -> Outlook:
    """
    What happens to the devices after `first` up to `last`, while they and the law's text stay as they are.

    Args:
        bench: Devices by profile.
        library: The law.
        orders: Orders of the bench's ground.
        progress: Told of every stage.
    """
    progress.stage("deciding on the days that matter")
    found = turns(
        bench.profiled.profiles,
        lambda day, chosen: bench.assessor(library, chosen, day),
        orders,
        library,
        first=first,
        last=last,
        relation_days=relation_days(bench.parties),
    )
    rows = [(number, profile) for number, turn in enumerate(found) for profile in turn.profiles]
    table = _table(bench, "turn_profiles", rows)
    counts = devices_and_sites(bench, table, ["turn"])
    clean, no_more = _clean(bench, library, orders, first, found)
    return Outlook(
        operator=bench.operator.name or "operator not named",
        first=first,
        last=last,
        devices=bench.devices(),
        profiles=len(bench.profiled.profiles),
        clean=clean,
        clean_no_more=no_more,
        events=tuple(
            _event(turn, counts.get((number,), (0, 0)), library, orders) for number, turn in enumerate(found)
        ),
    )


def _table(bench: Bench, name: str, rows: list[tuple[int, int]]) -> pa.Table:
    turn = pa.array([one for one, _ in rows], pa.int32())
    profile = pa.array([one for _, one in rows], pa.int32())
    return bench.engine.register(name, pa.table({"turn": turn, "profile": profile}))


def _clean(
    bench: Bench, library: Library, orders: Sequence[Order], first: date, found: Sequence[Turn]
) -> tuple[int, int]:
    """Devices that are clean on the first day, and those of them that are not so for good."""
    assessor = bench.assessor(library, orders, first)
    reached = {
        profile.number
        for profile in bench.profiled.profiles
        if any(one.status not in FREE for one in assessor.assess(profile))
    }
    later = {
        number for turn in found if turn.what in (What.COVERED, What.OPEN) for number in turn.profiles
    } - reached
    kinds = [(0, number) for number in reached] + [(1, number) for number in later]
    now = _table(bench, "reached_profiles", kinds)
    assessed = bench.profiled.assessed.select("device", "profile")
    touched = assessed.join(now, "profile").select("device", "turn").distinct()
    devices = touched.group_by("device").agg(turn=touched.turn.min())
    counts = {row["turn"]: row["n"] for row in devices.turn.value_counts(name="n").to_pyarrow().to_pylist()}
    return bench.devices() - counts.get(0, 0), counts.get(1, 0)


def _event(turn: Turn, counted: tuple[int, int], library: Library, orders: Sequence[Order]) -> Upcoming:
    order = next(one for one in orders if one.id == turn.order)
    provision = next(one for one in order.provisions if one.id == turn.provision)
    events = calendar([order], library, first=turn.day, last=turn.day)
    because = {event.what for event in events if event.provision in ("", provision.id)}
    return Upcoming(
        day=turn.day,
        what=str(turn.what),
        order=turn.order,
        provision=turn.provision,
        title=provision.title,
        clause=provision.citation.title,
        before=turn.before,
        after=turn.after,
        detail=turn.detail,
        because=tuple(sorted(because)) if turn.what in BECOMES.values() else (),
        devices=counted[0],
        sites=counted[1],
        questions=_questions(turn, library, counted[0]) if turn.what is What.OPEN else (),
    )


def _questions(turn: Turn, library: Library, devices: int) -> tuple[Question, ...]:
    wanted = dict.fromkeys(fact for facts in turn.settles for fact in facts)
    return tuple(
        question(name, library.vocabulary, devices=devices) for name in list(wanted)[:MOST_QUESTIONS]
    )
