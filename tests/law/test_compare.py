"""Two versions of an order are compared by what they mean, and witnesses are real."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from tests.law import laws

from interdict.law.cases import Supposed
from interdict.law.compare import compare
from interdict.law.decide import decide
from interdict.law.load import load_library
from interdict.law.versions import Version, read_version, replaced
from interdict.model.finding import Status
from interdict.model.order import AllOf, AnyOf, DueRule, Period
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import load_parties

LIBRARY = load_library()
AFFILIATION = Affiliates(load_parties())
BASE = LIBRARY.orders["us/47-cfr-54-9"]
RULE = BASE.provisions[0]


def no_kin(_party):
    return ()


def version(*provisions):
    order = msgspec.structs.replace(BASE, provisions=provisions)
    return Version(label="made", order=order, library=replaced(LIBRARY, order))


def differences(old, new, affiliation=AFFILIATION, kin=no_kin):
    return compare(version(*old), version(*new), affiliation, kin).changes


def sentences(old, new):
    return [one.sentence for change in differences([old], [new]) for one in change.changes]


@pytest.mark.parametrize("order", sorted(LIBRARY.orders))
def test_an_order_does_not_differ_from_itself(order):
    one = read_version(order, LIBRARY)
    assert compare(one, one, AFFILIATION, no_kin).changes == ()


def test_titles_quotes_and_order_are_words():
    other = msgspec.structs.replace(RULE, title="Else", quote="Else", effects=RULE.effects[::-1])
    assert differences([RULE], [other]) == ()


def test_a_provision_with_another_id_and_the_same_meaning_is_told_as_no_difference():
    assert differences([RULE], [msgspec.structs.replace(RULE, id="other")]) == ()


def test_a_provision_that_is_added_or_removed_is_told():
    (added,) = differences([], [RULE])
    assert "is added" in added.changes[0].sentence
    assert (added.witness.before, added.witness.after) == (Status.NOT_COVERED, Status.COVERED)
    (removed,) = differences([RULE], [])
    assert "is removed" in removed.changes[0].sentence
    assert (removed.witness.before, removed.witness.after) == (Status.COVERED, Status.NOT_COVERED)


MADE_BY = next(one for one in laws.LEAVES if getattr(one, "named", ()) == ("huawei",))
BOTH = next(one for one in laws.LEAVES if getattr(one, "named", ()) == ("huawei", "zte"))
CUSTOMERS = next(one for one in laws.LEAVES if one.claim == "operator.customers at-least 5")


def reaching(*parts):
    return msgspec.structs.replace(RULE, binds=AllOf(of=()), reaches=AllOf(of=parts), exemptions=())


def test_parties_thresholds_tests_and_conditions_are_named():
    ten = msgspec.structs.replace(CUSTOMERS, value=10)
    control = msgspec.structs.replace(MADE_BY, test="control")
    in_use = laws.LEAVES[2]
    assert sentences(reaching(MADE_BY), reaching(BOTH)) == ["the producer: now also names zte"]
    assert sentences(reaching(BOTH), reaching(MADE_BY)) == ["the producer: no longer names zte"]
    assert "from 5 to 10" in sentences(reaching(CUSTOMERS), reaching(ten))[0]
    assert sentences(reaching(MADE_BY), reaching(control)) == [
        "the affiliate test changes from subsidiary-or-affiliate to control"
    ]
    (told,) = sentences(reaching(MADE_BY), reaching(MADE_BY, in_use))
    assert told.startswith("now also requires that")
    (told,) = sentences(
        reaching(AnyOf(of=(MADE_BY, CUSTOMERS))), reaching(AnyOf(of=(MADE_BY, CUSTOMERS, in_use)))
    )
    assert told.startswith("it is now also enough that")


def test_periods_effects_due_days_and_exemptions_are_told():
    later = msgspec.structs.replace(RULE.in_force[0].days, start=date(2021, 1, 1))
    moved = msgspec.structs.replace(RULE, in_force=(Period(days=later),))
    (told,) = sentences(RULE, moved)
    assert told == "in force from 2020-01-03 becomes from 2021-01-01"
    effect = RULE.effects[0]
    due = msgspec.structs.replace(effect, due=DueRule(day=date(2022, 1, 1)))
    (change,) = differences([RULE], [msgspec.structs.replace(RULE, effects=(due,))])
    assert [one.part for one in change.changes] == ["effect"]
    assert change.witness.before == change.witness.after == Status.COVERED
    assert change.witness.before_effects != change.witness.after_effects
    (told,) = sentences(RULE, msgspec.structs.replace(RULE, effects=()))
    assert told.startswith("no longer prohibits fund")
    waiver = laws.Exemption(
        id="w", title="made", in_force=RULE.in_force, when=laws.LEAVES[2], citation=laws.CITATION
    )
    (told,) = sentences(RULE, msgspec.structs.replace(RULE, exemptions=(waiver,)))
    assert told.startswith("now exempts (w)")


def test_an_affiliate_tells_two_tests_apart():
    named_only = msgspec.structs.replace(MADE_BY, test="named-only")
    (change,) = differences(
        [reaching(MADE_BY)], [reaching(named_only)], Supposed(laws.RELATIONS), lambda _: ("hisilicon",)
    )
    assert change.witness.facts == {"device.producer": "hisilicon"}


def test_days_of_one_order_are_compared_by_what_they_say():
    list_then, list_now = (
        read_version(f"fcc-covered-list@{day}", LIBRARY) for day in ("2021-06-01", "2021-06-02")
    )
    assert compare(list_then, list_now, AFFILIATION, no_kin).changes == ()
    grown = read_version("fcc-covered-list@2022-06-01", LIBRARY)
    added = compare(list_then, grown, AFFILIATION, no_kin).changes
    assert {one.provision for one in added} >= {"CL-06", "CL-07"}
    assert all(one.witness.after is Status.COVERED for one in added)


@settings(max_examples=150, deadline=None)
@given(laws.provisions, laws.provisions)
def test_a_witness_is_real_and_where_the_search_ends_there_is_none(old, new):
    old, new = (msgspec.structs.replace(one, order=BASE.id) for one in (old, new))
    affiliation = Supposed(laws.RELATIONS)
    kin = {"huawei": ("hisilicon", "murky")}
    for change in differences([old], [new], affiliation, lambda party: kin.get(party, ())):

        def statuses(facts, day):
            return [
                decide(one, facts, at=day, affiliation=affiliation, library=LIBRARY).status
                for one in (old, new)
            ]

        if change.witness:
            found = statuses(change.witness.facts, change.witness.at)
            assert found == [change.witness.before, change.witness.after]
            assert found[0] != found[1]
        elif change.searched == "no situation tells them apart":
            for facts in laws.completions({"device.classes": frozenset({"handset"})})[::7]:
                for day in laws.DAYS:
                    first, second = statuses(facts, day)
                    assert first == second
