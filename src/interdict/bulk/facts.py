"""Answers to the law's questions that records hold: a device's own, its purchase's, its site's."""

from collections.abc import Sequence
from typing import Any

import ibis
import msgspec
import pyarrow as pa

from interdict.assess.ground import Ground
from interdict.assess.translate import FACT_OF, SETS, translate
from interdict.bulk.alike import NOTHING, Alike, alike
from interdict.bulk.engine import Engine
from interdict.bulk.grouping import identifies, normal_form
from interdict.bulk.inventory import Inventory, observed_of
from interdict.bulk.joined import joined
from interdict.model.observation import RecordKind

FACTS = tuple(sorted(set(FACT_OF.values())))
"""Facts that records can answer; one column each."""

PURCHASE, OWN, SITE = 0, 1, 2
"""Whose word counts first: the ledger's, then the device's own records', then its site's."""

CONFLICT = -1
"""Answer number of a fact on which records disagree."""

IN_SERVICE = "device.in_service"

SERIALS = ("serialNumber", "ponSerial", "entPhysicalSerialNum")


ANSWERED = "answered"
"""Column with what a person answered of a device (`situation.encode_answered`)."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is answered of each device: devices by set of answers, and the few sets."""

    of: Any
    """`(device, set)`: every device."""
    sets: Any
    """`(set, answered, …one column per fact)`, the empty text where nothing is answered."""

    def rows(self) -> Any:
        """`(device, answered, …one column per fact)`; null where no record answers, or they disagree."""
        wide = self.of.join(self.sets, "set")
        facts = {column_of(fact): wide[column_of(fact)].nullif("") for fact in FACTS}
        return wide.select("device", ANSWERED, **facts)


def number_sets(engine: Engine, name: str, wide: Any) -> Facts:
    """
    Devices by their set of answers.

    Args:
        engine: Where to compute; leaves the tables `<name>_sets` and `<name>_of`.
        name: Prefix of the kept tables.
        wide: `(device, …SET)`; nulls and empty texts mean the same.
    """
    told = wide.select("device", **{column: wide[column].fill_null("") for column in SET})
    distinct = told.select(*SET).distinct().order_by(*SET).to_pyarrow()
    numbered = distinct.append_column("set", pa.array(range(distinct.num_rows), pa.int32()))
    sets = engine.register(f"{name}_sets", numbered)
    of = engine.keep(f"{name}_of", told.join(sets, list(SET)).select("device", "set"))
    return Facts(of=of, sets=sets)


def column_of(fact: str) -> str:
    """The column that holds a fact, e.g. `acquisition_date`."""
    return fact.replace(".", "_")


SET = (ANSWERED, *map(column_of, FACTS))
"""Columns of a set of answers."""


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
    lines = lines.filter(identifies(lines.key, how))
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


def _statements(engine: Engine, inventory: Inventory, properties: Sequence[str]) -> Any:
    """Every statement about a device that answers a fact: `(device, property, value, rank)`."""
    links = engine.connection.table("purchase_links")
    own = inventory.observed.filter(
        (inventory.observed.component == "") & inventory.observed.property.isin(list(properties))
    )
    said = inventory.observations.filter(inventory.observations.property.isin(list(properties)))
    bought = said.join(links.select("device", record=links.line), "record")
    placed = said.join(_sites(inventory).select("device", record=ibis._.line), "record")
    parts = [
        part.select("device", "property", "value", rank=ibis.literal(rank, "int8"))
        for part, rank in ((bought, PURCHASE), (own, OWN), (placed, SITE))
    ]
    return engine.keep("statements", ibis.union(*parts))


def _translations(engine: Engine, statements: Any, ground: Ground, month_first: bool) -> Any:
    """`(property, value, fact, answer)`: each distinct value translated once, its answers numbered."""
    distinct = statements.select("property", "value").distinct().order_by("property", "value").to_pyarrow()
    numbers: dict[str, int] = {}
    rows: dict[str, list[Any]] = {"property": [], "value": [], "fact": [], "answer": []}
    for name, text in zip(distinct["property"].to_pylist(), distinct["value"].to_pylist(), strict=True):
        answers = translate(name, text, ground.points, month_first=month_first)
        if answers:
            answer = ";".join(sorted({word for _, word in answers}))
            number = numbers.setdefault(answer, len(numbers))
            for column, cell in zip(rows.values(), (name, text, FACT_OF[name], number), strict=True):
                column.append(cell)
    types = {"property": pa.string(), "value": pa.string(), "fact": pa.string(), "answer": pa.int32()}
    texts = pa.array(list(numbers), pa.string())
    numbered = {"answer": pa.array(list(numbers.values()), pa.int32()), "text": texts}
    engine.register("answers", pa.table(numbered))
    columns = {name: pa.array(rows[name], kind) for name, kind in types.items()}
    return engine.register("translations", pa.table(columns))


def _settled(told: Any, fact: str) -> Any:
    """The answer of the best rank that gives one; `CONFLICT` where that rank gives several."""
    ranks = []
    for rank in (PURCHASE, OWN, SITE):
        here = (told.fact == fact) & (told["rank"] == rank)
        low, high = told.answer.min(where=here), told.answer.max(where=here)
        ranks.append(ibis.cases((low.isnull(), ibis.null("int32")), (low == high, low), else_=CONFLICT))
    return ibis.coalesce(*ranks)


def _unions(told: Any, fact: str) -> Any:
    """For a set, all that records of the best rank say, where they differ: `(device, every)`."""
    said = told.filter(told.fact == fact)
    first = said.group_by("device").agg(first=said["rank"].min())
    answers = said.join(first, "device").filter(ibis._["rank"] == ibis._["first"]).drop("first")
    spread = answers.group_by("device").agg(low=answers.answer.min(), high=answers.answer.max())
    several = answers.semi_join(spread.filter(spread.low != spread.high), "device")
    words = several.select("device", "text").distinct()
    return words.group_by("device").agg(every=joined(words.text, ";"))


def gather_facts(engine: Engine, inventory: Inventory, ground: Ground, *, month_first: bool) -> Facts:
    """
    What records answer of each device.

    Args:
        engine: Where to compute.
        inventory: Devices with their observations.
        ground: Which facts matter here, and their thresholds.
        month_first: Whether `5/3` is the third of May.
    """
    used = [fact for fact in FACTS if fact in ground.facts_used]
    links = engine.keep("purchase_links", _purchases(inventory))
    single = _alike_by_facts(engine, inventory, used, links)
    few = _few_devices(engine, inventory, single, links) if single else inventory
    found = number_sets(engine, "facts", _wide(engine, few, ground, used, month_first=month_first))
    if not single:
        return found
    stand = ibis.union(*(one.stand.select(device="rep") for one in single))
    parts = [found.of.anti_join(stand, "device")]
    for one in single:
        like = found.of.select("set", rep="device")
        parts.append(one.told().select("record", "rep").join(like, "rep").select(device="record", set="set"))
    return Facts(of=engine.keep("fact_sets_of", ibis.union(*parts)), sets=found.sets)


def _alike_by_facts(engine: Engine, inventory: Inventory, used: Sequence[str], links: Any) -> list[Alike]:
    """The rows of flat tables that are a device each and have no purchase, by what they say of facts."""
    sites = inventory.records.filter(inventory.records.kind == str(RecordKind.SITE)).count().execute()
    found = []
    for number, rows in inventory.single.items():
        keyed, keys = rows.anti_join(links, [("record", "device")]), []
        for place, (term, _) in enumerate(inventory.flats[number].said):
            if FACT_OF.get(term) in used or (sites and term == "site"):
                keys.append(f"said_{place}")
                keyed = keyed.mutate(**{keys[-1]: keyed[f"c{place}"].fill_null(NOTHING)})
        found.append(alike(engine, f"alike_facts_{number}", keyed, keys))
    return found


def _few_devices(engine: Engine, inventory: Inventory, single: Sequence[Alike], links: Any) -> Inventory:
    """The inventory with only those devices whose facts are gathered as they are, or stand for others'."""
    stand = ibis.union(*(one.stand.select(device="rep") for one in single))
    wanted = ibis.union(inventory.apart.select("device"), stand, links.select("device"), distinct=True)
    wanted = engine.keep("fact_devices", wanted)
    observed = observed_of(inventory, "fact_rows", wanted)
    devices = engine.keep("fact_device_rows", inventory.devices.semi_join(wanted, "device"))
    return msgspec.structs.replace(inventory, devices=devices, observed=observed)


def _wide(
    engine: Engine, inventory: Inventory, ground: Ground, used: Sequence[str], *, month_first: bool
) -> Any:
    """A kept table `(device, answered, …one column per fact)`; null where nothing is answered."""
    statements = _statements(engine, inventory, [name for name, fact in FACT_OF.items() if fact in used])
    translations = _translations(engine, statements, ground, month_first)
    answers = engine.connection.table("answers")
    told = statements.join(translations, ["property", "value"]).select("device", "fact", "answer", "rank")
    per_device = told.group_by("device").agg(**{column_of(fact): _settled(told, fact) for fact in used})
    numbered = engine.keep("fact_numbers", per_device)
    table = inventory.devices.select("device", "kind").left_join(numbered, "device")
    table = table.select("device", "kind", *(numbered[column_of(fact)] for fact in used))
    worded = told.join(answers, "answer")
    for fact in used:
        table = _worded(table, column_of(fact), answers, _unions(worded, fact) if fact in SETS else None)
    alive = table.kind.isin([str(RecordKind.SELF), str(RecordKind.NEIGHBOUR), str(RecordKind.SUBSCRIBER)])
    seen = alive.ifelse("yes", ibis.null("string"))  # it answered, or a table names it, so it works
    columns = {column_of(fact): ibis.null("string") for fact in FACTS if fact not in used}
    if IN_SERVICE in used:
        columns[column_of(IN_SERVICE)] = ibis.coalesce(table[column_of(IN_SERVICE)], seen)
    columns[ANSWERED] = ibis.literal("")
    wide = table.mutate(**columns).select("device", ANSWERED, *map(column_of, FACTS))
    return engine.keep("device_facts", wide)


def _worded(table: Any, column: str, answers: Any, unions: Any) -> Any:
    """The table with one column of answer numbers replaced by their text."""
    rest = [name for name in table.columns if name != column]
    named = answers.select(number=answers.answer, words=answers.text)
    both = table.left_join(named, [(column, "number")])
    worded = both.select(*rest, **{column: ibis._.words})
    if unions is None:
        return worded
    merged = unions.select(whose=unions.device, every=unions.every)
    both = worded.left_join(merged, [("device", "whose")])
    return both.select(*rest, **{column: ibis.coalesce(ibis._.every, ibis._[column])})
