"""How many of what: the counts a summary is made of, each an aggregation over the kept tables."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import ibis

from interdict.assess.assess import Assessor
from interdict.bulk.inventory import Inventory
from interdict.core.source import Source
from interdict.model.columns import RECORDS_PER_SOURCE
from interdict.model.finding import Status
from interdict.model.observation import RecordKind
from interdict.model.run import MakerTally, ProvisionTally, SegmentTally

UNNAMED = "not named"
"""The maker of devices whose maker could not be named."""


def device_counts(inventory: Inventory, devices: Any, at: date) -> dict[str, int]:
    """Counts over `Lines.worded`; keys as `model.run.Run.counts` lists them."""
    covered = devices.status == str(Status.COVERED)
    row = devices.agg(
        devices=devices.count(),
        identified=devices.count(where=devices.maker != ""),
        without_clue=devices.count(where=devices.identification == 0),
        past_due=devices.count(where=covered & (devices.due < ibis.literal(at))),
        merged=devices.count(where=devices.sources > 1),
        **{str(status): devices.count(where=devices.status == str(status)) for status in Status},
    ).to_pyarrow()
    counts = {name: row[name][0].as_py() or 0 for name in row.column_names}
    counts["abstained"] = counts["devices"] - counts["identified"]
    counts["records"] = inventory.records.count().execute()
    counts["observations"] = inventory.observations.count().execute()
    return counts


def unmatched_purchases(inventory: Inventory) -> int:
    """Ledger lines that name a serial number no device has: bought, and not found."""
    lines = inventory.records.filter(inventory.records.kind == str(RecordKind.PURCHASE))
    with_serial = inventory.observations.filter(inventory.observations.property == "serialNumber")
    serial = lines.join(with_serial.select("record").distinct(), "record", how="semi")
    links = inventory.engine.connection.table("purchase_links")
    return int(serial.anti_join(links, serial.record == links.line).count().execute())


def provision_tallies(findings: Any, assessor: Assessor, at: date) -> tuple[ProvisionTally, ...]:
    """One line per provision that reaches or may reach something, by order and provision."""
    per_device = findings.group_by(["order", "provision", "group"]).agg(
        covered=(findings.status == str(Status.COVERED)).any(),
        undetermined=(findings.status == str(Status.UNDETERMINED)).any(),
        since=findings.since.min(),
        due=findings.due.min(),
    )
    tallied = per_device.group_by(["order", "provision"]).agg(
        devices=per_device.count(),
        covered=per_device.count(where=per_device.covered),
        undetermined=per_device.count(where=~per_device.covered & per_device.undetermined),
        since=per_device.since.min(),
        due=per_device.due.min(),
    )
    found = {(row["order"], row["provision"]): row for row in tallied.to_pyarrow().to_pylist()}
    return tuple(
        _provision_tally(found[p.order, p.id], assessor, p, at)
        for p in assessor.provisions
        if (p.order, p.id) in found
    )


def _provision_tally(row: Mapping[str, Any], assessor: Assessor, provision: Any, at: date) -> ProvisionTally:
    return ProvisionTally(
        order=provision.order,
        provision=provision.id,
        title=provision.title,
        citation=provision.citation.title,
        effects=tuple(effect.summary for effect in provision.effects),
        since=row["since"],
        due=row["due"],
        past_due=row["due"] is not None and row["due"] < at,
        covered=row["covered"],
        undetermined=row["undetermined"],
        exempt=row["devices"] - row["covered"] - row["undetermined"],
        binds=str(assessor.binds(provision)),
    )


def maker_tallies(devices: Any) -> tuple[MakerTally, ...]:
    """Devices and covered devices by maker, the most devices first; the unnamed last."""
    rows = devices.group_by("maker", "producer_name", "described").agg(
        devices=devices.count(), covered=devices.count(where=devices.status == str(Status.COVERED))
    )
    found = [
        MakerTally(
            producer=row["maker"],
            name=row["producer_name"] or UNNAMED,
            devices=row["devices"],
            covered=row["covered"],
            described=row["described"],
        )
        for row in rows.to_pyarrow().to_pylist()
    ]
    return tuple(sorted(found, key=lambda m: (not m.producer, -m.devices, m.name)))


def segment_tallies(
    inventory: Inventory, devices: Any, sources: tuple[Source, ...]
) -> tuple[SegmentTally, ...]:
    """How well each source could be seen, sources with fewest named makers first."""
    named = devices.select("device", named=devices.maker != "", blind=devices.identification == 0)
    records = inventory.membership.join(inventory.records, "record").join(named, "device")
    rows = records.group_by(ordinal=records.record // RECORDS_PER_SOURCE, kind=records.kind).agg(
        records=records.count(),
        identified=records.count(where=records.named),
        without_clue=records.count(where=records.blind),
    )
    paths = {source.ordinal: source.path for source in sources}
    found = [
        SegmentTally(
            source=paths[row["ordinal"]],
            kind=row["kind"],
            records=row["records"],
            identified=row["identified"],
            without_clue=row["without_clue"],
        )
        for row in rows.to_pyarrow().to_pylist()
    ]
    return tuple(sorted(found, key=lambda s: (s.identified / s.records, -s.records, s.source, s.kind)))
