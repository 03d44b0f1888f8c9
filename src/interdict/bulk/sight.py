"""How far each source lets one see in each segment of the network, and what to collect next."""

from typing import Any

import ibis
import msgspec

from interdict.assess.situation import load_roles
from interdict.bulk.inventory import Inventory
from interdict.core.shipped import shipped
from interdict.core.source import Source
from interdict.model.columns import RECORDS_PER_SOURCE
from interdict.model.run import SightTally

UNKNOWN = "unknown"
"""Segment of devices whose role nobody told."""


class Advice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/vocabulary/collecting.yaml`."""

    collect: str
    segments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    addressed: bool | None = None

    def fits(self, segment: str, kind: str, *, addressed: bool) -> bool:
        """Whether it is for such devices."""
        return (
            (not self.segments or segment in self.segments)
            and (not self.kinds or kind in self.kinds)
            and self.addressed in (None, addressed)
        )


def advice(segment: str, kind: str, *, addressed: bool) -> str:
    """
    What to collect of devices whose maker stays open.

    Args:
        segment: One of the segments of `roles.yaml`, or `unknown`.
        kind: Record kind that speaks first for them.
        addressed: Whether a management address of them is known.
    """
    rows = shipped("vocabulary/collecting.yaml", tuple[Advice, ...])
    return next((row.collect for row in rows if row.fits(segment, kind, addressed=addressed)), "")


def sight_tallies(inventory: Inventory, devices: Any, sources: tuple[Source, ...]) -> tuple[SightTally, ...]:
    """
    Devices by source, segment and record kind, the most open ones first.

    A device counts once, where it is spoken for first. Its evidence excludes a covered maker where it names
    one whose ownership no party's data describes; it is open where nobody could be named.

    Args:
        inventory: Its observations tell which open devices have a management address.
        devices: Result of `findings.Lines.worded`.
        sources: For the names of the inputs.
    """
    segments = {name: role.segment for name, role in load_roles().items()}
    segment = ibis.cases(*((devices.role == name, place) for name, place in segments.items()), else_=UNKNOWN)
    seen = devices.select(
        "kind",
        "device",
        ordinal=devices.record // RECORDS_PER_SOURCE,
        segment=segment,
        open=devices.maker == "",
        described=devices.described,
    )
    addresses = inventory.observed.filter(
        (inventory.observed.property == "managementAddress") & (inventory.observed.component == "")
    )
    open_ones = seen.filter(seen.open).select("device")
    addressed = addresses.select("device").join(open_ones, "device", how="semi").distinct()
    told = addressed.select(known=addressed.device)
    both = seen.left_join(told, [("device", "known")])
    marked = both.select(*seen.columns, addressed=both.known.notnull())
    rows = marked.group_by("ordinal", "kind", "segment", "addressed").agg(
        devices=marked.count(),
        open=marked.count(where=marked.open),
        described=marked.count(where=marked.described),
    )
    paths = {source.ordinal: source.path for source in sources}
    found = rows.to_pyarrow().to_pylist()
    return _ranked([{**row, "source": paths[row["ordinal"]]} for row in found])


def _ranked(rows: list[dict[str, Any]]) -> tuple[SightTally, ...]:
    """Rows with and without address put together again, each part with its own advice."""
    places: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        places.setdefault((row["source"], row["segment"], row["kind"]), []).append(row)
    found = []
    for (source, segment, kind), parts in places.items():
        total = {name: sum(part[name] for part in parts) for name in ("devices", "open", "described")}
        wanted = [part for part in parts if part["open"]]
        found.append(
            SightTally(
                source=source,
                segment=segment,
                kind=kind,
                devices=total["devices"],
                excluded=total["devices"] - total["open"] - total["described"],
                described=total["described"],
                open=total["open"],
                collect=tuple(
                    (part["open"], advice(segment, kind, addressed=part["addressed"]))
                    for part in sorted(wanted, key=lambda part: (-part["open"], part["addressed"]))
                ),
            )
        )
    found.sort(key=lambda one: (-one.open, one.source, one.segment, one.kind))
    return tuple(found)
