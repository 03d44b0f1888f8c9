from datetime import date

import pytest

from interdict.core.errors import PartyDataError
from interdict.model.party import Party, Stake, Tag
from interdict.model.truth import Truth
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import Parties, load_parties

REAL = Affiliates(load_parties())
TODAY = date(2026, 11, 22)
TESTS = ["subsidiary-or-affiliate", "more-than-10-percent", "50-percent-aggregate", "control"]


def between(*stakes):
    firms = {firm for stake in stakes for firm in (stake.owner, stake.owned)} | {"a", "b"}
    return Affiliates(Parties(parties=[Party(id=firm, name=firm.upper()) for firm in firms], stakes=stakes))


def holding(share=None, control=None, tag=Tag.SOURCED, owner="a", owned="b"):
    return Stake(owner=owner, owned=owned, share=share, control=control, tag=tag, source="test")


def truth(affiliation, test, producer="b", named="a"):
    return affiliation(producer, named, test=test, at=TODAY).truth


@pytest.mark.parametrize("test", ["named-only", *TESTS])
def test_the_named_party_itself_is_reached_under_every_test(test):
    assert truth(REAL, test, "huawei", "huawei") is Truth.TRUE


def test_named_only_reaches_no_subsidiary():
    assert truth(REAL, "named-only", "huawei-device", "huawei") is Truth.FALSE


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (10, (Truth.UNKNOWN, Truth.FALSE, Truth.FALSE, Truth.FALSE)),
        (12, (Truth.UNKNOWN, Truth.TRUE, Truth.FALSE, Truth.FALSE)),
        (50, (Truth.UNKNOWN, Truth.TRUE, Truth.TRUE, Truth.FALSE)),
        (51, (Truth.TRUE, Truth.TRUE, Truth.TRUE, Truth.TRUE)),
    ],
)
def test_each_order_draws_its_own_line(share, expected):
    control = share > 50
    affiliation = between(holding(share, control))
    assert tuple(truth(affiliation, test) for test in TESTS) == expected


@pytest.mark.parametrize("test", TESTS)
def test_an_unknown_share_is_unknown_and_says_what_is_missing(test):
    relation = between(holding())("b", "a", test=test, at=TODAY)
    assert relation.truth is Truth.UNKNOWN
    assert "the share that is held" in relation.because


@pytest.mark.parametrize("test", TESTS)
def test_background_knowledge_decides_nothing(test):
    assert truth(between(holding(100, True, Tag.BACKGROUND)), test) is Truth.UNKNOWN


def test_a_parent_and_a_sister_are_affiliates_and_not_subsidiaries():
    affiliation = between(holding(100, True), holding(100, True, owned="c"))
    assert truth(affiliation, "subsidiary-or-affiliate", "a", "b") is Truth.TRUE
    assert truth(affiliation, "subsidiary-or-affiliate", "c", "b") is Truth.TRUE
    assert truth(affiliation, "control", "c", "b") is Truth.FALSE


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2020, 11, 16), Truth.TRUE), (date(2020, 11, 17), Truth.FALSE)]
)
def test_honor_is_an_affiliate_until_the_day_of_its_sale(day, expected):
    relation = REAL("honor", "huawei", test="subsidiary-or-affiliate", at=day)
    assert relation.truth is expected
    assert "2020-11-17" in relation.because


def test_xfusion_is_no_affiliate_after_the_sale_of_2021():
    assert REAL("xfusion", "huawei", test="more-than-10-percent", at=date(2021, 11, 5)).truth is Truth.FALSE


def test_h3c_was_huaweis_joint_venture_and_is_not_an_affiliate_now():
    truths = [
        REAL("h3c", "huawei", test="more-than-10-percent", at=day).truth
        for day in (date(2005, 1, 1), date(2006, 6, 1), date(2007, 6, 1), TODAY)
    ]
    assert truths == [Truth.TRUE, Truth.TRUE, Truth.UNKNOWN, Truth.FALSE]


def test_a_reported_later_sale_leaves_sepura_open():
    assert REAL("sepura", "hytera", test="control", at=date(2018, 1, 1)).truth is Truth.TRUE
    assert REAL("sepura", "hytera", test="control", at=TODAY).truth is Truth.UNKNOWN


def test_a_maker_without_a_recorded_link_is_not_reached_and_the_limit_is_said():
    relation = REAL("cisco", "huawei", test="subsidiary-or-affiliate", at=TODAY)
    assert relation.truth is Truth.FALSE
    assert relation.because == (
        "No ownership link between Cisco and Huawei is recorded; published affiliate lists are not complete."
    )


def test_a_test_nobody_wrote_is_an_error_of_our_data():
    with pytest.raises(PartyDataError, match="quarter"):
        REAL("cisco", "huawei", test="quarter", at=TODAY)
