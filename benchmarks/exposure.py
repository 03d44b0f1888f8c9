"""
Measures exposure on a generated network, from rows of a report and lists of links to the answer, from a seed.

    python benchmarks/exposure.py --nodes 100000 --links 200000
"""

import argparse
import resource
import sys
import time
from datetime import date, timedelta
from random import Random
from typing import Any

from interdict.exposure.lists import ListedLink, ListedNode, Lists
from interdict.exposure.weigh import weigh

ROLES = ("packet-core-user-plane", "ip-router", "microwave", "ran-base-station")
MAKERS = ("huawei", "zte", "nokia", "ericsson", "cisco")
BANNED = ("huawei", "zte")
GATEWAYS = 8
AT = date(2026, 11, 22)


class Stages:
    """Prints how long each stage took, once the next one begins."""

    def __init__(self) -> None:
        self._begun, self._title = time.perf_counter(), ""

    def stage(self, title: str, total: int | None = None) -> None:
        """A new stage begins; the one before is told."""
        now = time.perf_counter()
        if self._title:
            print(f"{now - self._begun:7.2f} s  {self._title}")
        self._begun, self._title = now, title

    def step(self, count: int = 1, note: str = "") -> None:
        """Steps are not told."""


def main() -> int:
    """Prints seconds of each stage and the peak of memory. Returns: 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    devices, lists = network(given.nodes, given.links, given.seed)
    days = {
        row["device"]: AT + timedelta(days=7 * (row["group"] % 156))
        for row in devices
        if row["producer"] in BANNED
    }
    print(f"{len(devices):,} elements, {len(lists.links):,} links, seed {given.seed}")
    stages, begun = Stages(), time.perf_counter()
    found, _ = weigh(devices, [], (), at=AT, lists=lists, removals=days, progress=stages)
    stages.stage("")
    print(f"{time.perf_counter() - begun:7.2f} s  in all")
    print(f"{len(found.devices):,} devices ranked, {len(found.groups)} groups, {len(found.curve)} days")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return 0


def network(nodes: int, links: int, seed: int) -> tuple[list[dict[str, Any]], Lists]:
    """Every element hangs on one before it; the other links close rings between elements near in number."""
    random = Random(seed)
    devices = [_device(random, n, nodes) for n in range(nodes)]
    pairs = {(random.randrange(n // 3, n) if n > 3 else 0, n) for n in range(1, nodes)}
    while len(pairs) < links:
        a = random.randrange(nodes - 1)
        pairs.add((a, min(nodes - 1, a + 1 + int(random.expovariate(1 / 500)))))
    listed = tuple(
        ListedLink(a=f"n{a}", b=f"n{b}", where="links.csv", place=f"row {n}")
        for n, (a, b) in enumerate(sorted(pairs))
    )
    needs = tuple(
        ListedNode(
            name=f"n{n}",
            amounts={"subscribers": float(random.randrange(1000)), "traffic": float(random.randrange(100))},
            where="nodes.csv",
            place=f"row {n}",
        )
        for n in range(GATEWAYS, nodes)
    )
    return devices, Lists(links=listed, nodes=needs)


def _device(random: Random, number: int, nodes: int) -> dict[str, Any]:
    tier = 0 if number < GATEWAYS else 1 if number < nodes // 50 else 2 if number < nodes // 4 else 3
    maker = random.choice(MAKERS)
    return {
        "group": number,
        "device": f"n{number}",
        "hostname": f"n{number}",
        "serial": "",
        "site": f"s{number // 4}",
        "region": f"r{number % 12}",
        "due": None,
        "role": ROLES[tier],
        "producer": maker,
        "status": "covered" if maker in BANNED else "not-covered",
        "kind": "asset",
    }


if __name__ == "__main__":
    sys.exit(main())
