"""What records say of links stays with the report; subscribers' devices only as counts by who serves them."""

from tests.bulk.made import Told, asset, site, subscriber

from interdict.bulk.links import link_rows
from interdict.model.observation import RecordKind


def test_links_keep_neighbours_places_and_counts_of_subscribers(group):
    found = group(
        [asset("A1", hostname="nj-sw-2", description="core", managementAddress="10.0.0.2")],
        [Told("n", RecordKind.NEIGHBOUR, {"sysName": "nj-sw-2", "seenBy": "nj-core-1"})],
        [subscriber(f"ont-{n}", seenBy="nj-olt-3", ponSerial=f"HWTC0000000{n}") for n in range(3)],
        [site("NJ", site="NJ", latitude="40.1", longitude="-74.2")],
    )
    rows = link_rows(found.engine, found).to_pyarrow().to_pylist()
    said = {(row["kind"], row["property"], row["value"], row["records"]) for row in rows}
    assert said == {
        ("asset", "hostname", "nj-sw-2", 1),
        ("asset", "managementAddress", "10.0.0.2", 1),
        ("neighbour", "sysName", "nj-sw-2", 1),
        ("neighbour", "seenBy", "nj-core-1", 1),
        ("subscriber", "seenBy", "nj-olt-3", 3),
        ("site", "site", "NJ", 1),
        ("site", "latitude", "40.1", 1),
        ("site", "longitude", "-74.2", 1),
    }
    assert len({row["device"] for row in rows if row["kind"] in ("asset", "neighbour")}) == 1
