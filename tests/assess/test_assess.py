from datetime import date
from itertools import pairwise

import pytest

from interdict.assess.assess import STATUS_ORDER, Assessor, RollUp
from interdict.assess.situation import ANOTHER_MAKER, INSTALLED, Profile, bucket_text
from interdict.assess.translate import date_answer
from interdict.law.load import load_library
from interdict.law.timeline import assumption, select
from interdict.model.finding import Status
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import load_parties

LAW = load_library()
PARTIES = load_parties()
FACTS = {
    "operator.jurisdictions": frozenset({"US"}),
    "operator.mobile_carrier": True,
    "operator.federal_agency": False,
    "operator.federal_contractor": True,
    "operator.is_etc_with_usf": True,
    "operator.provides_advanced_communications_service": True,
}
ABOUT_ACTS = {
    "us/bis-affiliates-rule",
    "us/bis-entity-list-huawei",
    "us/dod-1260h",
    "us/fascsa-orders",
    "us/fcc-25-27",
    "us/fcc-26-2",
    "us/fcc-26-28",
    "us/zte-denial-2018",
}
ROUTER = Profile(number=1, producer="huawei", role="ip-router", answers={"device.in_service": "yes"})


def assessor(at=date(2026, 11, 22), assume=(), operator=FACTS):
    orders = select(LAW, (), jurisdictions=frozenset({"US"}), assumptions=[assumption(one) for one in assume])
    return Assessor(LAW, orders, operator, at=at, affiliation=Affiliates(PARTIES))


def reached(decisions, status=Status.COVERED):
    return {f"{one.order}#{one.provision}" for one in decisions if one.status is status}


def test_a_router_of_huawei_is_covered_and_one_of_another_maker_is_not():
    judge = assessor()
    assert "us/fcc-covered-list#CL-01" in reached(judge.assess(ROUTER))
    other = Profile(number=2, producer=ANOTHER_MAKER, role="ip-router", answers={"device.in_service": "yes"})
    assert reached(judge.assess(other)) == set()


def test_nothing_that_is_plainly_not_covered_is_a_finding():
    assert all(one.status is not Status.NOT_COVERED for one in assessor().assess(ROUTER))


def test_provisions_not_in_force_reach_nothing_and_are_kept_apart():
    judge = assessor(at=date(2019, 2, 20))
    left_out = {one.order for one in judge.without_device}
    assert "us/fcc-covered-list" in left_out
    assert not {provision.order for provision in judge.provisions} & {
        "us/fcc-covered-list",
        "us/us-draft-2019-02",
    }


def test_a_draft_counts_from_the_day_it_is_assumed_and_not_before():
    draft = "us/us-draft-2019-02#a-huawei-zte-hardware"
    assumed = ("us-draft-2019-02@2019-02-20",)
    assert draft not in reached(assessor(at=date(2019, 2, 20)).assess(ROUTER))
    assert draft in reached(assessor(at=date(2019, 2, 20), assume=assumed).assess(ROUTER))
    assert draft not in reached(assessor(at=date(2019, 2, 19), assume=assumed).assess(ROUTER))


def test_an_operator_that_says_nothing_of_itself_gets_questions_and_no_duties():
    judge = assessor(operator={})
    decisions = judge.assess(ROUTER)
    assert "us/47-cfr-54-11#a-remove-and-certify" in reached(decisions, Status.UNDETERMINED)


def test_a_bucket_is_shown_as_a_span_and_not_as_its_representative():
    judge = assessor()
    bucket = date_answer("2021-05-03", judge.points["acquisition.date"], month_first=True)
    answers = {"device.in_service": "yes", "acquisition.date": bucket}
    profile = Profile(number=3, producer="huawei", role="ip-router", answers=answers)

    def found(reason):
        yield from [reason.found] if reason.fact == "acquisition.date" else []
        for child in reason.children:
            yield from found(child)

    told = {text for one in judge.assess(profile) for text in found(one.reason) if text}
    assert told == {bucket_text(bucket, judge.points["acquisition.date"])}
    assert told.pop().startswith("from ")


def test_a_device_without_findings_is_not_covered():
    assert assessor().roll_up([]) == RollUp(status=Status.NOT_COVERED)


@pytest.mark.parametrize(("first", "second"), pairwise(STATUS_ORDER))
def test_the_roll_up_takes_the_status_that_matters_more(first, second):
    strict = RollUp(status=second, strictness=99, due=date(2020, 1, 1))
    assert min(strict, RollUp(status=first), key=lambda line: line.sort_key).status is first


def test_of_one_status_the_stricter_effect_then_the_earlier_date_comes_first():
    mild, strict = RollUp(status=Status.COVERED, strictness=1), RollUp(status=Status.COVERED, strictness=5)
    dated = RollUp(status=Status.COVERED, strictness=5, due=date(2027, 3, 31))
    sooner = RollUp(status=Status.COVERED, strictness=5, due=date(2023, 1, 1))
    ranked = sorted([mild, strict, dated, sooner], key=lambda line: line.sort_key)
    assert ranked == [sooner, dated, strict, mild]


def test_the_line_of_a_covered_router_is_the_strictest_of_its_findings():
    judge = assessor()
    decisions = judge.assess(ROUTER)
    line = judge.roll_up(decisions)
    strongest = max(
        judge.strictness(e) for one in decisions if one.status is Status.COVERED for e in one.effects
    )
    assert (line.status, line.strictness) == (Status.COVERED, strongest)
    assert judge.roll_up(tuple(reversed(decisions))) == line


def test_installed_kit_raises_no_question_about_acts_that_nobody_described():
    for producer, role in (("huawei", "ip-router"), (ANOTHER_MAKER, "ip-router"), ("dji", "drone")):
        found = assessor().assess(Profile(number=1, producer=producer, role=role, answers={}))
        asked = {fact for decision in found for facts in decision.settles for fact in facts}
        assert not asked & INSTALLED.keys()
        assert not {one.order for one in found} & ABOUT_ACTS


def test_an_export_that_the_profile_states_is_judged():
    exporting = {**FACTS, "device.is_exported": True, "device.subject_to_ear": True}
    found = assessor(operator=exporting).assess(ROUTER)
    assert "us/bis-entity-list-huawei#a-2019-05-16" in reached(found, Status.UNDETERMINED)
