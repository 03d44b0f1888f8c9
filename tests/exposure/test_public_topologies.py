"""Real public topologies are read whole, and reach on them agrees with taking elements away one by one."""

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rustworkx as rx

from interdict.exposure.graph import crossing, graph, unavoidable, ways
from interdict.exposure.lists import Lists, read_lists

CORPUS = (
    Path(os.environ.get("INTERDICT_CORPUS", Path(__file__).parents[3] / "shared" / "corpus")) / "planning"
)
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("topologies")
    for name in ("sndlib", "topology-zoo"):
        with tarfile.open(CORPUS / f"{name}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return folder


def networks(folder: Path) -> Iterator[tuple[str, Lists]]:
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in (".graphml", ".txt"):
            yield path.name, read_lists([path])


@needs_corpus
def test_every_public_topology_is_read_whole(unpacked: Path) -> None:
    index = (CORPUS / "topology-zoo-index.csv").read_text("utf-8").splitlines()[1:]
    counted = {row.split(",")[0]: int(row.rsplit(",", 6)[1]) for row in index}
    seen = 0
    for name, found in networks(unpacked):
        assert not [one for one in found.problems if one.code == "P400"], name
        assert found.links, name
        if name in counted:
            assert len({node.name for node in found.nodes}) == counted[name], name
            seen += 1
    assert seen == len(counted) == 131


@needs_corpus
def test_reach_on_public_topologies_is_what_taking_elements_away_shows(unpacked: Path) -> None:
    tried = 0
    for name, found in networks(unpacked):
        names = [node.name for node in found.nodes]
        index = {node: place for place, node in enumerate(names)}
        links = {tuple(sorted((index[one.a], index[one.b]))) for one in found.links if one.a != one.b}
        if len(names) > 80:
            continue
        network = graph(len(names), [(a, b, 1.0) for a, b in links])
        demand = np.ones((len(names), 1))
        cut = unavoidable(network, [0], demand)[:, 0]
        over = crossing(ways(network, [0]), demand)[:, 0]
        whole = rx.PyGraph()
        whole.add_nodes_from(range(len(names)))
        whole.add_edges_from_no_data([(a, b) for a, b in links])
        before = rx.node_connected_component(whole, 0)
        for node in range(1, len(names)):
            if node in before:
                without = whole.copy()
                without.remove_node(node)
                assert cut[node] == len(before) - len(rx.node_connected_component(without, 0)), (name, node)
                assert over[node] >= cut[node] - 1e-9
        tried += 1
    assert tried > 100
