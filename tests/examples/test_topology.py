"""The lists of links and subscribers of the example carrier fit its sites."""

import csv
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "prairie-wireless"
sys.path.insert(0, str(EXAMPLE))

from make import SEED as MADE_FROM  # noqa: E402
from prairie.network import build_network  # noqa: E402
from topology import SEED, write_topology  # noqa: E402


def test_every_cell_site_has_a_way_and_subscribers(tmp_path: Path) -> None:
    network = build_network(SEED)
    write_topology(network, tmp_path, SEED)
    with (tmp_path / "links.csv").open(encoding="utf-8") as stream:
        links = list(csv.DictReader(stream))
    with (tmp_path / "subscribers.csv").open(encoding="utf-8") as stream:
        needs = {row["Site"]: int(row["Subscribers"]) for row in csv.DictReader(stream)}
    cells = {site.id for site in network.sites if site.kind == "Cell site"}
    assert SEED == MADE_FROM
    assert cells <= {row["From Site"] for row in links}
    assert all(needs[site] > 0 for site in cells)
