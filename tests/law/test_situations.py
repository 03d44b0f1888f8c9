"""Situations written as facts are read like cases and decided like them."""

from datetime import date
from pathlib import Path

import pytest

from interdict.core.errors import SituationError
from interdict.law.cases import read_cases
from interdict.law.load import load_library
from interdict.law.situations import Naming, decide_situation, orders_of, read_situations
from interdict.model.finding import Status
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import load_parties

LIBRARY = load_library()
AFFILIATION = Affiliates(load_parties())
NAMES = {"华为": ("huawei", "Huawei"), "huawei": ("huawei", "Huawei"), "zte": ("zte", "ZTE")}
NAMING = Naming(resolve=NAMES.get, nearest=lambda text: ("huawei",) if text[:2] == "hu" else ())
ROUTER = """\
- title: A router under the rule of 2020
  facts:
    operator.jurisdictions: [US]
    operator.is_etc_with_usf: true
    device.producer: 华为
    device.classes: [telecommunications-equipment]
    acquisition.funds: [usf]
"""


def read(folder, text):
    path = folder / "situations.yaml"
    path.write_text(text, encoding="utf-8")
    return read_situations(path, LIBRARY, NAMING)


def decided(situation, at=date(2026, 11, 22), names=()):
    return decide_situation(situation, LIBRARY, orders_of(situation, LIBRARY, names, ()), AFFILIATION, at=at)


def statuses(outcome):
    return {f"{one.order}#{one.provision}": one.status for one in outcome.decisions}


def test_a_name_becomes_an_id_and_is_said(tmp_path):
    (one,) = read(tmp_path, ROUTER)
    assert one.facts["device.producer"] == "huawei"
    assert [(name.text, name.party) for name in one.named] == [("华为", "huawei")]
    assert one.id == "situation 1"


def test_it_is_decided_under_the_orders_of_its_jurisdictions_on_the_day_asked(tmp_path):
    (one,) = read(tmp_path, ROUTER)
    found = statuses(decided(one))
    assert {name.partition("/")[0] for name in found} == {"us"}
    assert found["us/47-cfr-54-9#a-no-usf-money"] is Status.COVERED
    before = statuses(decided(one, at=date(2019, 2, 20)))
    assert before["us/47-cfr-54-9#a-no-usf-money"] is Status.NOT_COVERED


def test_orders_asked_for_go_before_its_own(tmp_path):
    (one,) = read(tmp_path, ROUTER + "  orders: [gb/*]\n")
    assert {name.partition("/")[0] for name in statuses(decided(one))} == {"gb"}
    assert {name.partition("#")[0] for name in statuses(decided(one, names=["us/47-cfr-54-9"]))} == {
        "us/47-cfr-54-9"
    }


def test_a_draft_counts_where_the_situation_assumes_it(tmp_path):
    text = ROUTER.replace("facts:\n", "facts:\n    operator.mobile_carrier: true\n")
    text = text.replace(
        "[telecommunications-equipment]", "[telecommunications-equipment]\n    device.in_service: true"
    )
    (one,) = read(tmp_path, text + "  assume: [us-draft-2019-02@2019-02-20]\n  orders: [us-draft-2019-02]\n")
    draft = "us/us-draft-2019-02#a-huawei-zte-hardware"
    assert statuses(decided(one, at=date(2019, 2, 20)))[draft] is Status.COVERED
    assert statuses(decided(one, at=date(2019, 2, 19)))[draft] is Status.NOT_COVERED


def test_what_was_expected_and_not_found_is_told_with_its_place(tmp_path):
    expect = "  expect: [{provision: a-no-usf-money, status: not-covered}]\n"
    (one,) = read(tmp_path, ROUTER + expect)
    (complaint,) = decided(one).complaints
    assert "situations.yaml:8" in complaint
    assert "expected not-covered, found covered" in complaint


def test_an_expectation_that_several_provisions_fit_is_told(tmp_path):
    expect = "  expect: [{provision: a-no-subsidy, status: covered}]\n  orders: [gb/*]\n"
    (one,) = read(tmp_path, ROUTER + expect)
    assert "none of the chosen orders has it" in decided(one).complaints[0]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("- facts:\n    device.producr: zte\n", 2, "Did you mean device.producer"),
        ("- facts:\n    acquisition.date: soon\n", 2, "YYYY-MM-DD"),
        ("- facts:\n    device.in_service: 3\n", 2, "expected true or false"),
        ("- facts:\n    device.classes: [routr]\n", 2, "unknown value of device.classes"),
        ("- facts:\n    device.producer: hurray\n", 2, "Did you mean huawei?"),
        ("- facts:\n    device.producer: Acme\n", 2, "relations: {Acme: {}}"),
        ("- facts:\n    device.module_producers: [zte, Acme]\n", 2, "no party is called 'Acme'"),
        ("- facts:\n    device.producer:\n", 2, "is empty"),
        ("- fact: {}\n", 1, "unknown field 'fact'"),
        ("- title: x\n", 1, "field 'facts' is missing"),
        ("- facts: {}\n  assume: 2019-02-20\n", 2, "ORDER@YYYY-MM-DD"),
        ("- facts: {}\n  expect: [{provision: a-no-subsid, status: covered}]\n", 2, "Did you mean"),
        ("[]\n", 1, "holds no situation"),
        ("- facts: {\n", 2, "Mend the YAML syntax"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_remedy(tmp_path, text, line, told):
    with pytest.raises(SituationError) as caught:
        read(tmp_path, text)
    assert told in str(caught.value)
    assert caught.value.where.endswith(f"situations.yaml:{line}")


def test_a_maker_nobody_describes_is_taken_where_the_situation_says_so(tmp_path):
    for facts in ("{device.producer: some-maker}", "{device.producer: Acme}\n  relations: {Acme: {}}"):
        (one,) = read(tmp_path, f"- facts: {facts}\n")
        assert one.facts["device.producer"] in {"some-maker", "Acme"}


def test_what_a_situation_supposes_of_ownership_goes_before_the_parties_data(tmp_path):
    text = ROUTER.replace("华为", "Acme") + "  relations: {Acme: {huawei: 'true'}}\n"
    (one,) = read(tmp_path, text)
    assert statuses(decided(one))["us/47-cfr-54-9#a-no-usf-money"] is Status.COVERED


@pytest.mark.parametrize("order", sorted(LIBRARY.orders))
def test_cases_beside_an_order_are_situations_and_come_out_as_expected(order):
    path = Path(LIBRARY.folders[order]) / "cases.yaml"
    found = read_situations(path, LIBRARY, NAMING)
    assert len(found) == len(read_cases(LIBRARY, order))
    assert [text for one in found for text in decided(one).complaints] == []
