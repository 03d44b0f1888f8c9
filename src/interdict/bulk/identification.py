"""Every device and component identified: each distinct set of clues is combined once."""

from typing import Any

import ibis
import pyarrow as pa

from interdict.bulk.clues import Decided
from interdict.bulk.engine import Engine
from interdict.core.progress import Progress
from interdict.identify.combine import combine
from interdict.identify.library import Library
from interdict.model.identification import Identification

SUBJECT = ("device", "record", "component")
"""What is identified: a device (`record` 0, `component` empty) or one component of one record of it."""


def clue_sets(engine: Engine, device_clues: Any) -> Any:
    """
    A kept table `(device, record, component, one, two, clues)`: equal sums mean equal sets of clues.

    Each clue has two codes of 48 bits, so two different sets share both sums with a chance of about 2^-96.
    Sums are cheap, where gathering and sorting a million lists is not; the lists of the few thousand distinct
    sets are fetched later.
    """
    told = device_clues.filter(device_clues.clue >= 0)
    summed = told.group_by(SUBJECT).agg(
        one=told.one.sum().cast("int64"), two=told.two.sum().cast("int64"), clues=told.count()
    )
    return engine.keep("clue_sets", summed)


def identify_sets(
    engine: Engine, sets: Any, device_clues: Any, decided: Decided, library: Library, progress: Progress
) -> list[Identification]:
    """
    The identification of every distinct set of clues; number 0 is that of no clue at all.

    Args:
        engine: Where to compute; leaves the table `identified` `(device, record, component, identification)`.
        sets: Result of `clue_sets`.
        device_clues: Result of `read_clues`.
        decided: The numbered clues.
        library: What identification knows.
        progress: Told of every set combined.
    """
    members = _members(engine, sets, device_clues)
    numbers: dict[frozenset[int], int] = {}
    found = [combine((), library)]
    progress.stage("combining clues", total=len(members))
    rows: dict[str, list[int]] = {"one": [], "two": [], "clues": [], "identification": []}
    for key, clues in sorted(members.items(), key=lambda item: sorted(item[1])):
        number = numbers.setdefault(frozenset(clues), len(found))
        if number == len(found):
            chosen = [decided.clues[clue] for clue in sorted(clues)]
            found.append(combine(chosen, library, number=number))
        for column, value in zip(rows.values(), (*key, number), strict=True):
            column.append(value)
        progress.step()
    kinds = {"one": pa.int64(), "two": pa.int64(), "clues": pa.int64(), "identification": pa.int32()}
    table = engine.register(
        "identification_numbers", pa.table({name: pa.array(rows[name], kind) for name, kind in kinds.items()})
    )
    engine.keep("identified", sets.join(table, ["one", "two", "clues"]).select(*SUBJECT, "identification"))
    return found


def _members(engine: Engine, sets: Any, device_clues: Any) -> dict[tuple[int, int, int], set[int]]:
    """The clue numbers of each distinct set, read from one subject that has it."""
    subject = ibis.struct({name: sets[name] for name in SUBJECT})
    first = sets.group_by(["one", "two", "clues"]).agg(subject=subject.argmin(sets.device))
    chosen = engine.keep(
        "set_examples", first.select("one", "two", "clues", **{name: first.subject[name] for name in SUBJECT})
    )
    told = device_clues.filter(device_clues.clue >= 0).select(*SUBJECT, "clue")
    rows = chosen.join(told, SUBJECT).select("one", "two", "clues", "clue").to_pyarrow().to_pylist()
    members: dict[tuple[int, int, int], set[int]] = {}
    for row in rows:
        members.setdefault((row["one"], row["two"], row["clues"]), set()).add(row["clue"])
    return members


def models(engine: Engine, device_clues: Any) -> Any:
    """A kept table `(device, record, component, model)`: the longest-named model of the strongest kind."""
    named = device_clues.filter(device_clues.model != "")
    rank = ibis.cases(
        (named.kind == "chassis-model", 0), (named.kind == "model", 1), (named.kind == "own-text", 2), else_=3
    )
    ranked = named.select(*SUBJECT, order=rank.cast("string") + "|" + named.model).distinct()
    best = ranked.group_by(SUBJECT).agg(order=ranked.order.min())
    return engine.keep("models", best.select(*SUBJECT, model=best.order.substr(2)))


def subjects(engine: Engine, name: str, primary: Any, identified: Any, models: Any) -> tuple[Any, Any]:
    """
    Kept tables of every device and of every identified component, with identification and model.

    Args:
        engine: Where to compute; the tables are called `<name>_devices` and `<name>_parts`.
        name: Prefix of the kept tables.
        primary: Result of `grouping.primary_records`.
        identified: `(device, record, component, identification)`.
        models: `(device, record, component, model)`.
    """
    whole = identified.filter(identified.component == "").select("device", "identification")
    named = models.filter(models.component == "").select("device", "model")
    found = primary.left_join(whole, "device").select(
        *primary.columns, identification=ibis.coalesce(whole.identification, 0).cast("int32")
    )
    devices = found.left_join(named, "device").select(*found.columns, model=named.model)
    inside = identified.filter(identified.component != "")
    parts = inside.left_join(models, SUBJECT).select(*inside.columns, model=models.model)
    return engine.keep(f"{name}_devices", devices), engine.keep(f"{name}_parts", parts)
