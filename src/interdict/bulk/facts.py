"""Answers to the law's questions that records hold: a device's own, its purchase's, its site's."""

from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa

from interdict.assess.assess import Assessor
from interdict.assess.translate import FACT_OF, SETS, translate
from interdict.bulk.engine import Engine
from interdict.bulk.grouping import normal_form
from interdict.bulk.inventory import Inventory
from interdict.model.observation import RecordKind

FACTS = tuple(sorted(set(FACT_OF.values())))
"""Facts that records can answer; one column each."""

PURCHASE, OWN, SITE, SEEN = 0, 1, 2, 3
"""Whose word counts first: the ledger's, the device's own records', its site's, then being seen at all."""

SERIALS = ("serialNumber", "ponSerial", "entPhysicalSerialNum")


def column_of(fact: str) -> str:
    """The column that holds a fact, e.g. `acquisition_date`."""
    return fact.replace(".", "_")


def _said(observations: Any, kind: RecordKind, records: Any) -> Any:
    """Observations of records of one kind."""
    chosen = records.filter(records.kind == str(kind)).select("record")
    return observations.join(chosen, "record")


def _purchases(inventory: Inventory) -> Any:
    """`(device, line)`: the ledger lines that name a device's serial number, or its order and model."""
    lines = inventory.records.filter(inventory.records.kind == str(RecordKind.PURCHASE))
    if not lines.count().execute():
        return lines.select(device=lines.record, line=lines.record)
    bought = _said(inventory.observations, RecordKind.PURCHASE, inventory.records)
    by_serial = _by_value(bought, inventory.observed, SERIALS, "serial")
    by_order = _by_value(bought, inventory.observed, ("purchaseOrder",), "plain")
    parts = ("partNumber", "model")
    by_part = _by_value(bought, inventory.observed, parts, "part")
    ordered = by_order.join(by_part, ["device", "line"]).select("device", "line", certain=ibis.literal(1))
    serial = by_serial.select("device", "line", certain=ibis.literal(0))
    both = serial.union(ordered).distinct()
    best = both.group_by("device").agg(best=both.certain.min())
    return both.join(best, "device").filter(ibis._.certain == ibis._.best).select("device", "line")


def _by_value(bought: Any, observed: Any, properties: Sequence[str], how: str) -> Any:
    """`(device, line)` pairs whose values of some properties have the same normal form."""
    lines = bought.filter(bought.property.isin(list(properties)))
    lines = lines.select(line=lines.record, key=normal_form(lines.value, how)).drop_null("key").distinct()
    own = observed.filter((observed.component == "") & observed.property.isin(list(properties)))
    own = own.select("device", key=normal_form(own.value, how)).drop_null("key")
    return own.join(lines, "key").select("device", "line").distinct()


def _sites(inventory: Inventory) -> Any:
    """`(device, line)`: the site record of the site a device stands at."""
    places = inventory.records.filter(inventory.records.kind == str(RecordKind.SITE))
    places = places.select(line=places.record, site=places.key.strip().upper())
    own = inventory.observed.filter(inventory.observed.property == "site")
    own = own.select("device", site=own.value.strip().upper()).distinct()
    return own.join(places, "site").select("device", "line").distinct()


def _statements(engine: Engine, inventory: Inventory) -> Any:
    """Every statement about a device that answers a fact: `(device, property, value, rank)`."""
    names = [*FACT_OF, "region"]
    said = inventory.observations
    said = said.filter((said.component == "") & said.property.isin(names))
    own = said.join(inventory.membership, "record")
    links = engine.keep("purchase_links", _purchases(inventory))
    bought = said.join(links.select("device", record=links.line), "record")
    placed = said.join(_sites(inventory).select("device", record=ibis._.line), "record")
    parts = [
        part.select("device", "property", "value", rank=ibis.literal(rank, "int8"))
        for part, rank in ((bought, PURCHASE), (own, OWN), (placed, SITE))
    ]
    return engine.keep("statements", ibis.union(*parts).distinct())


def _translations(engine: Engine, statements: Any, assessor: Assessor, month_first: bool) -> Any:
    """Each distinct `(property, value)` translated once."""
    needed = [name for name, fact in FACT_OF.items() if fact in assessor.facts_used]
    wanted = statements.filter(statements.property.isin(needed))
    distinct = wanted.select("property", "value").distinct().order_by("property", "value").to_pyarrow()
    rows: dict[str, list[str]] = {"property": [], "value": [], "fact": [], "answer": []}
    for name, text in zip(distinct["property"].to_pylist(), distinct["value"].to_pylist(), strict=True):
        for fact, answer in translate(name, text, assessor.points, month_first=month_first):
            for column, cell in zip(rows.values(), (name, text, fact, answer), strict=True):
                column.append(cell)
    return engine.register("translations", pa.table({k: pa.array(v, pa.string()) for k, v in rows.items()}))


def _seen_working(inventory: Inventory) -> Any:
    """A device that answered, or that a table names, is in use unless a record says otherwise."""
    alive = [str(RecordKind.SELF), str(RecordKind.NEIGHBOUR), str(RecordKind.SUBSCRIBER)]
    seen = inventory.devices.filter(inventory.devices.kind.isin(alive))
    fact, answer = ibis.literal("device.in_service"), ibis.literal("yes")
    return seen.select("device", fact=fact, answer=answer, rank=ibis.literal(SEEN, "int8"))


def gather_facts(engine: Engine, inventory: Inventory, assessor: Assessor, *, month_first: bool) -> Any:
    """
    A kept table `(device, …one column per fact)`; null where no record answers, or records disagree.

    Args:
        engine: Where to compute.
        inventory: Devices with their observations.
        assessor: Knows which facts matter here, and their thresholds.
        month_first: Whether `5/3` is the third of May.
    """
    statements = _statements(engine, inventory)
    translations = _translations(engine, statements, assessor, month_first)
    answered = statements.join(translations, ["property", "value"])
    answered = answered.select("device", "fact", "answer", "rank")
    answered = answered.union(_seen_working(inventory).cast(answered.schema())).distinct()
    first = answered.group_by(["device", "fact"]).agg(first=answered["rank"].min())
    best = answered.join(first, ["device", "fact"])
    best = best.filter(best["rank"] == best["first"]).select("device", "fact", "answer").distinct()
    sets = sorted(SETS)
    told = best.group_by(["device", "fact"]).agg(
        several=best.answer.group_concat(";", order_by=best.answer), different=best.answer.nunique()
    )
    value = (told.fact.isin(sets) | (told.different == 1)).ifelse(told.several, ibis.null("string"))
    settled = told.select("device", "fact", value=value)
    columns = {column_of(fact): settled.value.max(where=settled.fact == fact) for fact in FACTS}
    return engine.keep("device_facts", settled.group_by("device").agg(**columns))
