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
    """A kept table `(device, record, component, clues)`: the subject's clue numbers in order, as text."""
    distinct = device_clues.filter(device_clues.clue >= 0).select(*SUBJECT, "clue").distinct()
    gathered = distinct.group_by(SUBJECT).agg(
        clues=distinct.clue.cast("string").group_concat(",", order_by=distinct.clue)
    )
    return engine.keep("clue_sets", gathered)


def identify_sets(
    engine: Engine, sets: Any, decided: Decided, library: Library, progress: Progress
) -> list[Identification]:
    """
    The identification of every distinct set of clues; number 0 is that of no clue at all.

    Args:
        engine: Where to compute; leaves the table `identified` `(device, record, component, identification)`.
        sets: Result of `clue_sets`.
        decided: The numbered clues.
        library: What identification knows.
        progress: Told of every set combined.
    """
    distinct = sets.select("clues").distinct().order_by("clues").to_pyarrow()["clues"].to_pylist()
    progress.stage("combining clues", total=len(distinct))
    found = [combine((), library)]
    for text in distinct:
        chosen = [decided.clues[int(number)] for number in text.split(",")]
        found.append(combine(chosen, library, number=len(found)))
        progress.step()
    numbers = pa.table(
        {
            "clues": pa.array(distinct, pa.string()),
            "identification": pa.array(range(1, len(found)), pa.int32()),
        }
    )
    table = engine.register("identification_numbers", numbers)
    engine.keep("identified", sets.join(table, "clues").select(*SUBJECT, "identification"))
    return found


def models(engine: Engine, device_clues: Any) -> Any:
    """A kept table `(device, record, component, model)`: the longest-named model of the strongest kind."""
    named = device_clues.filter(device_clues.model != "")
    rank = ibis.cases(
        (named.kind == "chassis-model", 0), (named.kind == "model", 1), (named.kind == "own-text", 2), else_=3
    )
    ranked = named.select(*SUBJECT, order=rank.cast("string") + "|" + named.model).distinct()
    best = ranked.group_by(SUBJECT).agg(order=ranked.order.min())
    return engine.keep("models", best.select(*SUBJECT, model=best.order.substr(2)))
