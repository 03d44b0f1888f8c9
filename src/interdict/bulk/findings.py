"""Findings and the device table as rows: decisions joined back to devices, in a defined order."""

from typing import Any

import ibis
import msgspec
import pyarrow as pa

from interdict.assess.assess import Assessor
from interdict.bulk.assessment import Assessment, first_clean
from interdict.bulk.devices import SHOWN, source_paths
from interdict.bulk.engine import Engine
from interdict.bulk.inventory import Inventory
from interdict.bulk.joined import joined
from interdict.core.source import Source
from interdict.model import columns
from interdict.model.finding import Decision, Effect

LONGEST_PARTS = 600
"""Characters of the list of foreign parts of one device."""

DEVICE_FIELDS = (
    "device",
    "group",
    "source",
    "place",
    "kind",
    "sources",
    "hostname",
    "site",
    "region",
    "producer",
    "producer_name",
    "brand",
    "model",
    "family",
    "role",
    "probability",
    "status",
    "order",
    "provision",
    "effect",
    "since",
    "due",
    "question",
    "serial",
    "acquired",
    "components",
    "identification",
    "profile",
)
"""Columns of `devices.parquet`, one line a device; described in `docs/reference/report-files.md`."""

FINDING_FIELDS = (
    "device",
    "group",
    "component",
    "source",
    "place",
    "hostname",
    "site",
    "producer",
    "producer_name",
    "model",
    "role",
    "order",
    "provision",
    "status",
    "effects",
    "since",
    "due",
    "exemption",
    "settled_by",
    "citation",
    "at",
    "profile",
)
"""Columns of `findings.*`, one line per device or part and provision; described in the same place."""


FINDING_ORDER = ("rank", "group", "component", "order", "provision", "profile")
"""Strictest devices first, then by device, part and provision."""


def identity_table(engine: Engine, inventory: Inventory, library_is_described: Any) -> Any:
    """What the device table shows of each identification."""
    rows = [
        {
            "identification": one.id,
            "producer": one.party,
            "producer_name": one.producer_name,
            "brand": one.brand,
            "family": one.family,
            "role": one.role,
            "probability": one.probability,
            "maker": one.producer,
            "described": library_is_described(one.producer),
        }
        for one in inventory.identifications
    ]
    text = pa.string()
    schema = pa.schema(
        {
            "identification": pa.int32(),
            **{name: text for name in ("producer", "producer_name", "brand", "family", "role")},
            "probability": pa.float64(),
            "maker": text,
            "described": pa.bool_(),
        }
    )
    return engine.register("shown_identities", pa.Table.from_pylist(rows, schema=schema))


def _rank_table(engine: Engine, assessment: Assessment) -> Any:
    lines = [line for _, line in assessment.ranks]
    text = pa.string()
    return engine.register(
        "rank_lines",
        pa.table(
            {
                "rank": pa.array(range(len(lines)), pa.int32()),
                "status": pa.array([str(line.status) for line in lines], text),
                "order": pa.array([line.order for line in lines], text),
                "provision": pa.array([line.provision for line in lines], text),
                "effect": pa.array([line.effect for line in lines], text),
                "since": pa.array([line.since for line in lines], pa.date32()),
                "due": pa.array([line.due for line in lines], pa.date32()),
                "question": pa.array([line.question for line in lines], text),
            }
        ),
    )


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """Every device with its roll-up: numbers in a kept table, words in small ones."""

    numbers: Any
    """`inventory.devices` with `profile` and `rank`."""
    identities: Any
    ranks: Any
    """`(rank, status, order, provision, effect, since, due, question)`."""
    clean: int
    """The first rank of devices that no provision reaches or may reach."""

    def worded(self, *, found: bool = False) -> Any:
        """The numbers with their identity and roll-up in words, of all devices or of those with a finding."""
        numbers = self.numbers.filter(self.numbers["rank"] < self.clean) if found else self.numbers
        return numbers.join(self.identities, "identification").join(self.ranks, "rank")


def device_lines(engine: Engine, inventory: Inventory, assessment: Assessment, identities: Any) -> Lines:
    """Every device with its roll-up; the numbers are kept."""
    numbers = engine.keep("device_lines", inventory.devices.join(assessment.lines, "device"))
    return Lines(
        numbers=numbers,
        identities=identities,
        ranks=_rank_table(engine, assessment),
        clean=first_clean(assessment.ranks),
    )


def device_table(
    inventory: Inventory, rows: Any, attributes: Any, sources: tuple[Source, ...], identities: Any
) -> Any:
    """
    `DEVICE_FIELDS`, with `rank` (0 is the strictest finding).

    Args:
        inventory: All devices.
        rows: Result of `Lines.worded`.
        attributes: Result of `devices.attributes`.
        sources: For the names of the inputs.
        identities: Result of `identity_table`.
    """
    paths = inventory.engine.register("paths", source_paths(sources))
    rows = rows.mutate(ordinal=rows.record // columns.RECORDS_PER_SOURCE).join(paths, "ordinal")
    parts = _part_texts(inventory, identities)
    facts = attributes.select("device", **{c: attributes[c] for c in SHOWN})
    wide = rows.left_join(facts, "device").left_join(parts, "device")
    texts = ("hostname", "site", "region", "serial", "acquired", "components", "model")
    chosen = {
        "device": wide.key,
        "group": wide.device,
        **{name: wide[name].fill_null("") for name in texts},
        **{name: wide[name] for name in DEVICE_FIELDS if name not in {"device", "group", *texts}},
    }
    return wide.select(**{name: chosen[name] for name in DEVICE_FIELDS}, rank=wide["rank"])


def _part_texts(inventory: Inventory, identities: Any) -> Any:
    """Foreign parts of each device as text: `Huawei (entPhysical.67)`."""
    parts = inventory.engine.connection.table("foreign_parts")
    named = parts.join(
        inventory.parts.select("device", "record", "component", "identification", "model"),
        ["device", "record", "component"],
    )
    named = named.join(identities.select("identification", "producer_name"), "identification")
    model = named.model.fill_null("")
    text = named.producer_name + ibis.ifelse(model == "", "", " " + model) + " (" + named.component + ")"
    ordered = named.select("device", text=text).distinct()
    return ordered.group_by("device").agg(components=joined(ordered.text, "; ").substr(0, LONGEST_PARTS))


def _effect_text(effect: Effect, assessor: Assessor) -> str:
    return effect.summary or assessor.phrase(effect)


def decision_rows(assessor: Assessor, profile: int, decisions: tuple[Decision, ...]) -> list[dict[str, Any]]:
    """The findings of one profile as rows of the small table that devices are joined with."""
    rows = []
    for decision in decisions:
        dated = [effect.due for effect in decision.effects if effect.due]
        begun = [effect.since for effect in decision.effects if effect.since]
        rows.append(
            {
                "profile": profile,
                "order": decision.order,
                "provision": decision.provision,
                "status": str(decision.status),
                "effects": " | ".join(_effect_text(effect, assessor) for effect in decision.effects),
                "since": min(begun, default=None),
                "due": min(dated, default=None),
                "exemption": decision.exemption,
                "settled_by": " or ".join(" and ".join(facts) for facts in decision.settles),
                "citation": assessor.provision(decision.order, decision.provision).citation.title,
            }
        )
    return rows


def finding_table(engine: Engine, assessment: Assessment, assessor: Assessor, devices: Any, at: Any) -> Any:
    """
    A kept table of `FINDING_FIELDS` in order, with `rank`: all but what is plainly `not covered`.

    Args:
        engine: Where to compute.
        assessment: Which device has which profile, and the decisions on it.
        assessor: What decided.
        devices: `device_table` of those that have a finding.
        at: As of when.
    """
    rows = [
        row
        for profile, decisions in assessment.decisions.items()
        for row in decision_rows(assessor, profile, decisions)
    ]
    text = pa.string()
    schema = pa.schema(
        {
            "profile": pa.int32(),
            **{name: text for name in ("order", "provision", "status", "effects")},
            "since": pa.date32(),
            "due": pa.date32(),
            **{name: text for name in ("exemption", "settled_by", "citation")},
        }
    )
    decided = engine.register("profile_findings", pa.Table.from_pylist(rows, schema=schema))
    shown = devices.select(
        *("device", "group", "source", "place", "hostname", "site", "producer", "producer_name"),
        *("model", "role", "rank"),
    )
    assessed = assessment.assessed.select(group="device", component="component", profile="profile")
    told = assessed.join(decided, "profile").join(shown, "group")
    rows = told.mutate(at=ibis.literal(at)).select(*FINDING_FIELDS, "rank").order_by(*FINDING_ORDER)
    return engine.keep("findings", rows, in_order=True)
