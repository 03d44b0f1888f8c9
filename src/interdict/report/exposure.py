"""The page of an exposure: groups, curve, map, ranked elements, and what they rest on."""

from collections import defaultdict
from math import cos, radians, sqrt
from pathlib import Path

from interdict.core.shipped import shipped
from interdict.model.exposure import DeviceReach, Exposure, Node
from interdict.report.sheet import Dot, amount, chart, share, write_sheet
from interdict.report.wording import counted

FIRST = 60
"""Elements that stand in the page."""
MAP = 700
"""Height of the map, in its own units."""


def write_exposure_page(found: Exposure, nodes: tuple[Node, ...], path: Path, *, operator: str) -> None:
    """
    Write `exposure.html`.

    Args:
        nodes: Every element and place with coordinates, for the map.
    Raises: OutputError if it cannot be written.
    """
    dots, width = _map(found, nodes)
    write_sheet(
        path,
        "exposure.html.jinja",
        found=found,
        operator=operator,
        lead=lead(found),
        labels=service_labels(found),
        curve=_curve(found),
        dots=dots,
        map_width=width,
        map_height=MAP,
        first=found.devices[:FIRST],
    )


def service_labels(found: Exposure) -> dict[str, str]:
    """Each service with its words; one that a list brought goes by its own name."""
    known = shipped("exposure/topology.yaml", dict[str, object])["services"]
    assert isinstance(known, dict)
    return {name: known.get(name, {}).get("label", name) for name in found.services}


def lead(found: Exposure) -> str:
    """The answer in two sentences."""
    covered = next((one for one in found.groups if one.kind == "covered"), None)
    if covered is None or not covered.devices:
        return "No covered device is an element of the network."
    parts = []
    for one in covered.services:
        if one.total:
            words = service_labels(found)[one.service]
            parts.append(f"{share(one.crossing, one.total)} of {amount(one.total)} {words}")
    if not parts:
        return "Nothing that is known to need the network reaches a gateway over the links that count."
    first = f"{counted(covered.devices, 'covered element')} could see the traffic of {' and '.join(parts)}."
    cut = [f"{share(one.cut, one.total)} of {one.service}" for one in covered.services if one.total]
    return f"{first} With all of them off, {' and '.join(cut)} would have no way to a gateway."


def _curve(found: Exposure) -> object:
    """Steps: what was exposed at the end of a day stays so until the next day of removal."""
    days = [day for one in found.curve for day in (one.day, one.day)][1:]
    series = []
    for place, name in enumerate(found.services):
        values = [
            one.services[place].crossing / one.services[place].total if one.services[place].total else 0.0
            for one in found.curve
        ]
        steps = [value for value in values for _ in range(2)]
        series.append((service_labels(found)[name], steps[: len(days)]))
    levels = [(n / 4, f"{n * 25} %") for n in range(5)]
    return chart(series, [str(day) for day in days], levels, places=[float(d.toordinal()) for d in days])


def _map(found: Exposure, nodes: tuple[Node, ...]) -> tuple[tuple[Dot, ...], int]:
    """Places on an equirectangular map whose true scale is at the mean latitude."""
    at = {node.site: node for node in nodes if node.latitude is not None and node.longitude is not None}
    if not at:
        return (), MAP
    north = [node.latitude or 0.0 for node in at.values()]
    east = [node.longitude or 0.0 for node in at.values()]
    squeeze = cos(radians((min(north) + max(north)) / 2)) or 1.0
    tall, wide = (max(north) - min(north)) or 1.0, ((max(east) - min(east)) or 1.0) * squeeze
    scale = min(MAP / tall, 1100 / wide)
    best = _best(found)
    most = max((one.score for one in best.values()), default=0.0) or 1.0
    dots = []
    for site, node in sorted(at.items(), key=lambda one: -best[one[0]].score if one[0] in best else 1.0):
        top = best.get(site)
        label = f"{site}: {top.node.name}, score {top.score:.4f}" if top else site
        dots.append(
            Dot(
                x=round(((node.longitude or 0.0) - min(east)) * squeeze * scale, 1),
                y=round((max(north) - (node.latitude or 0.0)) * scale, 1),
                size=round(3 + 15 * sqrt(top.score / most), 1) if top else 2.5,
                label=label,
                kind=top.node.status if top else "clear",
            )
        )
    return tuple(dots), int(wide * scale)


def _best(found: Exposure) -> dict[str, DeviceReach]:
    """The covered element of greatest score at each place, else the undetermined one."""
    by_site: dict[str, list[DeviceReach]] = defaultdict(list)
    for one in found.devices:
        by_site[one.node.site].append(one)
    return {
        site: max(those, key=lambda one: (one.node.status == "covered", one.score))
        for site, those in by_site.items()
    }
