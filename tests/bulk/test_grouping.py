import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.bulk.made import Told, asset, devices_of, groups, purchase, rows, site, subscriber, walk

from interdict.bulk.grouping import primary_records
from interdict.evidence.group import MOST_RECORDS
from interdict.model.observation import RecordKind


def together(*keys):
    return frozenset(keys)


def test_a_serial_number_in_three_sources_is_one_device(group):
    found = group(
        [walk("nj-core-1", entPhysicalSerialNum="2102310ABC01")],
        [asset("A-100001", serialNumber="2102310abc01 ")],
        [subscriber("port-7", ponSerial="2102-310ABC01")],
    )
    assert groups(found) == {together("0:nj-core-1", "1:A-100001", "2:port-7")}


@pytest.mark.parametrize(
    "spelling", ["00-E0-FC-12-34-56", "00e0.fc12.3456", "0x00e0fc123456", "00E0FC123456"]
)
def test_an_address_is_one_however_it_is_spelled(group, spelling):
    found = group([walk("kc-sw-2", chassisMac="00:e0:fc:12:34:56")], [asset("A-2", macAddress=spelling)])
    assert groups(found) == {together("0:kc-sw-2", "1:A-2")}


def test_a_name_links_with_and_without_its_domain(group):
    found = group([walk("w", sysName="nj-core-1.prairie.example")], [asset("A-1", hostname="NJ-CORE-1")])
    assert groups(found) == {together("0:w", "1:A-1")}


def test_links_reach_through_a_chain_of_sources(group):
    found = group(
        [walk("w", sysName="nj-core-1", dot1dBaseBridgeAddress="00:e0:fc:12:34:56")],
        [asset("A-1", hostname="nj-core-1", serialNumber="2102310ABC01")],
        [asset("B-1", serialNumber="2102310ABC01", assetTag="PW-004711")],
        [asset("C-1", assetTag="pw004711")],
    )
    assert groups(found) == {together("0:w", "1:A-1", "2:B-1", "3:C-1")}


@pytest.mark.parametrize(
    "default", ["00000000", "123456789", "FFFFFFFFFF", "To be filled", "UNKNOWN", "N/A", "12345"]
)
def test_a_placeholder_serial_number_joins_nobody(group, default):
    found = group([asset("A-1", serialNumber=default)], [asset("B-1", serialNumber=default)])
    assert len(groups(found)) == 2


@pytest.mark.parametrize("name", ["localhost", "switch", "Router", "sw1", "<none>"])
def test_a_default_name_joins_nobody(group, name):
    assert len(groups(group([walk("a", sysName=name)], [asset("A-1", hostname=name)]))) == 2


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("00:00:5e:00:01:0a", "VRRP"),
        ("00:00:0c:07:ac:01", "HSRP"),
        ("02:42:ac:11:00:02", "locally administered"),
        ("01:00:5e:00:00:fb", "multicast"),
        ("00:00:00:00:00:00", "empty"),
    ],
)
def test_an_address_that_several_devices_may_carry_joins_nobody(group, address, why):
    found = group([walk("kc-sw-2", chassisMac=address)], [asset("A-2", macAddress=address)])
    assert len(groups(found)) == 2, why


def test_a_sources_own_two_ids_are_its_word_that_they_differ(group):
    address = "00:e0:fc:12:34:56"
    found = group([asset("A-1", macAddress=address), asset("A-2", macAddress=address)])
    assert len(groups(found)) == 2


def test_a_serial_number_twice_in_one_source_is_one_device(group):
    found = group([asset("A-1", serialNumber="2102310ABC01"), asset("A-9", serialNumber="2102310ABC01")])
    assert groups(found) == {together("0:A-1", "0:A-9")}


def test_a_key_that_too_many_records_share_is_a_default(group):
    many = [asset(f"A-{n}", serialNumber="SN4711FACTORY") for n in range(MOST_RECORDS + 1)]
    assert len(groups(group(many))) == MOST_RECORDS + 1


def test_an_interface_address_joins_only_where_one_device_claims_it(group):
    shared = "00:e0:fc:12:34:56"
    found = group(
        [walk("a", ifPhysAddress=[shared])],
        [walk("b", ifPhysAddress=[shared])],
        [asset("A-1", macAddress=shared)],
    )
    assert together("0:a", "1:b") not in groups(found)
    assert len(groups(group([walk("a", ifPhysAddress=[shared])], [asset("A-1", macAddress=shared)]))) == 1


def test_subscribers_who_name_their_phone_alike_keep_their_phones(group):
    found = group([subscriber("s1", hostname="annas-phone-1")], [subscriber("s2", hostname="annas-phone-1")])
    assert len(groups(found)) == 2


def test_purchases_and_sites_are_no_devices(group):
    found = group(
        [purchase("line 7", serialNumber="2102310ABC01")],
        [site("KC-014")],
        [asset("A-1", serialNumber="2102310ABC01")],
    )
    assert groups(found) == {together("2:A-1")}


def test_the_device_itself_speaks_first_however_late_it_is_read(group):
    found = group(
        [asset("A-1", hostname="nj-core-1")],
        [Told("seen", RecordKind.NEIGHBOUR, {"sysName": "nj-core-1"})],
        [walk("nj-core-1", sysName="nj-core-1")],
    )
    (device,) = rows(found.devices)
    assert (device["key"], device["kind"], device["records"], device["sources"]) == (
        "nj-core-1",
        "self",
        3,
        3,
    )


SERIALS = st.sampled_from(["2102310ABC01", "2102310ABC02", "FCW1234L0AB", "00000000", ""])
NAMES = st.sampled_from(["nj-core-1", "nj-core-2", "switch", ""])
ADDRESSES = st.sampled_from(["00:e0:fc:12:34:56", "00:1a:2b:00:00:01", "02:00:00:00:00:01", ""])
RECORDS = st.builds(
    lambda kind, serial, name, address: (
        kind,
        {"serialNumber": serial, "hostname": name, "chassisMac": address},
    ),
    st.sampled_from([RecordKind.SELF, RecordKind.ASSET, RecordKind.SUBSCRIBER]),
    SERIALS,
    NAMES,
    ADDRESSES,
)
SOURCES = st.lists(st.lists(RECORDS, min_size=1, max_size=3), min_size=1, max_size=4)


def grouped(sources):
    """Groups of record ids; a record's id travels with it, so sources may be read in any order."""
    told = [[Told(key, kind, said) for key, (kind, said) in source] for source in sources]
    with tempfile.TemporaryDirectory() as folder, devices_of(Path(folder), *told) as found:
        return {frozenset(name.partition(":")[2] for name in one) for one in groups(found)}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES, st.randoms())
def test_what_is_one_device_does_not_depend_on_the_order_of_input(sources, random):
    named = [[(f"{s}/{n}", record) for n, record in enumerate(source)] for s, source in enumerate(sources)]
    shuffled = [random.sample(source, len(source)) for source in random.sample(named, len(named))]
    assert grouped(shuffled) == grouped(named)


def test_asking_twice_gives_the_same_devices(group):
    found = group([walk("w", sysName="nj-core-1")], [asset("A-1", hostname="nj-core-1")], [asset("B-1")])
    again = primary_records(found.engine, found.records, found.membership)
    assert sorted(row["device"] for row in rows(again)) == sorted(
        row["device"] for row in rows(found.devices)
    )
