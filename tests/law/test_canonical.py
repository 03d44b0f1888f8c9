"""The canonical form means the same, and other words for the same have the same form."""

from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law import laws

from interdict.core.when import Interval
from interdict.law.canonical import canonical, plain_periods
from interdict.law.cases import Supposed
from interdict.law.decide import decide
from interdict.law.load import load_library
from interdict.model.order import (
    AllOf,
    AnyOf,
    Comparison,
    Confidence,
    Delay,
    FactTest,
    NotOf,
    OnList,
    Period,
    ProducedBy,
    Reading,
)

LIBRARY = load_library()
WORDS = LIBRARY.vocabulary


def said_otherwise(condition, random: Random):
    """The same condition in other words: parts in another order, nested, doubled, or twice denied."""
    match condition:
        case AllOf(of=of) | AnyOf(of=of):
            parts = [said_otherwise(one, random) for one in of]
            parts += parts[: random.randrange(2)]
            random.shuffle(parts)
            cut = random.randrange(len(parts) + 1)
            if random.random() < 0.5:
                parts = [*parts[:cut], type(condition)(of=tuple(parts[cut:]))]
            found = type(condition)(of=tuple(parts), claim="in other words")
        case NotOf() | Reading():
            found = msgspec.structs.replace(condition, of=said_otherwise(condition.of, random))
        case _:
            found = msgspec.structs.replace(condition, claim="in other words")
    return NotOf(of=NotOf(of=found)) if random.random() < 0.3 else found


@settings(max_examples=300, deadline=None)
@given(laws.conditions, st.randoms(use_true_random=False))
def test_other_words_for_the_same_have_the_same_form(condition, random):
    assert canonical(said_otherwise(condition, random), WORDS) == canonical(condition, WORDS)


@settings(max_examples=400, deadline=None)
@given(laws.provisions, laws.facts, laws.days)
def test_the_form_decides_as_the_condition_does(provision, facts, day):
    plain = msgspec.structs.replace(
        provision,
        in_force=plain_periods(provision.in_force),
        binds=canonical(provision.binds, WORDS),
        reaches=canonical(provision.reaches, WORDS),
        exemptions=tuple(
            msgspec.structs.replace(
                one, when=canonical(one.when, WORDS), in_force=plain_periods(one.in_force)
            )
            for one in provision.exemptions
        ),
    )
    answers = {
        decide(one, facts, at=day, affiliation=Supposed(laws.RELATIONS), library=LIBRARY).status
        for one in (provision, plain)
    }
    assert len(answers) == 1


@settings(max_examples=100, deadline=None)
@given(laws.conditions)
def test_the_form_of_a_form_is_itself(condition):
    once = canonical(condition, WORDS)
    assert canonical(once, WORDS) == once


def test_ranges_are_compared_by_their_first_value():
    def test(comparison, value):
        return FactTest(fact="operator.customers", comparison=comparison, value=value, claim="")

    at_most, less = test(Comparison.AT_MOST, 9), test(Comparison.LESS_THAN, 10)
    assert canonical(at_most, WORDS) == canonical(less, WORDS)
    assert canonical(NotOf(of=at_most), WORDS) == canonical(test(Comparison.AT_LEAST, 10), WORDS)
    assert canonical(less, WORDS) != canonical(test(Comparison.LESS_THAN, 11), WORDS)


def test_periods_that_follow_each_other_are_one():
    one, two = (Interval(laws.DAYS[0], laws.DAYS[1]), Interval(laws.DAYS[1], None))
    whole = (Period(days=Interval(laws.DAYS[0], None)),)
    assert plain_periods([Period(days=two), Period(days=one, because="told otherwise")]) == whole


def form(condition):
    return canonical(condition, LIBRARY.vocabulary)


def test_the_form_of_a_list_keeps_what_decides_and_orders_its_delays():
    delays = (Delay(days=60), Delay(days=0, fact="acquisition.date"))
    listed = OnList(list="us/fcc-covered-list", after=delays, claim="as written", citation=laws.CITATION)
    plain = form(listed)
    assert plain == form(msgspec.structs.replace(listed, after=delays[::-1], claim="else", citation=None))
    assert {*plain.after} == {*delays}
    assert (plain.citation, plain.claim) == (
        None,
        "it: under an entry of us/fcc-covered-list, the day it was obtained not before the listing, "
        "today at least 60 days after the listing",
    )
    assert form(NotOf(of=listed)) == NotOf(of=plain)


def test_the_form_of_a_maker_keeps_the_fact_the_names_and_the_test():
    made = ProducedBy(
        fact="device.module_producers", named=("zte", "huawei", "zte"), test="control", claim="x"
    )
    assert form(made) == ProducedBy(
        fact="device.module_producers",
        named=("huawei", "zte"),
        test="control",
        claim="the producers of the modules inside include huawei or zte (affiliate test control)",
    )
    assert form(msgspec.structs.replace(made, named=())) == AnyOf(of=())


def test_the_form_of_a_doubt_is_a_doubt_about_the_form():
    test = FactTest(fact="device.in_service", comparison=Comparison.IS, value=True, claim="as written")
    doubt = Reading(of=NotOf(of=test), when_met=True, confidence=Confidence.DERIVED, because="a guess")
    assert form(doubt) == Reading(
        of=form(NotOf(of=test)), when_met=True, confidence=Confidence.UNKNOWN, because=""
    )
    assert form(NotOf(of=test)) == msgspec.structs.replace(
        form(test), value=False, claim=form(NotOf(of=test)).claim
    )
    assert form(NotOf(of=test)).claim.startswith("it is not so that ")
