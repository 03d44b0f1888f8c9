"""A network put together from what records say of its links, with the confidence of each link."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

import msgspec

from interdict.core.problem import Problem
from interdict.exposure.assumptions import assumptions
from interdict.exposure.lists import ListedNode, Lists
from interdict.exposure.problems import TopologyCode, noted
from interdict.exposure.records import SCANNED, Place, Recorded, placed, unplaced
from interdict.model.exposure import Basis, Demand, Link, Node

MOST_ENDS = 16
"""Interfaces in one small subnet that are linked in pairs; more are a sign of a plan used twice."""
ROUTERS = 4
"""Tier of an element of unknown role that names neighbours or stands in a list of links."""


class Topology(msgspec.Struct, frozen=True, kw_only=True):
    """Elements, links and needs, as the records give them; nothing is assumed yet beyond a site's inside."""

    nodes: dict[str, Node]
    links: tuple[Link, ...]
    demands: tuple[Demand, ...]
    places: dict[str, Place]
    doors: dict[str, tuple[str, ...]]
    """Place to its elements nearest the way out, or the place itself where it has no known element."""
    problems: tuple[Problem, ...]


def topology(known: Recorded, lists: Lists, *, within_sites: bool = True) -> Topology:
    """
    Put a network together.

    Args:
        known: Elements, neighbours and places of a report.
        lists: What further files say.
        within_sites: Whether elements at one site that no source links are linked in the order of roles.
    """
    made = _Making(known)
    made.facts(lists.nodes)
    for seer, node in known.seen:
        made.link(made.element(seer), node, Basis.NEIGHBOUR, 1.0, SCANNED)
    made.subnets(lists)
    for listed in lists.links:
        made.between(listed.a, listed.b, Basis.LISTED, listed.weight, listed.where, listed.place)
    for fact in lists.nodes:
        if fact.parent:
            made.between(fact.name, fact.parent, Basis.PARENT, 1.0, fact.where, fact.place)
    made.finish(lists.nodes, within_sites=within_sites)
    return Topology(
        nodes=made.nodes,
        links=tuple(made.links.values()),
        demands=tuple(made.demands),
        places=made.places,
        doors=made.doors,
        problems=(*known.problems, *lists.problems, *made.problems),
    )


class _Making:
    """Grows by one link at a time; the surest source of a link comes first."""

    def __init__(self, known: Recorded) -> None:
        self._known = known
        self.nodes = {node.name: node for node in known.nodes}
        self.places = dict(known.places)
        self.links: dict[tuple[str, str], Link] = {}
        self.demands: list[Demand] = []
        self.doors: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []
        self._between: list[tuple[str, str, Basis, float]] = []
        self._unknown: set[str] = set()

    def element(self, name: str) -> str:
        """The node of that name; one that no record has becomes a node without a maker."""
        found = self._known.names.find(name)
        if found:
            return str(found)
        site = self._known.keys.of_host(name)
        place = self.places.get(site, Place(key=site))
        self.nodes[name] = Node(
            name=name,
            site=site,
            region=place.region,
            latitude=place.latitude,
            longitude=place.longitude,
        )
        self._known.names.claim(name, (name,))
        return name

    def link(self, a: str, b: str, basis: Basis, weight: float, where: str, place: str = "") -> None:
        """Note a link; one to itself is left out, of a double one the least weight counts."""
        if a == b:
            message = f"{a} is linked to itself; the link is left out."
            self.problems.append(noted(TopologyCode.SELF_LINK, message, where, place=place))
            return
        ends = (a, b) if a < b else (b, a)
        before = self.links.get(ends)
        if before and before.basis is basis is Basis.LISTED:
            message = f"{a} – {b} stands there more than once; the least weight counts."
            self.problems.append(noted(TopologyCode.DOUBLE_LINK, message, where, place=place))
        if before is None or weight < before.weight:
            sure = assumptions().confidence[basis]
            kept = before.basis if before and before.confidence >= sure else basis
            confidence = assumptions().confidence[kept]
            self.links[ends] = Link(a=ends[0], b=ends[1], basis=kept, confidence=confidence, weight=weight)

    def between(self, a: str, b: str, basis: Basis, weight: float, where: str, place: str) -> None:
        """Note a link that a list names: between elements, or between places once their doors are known."""
        ends = [self._end(name, where, place) for name in (a, b)]
        if ends[0] == ends[1] or all(end in self.nodes for end in ends):
            self.link(ends[0], ends[1], basis, weight, where, place)
        else:
            self._between.append((ends[0], ends[1], basis, weight))

    def _end(self, name: str, where: str, place: str) -> str:
        """A node, or `@` and the key of a place."""
        found = str(self._known.names.find(name))
        site = str(self._known.keys.find(name))
        if found or site:
            return found or f"@{site}"
        if name not in self._unknown:
            self._unknown.add(name)
            message = f"{name} is in no record; it is kept as a node without a maker."
            self.problems.append(noted(TopologyCode.UNKNOWN_NODE, message, where, place=place))
        return self.element(name)

    def facts(self, listed: Sequence[ListedNode]) -> None:
        """Complete places by lists of nodes; what is neither place nor element becomes a place."""
        for fact in listed:
            key = self._known.keys.find(fact.name)
            if not key and self._known.names.find(fact.name):
                continue
            key = key or fact.name
            self._known.keys.add(key)
            at = placed(key, fact.latitude, fact.longitude)
            before = self.places.get(key, Place(key=key))
            if at:
                before = msgspec.structs.replace(before, latitude=at[0], longitude=at[1])
            elif not before.placed:
                self.problems.append(unplaced(key, fact.where))
            self.places[key] = before

    def subnets(self, lists: Lists) -> None:
        """Link the configurations that have interfaces in one small subnet."""
        ends: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in lists.interfaces:
            ends[one.network].append((one.host, one.where))
        for members in ends.values():
            for (a, where), (b, _) in combinations(members[:MOST_ENDS], 2):
                if a != b:
                    self.link(self.element(a), self.element(b), Basis.SUBNET, 1.0, where)

    def finish(self, listed: Sequence[ListedNode], *, within_sites: bool) -> None:
        """Order the inside of places, hang links between places to their doors, and note what nodes need."""
        inside: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            if node.site:
                inside[node.site].append(node)
        for key in {*inside, *self.places}:
            self._inside(key, inside.get(key, []), within_sites=within_sites)
        for a, b, basis, weight in self._between:
            self._hang(a, b, basis, weight)
        self._needs(listed, inside)

    def _inside(self, key: str, elements: list[Node], *, within_sites: bool) -> None:
        """Link each element, unless a source did, to those of the next tier; the last are the doors."""
        tiers: dict[int, list[str]] = defaultdict(list)
        for node in sorted(elements, key=lambda one: one.name):
            tier = assumptions().tier(node.role)
            tiers[tier if tier >= 0 else ROUTERS].append(node.name)
        ordered = [tiers[tier] for tier in sorted(tiers)]
        if not ordered:
            place = self.places[key]
            self.nodes[key] = Node(
                name=key, site=key, region=place.region, latitude=place.latitude, longitude=place.longitude
            )
            self.doors[key] = (key,)
            return
        self.doors[key] = tuple(ordered[-1])
        if not within_sites:
            return
        if len(ordered) == 1:
            self._join(ordered[0], [], f"{key} (inside)", key)
        for tier, (lower, upper) in enumerate(pairwise(ordered)):
            self._join(self._loose(lower, upper), upper, f"{key} (inside {tier + 1})", key)

    def _loose(self, lower: list[str], upper: list[str]) -> list[str]:
        """Of `lower`, those that no source links to one of `upper`."""
        return [a for a in lower if not any(((a, b) if a < b else (b, a)) in self.links for b in upper)]

    def _join(self, lower: list[str], upper: list[str], middle: str, site: str) -> None:
        """Link every node of two groups through one middle, or directly where a group has a single node."""
        if min(len(lower), len(upper)) == 1:
            for a in lower:
                for b in upper:
                    self.link(a, b, Basis.SITE, 1.0, SCANNED)
        elif len(lower) > 1:
            self._star([*lower, *upper], middle, site, Basis.SITE, 0.5)

    def _star(self, ends: Iterable[str], middle: str, site: str, basis: Basis, half: float) -> None:
        self.nodes[middle] = Node(name=middle, site=site)
        for end in ends:
            self.link(end, middle, basis, half, SCANNED)

    def _hang(self, a: str, b: str, basis: Basis, weight: float) -> None:
        ends = [self.doors[end[1:]] if end.startswith("@") else (end,) for end in (a, b)]
        if len(ends[0]) == len(ends[1]) == 1:
            self.link(ends[0][0], ends[1][0], basis, weight, SCANNED)
        else:
            names = sorted(end.removeprefix("@") for end in (a, b))
            self._star((*ends[0], *ends[1]), f"{names[0]} – {names[1]}", "", basis, weight / 2)

    def _needs(self, listed: Sequence[ListedNode], inside: dict[str, list[Node]]) -> None:
        for seer, count in self._known.served:
            node = self._known.names.find(seer)
            if node:
                self.demands.append(Demand(node=node, service="subscribers", amount=float(count)))
            else:
                message = f"{seer} serves {count:,} subscribers' devices but is no known element; left out."
                self.problems.append(noted(TopologyCode.UNKNOWN_NODE, message, SCANNED))
        cells = {key: self._cells(elements) for key, elements in inside.items()}
        for radios in cells.values():
            if radios:
                self._spread(radios, "cell-sites", 1.0, ())
        for fact in listed:
            node, key = self._known.names.find(fact.name), self._known.keys.find(fact.name)
            at = [node] if node else cells.get(key) or self._lowest(inside.get(key, [])) or [key]
            core = self._core(fact.core)
            for service, amount in fact.amounts.items():
                self._spread(at, service, amount, core)

    def _core(self, name: str) -> tuple[str, ...]:
        if not name:
            return ()
        node = self._known.names.find(name)
        return (node,) if node else self.doors.get(self._known.keys.find(name), ())

    def _spread(self, nodes: Sequence[str], service: str, amount: float, core: tuple[str, ...]) -> None:
        for node in nodes:
            part = amount / len(nodes)
            self.demands.append(Demand(node=node, service=service, amount=part, core=core))

    def _cells(self, elements: list[Node]) -> list[str]:
        """The lowest elements with cells at a place: radios where it has them."""
        return self._lowest([node for node in elements if node.role in assumptions().cells])

    @staticmethod
    def _lowest(elements: list[Node]) -> list[str]:
        tiers = {node.name: assumptions().tier(node.role) for node in elements if node.role}
        least = min(tiers.values(), default=-1)
        return sorted(name for name, tier in tiers.items() if tier == least)
