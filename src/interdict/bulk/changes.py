"""Two snapshots compared: devices matched by identity, differences joined, each with its causes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import ibis
import msgspec
import pyarrow as pa

from interdict.assess.assess import STATUS_ORDER
from interdict.bulk.engine import Engine
from interdict.bulk.identities import matched
from interdict.model.change import Cause, Change, Changes, Shift, Tally, What
from interdict.model.finding import Status

FIELDS = (
    "what",
    "device",
    "hostname",
    "site",
    "producer_name",
    "order",
    "provision",
    "before",
    "after",
    "causes",
    "because",
    "group_before",
    "group_after",
)
"""Columns of the table of changes; described in `docs/reference/report-files.md`."""

CLEAN = STATUS_ORDER.index(Status.NOT_COVERED)
MOST_SHOWN = 1000
"""Changes in the summary."""
SHOWN = ("device", "hostname", "site", "producer_name")


class Half(msgspec.Struct, frozen=True, kw_only=True):
    """One of two snapshots, as tables of one engine."""

    name: str
    at: date
    devices: Any
    """`findings.DEVICE_FIELDS`."""
    standing: Any
    """`(group, order, provision, rank)` of what is not plainly `not covered`."""
    keys: Any
    """`(device, strength, key)`."""
    observed: Any
    """`columns.OBSERVATION` with `device`."""
    spoken: Any
    """`(device, statement)`."""
    read: frozenset[tuple[str, str]]
    """Files that were read, with their digests."""
    profile: str
    """Digest of what the operator says of itself."""


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that a device was removed."""

    statement: int
    on: date
    author: str


def standing_of(engine: Engine, findings: Any, name: str) -> Any:
    """A kept table `(group, order, provision, rank)`: the strictest status of a device and its parts."""
    ranks = pa.table(
        {
            "status": pa.array([str(status) for status in STATUS_ORDER], pa.string()),
            "rank": pa.array(range(len(STATUS_ORDER)), pa.int8()),
        }
    )
    ranked = findings.join(engine.register("status_ranks", ranks), "status")
    return engine.keep(name, ranked.group_by("group", "order", "provision").agg(rank=ranked["rank"].min()))


def compare_halves(
    engine: Engine, before: Half, after: Half, relegislated: Any, removed: Mapping[int, Removed]
) -> Any:
    """
    A kept table of `FIELDS`, the most pressing changes first.

    Args:
        engine: Where all tables are.
        before: The earlier snapshot.
        after: The later one.
        relegislated: `(group, order, provision, rank)` of the earlier inventory under the later law; what
            differs from `before.standing` differs because of the law.
        removed: Statements of removal that count, by number.
    """
    pairs = matched(engine, before.keys, after.keys)
    differing = _differing(engine, before, after, pairs)
    reasons = _reasons(engine, before, after, pairs, differing)
    parts = [
        _come_and_gone(before, after, pairs),
        _alarms(engine, after, pairs, removed),
        _of_devices(before, after, reasons),
        _of_findings(before, after, reasons, differing, relegislated),
    ]
    order = {str(what): number for number, what in enumerate(What)}
    rows = ibis.union(*(part.select(*FIELDS) for part in parts if part is not None))
    pressing = ibis.cases(*((rows.what == what, number) for what, number in order.items()), else_=len(order))
    ordered = rows.mutate(pressing=pressing).order_by("pressing", "device", "order", "provision")
    return engine.keep("changes", ordered.select(*FIELDS), in_order=True)


def _row(table: Any, what: Any, **cells: Any) -> Any:
    """A projection to `FIELDS`; what is not given is empty."""
    given = {"what": ibis.literal(str(what)) if isinstance(what, What) else what, **cells}
    number = ibis.null("int64")
    empty = {
        name: number if name.startswith("group_") else ibis.literal("")
        for name in FIELDS
        if name not in given
    }
    return table.select(**{name: (given | empty)[name] for name in FIELDS})


def _come_and_gone(before: Half, after: Half, pairs: Any) -> Any:
    cause = str(Cause.NETWORK if before.read != after.read else Cause.DATA)
    gone = before.devices.anti_join(pairs, before.devices.group == pairs.before)
    new = after.devices.anti_join(pairs, after.devices.group == pairs.after)
    left = _row(
        gone,
        What.GONE,
        **{name: gone[name] for name in SHOWN},
        before=gone.status,
        causes=ibis.literal(cause),
        group_before=gone.group,
    )
    come = _row(
        new,
        What.NEW,
        **{name: new[name] for name in SHOWN},
        after=new.status,
        causes=ibis.literal(cause),
        group_after=new.group,
    )
    return left.union(come)


def _alarms(engine: Engine, after: Half, pairs: Any, removed: Mapping[int, Removed]) -> Any:
    """Devices that are there although somebody said that they were removed by then."""
    due = [one for one in removed.values() if one.on <= after.at]
    table = pa.table(
        {
            "statement": pa.array([one.statement for one in due], pa.int64()),
            "told": pa.array([f"removed on {one.on}, said {one.author}" for one in due], pa.string()),
        }
    )
    said = after.spoken.join(engine.register("removals", table), "statement")
    last = said.group_by("device").agg(told=said.told.argmax(said.statement))
    seen = after.devices.join(last.select(whose="device", told="told"), [("group", "whose")])
    known = pairs.select(known="after").distinct()
    both = seen.left_join(known, [("group", "known")])
    return _row(
        both,
        both.known.isnull().ifelse(str(What.RETURNED), str(What.STILL_SEEN)),
        **{name: both[name] for name in SHOWN},
        after=both.status,
        causes=ibis.literal(str(Cause.NETWORK)),
        because=both.told,
        group_after=both.group,
    )


def _differing(engine: Engine, before: Half, after: Half, pairs: Any) -> Any:
    """A kept table `(before, after)` of matched devices with any difference that is told."""
    was = before.devices.select(before="group", maker="producer_name", at_site="site", stands="status")
    now = after.devices.select(after="group", maker_now="producer_name", site_now="site", stands_now="status")
    both = pairs.select("before", "after").join(was, "before").join(now, "after")
    device = both.filter(
        (both.maker != both.maker_now) | (both.at_site != both.site_now) | (both.stands != both.stands_now)
    ).select("before", "after")
    one = before.standing.select(before="group", order="order", provision="provision", was="rank")
    other = after.standing.select(after="group", order="order", provision="provision", now="rank")
    placed = pairs.select("before", "after").join(one, "before")
    later = pairs.select("before", "after").join(other, "after")
    keys = ["before", "after", "order", "provision"]
    gone = placed.anti_join(later, keys).select("before", "after")
    come = later.anti_join(placed, keys).select("before", "after")
    shared = placed.join(later, keys)
    turned = shared.filter(shared.was != shared.now).select("before", "after")
    return engine.keep("differing", ibis.union(device, gone, come, turned).distinct())


def _reasons(engine: Engine, before: Half, after: Half, pairs: Any, differing: Any) -> Any:
    """A kept table `(before, after, evidence, said)`: whether evidence, or people's words, differ too."""
    chosen = differing.select("after").distinct()
    whole = pairs.select("before", "after").semi_join(chosen, "after")
    cells = ["after", "component", "property", "value"]
    then = whole.join(before.observed, whole.before == before.observed.device).select(*cells).distinct()
    now = after.observed.mutate(after=after.observed.device).semi_join(chosen, "after")
    now = now.select(*cells).distinct()
    evidence = ibis.union(
        then.anti_join(now, cells).select("after"), now.anti_join(then, cells).select("after")
    ).distinct()
    spoke = whole.join(before.spoken, whole.before == before.spoken.device).select("after", "statement")
    speak = after.spoken.select(after="device", statement="statement").semi_join(chosen, "after")
    said = ibis.union(
        spoke.anti_join(speak, ["after", "statement"]).select("after"),
        speak.anti_join(spoke, ["after", "statement"]).select("after"),
    ).distinct()
    marked = differing.left_join(evidence.select(changed="after"), [("after", "changed")])
    marked = marked.left_join(said.select(spoken="after"), [("after", "spoken")])
    return engine.keep(
        "change_reasons",
        marked.select("before", "after", evidence=marked.changed.notnull(), said=marked.spoken.notnull()),
    )


def _causes(table: Any, law: Any, rest: Any, operator: bool) -> Any:
    """
    The causes as text.

    Args:
        table: With `evidence` and `said`.
        law: Whether the law alone explains some of it.
        rest: Whether something is left that the law does not explain.
        operator: Whether the operator's profile differs.
    """
    person = table.said | ibis.literal(operator)
    parts = (
        (law, Cause.LAW),
        (rest & table.evidence, Cause.NETWORK),
        (rest & person, Cause.PERSON),
        (rest & ~table.evidence & ~person, Cause.DATA),
    )
    text = ibis.literal("")
    for holds, cause in parts:
        text = text + holds.ifelse(f"+{cause}", "")
    return text.substr(1)


def _of_devices(before: Half, after: Half, reasons: Any) -> Any:
    """Matched devices with another maker or another site."""
    was = before.devices.select(before="group", maker_was="producer_name", site_was="site")
    now = after.devices.select("device", "hostname", "site", "producer_name", after="group")
    both = reasons.join(was, "before").join(now, "after")
    rows = []
    for what, old, new in ((What.MAKER, "maker_was", "producer_name"), (What.MOVED, "site_was", "site")):
        changed = both.filter(both[old] != both[new])
        everything = ibis.literal(True)
        rows.append(
            _row(
                changed,
                what,
                **{name: changed[name] for name in SHOWN},
                before=changed[old],
                after=changed[new],
                causes=_causes(changed, ibis.literal(False), everything, False),
                group_before=changed.before,
                group_after=changed["after"],
            )
        )
    return rows[0].union(rows[1])


def _of_findings(before: Half, after: Half, reasons: Any, differing: Any, relegislated: Any) -> Any:
    """Provisions whose status differs for a matched device, with how much of it is the law's doing."""
    sides = {"was": before.standing, "under": relegislated, "now": after.standing}
    tables = []
    for name, standing in sides.items():
        by = "after" if name == "now" else "before"
        rows = differing.join(
            standing.select(**{by: "group"}, order="order", provision="provision", rank="rank"), by
        )
        tables.append(
            rows.select("before", "after", "order", "provision", side=ibis.literal(name), rank=rows["rank"])
        )
    long = ibis.union(*tables)
    wide = long.group_by("before", "after", "order", "provision").agg(
        **{name: ibis.coalesce(long["rank"].min(where=long.side == name), CLEAN) for name in sides}
    )
    wide = wide.filter(wide.was != wide.now)
    told = wide.join(reasons, ["before", "after"])
    shown = after.devices.select("device", "hostname", "site", "producer_name", after="group")
    rows = told.join(shown, "after")
    operator = before.profile != after.profile
    names = [(number, str(status)) for number, status in enumerate(STATUS_ORDER)]
    return _row(
        rows,
        What.FINDING,
        **{name: rows[name] for name in SHOWN},
        order=rows.order,
        provision=rows.provision,
        before=ibis.cases(*((rows.was == number, name) for number, name in names), else_=""),
        after=ibis.cases(*((rows.now == number, name) for number, name in names), else_=""),
        causes=_causes(rows, rows.was != rows.under, rows.under != rows.now, operator),
        group_before=rows.before,
        group_after=rows["after"],
    )


def summary(before: Half, after: Half, changes: Any) -> Changes:
    """The counts, and the most pressing changes."""
    tallied = changes.group_by("what", "causes").agg(
        changes=changes.count(), devices=changes.device.nunique()
    )
    order = list(What)
    tallies = sorted(
        (Tally(**{**row, "what": What(row["what"])}) for row in tallied.to_pyarrow().to_pylist()),
        key=lambda one: (order.index(one.what), one.causes),
    )
    found = changes.filter(changes.what == str(What.FINDING))
    keys = ("order", "provision", "before", "after", "causes")
    shifted = found.group_by(*keys).agg(devices=found.group_after.nunique())
    first = changes.limit(MOST_SHOWN).to_pyarrow().to_pylist()
    return Changes(
        before=before.name,
        after=after.name,
        at_before=before.at,
        at_after=after.at,
        devices_before=int(before.devices.count().execute()),
        devices_after=int(after.devices.count().execute()),
        tallies=tuple(tallies),
        shifts=tuple(Shift(**row) for row in shifted.order_by(*keys).to_pyarrow().to_pylist()),
        changes=tuple(_change(row) for row in first),
        left_out=sum(one.changes for one in tallies) - len(first),
    )


def _change(row: Mapping[str, Any]) -> Change:
    cells = {name: row[name] for name in Change.__struct_fields__ if name != "what"}
    return Change(what=What(row["what"]), **cells)
