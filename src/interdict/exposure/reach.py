"""Reach of devices and of groups of devices over a connected topology."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import ip_address, ip_network

import msgspec
import numpy as np

from interdict.exposure.assumptions import abilities, assumptions
from interdict.exposure.gateways import Connected
from interdict.exposure.graph import (
    Floats,
    Graph,
    Ways,
    crossing,
    graph,
    still_reached,
    unavoidable,
    watched,
    ways,
)
from interdict.model.exposure import Can, DeviceReach, GroupReach, Node, ServiceReach

AT_ONCE = 128
"""Groups looked at together; at 100,000 nodes their shares take 100 MB."""
MANAGED = {4: 24, 6: 64}
"""Prefix of the management subnet around an address; assumed, since most records give no mask."""


class Trees(msgspec.Struct, frozen=True):
    """What is needed for one set of roots, and by whom."""

    roots: tuple[int, ...]
    ways: Ways
    demand: Floats
    """`(nodes, services)`."""


class Reach:
    """
    A network ready to be asked.

    Args:
        connected: The topology with its gateways.
    """

    def __init__(self, connected: Connected) -> None:
        made = connected.topology
        self.nodes = list(made.nodes.values())
        self.index = {node.name: number for number, node in enumerate(self.nodes)}
        links = [(self.index[one.a], self.index[one.b], one.weight) for one in made.links]
        self.network: Graph = graph(len(self.nodes), links)
        self.services = tuple(dict.fromkeys(sorted({one.service for one in made.demands})))
        self._gateways = [self.index[name] for name in connected.gateways]
        self._sure = np.ones(len(self.nodes))
        for one in made.links:
            for end in (self.index[one.a], self.index[one.b]):
                self._sure[end] = min(self._sure[end], one.confidence)
        self._trees = self._grown(connected)
        self.total = np.zeros(len(self.services))
        for tree in self._trees:
            self.total += tree.demand[list(tree.ways.order)].sum(axis=0)

    def _grown(self, connected: Connected) -> list[Trees]:
        needs: dict[tuple[int, ...], Floats] = {}
        column = {service: number for number, service in enumerate(self.services)}
        ends = {service: self._ends(service) for service in self.services}
        for one in connected.topology.demands:
            roots = tuple(sorted(self.index[name] for name in one.core)) or ends[one.service]
            if roots not in needs:
                needs[roots] = np.zeros((len(self.nodes), len(self.services)))
            needs[roots][self.index[one.node], column[one.service]] += one.amount
        return [Trees(roots, ways(self.network, roots), demand) for roots, demand in needs.items()]

    def _ends(self, service: str) -> tuple[int, ...]:
        known = assumptions().services.get(service)
        wanted = known.ends if known else ()
        found = tuple(number for number, node in enumerate(self.nodes) if node.role in wanted)
        return found or tuple(sorted(self._gateways))

    def devices(self, chosen: Iterable[Node]) -> tuple[DeviceReach, ...]:
        """What each of some elements could do, the greatest score first."""
        cut = np.zeros((len(self.nodes), len(self.services)))
        over = np.zeros_like(cut)
        for tree in self._trees:
            cut += unavoidable(self.network, tree.roots, tree.demand)
            over += crossing(tree.ways, tree.demand)
        managed = self._managed()
        found = [self._device(node, cut, over, managed) for node in chosen]
        return tuple(sorted(found, key=lambda one: (-one.score, one.node.name)))

    def _device(self, node: Node, cut: Floats, over: Floats, managed: Mapping[str, int]) -> DeviceReach:
        number = self.index[node.name]
        see, alter, redirect, disrupt = abilities(node.role)
        watches = see is not Can.NO or redirect is not Can.NO
        found = self._services(cut[number], over[number])
        shares = [
            max(one.crossing * watches, one.cut * (disrupt is not Can.NO)) / one.total
            for one in found
            if one.total
        ]
        return DeviceReach(
            node=node,
            see=see,
            alter=alter,
            redirect=redirect,
            disrupt=disrupt,
            services=found,
            managed=managed.get(node.name, 0),
            score=round(sum(shares) / len(shares), 9) if shares else 0.0,
            confidence=float(self._sure[number]),
        )

    def _services(self, cut: Floats, over: Floats) -> tuple[ServiceReach, ...]:
        return tuple(
            ServiceReach(
                service=service,
                cut=round(float(cut[place]), 6),
                crossing=round(float(over[place]), 6),
                total=round(float(self.total[place]), 6),
            )
            for place, service in enumerate(self.services)
        )

    def _managed(self) -> dict[str, int]:
        """For each element how many others its management plane holds; all of them for network management."""
        subnet: dict[str, str] = {}
        for node in self.nodes:
            if node.managed_at:
                subnet[node.name] = _subnet(node.managed_at)
        size = Counter(subnet.values())
        found = {name: size[key] - 1 for name, key in subnet.items()}
        every = [node.name for node in self.nodes if node.role == "oss"]
        return found | {name: len(subnet) - (name in subnet) for name in every}

    def groups(self, groups: Sequence[tuple[str, str, Sequence[Node]]]) -> tuple[GroupReach, ...]:
        """
        What happens when every element of a group is off, and whose traffic the group could see.

        Args:
            groups: `(kind, name, elements)` of each.
        """
        found: list[GroupReach] = []
        for first in range(0, len(groups), AT_ONCE):
            found += self._some(groups[first : first + AT_ONCE])
        return tuple(found)

    def _some(self, groups: Sequence[tuple[str, str, Sequence[Node]]]) -> list[GroupReach]:
        members = [{self.index[node.name] for node in nodes} for _, _, nodes in groups]
        seeing = [
            {self.index[node.name] for node in nodes if abilities(node.role)[0] is not Can.NO}
            for _, _, nodes in groups
        ]
        cut = np.zeros((len(groups), len(self.services)))
        over = np.zeros_like(cut)
        left: list[int] = []
        for tree in self._trees:
            left = still_reached(self.network, tree.roots, members)
            needing = [node for node in tree.ways.order if tree.demand[node].any()]
            cut += _lost(needing, left, tree.demand, len(groups))
            over += watched(tree.ways, seeing)[needing].T @ tree.demand[needing]
        if len(self._trees) != 1 or self._trees[0].roots != tuple(sorted(self._gateways)):
            left = still_reached(self.network, self._gateways, members)
        return [
            GroupReach(
                kind=kind,
                name=name,
                devices=len(nodes),
                services=self._services(cut[place], over[place]),
                remaining=sum(
                    left[number] >> place & 1 for number, node in enumerate(self.nodes) if node.device >= 0
                ),
            )
            for place, (kind, name, nodes) in enumerate(groups)
        ]


def _lost(needing: Iterable[int], left: Sequence[int], demand: Floats, groups: int) -> Floats:
    """What is lost without each group: nodes share few patterns of groups that cut them off."""
    patterns: dict[int, list[int]] = defaultdict(list)
    for node in needing:
        patterns[left[node]].append(node)
    lost = np.zeros((groups, demand.shape[1]))
    for pattern, nodes in patterns.items():
        gone = [place for place in range(groups) if not pattern >> place & 1]
        lost[gone] += demand[nodes].sum(axis=0)
    return lost


def by(kind: str, nodes: Iterable[Node], of: Mapping[str, str]) -> list[tuple[str, str, list[Node]]]:
    """Elements by what `of` says of them, the largest group first; those it says nothing of are left out."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if of.get(node.name):
            found[of[node.name]].append(node)
    return [(kind, name, found[name]) for name in sorted(found, key=lambda one: (-len(found[one]), one))]


def _subnet(address: str) -> str:
    try:
        one = ip_address(address.strip())
    except ValueError:
        return address
    return str(ip_network(f"{one}/{MANAGED[one.version]}", strict=False))
