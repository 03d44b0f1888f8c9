from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.registries import oui
from interdict.registries.mac import Special, parse


@pytest.mark.parametrize(
    ("address", "organisation", "bits"),
    [
        ("00:E0:FC:12:34:56", "HUAWEI TECHNOLOGIES CO.,LTD", 24),
        ("48-57-02-00-00-01", "HUAWEI TECHNOLOGIES CO.,LTD", 24),
        ("0012.6200.0001", "Nokia Danmark A/S", 24),
        ("ac64dd512345", "SHANGHAI ZTE TECHNOLOGIES CO.,LTD", 28),
        ("70b3d50ae123", "Norsat International Inc.", 36),
    ],
)
def test_the_longest_block_names_the_registrant(address, organisation, bits):
    found = oui.lookup(address)
    assert (found.organisation, found.bits) == (organisation, bits)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("00:00:00:00:00:00", Special.ZERO),
        ("ff:ff:ff:ff:ff:ff", Special.MULTICAST),
        ("01:00:5e:00:00:01", Special.MULTICAST),
        ("02:e0:fc:12:34:56", Special.LOCAL),
        ("00:00:5e:00:01:0a", Special.VRRP),
        ("00:00:0c:07:ac:01", Special.HSRP),
        ("00:00:0c:9f:f1:23", Special.HSRP),
    ],
)
def test_an_address_that_names_nobody_is_never_looked_up(address, reason):
    assert oui.lookup(address) is reason


@pytest.mark.parametrize("text", ["", "HWTC12345678", "00:e0:fc", "00e0fc1234567", "00:e0:fc:12:34:5g"])
def test_what_is_no_address_is_not_found(text):
    assert oui.lookup(text) is None


def test_a_cisco_block_beside_the_hsrp_range_is_looked_up():
    assert oui.lookup("00:00:0c:07:ad:01").organisation == "Cisco Systems, Inc"


def test_the_extract_is_as_fresh_as_its_provenance_says():
    assert oui.lookup("00cc05000001").organisation == "HUAWEI TECHNOLOGIES CO.,LTD"


def test_the_dates_are_dates_and_lie_before_the_copy():
    dates = [seen for seen in oui.table()["first_seen"].to_pylist() if seen]
    assert dates
    assert max(dates) <= date(2026, 8, 26)


def test_counts_of_the_covered_makers_agree_with_the_reference():
    organisations = oui.table()["organisation"].to_pylist()
    assert organisations.count("HUAWEI TECHNOLOGIES CO.,LTD") == 1406
    assert organisations.count("zte corporation") == 499


@given(st.binary(min_size=6, max_size=6), st.sampled_from([":", "-", " ", "."]))
def test_every_spelling_of_an_address_parses_to_the_same_digits(octets, separator):
    digits = octets.hex()
    quads = [digits[n : n + 4] for n in (0, 4, 8)]
    spellings = [digits, octets.hex(separator), ".".join(quads), "-".join(quads).upper()]
    spellings.append(":".join(f"{octet:x}" for octet in octets))
    assert {parse(text) for text in spellings} == {digits.upper()}
