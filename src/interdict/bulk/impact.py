"""Two laws over one inventory: every profile decided under both, differences joined back to devices."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis
import msgspec
import pyarrow as pa

from interdict.assess.assess import STATUS_ORDER, Assessor
from interdict.bulk.assessment import decide_profiles
from interdict.bulk.findings import identity_table
from interdict.bulk.profiles import Bench
from interdict.bulk.scan import Choice, chosen_orders
from interdict.core.errors import UsageError
from interdict.core.progress import Progress
from interdict.law.questions import questions
from interdict.law.timeline import assume
from interdict.law.versions import Version, replaced
from interdict.model.finding import Decision, Question, Status
from interdict.model.impact import GroupImpact, Impact, ProvisionImpact, QuestionShift
from interdict.model.operator import Operator
from interdict.model.order import Library, Order

RANK = {status: STATUS_ORDER.index(status) for status in Status}
COVERED, OPEN, CLEAN = RANK[Status.COVERED], RANK[Status.UNDETERMINED], RANK[Status.NOT_COVERED]
"""Numbers of statuses, the strictest first; `exempt` lies between open and clean and reaches nothing."""

CHANGE_FIELDS = (
    "device",
    "group",
    "hostname",
    "site",
    "producer_name",
    "role",
    "order",
    "provision",
    "what",
    "before",
    "after",
    "due_before",
    "due_after",
    "effects_after",
)
"""Columns of `changes.csv` and `changes.json`: one line per device and provision whose finding changes."""

CHANGE_ORDER = ("what", "group", "order", "provision")
"""Columns by which those lines are ordered."""

WHATS = ("newly_covered", "released", "newly_open", "no_longer_open", "unsettled", "new_terms")
OF_DEVICES = WHATS[:-1]
"""What is also counted over all provisions of a device together."""

PLACES_LISTED = 20


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A law to decide under."""

    library: Library
    orders: tuple[Order, ...]
    at: date


def sides(version: Version, library: Library, operator: Operator, choice: Choice) -> tuple[Side, Side]:
    """
    The law as it is, and the law with the version in it.

    A draft counts from the day that was asked for, else from the day of the decision. An order of the library
    is set against itself on another day.

    Raises: UsageError where the version is the law already, or a draft is assumed before it was reported.
    """
    chosen = chosen_orders(library, operator, choice)
    order, at = version.order, choice.at
    if not (version.from_file or order.is_draft):
        if version.at is None:
            remedy = "Give a file with another version, or ORDER@DATE for the same order on another day."
            raise UsageError(f"{order.id} is law already", where=version.label, remedy=remedy)
        only = (order,)
        return Side(library=library, orders=only, at=at), Side(library=library, orders=only, at=version.at)
    if order.is_draft:
        order = assume(order, version.at or at)
    after = (*(one for one in chosen if one.id != order.id), order)
    return (
        Side(library=library, orders=chosen, at=at),
        Side(library=replaced(version.library, order), orders=after, at=at),
    )


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The summary, and the table that holds every changed finding."""

    impact: Impact
    engine: Any
    changes: Any
    """`CHANGE_FIELDS`, in order."""


def compare_sides(
    bench: Bench, version: Version, before: Side, after: Side, *, progress: Progress
) -> Compared:
    """
    Decide every profile under both sides and say what changes for the devices.

    Args:
        bench: Devices by profile, on a ground common to both sides.
        version: What was asked about; for the summary.
        before: The law as it is.
        after: The law with the version in it.
        progress: Told of every stage.
    """
    sides = {"before": before, "after": after}
    judges = {name: bench.assessor(side.library, side.orders, side.at) for name, side in sides.items()}
    decided = {name: decide_profiles(bench.profiled, judge, progress) for name, judge in judges.items()}
    progress.stage("comparing")
    standing = {name: stood(bench, name, judges[name], decided[name]) for name in sides}
    changes = _changes(bench, standing["before"], standing["after"])
    lines = _device_lines(bench, standing["before"], standing["after"])
    newly = changes.filter(changes.what == "newly_covered")
    counts = lines.agg(**{what: (lines.what == what).sum() for what in OF_DEVICES}).to_pyarrow()
    asked = {name: _questions(bench, sides[name].library, decided[name]) for name in sides}
    order = next((one for one in after.orders if one.id == version.order.id), version.order)
    impact = Impact(
        order=order.id,
        title=order.title,
        version=version.label,
        operator=bench.operator.name or "operator not named",
        before=before.at,
        after=after.at,
        assumed_from=order.assumed_from,
        devices=bench.devices(),
        profiles=len(bench.profiled.profiles),
        **{what: counts[what][0].as_py() or 0 for what in OF_DEVICES},
        changed=int(changes.group.nunique().execute()),
        sites=int(newly.site.nullif("").nunique().execute()),
        earliest_due=newly.due_after.min().to_pyarrow().as_py(),
        provisions=_provisions(changes, judges),
        makers=_groups(lines, "producer_name"),
        roles=_groups(lines, "role"),
        places=_groups(lines.filter(lines.site != ""), "site")[:PLACES_LISTED],
        questions=_shifts(asked["before"], asked["after"]),
    )
    return Compared(impact=impact, engine=bench.engine, changes=changes.select(*CHANGE_FIELDS))


def stood(bench: Bench, name: str, judge: Assessor, decided: Mapping[int, tuple[Decision, ...]]) -> Any:
    """A kept table `(device, order, provision, rank, due, effects)` of what is not plainly `not covered`."""
    rows: dict[str, list[Any]] = {
        key: [] for key in ("profile", "order", "provision", "rank", "due", "effects")
    }
    for profile, found in decided.items():
        for one in found:
            due = min((effect.due for effect in one.effects if effect.due), default=None)
            effects = " | ".join(effect.summary or judge.phrase(effect) for effect in one.effects)
            cells = (profile, one.order, one.provision, RANK[one.status], due, effects)
            for column, cell in zip(rows.values(), cells, strict=True):
                column.append(cell)
    text = pa.string()
    kinds = (pa.int32(), text, text, pa.int8(), pa.date32(), text)
    table = pa.table({key: pa.array(rows[key], kind) for key, kind in zip(rows, kinds, strict=True)})
    findings = bench.engine.register(f"findings_{name}", table)
    joined = bench.profiled.assessed.select("device", "profile").join(findings, "profile")
    strictest = joined.group_by("device", "order", "provision").agg(
        rank=joined["rank"].min(), due=joined.due.min(), effects=joined.effects.argmin(joined["rank"])
    )
    return bench.engine.keep(f"stood_{name}", strictest)


def _what(before: Any, after: Any) -> Any:
    """What a change of rank amounts to; the empty text where it amounts to nothing."""
    clean = before > OPEN
    gone = after > OPEN
    return ibis.cases(
        ((before != COVERED) & (after == COVERED), "newly_covered"),
        ((before == COVERED) & gone, "released"),
        (clean & (after == OPEN), "newly_open"),
        ((before == OPEN) & gone, "no_longer_open"),
        ((before == COVERED) & (after == OPEN), "unsettled"),
        else_="",
    )


def _word(rank: Any) -> Any:
    return ibis.cases(*((rank == number, str(status)) for status, number in RANK.items()), else_="")


def _changes(bench: Bench, before: Any, after: Any) -> Any:
    """A kept table of `CHANGE_FIELDS`: each finding on a device that is another one afterwards."""
    key = ["device", "order", "provision"]
    old = before.select(*key, rank_before="rank", due_before="due", effects_before="effects")
    new = after.select(*key, rank_after="rank", due_after="due", effects_after="effects")
    both = old.outer_join(new, key)
    both = both.select(
        **{name: ibis.coalesce(both[name], both[f"{name}_right"]) for name in key},
        rank_before=both.rank_before.fill_null(CLEAN),
        rank_after=both.rank_after.fill_null(CLEAN),
        due_before=both.due_before,
        due_after=both.due_after,
        effects_before=both.effects_before.fill_null(""),
        effects_after=both.effects_after.fill_null(""),
    )
    other_terms = (both.due_before.fill_null(date.min) != both.due_after.fill_null(date.min)) | (
        both.effects_before != both.effects_after
    )
    what = _what(both.rank_before, both.rank_after)
    told = both.mutate(
        what=ibis.cases((what != "", what), (other_terms & (both.rank_after <= OPEN), "new_terms"), else_=""),
        before=_word(both.rank_before),
        after=_word(both.rank_after),
    )
    named = told.filter(told.what != "").join(_who(bench), "device")
    ordered = named.select(
        **{
            name: named["key" if name == "device" else "device" if name == "group" else name]
            for name in CHANGE_FIELDS
        }
    ).order_by(*CHANGE_ORDER)
    return bench.engine.keep("changes", ordered, in_order=True)


def _who(bench: Bench) -> Any:
    """`(device, key, hostname, site, producer_name, role)` of every device."""
    inventory = bench.taken.inventory
    known = identity_table(bench.engine, inventory, bench.taken.identifiers.is_described)
    devices = inventory.devices.select("device", "key", "identification")
    named = devices.join(known.select("identification", "producer_name", "role"), "identification")
    wide = named.left_join(bench.shown.select("device", "hostname", "site"), "device")
    return wide.select(
        "device",
        "key",
        "producer_name",
        "role",
        hostname=wide.hostname.fill_null(""),
        site=wide.site.fill_null(""),
    )


def _device_lines(bench: Bench, before: Any, after: Any) -> Any:
    """A kept table `(device, what, producer_name, role, site)` over all provisions together."""
    who = _who(bench)
    old, new = (
        side.group_by("device").agg(**{name: side["rank"].min()})
        for side, name in ((before, "rank_before"), (after, "rank_after"))
    )
    both = who.left_join(old, "device").drop("device_right").left_join(new, "device")
    what = _what(both.rank_before.fill_null(CLEAN), both.rank_after.fill_null(CLEAN))
    return bench.engine.keep(
        "device_lines", both.select("device", "producer_name", "role", "site", what=what)
    )


def _provisions(changes: Any, judges: Mapping[str, Assessor]) -> tuple[ProvisionImpact, ...]:
    newly = changes.what == "newly_covered"
    rows = changes.group_by("order", "provision").agg(
        **{what: (changes.what == what).sum() for what in WHATS},
        sites=changes.site.nullif("").nunique(),
        due=changes.due_after.min(where=newly),
        effects=changes.effects_after.max(where=newly),
    )
    found = []
    for row in rows.order_by("order", "provision").to_pyarrow().to_pylist():
        known = {(p.order, p.id): p for judge in judges.values() for p in judge.provisions}
        provision = known[row["order"], row["provision"]]
        row["effects"] = tuple(row["effects"].split(" | ")) if row["effects"] else ()
        found.append(ProvisionImpact(title=provision.title, clause=provision.citation.title, **row))
    return tuple(found)


def _groups(lines: Any, by: str) -> tuple[GroupImpact, ...]:
    """By maker, role or site, those with most newly covered devices first."""
    changed = lines.filter(lines.what.isin(OF_DEVICES))
    rows = changed.group_by(name=changed[by]).agg(
        **{what: (changed.what == what).sum() for what in OF_DEVICES}
    )
    found = [GroupImpact(**row) for row in rows.to_pyarrow().to_pylist()]
    return tuple(sorted(found, key=lambda g: (-g.newly_covered, -g.newly_open, -g.released, g.name)))


def _questions(
    bench: Bench, library: Library, decided: Mapping[int, Sequence[Decision]]
) -> dict[str, Question]:
    tallied = bench.profiled.assessed.group_by("profile").agg(devices=ibis._.device.nunique())
    numbers = {row["profile"]: row["devices"] for row in tallied.to_pyarrow().to_pylist()}
    profiles = [(numbers[number], found) for number, found in decided.items()]
    return {one.fact: one for one in questions(profiles, library.vocabulary)}


def _shifts(before: Mapping[str, Question], after: Mapping[str, Question]) -> tuple[QuestionShift, ...]:
    """Questions that help another number of devices than before, the greatest shift first."""
    found = [
        QuestionShift(
            fact=name,
            question=(after.get(name) or before[name]).question,
            where_to_look=(after.get(name) or before[name]).where_to_look,
            before=before[name].devices if name in before else 0,
            after=after[name].devices if name in after else 0,
        )
        for name in sorted({*before, *after})
    ]
    moved = [one for one in found if one.before != one.after]
    return tuple(sorted(moved, key=lambda one: (-abs(one.after - one.before), one.fact)))
