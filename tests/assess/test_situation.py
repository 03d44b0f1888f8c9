from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.assess.situation import Profile, bucket_text, load_roles, representative, role_facts, situation
from interdict.assess.translate import date_answer
from interdict.law.load import load_library

POINTS = (date(2018, 8, 14), date(2020, 7, 1))
SORTED_DAYS = st.lists(st.dates(date(1990, 1, 2), date(2049, 1, 1)), min_size=1, max_size=6, unique=True).map(
    sorted
)


@given(SORTED_DAYS, st.data())
def test_the_representative_of_a_bucket_lies_in_it(points, data):
    number = data.draw(st.integers(0, len(points)))
    day = representative(f"b{number}", points)
    assert date_answer(day.isoformat(), points, month_first=True) == f"b{number}"


@given(SORTED_DAYS)
def test_the_words_of_buckets_name_every_threshold_once_as_a_first_day(points):
    texts = [bucket_text(f"b{number}", points) for number in range(len(points) + 1)]
    assert texts[0] == f"before {points[0]}"
    assert texts[-1] == f"on or after {points[-1]}"
    for text, first, after in zip(texts[1:-1], points, points[1:], strict=False):
        assert text == f"from {first} to {after - timedelta(days=1)}"


def test_a_day_kept_as_it_is_stands_for_itself():
    assert representative("2019-05-03", POINTS) == date(2019, 5, 3)
    assert bucket_text("2019-05-03", POINTS) == "2019-05-03"


def test_answers_take_the_types_the_law_asks_for():
    answers = {
        "acquisition.date": "b1",
        "acquisition.funds": "own;usf",
        "device.in_service": "no",
        "device.produced_abroad": "",
    }
    facts = situation(Profile(number=1, answers=answers), {}, {"acquisition.date": POINTS})
    assert facts["acquisition.date"] == date(2018, 8, 14)
    assert facts["acquisition.funds"] == frozenset({"own", "usf"})
    assert facts["device.in_service"] is False
    assert "device.produced_abroad" not in facts, "no answer is unknown, never false"


def test_a_maker_that_nobody_could_name_is_unknown():
    assert "device.producer" not in situation(Profile(number=1, answers={}), {}, {})
    known = situation(Profile(number=1, producer="zte", modules=("huawei",), answers={}), {}, {})
    assert (known["device.producer"], known["device.module_producers"]) == ("zte", frozenset({"huawei"}))


def test_the_operators_facts_come_along():
    operator = {"operator.mobile_carrier": True}
    assert situation(Profile(number=1, answers={}), operator, {})["operator.mobile_carrier"] is True
    assert operator == {"operator.mobile_carrier": True}


def test_a_router_routes_and_a_rectifier_does_not():
    assert role_facts("ip-router")["device.routes_or_redirects_traffic"] is True
    assert role_facts("power")["device.routes_or_redirects_traffic"] is False


@pytest.mark.parametrize("role", ["", "toaster"])
def test_an_unknown_role_tells_nothing(role):
    assert role_facts(role) == {}


@pytest.mark.parametrize("role", sorted(load_roles()))
def test_every_role_tells_only_facts_the_law_knows(role):
    facts = load_library().vocabulary.facts
    told = role_facts(role)
    assert set(told) <= set(facts)
    assert told["device.classes"] <= set(load_library().vocabulary.classes)
