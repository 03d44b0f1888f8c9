"""Every change that is told turns the finding when it is decided again, and no smaller one does."""

from datetime import date
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from tests.law import laws

from interdict.law.cases import Supposed
from interdict.law.decide import decide
from interdict.law.flip import DAY, changeable_facts, statuses_to, why_not
from interdict.law.load import load_library
from interdict.model.finding import Status

LIBRARY = load_library()
RULE = LIBRARY.orders["us/47-cfr-54-9"].provisions[0]
AFFILIATION = Supposed(laws.RELATIONS)
KIN = {"huawei": ("hisilicon", "murky")}
USF = {
    "operator.is_etc_with_usf": True,
    "device.producer": "huawei",
}


def asked(provision, facts, wanted, at=date(2026, 11, 22), **options):
    return why_not(
        provision,
        facts,
        LIBRARY,
        AFFILIATION,
        at=at,
        wanted=wanted,
        relatives=lambda p: KIN.get(p, ()),
        **options,
    )


def again(provision, facts, at, way):
    given_facts = {**facts, **{one.fact: one.to for one in way.changes}}
    day = given_facts.pop(DAY, at)
    return decide(provision, given_facts, at=day, affiliation=AFFILIATION, library=LIBRARY).status


@settings(max_examples=120, deadline=None)
@given(laws.provisions, laws.facts, laws.days)
def test_every_way_out_turns_the_finding_and_no_part_of_it_does(provision, facts, day):
    provision = msgspec.structs.replace(provision, order="us/47-cfr-54-9")
    now = decide(provision, facts, at=day, affiliation=AFFILIATION, library=LIBRARY).status
    wanted = statuses_to("", now)
    found = asked(provision, facts, wanted, at=day)
    assert found.status is now
    for way in found.ways:
        assert again(provision, facts, day, way) is way.status
        assert way.status in wanted
        for size in range(len(way.changes)):
            for fewer in combinations(way.changes, size):
                part = msgspec.structs.replace(way, changes=fewer)
                assert again(provision, facts, day, part) not in wanted


@settings(max_examples=80, deadline=None)
@given(laws.provisions, laws.facts, laws.days)
def test_a_single_change_that_turns_it_is_not_missed(provision, facts, day):
    provision = msgspec.structs.replace(provision, order="us/47-cfr-54-9")
    now = decide(provision, facts, at=day, affiliation=AFFILIATION, library=LIBRARY).status
    wanted = statuses_to("", now)
    found = asked(provision, facts, wanted, at=day)
    single = {way.changes[0].fact for way in found.ways if len(way.changes) == 1}
    for name in set(laws.DOMAINS) - {"device.classes"}:
        turned = any(
            decide(provision, {**facts, name: value}, at=day, affiliation=AFFILIATION, library=LIBRARY).status
            in wanted
            for value in laws.DOMAINS[name]
        )
        assert not turned or name in single


def test_what_somebody_can_do_comes_before_what_cannot_be_changed():
    found = asked(RULE, USF, statuses_to("", Status.COVERED))
    facts = [[one.fact for one in way.changes] for way in found.ways]
    assert ["operator.is_etc_with_usf"] in facts
    assert ["device.producer"] in facts
    assert facts.index(["operator.is_etc_with_usf"]) < facts.index(["device.producer"])
    maker = next(way for way in found.ways if way.changes[0].fact == "device.producer")
    assert not maker.changeable
    assert found.complete


def test_a_missing_fact_is_something_to_find_out():
    known = {name: value for name, value in USF.items() if name != "operator.is_etc_with_usf"}
    found = asked(RULE, known, (Status.COVERED,))
    (change,) = found.ways[0].changes
    assert (change.fact, change.was, change.to) == ("operator.is_etc_with_usf", None, True)
    assert found.ways[0].changeable


def test_the_day_is_among_what_may_differ():
    found = asked(RULE, USF, (Status.COVERED,), at=date(2019, 2, 20))
    assert found.ways[0].changes[0].fact == DAY
    assert found.ways[0].changes[0].to >= date(2020, 1, 3)


def test_a_finding_that_is_as_wanted_needs_no_change():
    assert asked(RULE, USF, (Status.COVERED,)).ways == ()


def test_facts_that_are_to_stay_stay():
    found = asked(RULE, USF, statuses_to("", Status.COVERED), fixed=["operator.is_etc_with_usf"])
    assert all(one.fact != "operator.is_etc_with_usf" for way in found.ways for one in way.changes)


def test_what_can_be_changed_is_declared_and_the_maker_is_not_among_it():
    assert set(changeable_facts()) <= set(LIBRARY.vocabulary.facts)
    assert not {"device.producer", "device.classes", "device.produced_on"} & set(changeable_facts())


@pytest.mark.parametrize(
    ("word", "now", "wanted"),
    [
        ("", Status.UNDETERMINED, {Status.NOT_COVERED, Status.EXEMPT}),
        ("", Status.EXEMPT, {Status.COVERED}),
        ("covered", Status.UNDETERMINED, {Status.COVERED}),
        ("not-covered", Status.EXEMPT, {Status.NOT_COVERED, Status.EXEMPT}),
    ],
)
def test_what_is_wanted_follows_from_the_word_or_from_what_it_is(word, now, wanted):
    assert set(statuses_to(word, now)) == wanted
