"""Count what network-wide caps are measured in: units of an inventory by who made what stands there."""

from collections.abc import Callable, Mapping
from typing import Any

import ibis
import pyarrow as pa

from interdict.assess.translate import words_answer
from interdict.bulk.engine import Engine
from interdict.bulk.inventory import Inventory
from interdict.bulk.joined import joined
from interdict.model.caps import CountedFrom, Measure, Units
from interdict.model.truth import Truth

SAID = {"generation": "radioGeneration", "status": "status", "site": "site"}
"""What records say of a device that matters for every measure: column and property."""
OUT = "no"
"""The answer of `status` that takes a device out of the network."""
BETWEEN = ";"


def count_measures(
    engine: Engine, inventory: Inventory, measures: Mapping[str, Measure]
) -> dict[str, tuple[Units, ...]]:
    """
    The units of each measure that an inventory can give, alike ones together; empty where it holds none.

    Args:
        engine: Where to count; no row leaves it, only one line for each set of producers.
        inventory: Devices with their identifications.
        measures: As the vocabulary declares them.
    """
    wanted = {name: measure.counted for name, measure in measures.items() if measure.counted}
    if not wanted:
        return {}
    numbers = {one.unit for one in wanted.values()} - {"devices", "sites"}
    devices = _devices(engine, inventory, {**SAID, **{name: name for name in sorted(numbers)}})
    return {
        name: _units(engine, _in_scope(engine, devices, name, counted), counted)
        for name, counted in wanted.items()
    }


def _devices(engine: Engine, inventory: Inventory, said: Mapping[str, str]) -> Any:
    """`(device, producer, role, …said)`; of several values every one, in order."""
    rows = [
        {"identification": one.id, "producer": one.producer or "", "role": one.role or ""}
        for one in inventory.identifications
    ]
    schema = pa.schema({"identification": pa.int32(), "producer": pa.string(), "role": pa.string()})
    who = engine.register("capped_identities", pa.Table.from_pylist(rows, schema=schema))
    own = inventory.observed.filter(
        (inventory.observed.component == "") & inventory.observed.property.isin(list(said.values()))
    )
    own = own.select("device", "property", "value").distinct()
    columns = {
        column: joined(own.value, BETWEEN, where=own.property == name) for column, name in said.items()
    }
    told = own.group_by("device").agg(**columns)
    wide = inventory.devices.join(who, "identification").left_join(told, "device")
    texts = {column: wide[column].fill_null("") for column in said}
    return engine.keep(
        "capped_devices",
        wide.select(device=inventory.devices.device, producer=who.producer, role=who.role, **texts),
    )


def _in_scope(engine: Engine, devices: Any, name: str, counted: CountedFrom) -> Any:
    """The devices of a measure's roles with `scope`; each distinct wording is read once."""
    chosen = devices.filter(devices.role.isin(list(counted.roles)))
    distinct = chosen.select("generation", "status").distinct().to_pyarrow().to_pylist()
    scopes = [str(_scope(row["generation"], row["status"], counted)) for row in distinct]
    table = pa.table(
        {
            "generation": pa.array([row["generation"] for row in distinct], pa.string()),
            "status": pa.array([row["status"] for row in distinct], pa.string()),
            "scope": pa.array(scopes, pa.string()),
        }
    )
    scoped = engine.register(f"scope_{name.replace('-', '_')}", table)
    return chosen.join(scoped, ["generation", "status"]).filter(ibis._.scope != str(Truth.FALSE))


def _scope(generation: str, status: str, counted: CountedFrom) -> Truth:
    if OUT in words_answer("status", status):
        return Truth.FALSE
    if not counted.radio_generation:
        return Truth.TRUE
    said = words_answer("radioGeneration", generation)
    if not said:
        return Truth.UNKNOWN
    return Truth.TRUE if counted.radio_generation in said else Truth.FALSE


def _units(engine: Engine, scoped: Any, counted: CountedFrom) -> tuple[Units, ...]:
    return _COUNTERS.get(counted.unit, _by_number)(engine, scoped, counted)


def _by_device(engine: Engine, scoped: Any, counted: CountedFrom) -> tuple[Units, ...]:
    tallied = scoped.group_by(["producer", "scope"]).agg(number=scoped.count())
    return tuple(_alike(row, row["number"]) for row in _rows(tallied, "producer", "scope"))


def _by_number(engine: Engine, scoped: Any, counted: CountedFrom) -> tuple[Units, ...]:
    """The sum of a number that records give; devices without one are known, their number is not."""
    plain = scoped[counted.unit].replace(",", "").replace(" ", "").try_cast("float64")
    stated = scoped.mutate(figure=ibis.ifelse(plain >= 0, plain, ibis.null("float64")))
    tallied = stated.group_by(["producer", "scope"]).agg(
        number=stated.figure.sum(), given=stated.figure.count(), every=stated.count()
    )
    found = []
    for row in _rows(tallied, "producer", "scope"):
        if row["given"]:
            found.append(_alike(row, row["number"]))
        if row["given"] < row["every"]:
            found.append(_alike(row, None))
    return tuple(found)


def _by_site(engine: Engine, scoped: Any, counted: CountedFrom) -> tuple[Units, ...]:
    """Sites by the set of producers that have a device in scope there."""
    placed = scoped.filter(scoped.site != "").select("site", "scope", "producer").distinct()
    sets = placed.group_by("site").agg(
        **{
            column: joined(placed.producer, BETWEEN, where=placed.scope == str(truth))
            for column, truth in (("sure", Truth.TRUE), ("maybe", Truth.UNKNOWN))
        }
    )
    tallied = sets.group_by(["sure", "maybe"]).agg(number=sets.count())
    sites = [
        Units(sure=_members(row["sure"]), maybe=_members(row["maybe"]), number=row["number"])
        for row in _rows(tallied, "sure", "maybe")
    ]
    lost = scoped.filter(scoped.site == "")
    tallied = lost.group_by(["producer", "scope"]).agg(number=lost.count())
    unplaced = [_alike(row, row["number"], placed=False) for row in _rows(tallied, "producer", "scope")]
    return (*sites, *unplaced)


_COUNTERS: dict[str, Callable[[Engine, Any, CountedFrom], tuple[Units, ...]]] = {
    "devices": _by_device,
    "sites": _by_site,
}


def _rows(table: Any, *keys: str) -> list[dict[str, Any]]:
    return list(table.order_by(*keys).to_pyarrow().to_pylist())


def _members(text: str | None) -> frozenset[str]:
    return frozenset() if text is None else frozenset(text.split(BETWEEN))


def _alike(row: Mapping[str, Any], number: float | None, *, placed: bool = True) -> Units:
    producer = frozenset({row["producer"]})
    if row["scope"] == str(Truth.TRUE):
        return Units(sure=producer, number=number, placed=placed)
    return Units(maybe=producer, number=number, placed=placed)
