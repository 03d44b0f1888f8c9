"""Every device and part assessed: each distinct fact profile is decided once, and rows are joined back."""

from collections.abc import Mapping
from typing import Any

import ibis
import msgspec
import pyarrow as pa

from interdict.assess.assess import Assessor, RollUp
from interdict.assess.situation import ANOTHER_MAKER, Profile, decode_answered
from interdict.bulk.engine import Engine
from interdict.bulk.facts import ANSWERED, FACTS, Facts, column_of
from interdict.bulk.inventory import Inventory
from interdict.bulk.joined import joined
from interdict.core.progress import Progress
from interdict.identify.library import NETWORK_EQUIPMENT, Library
from interdict.model.finding import Decision, Status
from interdict.model.identification import Identification
from interdict.model.observation import RecordKind

FACT_COLUMNS = tuple(column_of(fact) for fact in FACTS)
IDENTITY = ("is_part", "producer", "role", "modules")
KEY = (*IDENTITY, ANSWERED, *FACT_COLUMNS)
"""Columns of which equal values mean equal decisions."""

PART_ROLES = {"6": "power", "7": "power", "10": "pluggable-optic"}
"""entPhysicalClass (RFC 6933) of a part to its role, where its family tells none: power supply, fan, port."""


class Profiled(msgspec.Struct, frozen=True, kw_only=True):
    """Devices and parts by fact profile; every profile can be decided as often as somebody asks."""

    engine: Any
    """An `Engine`."""
    assessed: Any
    """`(device, record, component, profile)`; parts only where a described party made them."""
    profiles: tuple[Profile, ...]
    """By number."""


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Decisions by profile, and the tables that say which device has which profile."""

    assessed: Any
    """`(device, record, component, profile)`; parts only where a described party made them."""
    lines: Any
    """`(device, profile, rank)`: its own profile; the strictest roll-up of it and its parts, by `ranks`."""
    ranks: list[tuple[int, RollUp]]
    """Profile and roll-up by rank, the strictest first; all that nothing reaches share the last rank."""
    decisions: dict[int, tuple[Decision, ...]]


def _identities(
    engine: Engine, identifications: list[Identification], library: Library, linked: frozenset[str]
) -> Any:
    """What of an identification the law can tell apart: producer, role, group."""
    rows = [
        {
            "identification": one.id,
            "producer": _as_law_sees(one.producer, library, linked),
            "role": one.role,
            "maker_group": library.group(one.producer) if one.producer else "",
            "described": library.is_described(one.producer),
            "network_maker": library.is_network_maker(one.producer),
        }
        for one in identifications
    ]
    schema = pa.schema(
        {
            "identification": pa.int32(),
            "producer": pa.string(),
            "role": pa.string(),
            "maker_group": pa.string(),
            "described": pa.bool_(),
            "network_maker": pa.bool_(),
        }
    )
    return engine.register("law_identities", pa.Table.from_pylist(rows, schema=schema))


def _as_law_sees(producer: str, library: Library, linked: frozenset[str]) -> str:
    """The producer, or one stand-in for all makers that no order names and no stake links."""
    return producer if not producer or library.is_described(producer) or producer in linked else ANOTHER_MAKER


def _parts(inventory: Inventory, identities: Any) -> Any:
    """Parts that a described party made and that are not of the device's own maker."""
    parts = inventory.parts.join(identities, "identification")
    parts = parts.filter(parts.described)
    hosts = inventory.devices.join(identities, "identification")
    hosts = hosts.select("device", host_group=hosts.maker_group, host_role=hosts.role)
    foreign = parts.join(hosts, "device")
    foreign = foreign.filter(foreign.maker_group != foreign.host_group)
    classes = inventory.observations.filter(inventory.observations.property == "entPhysicalClass")
    classes = classes.select("record", "component", part_class=classes.value)
    known = foreign.left_join(classes, ["record", "component"]).select(
        *foreign.columns, part_class=classes.part_class
    )
    by_class = ibis.cases(*((known.part_class == c, role) for c, role in PART_ROLES.items()), else_="")
    role = ibis.cases((known.role != "", known.role), (by_class != "", by_class), else_=known.host_role)
    return known.select("device", "record", "component", "producer", role=role)


def _role(devices: Any) -> Any:
    """The role; for plant without one, network equipment where it speaks as such or by its maker."""
    speaks = devices.kind.isin(
        [str(RecordKind.SELF), str(RecordKind.NEIGHBOUR), str(RecordKind.CONFIGURATION)]
    )
    known_for = devices.network_maker & (devices.kind == str(RecordKind.ASSET))
    plain = ((devices.role == "") & (speaks | known_for)).ifelse(NETWORK_EQUIPMENT, "")
    return (devices.role != "").ifelse(devices.role, plain)


def _subjects(engine: Engine, inventory: Inventory, identities: Any, facts: Facts) -> Any:
    """Devices and foreign parts, with the first columns of `KEY` and the number of their set of answers."""
    parts = engine.keep("foreign_parts", _parts(inventory, identities))
    made = parts.select("device", "producer").distinct()
    modules = made.group_by("device").agg(modules=joined(made.producer, ";"))
    devices = inventory.devices.join(identities, "identification")
    whole = devices.left_join(modules, "device").select(
        device=devices.device,
        record=ibis.literal(0, "int64"),
        component=ibis.literal(""),
        is_part=ibis.literal(False),
        producer=devices.producer,
        role=_role(devices),
        modules=modules.modules.fill_null(""),
    )
    inside = parts.select(
        "device",
        "record",
        "component",
        is_part=ibis.literal(True),
        producer=parts.producer,
        role=parts.role,
        modules=ibis.literal(""),
    )
    both = whole.union(inside)
    return engine.keep("subjects", both.join(facts.of, "device"))


def profile_of(number: int, row: Mapping[str, Any]) -> Profile:
    """The profile that a row of `KEY` columns stands for."""
    return Profile(
        number=number,
        producer=row["producer"],
        role=row["role"],
        is_part=row["is_part"],
        modules=tuple(row["modules"].split(";")) if row["modules"] else (),
        answers={fact: row[column_of(fact)] for fact in FACTS},
        answered=decode_answered(row[ANSWERED]),
    )


def profile_inventory(engine: Engine, inventory: Inventory, facts: Facts, library: Library) -> Profiled:
    """
    Say which device and part has which fact profile; deciding comes later, under any orders of the ground.

    Args:
        engine: Where to compute.
        inventory: Devices, parts and identifications.
        facts: Result of `facts.gather_facts`.
        library: What identification knows, for groups of makers.
    """
    linked = frozenset(party for stake in library.parties.stakes for party in (stake.owner, stake.owned))
    identities = _identities(engine, inventory.identifications, library, linked)
    subjects = _subjects(engine, inventory, identities, facts)
    narrow = [*IDENTITY, "set"]
    distinct = subjects.select(*narrow).distinct().join(facts.sets, "set").select(*KEY, "set")
    table = distinct.order_by(*KEY).to_pyarrow()
    numbered = table.append_column("profile", pa.array(range(table.num_rows), pa.int32()))
    engine.register("profiles", numbered.drop_columns("set"))
    numbers = engine.register("profile_numbers", numbered.select([*narrow, "profile"]))
    assessed = subjects.join(numbers, narrow).select("device", "record", "component", "profile")
    return Profiled(
        engine=engine,
        assessed=engine.keep("assessed", assessed),
        profiles=tuple(profile_of(number, row) for number, row in enumerate(table.to_pylist())),
    )


def decide_profiles(
    profiled: Profiled, assessor: Assessor, progress: Progress
) -> dict[int, tuple[Decision, ...]]:
    """Every distinct profile decided once: by number, its findings that are not plainly `not covered`."""
    progress.stage("deciding profiles", total=len(profiled.profiles))
    decisions: dict[int, tuple[Decision, ...]] = {}
    for profile in profiled.profiles:
        decisions[profile.number] = assessor.assess(profile)
        progress.step()
    return decisions


def assess_inventory(
    engine: Engine,
    inventory: Inventory,
    facts: Facts,
    assessor: Assessor,
    library: Library,
    progress: Progress,
) -> Assessment:
    """
    Decide every distinct fact profile once, and say which device has which.

    Args:
        engine: Where to compute.
        inventory: Devices, parts and identifications.
        facts: Result of `facts.gather_facts`.
        assessor: Decides a profile.
        library: What identification knows, for groups of makers.
        progress: Told of every profile.
    """
    profiled = profile_inventory(engine, inventory, facts, library)
    decisions = decide_profiles(profiled, assessor, progress)
    assessed = profiled.assessed
    ranks = _ranked({number: assessor.roll_up(found) for number, found in decisions.items()})
    return Assessment(
        assessed=assessed, lines=_lines(engine, assessed, ranks), ranks=ranks, decisions=decisions
    )


def _ranked(roll_ups: dict[int, RollUp]) -> list[tuple[int, RollUp]]:
    return sorted(roll_ups.items(), key=lambda item: (*item[1].sort_key, item[0]))


def first_clean(ranks: list[tuple[int, RollUp]]) -> int:
    """The rank of devices that no provision reaches or may reach."""
    free = (rank for rank, (_, line) in enumerate(ranks) if line.status is Status.NOT_COVERED)
    return next(free, len(ranks))


def _lines(engine: Engine, assessed: Any, ranks: list[tuple[int, RollUp]]) -> Any:
    clean = first_clean(ranks)
    table = pa.table(
        {
            "profile": pa.array([profile for profile, _ in ranks], pa.int32()),
            "rank": pa.array([min(rank, clean) for rank in range(len(ranks))], pa.int32()),
        }
    )
    ranked = assessed.join(engine.register("profile_ranks", table), "profile")
    own = ranked.filter(ranked.component == "").select("device", "profile", "rank")
    inside = ranked.filter(ranked.component != "")  # few devices have a part by another maker
    parts = engine.keep("part_ranks", inside.group_by("device").agg(inside=inside["rank"].min()))
    both = own.left_join(parts, "device")
    strictest = ibis.least(both["rank"], ibis.coalesce(both.inside, both["rank"]))
    return engine.keep("device_ranks", both.select("device", "profile", rank=strictest))
