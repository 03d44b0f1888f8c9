"""The folder that `expose` leaves: a page for people, and tables for programs."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from interdict.model.exposure import DeviceReach, Exposure, Node, ServiceReach
from interdict.report.exposure import write_exposure_page

EXPOSURE = "exposure.json"
"""Everything; a folder that holds it was written by us and may be replaced."""


def write_exposure(found: Exposure, nodes: tuple[Node, ...], folder: Path, *, operator: str) -> None:
    """
    Write `exposure.html`, `exposure.json`, and devices, groups and curve as tables and GeoJSON.

    Args:
        nodes: Every element and place, for the map.
    """
    tables = {
        "devices": [_device(one) for one in found.devices],
        "groups": [
            {"kind": one.kind, "name": one.name, "devices": one.devices, "remaining": one.remaining}
            | _services(one.services)
            for one in found.groups
        ],
        "curve": [
            {"day": str(one.day), "devices": one.devices} | _services(one.services) for one in found.curve
        ],
    }
    for name, rows in tables.items():
        write_csv(rows, folder / f"{name}.csv")
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
    (folder / "devices.geojson").write_bytes(msgspec.json.encode(_features(found.devices)))
    write_exposure_page(found, nodes, folder / "exposure.html", operator=operator)
    (folder / EXPOSURE).write_bytes(msgspec.json.format(msgspec.json.encode(found)))


def write_csv(rows: Sequence[Mapping[str, object]], path: Path) -> None:
    """Write rows of one shape; a text that a spreadsheet program would run stands behind an apostrophe."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        if rows:
            out.writerow(rows[0])
        out.writerows([_safe(value) for value in row.values()] for row in rows)


def _safe(value: object) -> object:
    if isinstance(value, str) and value[:1] in tuple("=+@\t\r-"):
        return f"'{value}"
    return value


def _device(one: DeviceReach) -> dict[str, object]:
    node = one.node
    return {
        "element": node.name,
        "group": node.device,
        "site": node.site,
        "region": node.region,
        "role": node.role,
        "producer": node.producer,
        "status": node.status,
        "due": str(node.due or ""),
        "see": str(one.see),
        "alter": str(one.alter),
        "redirect": str(one.redirect),
        "disrupt": str(one.disrupt),
        **_services(one.services),
        "managed": one.managed,
        "score": one.score,
        "confidence": one.confidence,
    }


def _services(services: Iterable[ServiceReach]) -> dict[str, float]:
    cells: dict[str, float] = {}
    for one in services:
        cells[f"{one.service} cut"] = one.cut
        cells[f"{one.service} crossing"] = one.crossing
    return cells


def _features(devices: Iterable[DeviceReach]) -> dict[str, object]:
    """
    The elements whose place has coordinates.

    Sources: RFC 7946; longitude comes first.
    """
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [one.node.longitude, one.node.latitude]},
                "properties": _device(one),
            }
            for one in devices
            if one.node.latitude is not None and one.node.longitude is not None
        ],
    }
