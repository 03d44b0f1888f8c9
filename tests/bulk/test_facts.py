from datetime import date
from types import SimpleNamespace

import pytest
from tests.bulk.made import asset, purchase, rows, site, subscriber, walk

from interdict.bulk.facts import FACTS, column_of, gather_facts

CUT_OFF = date(2018, 8, 14)
MATTERS = SimpleNamespace(
    facts_used=frozenset(FACTS),
    points={"acquisition.date": [CUT_OFF, date(2020, 7, 1)], "authorization.date": [date(2022, 11, 25)]},
)
"""What an assessor says of facts: all of these matter, with these thresholds."""


@pytest.fixture
def facts(group):
    """The facts of the only device in some sources, those that are known."""

    def gathered(*sources, month_first=True):
        inventory = group(*sources)
        found = rows(gather_facts(inventory.engine, inventory, MATTERS, month_first=month_first).rows())
        return {fact: value for row in found for fact, value in row.items() if value and fact != "device"}

    return gathered


def test_the_ledgers_date_beats_the_asset_rows(facts):
    found = facts(
        [asset("A-1", serialNumber="2102310ABC01", acquiredOn="2021-01-01")],
        [purchase("line 7", serialNumber="2102310ABC01", acquiredOn="2017-05-03")],
    )
    assert found["acquisition_date"] == "b0"


def test_an_order_and_a_part_number_find_the_purchase_where_no_serial_does(facts):
    found = facts(
        [asset("A-1", purchaseOrder="PO-2017-0042", model="S5720-28X")],
        [
            purchase("line 7", purchaseOrder="PO 2017 0042", partNumber="S5720-28X", acquiredOn="2017-05-03"),
            purchase("line 8", purchaseOrder="PO 2017 0042", partNumber="NE40E-X8", acquiredOn="2021-05-03"),
        ],
    )
    assert found["acquisition_date"] == "b0"


def test_a_purchase_by_serial_beats_one_by_order(facts):
    found = facts(
        [asset("A-1", serialNumber="2102310ABC01", purchaseOrder="PO-2017-0042", model="S5720")],
        [purchase("1", serialNumber="2102310ABC01", acquiredOn="2021-05-03")],
        [purchase("2", purchaseOrder="PO-2017-0042", model="S5720", acquiredOn="2017-05-03")],
    )
    assert found["acquisition_date"] == "b2"


def test_records_of_one_rank_that_disagree_answer_nothing(facts):
    found = facts(
        [asset("A-1", serialNumber="2102310ABC01", acquiredOn="2017-05-03")],
        [asset("B-1", serialNumber="2102310ABC01", acquiredOn="2021-05-03")],
    )
    assert "acquisition_date" not in found


def test_dates_that_differ_within_one_bucket_do_not_disagree(facts):
    found = facts(
        [asset("A-1", serialNumber="2102310ABC01", acquiredOn="2019-05-03")],
        [asset("B-1", serialNumber="2102310ABC01", acquiredOn="June 2019")],
    )
    assert found["acquisition_date"] == "b1"


@pytest.mark.parametrize("rough", ["2018", "Aug 2018", "Q3 2018", "unknown", "08/2018"])
def test_a_date_too_rough_to_tell_the_side_of_a_cut_off_answers_nothing(facts, rough):
    assert "acquisition_date" not in facts([asset("A-1", acquiredOn=rough)])


def test_day_and_month_are_read_as_the_jurisdiction_writes_them(facts):
    row = [asset("A-1", acquiredOn="08/12/2018")]
    assert facts(row, month_first=True)["acquisition_date"] == "b0"
    assert facts(row, month_first=False)["acquisition_date"] == "b1"


def test_a_sites_purpose_is_its_devices_purpose(facts):
    found = facts(
        [asset("A-1", site="kc-014 "), asset("A-2", site="KC-015")],
        [site("KC-014", sitePurpose="Core site; critical infrastructure")],
    )
    assert found["device_purposes"] == "critical-infrastructure-surveillance"


def test_a_devices_own_purpose_beats_its_sites(facts):
    found = facts(
        [asset("A-1", site="KC-014", purpose="retail shop")], [site("KC-014", sitePurpose="county building")]
    )
    assert found["device_purposes"] == "none-of-these"


def test_several_words_of_a_set_are_all_kept_in_order(facts):
    found = facts([asset("A-1", fundedBy="USF High-Cost and USDA grant", radioGeneration=["LTE", "5G NR"])])
    assert (found["acquisition_funds"], found["device_radio_generations"]) == ("federal-grant;usf", "4g;5g")


def test_a_device_that_answered_is_in_service(facts):
    assert facts([walk("w", sysDescr="Huawei")])["device_in_service"] == "yes"
    assert facts([subscriber("s", ponSerial="HWTC1234ABCD")])["device_in_service"] == "yes"
    assert "device_in_service" not in facts([asset("A-1", manufacturer="Huawei")])


def test_a_record_that_says_spare_beats_being_seen(facts):
    found = facts(
        [walk("w", sysName="nj-core-1")], [asset("A-1", hostname="nj-core-1", status="Spare, in stock")]
    )
    assert found["device_in_service"] == "no"


def test_a_column_is_a_name_the_engine_takes():
    assert column_of("acquisition.date") == "acquisition_date"
