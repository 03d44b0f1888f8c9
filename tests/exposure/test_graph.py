"""Reach on small graphs equals what trying every node out says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.exposure.graph import Graph, crossing, graph, still_reached, unavoidable, watched, ways

Drawn = tuple[int, list[tuple[int, int, float]], list[int], list[float]]


@st.composite
def networks(draw: st.DrawFn) -> Drawn:
    nodes = draw(st.integers(2, 9))
    index = st.integers(0, nodes - 1)
    pairs = draw(st.lists(st.tuples(index, index), max_size=16))
    links = [(a, b, float(draw(st.integers(1, 3)))) for a, b in {(min(p), max(p)) for p in pairs} if a != b]
    roots = draw(st.lists(index, min_size=1, max_size=3, unique=True))
    return nodes, links, roots, draw(st.lists(st.integers(0, 50).map(float), min_size=nodes, max_size=nodes))


def reached(nodes: int, links: list[tuple[int, int, float]], roots: list[int], off: set[int]) -> set[int]:
    found = {root for root in roots if root not in off}
    while True:
        more = {b for a, b, _ in links if a in found} | {a for a, b, _ in links if b in found}
        if more - off <= found:
            return found
        found |= more - off


def walks(links: list[tuple[int, int, float]], roots: list[int], node: int) -> list[tuple[float, list[int]]]:
    """Every simple path from a node to a root, with its cost."""
    found = []

    def go(path: list[int], cost: float) -> None:
        if path[-1] in roots:
            found.append((cost, path))
            return
        for a, b, weight in links:
            for here, there in ((a, b), (b, a)):
                if here == path[-1] and there not in path:
                    go([*path, there], cost + weight)

    go([node], 0.0)
    return found


def hop_shares(
    links: list[tuple[int, int, float]], roots: list[int], node: int
) -> dict[tuple[int, ...], float]:
    """Each shortest path from a node with the share that equal splits at every hop send along it."""
    paths = walks(links, roots, node)
    least = min((cost for cost, _ in paths), default=0.0)
    best = {tuple(path) for cost, path in paths if cost == least}
    shares = {}
    for path in best:
        share = 1.0
        for place in range(1, len(path)):
            share /= len({other[place] for other in best if other[:place] == path[:place]})
        shares[path] = share
    return shares


@given(networks())
def test_what_a_node_cuts_is_what_is_lost_when_it_is_taken_away(drawn: Drawn) -> None:
    nodes, links, roots, amounts = drawn
    found = unavoidable(graph(nodes, links), roots, np.array(amounts)[:, None])[:, 0]
    before = reached(nodes, links, roots, set())
    for node in range(nodes):
        lost = before - reached(nodes, links, roots, {node})
        assert found[node] == pytest.approx(sum(amounts[one] for one in lost))


@given(networks())
def test_what_crosses_a_node_is_the_sum_over_all_shortest_paths(drawn: Drawn) -> None:
    nodes, links, roots, amounts = drawn
    found = crossing(ways(graph(nodes, links), roots), np.array(amounts)[:, None])[:, 0]
    expected = [0.0] * nodes
    for node in range(nodes):
        for path, share in hop_shares(links, roots, node).items():
            for hop in path:
                expected[hop] += amounts[node] * share
    assert found == pytest.approx(expected)


@given(networks(), st.data())
def test_groups_are_watched_and_cut_as_one_by_one(drawn: Drawn, data: st.DataObject) -> None:
    nodes, links, roots, _ = drawn
    groups = data.draw(st.lists(st.sets(st.integers(0, nodes - 1)), min_size=1, max_size=3))
    network = graph(nodes, links)
    seen, left = watched(ways(network, roots), groups), still_reached(network, roots, groups)
    before = reached(nodes, links, roots, set())
    for number, group in enumerate(groups):
        without = reached(nodes, links, roots, group)
        assert {node for node in range(nodes) if left[node] >> number & 1} == without
        for node in before:
            shares = hop_shares(links, roots, node)
            assert seen[node, number] == pytest.approx(sum(s for p, s in shares.items() if group & set(p)))


def test_one_of_two_gateways_can_be_avoided() -> None:
    network = graph(3, [(0, 1, 1.0), (1, 2, 1.0)])
    demand = np.array([[0.0], [7.0], [0.0]])
    assert unavoidable(network, [0, 2], demand)[:, 0].tolist() == [0.0, 7.0, 0.0]
    assert crossing(ways(network, [0, 2]), demand)[:, 0].tolist() == [3.5, 7.0, 3.5]


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan")])
def test_a_weight_must_be_above_zero(weight: float) -> None:
    with pytest.raises(ValueError, match="weight above 0"):
        graph(2, [(0, 1, weight)])


def test_a_graph_keeps_every_link_both_ways() -> None:
    network: Graph = graph(3, [(0, 1, 1.0), (1, 2, 2.0)])
    assert network.to.tolist() == [1, 0, 2, 1]
    assert network.weight.tolist() == [1.0, 1.0, 2.0, 2.0]
