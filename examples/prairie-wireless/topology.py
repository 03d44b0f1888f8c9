"""Writes what Prairie Wireless knows of its links and subscribers: a microwave tree with rings."""

import argparse
import csv
import math
import sys
from pathlib import Path
from random import Random

from prairie.network import build_network
from prairie.values import Network, Site

NEIGHBOURS = 2
"""Every cell site has microwave links towards the core by so many nearer sites, where there are any."""
SEED = 20190220
"""That of `make.py`."""


def main() -> int:
    """Writes `links.csv` and `subscribers.csv`. Returns: 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/prairie-wireless/topology"))
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write_topology(build_network(given.seed), given.out, given.seed)
    print(f"The lists are in {given.out}.", file=sys.stderr)
    return 0


def write_topology(network: Network, out: Path, seed: int) -> None:
    """Links between sites, nearest core first, and subscribers with special services by site."""
    out.mkdir(parents=True, exist_ok=True)
    random = Random(seed)
    cores = [site for site in network.sites if site.kind == "Core site"]
    cells = sorted((s for s in network.sites if s.kind == "Cell site"), key=lambda s: nearest(s, cores))
    with (out / "links.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(("From Site", "To Site", "Metric"))
        rows.writerows((a.id, b.id, 1) for a, b in zip(cores, cores[1:] + cores[:1], strict=True))
        for place, site in enumerate(cells):
            closer = sorted(cores + cells[:place], key=lambda other: apart(site, other))
            wanted = NEIGHBOURS if random.random() < 0.4 else 1  # two in five sites lie on a ring
            rows.writerows((site.id, other.id, 1) for other in closer[:wanted])
    with (out / "subscribers.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(("Site", "Subscribers", "Hospitals", "Emergency Calls"))
        for site in cells:
            rows.writerow((site.id, int(random.lognormvariate(5.2, 0.7)), int(random.random() < 0.04), 0))
        for site in cores:
            rows.writerow((site.id, 0, 0, 1))


def nearest(site: Site, cores: list[Site]) -> float:
    """Distance to the nearest core site, in degrees of latitude."""
    return min(apart(site, core) for core in cores)


def apart(one: Site, other: Site) -> float:
    """Distance between two sites, in degrees of latitude."""
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return math.hypot(one.latitude - other.latitude, east)


if __name__ == "__main__":
    sys.exit(main())
