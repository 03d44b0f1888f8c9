"""Everything `interdict expose` says, worked out from records, lists and days of removal."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from interdict.core.problem import Problem
from interdict.core.progress import Progress
from interdict.exposure.gateways import Connected, connect
from interdict.exposure.lists import Lists
from interdict.exposure.problems import TopologyCode, noted, told
from interdict.exposure.reach import Reach, by
from interdict.exposure.records import recorded
from interdict.exposure.topology import topology
from interdict.model.exposure import CurvePoint, Exposure, Node
from interdict.model.finding import Status

MOST_POINTS = 60
"""Days of the curve; with more days of removal, every so many-eth stands for those before it."""
MOST_GROUPS = 40
"""Producers, makers of modules and regions told, each kind by itself."""


def weigh(
    devices: Sequence[Mapping[str, Any]],
    links: Sequence[Mapping[str, Any]] | None,
    parts: Iterable[Mapping[str, Any]],
    *,
    at: date,
    lists: Lists,
    removals: Mapping[str, date] | None = None,
    core: Sequence[str] = (),
    assume: bool = True,
    unplaced: int = 0,
    progress: Progress,
) -> tuple[Exposure, tuple[Node, ...]]:
    """
    Say what the devices of a report could do.

    Args:
        devices: Rows of `devices.parquet` without subscribers' devices.
        links: Rows of `explain/links.parquet`; nothing where the report has none.
        parts: `(device, component, producer)` of foreign parts.
        at: The first day of the curve.
        lists: What further files say of links, places and needs.
        removals: Day of removal by device id or hostname; by the findings' due days where absent.
        core: Where services end; by role where empty.
        assume: Whether unlinked elements and places are linked by what is usual.
        unplaced: Covered devices of subscribers, which are no elements.
        progress: Told of every stage.
    Returns: The answer, and every node of the topology.
    Raises: UsageError where nothing could be a gateway.
    """
    progress.stage("putting the topology together")
    known = recorded(devices, links or ())
    connected = connect(topology(known, lists, within_sites=assume), core=core, uplinks=assume)
    progress.stage("finding ways to the gateways")
    reach = Reach(connected)
    suspects = [node for node in reach.nodes if node.status in (Status.COVERED, Status.UNDETERMINED)]
    covered = [node for node in suspects if node.status == Status.COVERED]
    progress.stage("weighing devices")
    ranked = reach.devices(suspects)
    progress.stage("weighing producers, modules and regions")
    groups = reach.groups(_groups(reach.nodes, suspects, covered, parts))
    progress.stage("following the removal")
    days, notes, unknown = _days(devices, covered, removals, at)
    points = _points(covered, days, at)
    curve = reach.groups([("covered", str(day), nodes) for day, nodes in points])
    outside = sum(row["status"] == Status.COVERED for row in devices) - len(covered)
    exposure = Exposure(
        at=at,
        nodes=sum(node.device >= 0 for node in reach.nodes),
        links=dict(Counter(str(one.basis) for one in connected.topology.links)),
        gateways=connected.gateways,
        services={name: float(reach.total[n]) for n, name in enumerate(reach.services)},
        devices=ranked,
        groups=groups,
        curve=tuple(
            CurvePoint(day=day, devices=one.devices, services=one.services)
            for (day, _), one in zip(points, curve, strict=True)
        ),
        assumptions=(*_assumed(connected), *notes),
        unconnected=connected.unconnected,
        unplaced=outside + unplaced,
        problems=told((*_absent(links), *connected.topology.problems, *unknown)),
    )
    return exposure, tuple(reach.nodes)


def _absent(links: object) -> list[Problem]:
    if links is not None:
        return []
    message = "the report holds no table of links, so neighbours and subscribers are not known."
    return [noted(TopologyCode.NO_EVIDENCE, message, "explain/links.parquet", remedy="Scan again.")]


def _assumed(connected: Connected) -> list[str]:
    made = connected.topology
    bases = Counter(str(one.basis) for one in made.links)
    said = list(connected.assumptions)
    if bases["site"]:
        said.append(
            f"{bases['site']:,} links inside places are assumed: what no source links follows the usual "
            "order of roles (radio, baseband, switch, router, transport), and equals stand in for each other."
        )
    if not any(one.service == "subscribers" for one in made.demands):
        said.append(
            "No subscriber numbers are known; give a list with `node` and `subscribers` by --topology."
        )
    elif any(one.service == "cell-sites" for one in made.demands):
        said.append(
            "Subscribers are those of access tables and lists; each place with radio cells counts one in "
            "cell-sites."
        )
    said.append("Management subnets are taken to be /24 (IPv4) and /64 (IPv6).")
    return said


def _groups(
    nodes: Sequence[Node],
    suspects: Sequence[Node],
    covered: Sequence[Node],
    parts: Iterable[Mapping[str, Any]],
) -> list[tuple[str, str, Sequence[Node]]]:
    maker = {node.name: node.producer for node in nodes}
    of_device = {node.device: node for node in nodes if node.device >= 0}
    modules: dict[str, list[Node]] = {}
    for part in parts:
        node = of_device.get(part["device"])
        if node and part["producer"]:
            modules.setdefault(part["producer"], []).append(node)
    named = [("module producer", name, list(dict.fromkeys(found))) for name, found in sorted(modules.items())]
    found: list[tuple[str, str, Sequence[Node]]] = [("covered", "covered", covered)]
    found.append(("open", "covered or undetermined", suspects))
    producers = by("producer", nodes, maker)
    bad = {node.producer for node in suspects}
    found += sorted(producers, key=lambda one: one[1] not in bad)[:MOST_GROUPS]
    found += named[:MOST_GROUPS]
    found += by("region", covered, {node.name: node.region for node in covered})[:MOST_GROUPS]
    return found


def _days(
    devices: Sequence[Mapping[str, Any]],
    covered: Sequence[Node],
    removals: Mapping[str, date] | None,
    at: date,
) -> tuple[dict[str, date], list[str], list[Problem]]:
    """Day on which each covered element goes, a sentence on what it rests on, and rows that name nothing."""
    if removals is None:
        days = {node.name: max(node.due, at) for node in covered if node.due}
        without = len(covered) - len(days)
        note = "Removal is taken to happen on the day that the law sets"
        late = f"; {without:,} covered elements have no such day and stay" if without else ""
        return days, [f"{note}{late}. Give days with --removals."], []
    names = {
        name.casefold(): int(row["group"])
        for row in devices
        for name in (row["device"], row["hostname"])
        if name
    }
    of_device = {node.device: node.name for node in covered}
    found, unknown = {}, []
    for name, day in removals.items():
        group = names.get(name.casefold(), -1)
        if group < 0:
            message = f"{name} is no device of the report; the row is left out."
            unknown.append(noted(TopologyCode.UNKNOWN_DEVICE, message, "--removals"))
        elif group in of_device:
            found[of_device[group]] = day
    stay = len(covered) - len(found)
    return found, ([f"{stay:,} covered elements have no day of removal and stay."] if stay else []), unknown


def _points(covered: Sequence[Node], days: Mapping[str, date], at: date) -> list[tuple[date, list[Node]]]:
    """Days of the curve with the elements still in place at the end of each."""
    every = sorted({at, *(day for day in days.values() if day > at)})
    step = -(-len(every) // MOST_POINTS)
    chosen = sorted({*every[::step], every[-1]})
    return [(day, [n for n in covered if n.name not in days or days[n.name] > day]) for day in chosen]
