"""The network that exposure is measured on has the size asked for, and all of it is connected."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from exposure import AT, network
from interdict.core.progress import Silent
from interdict.exposure.weigh import weigh


def test_the_generated_network_is_whole() -> None:
    devices, lists = network(400, 800, seed=3)
    found, _ = weigh(devices, [], (), at=AT, lists=lists, progress=Silent())
    assert (len(devices), len(lists.links)) == (400, 800)
    assert found.unconnected == ()
    needed = sum(node.amounts["subscribers"] for node in lists.nodes)
    assert found.services["subscribers"] == needed
    covered = next(one for one in found.groups if one.kind == "covered")
    assert 0 < covered.services[0].cut <= covered.services[0].crossing <= needed
