"""Where services end, and how places that no record connects are taken to reach them."""

from collections import defaultdict
from collections.abc import Sequence
from math import asin, cos, inf, radians, sin, sqrt

import msgspec
import rustworkx as rx

from interdict.core.errors import UsageError
from interdict.exposure.assumptions import assumptions
from interdict.exposure.problems import TopologyCode, noted
from interdict.exposure.records import Place
from interdict.exposure.topology import Topology
from interdict.model.exposure import Basis, Link, Node

EARTH = 6371.0
"""Mean radius, km (IUGG)."""


class Connected(msgspec.Struct, frozen=True, kw_only=True):
    """A topology whose places reach a gateway wherever records or assumptions let them."""

    topology: Topology
    gateways: tuple[str, ...]
    assumptions: tuple[str, ...]
    unconnected: tuple[str, ...]
    """Elements and places that reach no gateway."""


def connect(made: Topology, *, core: Sequence[str] = (), uplinks: bool = True) -> Connected:
    """
    Choose gateways and connect what no record connects.

    Args:
        made: What the records give.
        core: Elements or places where services end; chosen by role where empty.
        uplinks: Whether a place that reaches no gateway is taken to reach the nearest core place.
    Raises: UsageError where there is nothing that could be a gateway, or `core` names nothing known.
    """
    ends, said = gateways(made, core)
    notes = [said] if said else []
    if uplinks:
        made, note = _uplinks(made, ends)
        notes += [note] if note else []
    islands = [group for group in _components(made) if not group & set(ends)]
    problems = list(made.problems)
    for group in sorted(islands, key=lambda one: (-len(one), min(one))):
        if len(group) > 1:
            message = f"{len(group):,} elements around {min(group)} hang together but reach no gateway."
            remedy = "Give the missing link with --topology."
            problems.append(noted(TopologyCode.ISLAND, message, min(group), remedy=remedy))
    return Connected(
        topology=msgspec.structs.replace(made, problems=tuple(problems)),
        gateways=ends,
        assumptions=tuple(notes),
        unconnected=tuple(sorted(name for group in islands for name in group if "(inside" not in name)),
    )


def gateways(made: Topology, core: Sequence[str] = ()) -> tuple[tuple[str, ...], str]:
    """Elements where services end, and a sentence where they had to be guessed."""
    if core:
        return tuple(dict.fromkeys(end for name in core for end in _named(made, name))), ""
    for roles in assumptions().gateways:
        found = tuple(sorted(n.name for n in made.nodes.values() if n.role in roles))
        if found:
            return found, ""
    words = assumptions().core_words
    cores = [place.key for place in made.places.values() if _is_core(place, words)]
    found = tuple(sorted({door for key in cores for door in made.doors[key]}))
    if found:
        return found, (
            "No packet core is in the records; the elements nearest the way out of "
            f"{', '.join(sorted(cores)[:5])} are taken for gateways."
        )
    raise UsageError(
        "no element has the role of a packet core and no place is called core",
        where="--core",
        remedy="Name the element or place where traffic leaves the network with --core.",
    )


def _named(made: Topology, name: str) -> tuple[str, ...]:
    folded = name.casefold()
    nodes = [node for node in made.nodes if node.casefold() == folded]
    doors = [end for key, ends in made.doors.items() if key.casefold() == folded for end in ends]
    if not nodes and not doors:
        raise UsageError(
            f"{name} is no element and no place",
            where="--core",
            remedy="Name one of the report or the topology.",
        )
    return tuple(nodes or doors)


def _is_core(place: Place, words: Sequence[str]) -> bool:
    text = f"{place.kind} {place.name} {place.key}".casefold().replace("-", " ")
    return any(f" {word} " in f" {text} " for word in words)


def _components(made: Topology) -> list[set[str]]:
    names = list(made.nodes)
    index = {name: number for number, name in enumerate(names)}
    network = rx.PyGraph(multigraph=False)
    network.add_nodes_from(names)
    network.add_edges_from_no_data([(index[one.a], index[one.b]) for one in made.links])
    return [{names[number] for number in group} for group in rx.connected_components(network)]


def _uplinks(made: Topology, ends: Sequence[str]) -> tuple[Topology, str]:
    """Link, of every component without a gateway, the place nearest a core place to that place's doors."""
    cores = _core_places(made, ends)
    links: list[Link] = []
    nodes: dict[str, Node] = {}
    taken: dict[str, int] = defaultdict(int)
    for group in _components(made):
        if group & set(ends) or not cores:
            continue
        keys = sorted({made.nodes[name].site for name in group} & made.doors.keys())
        if not keys:
            continue
        key, core = min(((k, c) for k in keys for c in cores), key=lambda two: _apart(made, *two))
        doors = [door for door in made.doors[key] if door in group] or sorted(group)[:1]
        middle = f"{key} – {core} (assumed)"
        nodes[middle] = Node(name=middle)
        sure = assumptions().confidence[Basis.ASSUMED]
        for end in (*doors, *made.doors[core]):
            links.append(Link(a=end, b=middle, basis=Basis.ASSUMED, confidence=sure, weight=0.5))
        taken[core] += 1
    if not links:
        return made, ""
    joined = msgspec.structs.replace(made, nodes={**made.nodes, **nodes}, links=(*made.links, *links))
    return joined, (
        f"No record links {sum(taken.values()):,} places, or groups of linked places, to a gateway; each "
        f"is taken to reach the nearest core place as the crow flies ({', '.join(sorted(taken))}). Paths "
        "between places are then not known: devices that relay for others look less important than they are."
    )


def _core_places(made: Topology, ends: Sequence[str]) -> list[str]:
    at = dict.fromkeys(made.nodes[end].site for end in ends if made.nodes[end].site)
    return sorted(key for key in at if key in made.doors)


def _apart(made: Topology, a: str, b: str) -> tuple[float, str, str]:
    """Great-circle distance, km; infinite where either place has no coordinates."""
    one, two = made.places.get(a), made.places.get(b)
    if one is None or two is None or not one.placed or not two.placed:
        return inf, a, b
    north, other = radians(one.latitude or 0), radians(two.latitude or 0)
    east = radians((two.longitude or 0) - (one.longitude or 0))
    half = sin((other - north) / 2) ** 2 + cos(north) * cos(other) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(sqrt(half), 1.0)), a, b
