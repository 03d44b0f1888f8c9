"""A network as flat arrays: shortest paths to its gateways, and elements that cannot be avoided."""

import heapq
from collections.abc import Iterable, Sequence
from math import inf, isclose

import msgspec
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Graph(msgspec.Struct, frozen=True):
    """An undirected graph in compressed sparse rows; the neighbours of n are `to[start[n]:start[n + 1]]`."""

    start: Ints
    """`(nodes + 1,) int64`."""
    to: Ints
    """`(2 * links,) int64`."""
    weight: Floats
    """`(2 * links,) float64`, above 0."""

    @property
    def nodes(self) -> int:
        """How many nodes it has."""
        return len(self.start) - 1


class Ways(msgspec.Struct, frozen=True):
    """Every shortest path from each node to the nearest of some roots."""

    order: tuple[int, ...]
    """Nodes that reach a root, the nearest first; roots come first."""
    hops: tuple[tuple[int, ...], ...]
    """For each node its next hops on shortest paths; empty for a root and for what reaches none."""


def graph(nodes: int, links: Iterable[tuple[int, int, float]]) -> Graph:
    """
    Build a graph of `nodes` nodes from `(a, b, weight)`.

    Raises: ValueError for a weight that is not above 0; such links are a caller's to leave out.
    """
    rows = np.array([*links], dtype=np.float64).reshape(-1, 3)
    if len(rows) and not (rows[:, 2] > 0).all():
        raise ValueError("a link needs a weight above 0")
    ends = np.concatenate([rows[:, :2], rows[:, 1::-1]]).astype(np.int64)
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    start = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends[:, 0], minlength=nodes), out=start[1:])
    return Graph(start, ends[order, 1], np.tile(rows[:, 2], 2)[order])


def ways(network: Graph, roots: Sequence[int]) -> Ways:
    """
    Find all shortest paths to the nearest root.

    Sources: Dijkstra (1959); sums that differ by less than 1e-9 of their size are one cost.
    """
    start, to, weight = network.start.tolist(), network.to.tolist(), network.weight.tolist()
    distance = [inf] * network.nodes
    settled: list[int] = []
    done = bytearray(network.nodes)
    queue = [(0.0, root) for root in roots]
    for root in roots:
        distance[root] = 0.0
    while queue:
        here, node = heapq.heappop(queue)
        if done[node]:
            continue
        done[node] = 1
        settled.append(node)
        for place in range(start[node], start[node + 1]):
            there = here + weight[place]
            if there < distance[to[place]]:
                distance[to[place]] = there
                heapq.heappush(queue, (there, to[place]))
    ends = set(roots)
    hops: list[tuple[int, ...]] = [()] * network.nodes
    for node in settled:
        if node in ends:
            continue
        row = range(start[node], start[node + 1])
        mine = distance[node]
        near = (to[p] for p in row if isclose(distance[to[p]] + weight[p], mine, rel_tol=1e-9))
        hops[node] = tuple(dict.fromkeys(near))
    return Ways(tuple(settled), tuple(hops))


def crossing(found: Ways, demand: Floats) -> Floats:
    """
    Amount that crosses each node, its own demand included; every hop shares equally among its next hops.

    Args:
        demand: `(nodes, services)`, not negative; what reaches no root crosses nothing.
    Returns: `(nodes, services)`.
    Sources: accumulation from the farthest node as in Brandes (2001), with the equal split at each hop of
        equal-cost multipath (RFC 2992) in place of his equal split over whole paths.
    """
    load = np.zeros_like(demand)
    load[list(found.order)] = demand[list(found.order)]
    for node in reversed(found.order):
        hops = found.hops[node]
        if hops:
            share = load[node] / len(hops)
            for hop in hops:
                load[hop] += share
    return load


def unavoidable(network: Graph, roots: Sequence[int], demand: Floats) -> Floats:
    """
    Amount that cannot reach any root without each node, its own demand included.

    A virtual root stands behind all roots, so that one of several gateways is avoidable.

    Args:
        demand: `(nodes, services)`.
    Returns: `(nodes, services)`.
    Sources: dominator tree, Cooper, Harvey and Kennedy (2001), as rustworkx computes it.
    """
    source = np.repeat(np.arange(network.nodes), np.diff(network.start))
    virtual = network.nodes
    arcs = rx.PyDiGraph(multigraph=False)
    arcs.add_nodes_from(range(network.nodes + 1))
    arcs.add_edges_from_no_data(list(zip(source.tolist(), network.to.tolist(), strict=True)))
    arcs.add_edges_from_no_data([(virtual, root) for root in roots])
    above = rx.immediate_dominators(arcs, virtual)
    return _summed(above, virtual, demand)


def _summed(above: dict[int, int], top: int, demand: Floats) -> Floats:
    """Sums over the subtrees of a dominator tree, leaves first."""
    waiting: dict[int, int] = dict.fromkeys(above, 0)
    for node, parent in above.items():
        if node != top:
            waiting[parent] += 1
    total = np.zeros_like(demand)
    inside = [node for node in above if node != top]
    total[inside] = demand[inside]
    ready = [node for node in inside if not waiting[node]]
    while ready:
        node = ready.pop()
        parent = above[node]
        if parent == top:
            continue
        total[parent] += total[node]
        waiting[parent] -= 1
        if not waiting[parent]:
            ready.append(parent)
    return total


def watched(found: Ways, groups: Sequence[Iterable[int]]) -> Floats:
    """
    Share of each node's traffic that crosses some member of each group.

    Args:
        groups: Nodes of each group.
    Returns: `(nodes, groups)`, in [0, 1].
    """
    free = np.zeros((len(found.hops), len(groups)))
    member = np.ones((len(found.hops), len(groups)))
    for number, group in enumerate(groups):
        member[list(group), number] = 0.0
    for node in found.order:
        hops = found.hops[node]
        if not hops:
            free[node] = member[node]
        else:
            here = free[node]
            here += free[hops[0]]
            for hop in hops[1:]:
                here += free[hop]
            here *= member[node] / len(hops)
    return 1.0 - free


def still_reached(network: Graph, roots: Sequence[int], groups: Sequence[Iterable[int]]) -> list[int]:
    """
    For each node the groups without which it still reaches a root, as bits: bit `g` for group `g`.

    One pass of a work list serves all groups; a node comes up again only when it gained a bit.
    """
    every = (1 << len(groups)) - 1
    may = [every] * network.nodes
    for number, group in enumerate(groups):
        for node in group:
            may[node] &= ~(1 << number)
    start, to = network.start.tolist(), network.to.tolist()
    reached = [0] * network.nodes
    queue = []
    for root in dict.fromkeys(roots):
        reached[root] = may[root]
        queue.append(root)
    while queue:
        following: dict[int, None] = {}
        for node in queue:
            mine = reached[node]
            for place in range(start[node], start[node + 1]):
                other = to[place]
                gained = mine & may[other] & ~reached[other]
                if gained:
                    reached[other] |= gained
                    following[other] = None
        queue = list(following)
    return reached
