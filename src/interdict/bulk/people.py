"""What people said of devices, applied to an inventory: reviews set the identification, answers the facts."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import msgspec
import pyarrow as pa

from interdict.bulk.engine import Engine
from interdict.bulk.inventory import Inventory
from interdict.identify.library import Library
from interdict.model.identification import Bearing, Candidate, Clue, Identification
from interdict.model.statement import Review, Statement, standing

RULE = "review"
"""Rule of the clue that a review leaves."""


def spoken_of(engine: Engine, keys: Any, statements: Sequence[Statement]) -> Any:
    """
    A kept table `(device, statement)`: which standing statements speak of which device.

    A statement means every device that shares the hardest of its keys that any device has, so it finds
    its device again after regrouping, and both halves where one device became two.

    Args:
        engine: Where to compute.
        keys: Result of `identities.device_keys`.
        statements: Of the register.
    """
    rows = [
        (one.number, strength, key)
        for one in standing(tuple(statements))
        if one.subject
        for strength, key in enumerate(one.subject.keys)
    ]
    table = pa.table(
        {
            "statement": pa.array([row[0] for row in rows], pa.int64()),
            "order": pa.array([row[1] for row in rows], pa.int32()),
            "key": pa.array([row[2] for row in rows], pa.string()),
        }
    )
    said = engine.register("statement_keys", table)
    hits = engine.keep("statement_hits", said.join(keys, "key").select("statement", "order", "device"))
    best = hits.group_by("statement").agg(best=hits.order.min())
    chosen = hits.join(best, "statement").filter(ibis._.order == ibis._.best)
    return engine.keep("spoken_of", chosen.select("device", "statement").distinct())


def reviewed(
    inventory: Inventory, spoken: Any, statements: Sequence[Statement], library: Library
) -> Inventory:
    """
    The inventory with every standing review in it; the latest one of a device counts.

    Args:
        inventory: As evidence alone has it.
        spoken: Result of `spoken_of`.
        statements: Of the register.
        library: What identification knows, for names of makers.
    """
    reviews = {one.number: one for one in standing(tuple(statements)) if isinstance(one.said, Review)}
    rows = spoken.filter(spoken.statement.isin(sorted(reviews))) if reviews else None
    if rows is None:
        return inventory
    last = rows.group_by("device").agg(statement=rows.statement.max())
    now = last.join(inventory.devices, "device").select("device", "statement", "identification", "model")
    found = now.order_by("device").to_pyarrow().to_pylist()
    return _with_reviews(inventory, found, reviews, library) if found else inventory


def _with_reviews(
    inventory: Inventory,
    found: Sequence[Mapping[str, Any]],
    reviews: Mapping[int, Statement],
    library: Library,
) -> Inventory:
    identifications, clues = list(inventory.identifications), dict(inventory.clues)
    numbers: dict[tuple[int, int], int] = {}
    columns: dict[str, list[Any]] = {"reviewed": [], "its_identification": [], "its_model": []}
    for row in found:
        statement = reviews[row["statement"]]
        assert isinstance(statement.said, Review)
        pair = (row["statement"], row["identification"])
        if pair not in numbers:
            numbers[pair] = len(identifications)
            clue = review_clue(statement)
            clues[clue.id] = clue
            before = inventory.identifications[row["identification"]]
            identifications.append(
                said_by_person(before, statement.said, clue, len(identifications), library)
            )
        columns["reviewed"].append(row["device"])
        columns["its_identification"].append(numbers[pair])
        columns["its_model"].append(statement.said.model or row["model"])
    kinds = (pa.int64(), pa.int32(), pa.string())
    table = {name: pa.array(cells, kind) for (name, cells), kind in zip(columns.items(), kinds, strict=True)}
    engine = inventory.engine
    changed = engine.register("reviewed_devices", pa.table(table))
    joined = inventory.devices.left_join(changed, [("device", "reviewed")])
    kept = {name: joined[name] for name in inventory.devices.columns}
    kept["identification"] = ibis.coalesce(joined.its_identification, joined.identification)
    kept["model"] = ibis.coalesce(joined.its_model, joined.model)
    return msgspec.structs.replace(
        inventory,
        devices=engine.keep("devices_as_reviewed", joined.select(**kept)),
        identifications=identifications,
        clues=clues,
    )


def review_clue(statement: Statement) -> Clue:
    """The clue that a review is: whoever explains the device says who reviewed it, when and why."""
    said = statement.said
    assert isinstance(said, Review)
    return Clue(
        id=f"{RULE}/{statement.number}",
        rule=RULE,
        bearing=Bearing.PRODUCER,
        party=said.maker,
        role=said.role,
        because=f"{statement.author} reviewed it on {statement.recorded.date()}: {said.reason}",
    )


def said_by_person(
    before: Identification, review: Review, clue: Clue, number: int, library: Library
) -> Identification:
    """An identification as a review leaves it; what the review does not speak of stays as it was."""
    changed: dict[str, Any] = {"id": number, "clues": (clue.id, *before.clues)}
    if review.role:
        changed["role"] = review.role
    if review.maker:
        name = library.name(review.maker)
        party = review.maker if library.is_described(review.maker) else ""
        changed |= {"producer": review.maker, "producer_name": name, "party": party, "probability": 1.0}
        changed |= {"abstained": False, "relabelled": False}
        changed["candidates"] = (Candidate(party=review.maker, name=name, probability=1.0, clues=(clue.id,)),)
        if before.producer and before.producer != review.maker:
            told = f"the evidence suggests {before.producer_name}, the review says {name}"
            changed["contradictions"] = (*before.contradictions, told)
    return msgspec.structs.replace(before, **changed)
