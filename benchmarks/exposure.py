"""
Measures reach on a generated network: a core mesh, rings of aggregation, trees of access, from a seed.

    python benchmarks/exposure.py --nodes 100000 --links 200000
"""

import argparse
import resource
import time
from random import Random

import numpy as np

from interdict.exposure.gateways import Connected
from interdict.exposure.reach import Reach
from interdict.exposure.topology import Topology
from interdict.model.exposure import Basis, Demand, Link, Node

ROLES = ("packet-core-user-plane", "ip-router", "microwave", "ran-base-station")
MAKERS = ("huawei", "zte", "nokia", "ericsson", "cisco")
CURVE = 60


def main() -> None:
    """Prints seconds of each step and the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    connected = network(given.nodes, given.links, given.seed)
    made = connected.topology
    print(f"{len(made.nodes):,} nodes, {len(made.links):,} links, {len(made.demands):,} needs")
    begun = time.perf_counter()
    reach = Reach(connected)
    _tell("graph and shortest paths", begun)
    covered = [node for node in reach.nodes if node.producer in ("huawei", "zte")]
    step = time.perf_counter()
    devices = reach.devices(covered)
    _tell(f"reach of {len(devices):,} devices", step)
    step = time.perf_counter()
    makers = [("producer", name, [n for n in reach.nodes if n.producer == name]) for name in MAKERS]
    days = [("covered", str(day), covered[len(covered) * day // CURVE :]) for day in range(CURVE)]
    groups = reach.groups(makers + days)
    _tell(f"{len(groups)} groups of devices off or hostile at once", step)
    _tell("in all", begun)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def network(nodes: int, links: int, seed: int) -> Connected:
    """Every node hangs on one of the nodes before it, near it in number; the other links close rings."""
    random = Random(seed)
    gateways = 8
    made = [
        Node(
            name=f"n{n}",
            device=n,
            role=ROLES[0 if n < gateways else 1 if n < nodes // 50 else 2 if n < nodes // 4 else 3],
            producer=random.choice(MAKERS),
            status="covered",
        )
        for n in range(nodes)
    ]
    pairs = {(max(0, random.randrange(n // 3, n) if n > 3 else 0), n) for n in range(1, nodes)}
    while len(pairs) < links:
        a = random.randrange(nodes)
        b = min(nodes - 1, a + 1 + int(random.expovariate(1 / 500)))
        if a != b:
            pairs.add((a, b))
    rng = np.random.default_rng(seed)
    amounts = rng.integers(0, 1000, nodes)
    return Connected(
        topology=Topology(
            nodes={node.name: node for node in made},
            links=tuple(
                Link(a=f"n{a}", b=f"n{b}", basis=Basis.LISTED, confidence=0.95) for a, b in sorted(pairs)
            ),
            demands=tuple(
                Demand(node=f"n{n}", service=service, amount=float(amounts[n]))
                for n in range(gateways, nodes)
                for service in ("subscribers", "traffic")
            ),
            places={},
            doors={},
            problems=(),
        ),
        gateways=tuple(f"n{n}" for n in range(gateways)),
        assumptions=(),
        unconnected=(),
    )


def _tell(what: str, begun: float) -> None:
    print(f"{time.perf_counter() - begun:7.2f} s  {what}")


if __name__ == "__main__":
    main()
