"""What a report's tables say of elements, neighbours and places, before anything is put together."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from interdict.core.problem import Problem
from interdict.exposure.assumptions import assumptions
from interdict.exposure.lists import number
from interdict.exposure.names import Names, Places
from interdict.exposure.problems import TopologyCode, noted
from interdict.model.exposure import Node

SCANNED = "the scanned records"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place, known or not to the records of places."""

    key: str
    name: str = ""
    kind: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def placed(self) -> bool:
        """Whether its coordinates are known."""
        return self.latitude is not None and self.longitude is not None


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """The elements and places of a report, and which of them named which."""

    nodes: tuple[Node, ...]
    places: dict[str, Place]
    seen: tuple[tuple[str, str], ...]
    """`(name of the one that saw, node seen)`."""
    served: tuple[tuple[str, int], ...]
    """`(name of the one that serves, subscribers' devices)`."""
    problems: tuple[Problem, ...]
    names: Any
    """A `Names`."""
    keys: Any
    """A `Places`."""


def recorded(devices: Iterable[Mapping[str, Any]], links: Iterable[Mapping[str, Any]]) -> Recorded:
    """
    Elements, places and neighbours of a report.

    Args:
        devices: Rows of `devices.parquet` without subscribers' devices.
        links: Rows of `explain/links.parquet`.
    """
    said = list(links)
    problems: list[Problem] = []
    places, keys = _places(said, problems)
    names, nodes, of_device = Names(), [], {}
    first_address = _addresses(said)
    rows = [row for row in devices if assumptions().tier(row["role"]) >= 0]
    for row in rows:
        name = row["hostname"] or row["device"]
        if names.find(name):
            name = f"{name} #{row['group']}"
        site = keys.find(row["site"]) or row["site"] or keys.of_host(row["hostname"])
        keys.add(site)
        nodes.append(_node(name, row, places.get(site, Place(key=site)), first_address))
        of_device[row["group"]] = name
        names.claim(name, (name, row["hostname"], row["device"], row["serial"]))
    for one in said:
        named = of_device.get(one["device"])
        if named and one["property"] != "seenBy":
            names.claim(named, (one["value"],) if one["property"] != "managementAddress" else ())
        if named and one["kind"] in ("self", "configuration"):
            names.claim(named, (one["key"],))
    return Recorded(
        nodes=tuple(nodes),
        places=places,
        seen=tuple(
            (one["value"], of_device[one["device"]])
            for one in said
            if one["property"] == "seenBy" and one["device"] in of_device
        ),
        served=tuple((one["value"], one["records"]) for one in said if one["kind"] == "subscriber"),
        problems=tuple(problems),
        names=names,
        keys=keys,
    )


def placed(key: str, latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """Coordinates that can be on Earth, WGS 84; 0, 0 is what lists write for none."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def unplaced(key: str, where: str) -> Problem:
    """The problem of a place without usable coordinates."""
    return noted(
        TopologyCode.NO_COORDINATES,
        f"{key} has no usable coordinates; it is not on the map and its distance to the core is not known.",
        where,
        remedy="Give degrees north and east, WGS 84.",
    )


def _places(said: list[Mapping[str, Any]], problems: list[Problem]) -> tuple[dict[str, Place], Places]:
    facts: dict[str, dict[str, str]] = {}
    for one in said:
        if one["kind"] == "site":
            facts.setdefault(one["key"], {}).setdefault(one["property"], one["value"])
    keys, places = Places(), {}
    for record, known in facts.items():
        key = (known.get("site") or record).strip()
        at = placed(key, number(known.get("latitude", "")), number(known.get("longitude", "")))
        if at is None:
            problems.append(unplaced(key, SCANNED))
        places[key] = Place(
            key=key,
            name=known.get("siteName", ""),
            kind=known.get("siteClass", ""),
            region=known.get("region", ""),
            latitude=at[0] if at else None,
            longitude=at[1] if at else None,
        )
    for key, place in places.items():
        keys.add(key, alias=place.name)
    return places, keys


def _addresses(said: list[Mapping[str, Any]]) -> dict[int, str]:
    first: dict[int, str] = {}
    for one in said:
        if one["property"] == "managementAddress" and one["device"] is not None:
            first.setdefault(one["device"], one["value"])
    return first


def _node(name: str, row: Mapping[str, Any], place: Place, address: Mapping[int, str]) -> Node:
    due: date | None = row["due"]
    return Node(
        name=name,
        device=row["group"],
        site=place.key,
        region=row["region"] or place.region,
        role=row["role"],
        producer=row["producer"],
        status=row["status"],
        due=due,
        latitude=place.latitude,
        longitude=place.longitude,
        managed_at=address.get(row["group"], ""),
    )
