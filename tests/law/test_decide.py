"""Deciding: three-valued, never flipping, agreeing with a second evaluator, as of a date."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.laws import DOMAINS, RELATIONS, completions, days, facts, provisions
from tests.law.twin import Twin

from interdict.core.when import Interval
from interdict.law.cases import Supposed
from interdict.law.decide import Decider, decide
from interdict.law.load import load_library
from interdict.model.finding import Decision, Reason, Status
from interdict.model.order import Library, Provision
from interdict.model.truth import Truth, conjunction, disjunction

LIBRARY = load_library()
SUPPOSED = Supposed(RELATIONS)


def judge(provision: Provision, known: dict[str, Any], at: date) -> Decision:
    return decide(provision, known, at=at, affiliation=SUPPOSED, library=LIBRARY)


def again(reason: Reason) -> Truth:
    """The truth of a tree, worked out anew from its leaves."""
    if not reason.children and reason.operator == "fact":
        return reason.truth
    match reason.operator:
        case "all":
            return conjunction(again(child) for child in reason.children)
        case "any":
            return disjunction(again(child) for child in reason.children)
        case "not":
            return ~again(reason.children[0])
        case "reading":
            return Truth.UNKNOWN
    raise AssertionError(reason.operator)


@settings(max_examples=1500, deadline=None)
@given(provisions, facts, days)
def test_the_twin_agrees_on_made_laws(provision: Provision, known: dict[str, Any], at: date) -> None:
    assert judge(provision, known, at).status == Twin(LIBRARY, at, SUPPOSED).status(provision, known)


@settings(max_examples=400, deadline=None)
@given(provisions, facts, days)
def test_the_reason_tree_evaluates_to_the_same_truth(
    provision: Provision, known: dict[str, Any], at: date
) -> None:
    decision = judge(provision, known, at)
    assert again(decision.reason) is decision.reason.truth
    assert (decision.status is Status.COVERED) == (decision.reason.truth is Truth.TRUE)
    assert (decision.status is Status.UNDETERMINED) == (decision.reason.truth is Truth.UNKNOWN)


@settings(max_examples=400, deadline=None)
@given(provisions, facts, facts, days)
def test_a_further_fact_never_flips_what_was_settled(
    provision: Provision, known: dict[str, Any], more: dict[str, Any], at: date
) -> None:
    before, after = judge(provision, known, at), judge(provision, {**more, **known}, at)
    if before.reason.truth is not Truth.UNKNOWN:
        assert after.reason.truth is before.reason.truth


@settings(max_examples=150, deadline=None)
@given(provisions, facts, days)
def test_what_is_settled_holds_for_every_completion(
    provision: Provision, known: dict[str, Any], at: date
) -> None:
    decision = judge(provision, known, at)
    if decision.reason.truth is Truth.UNKNOWN:
        return
    chosen = Random(0).sample(all_of := completions(known), min(len(all_of), 40))
    assert {judge(provision, one, at).reason.truth for one in chosen} == {decision.reason.truth}


@settings(max_examples=400, deadline=None)
@given(provisions, facts, days)
def test_outside_its_days_a_provision_covers_nothing(
    provision: Provision, known: dict[str, Any], at: date
) -> None:
    if not any(period.days.contains(at) for period in provision.in_force):
        assert judge(provision, known, at).status is Status.NOT_COVERED


@settings(max_examples=400, deadline=None)
@given(provisions, facts, days)
def test_what_settles_is_missing_and_minimal(provision: Provision, known: dict[str, Any], at: date) -> None:
    decision = judge(provision, known, at)
    for one in decision.settles:
        # the day of production may be asked for besides the facts of the made law
        assert all(fact not in known for fact in one)
        assert not any(set(other) < set(one) for other in decision.settles)
    if decision.status is not Status.UNDETERMINED:
        assert decision.settles == ()


def test_some_answer_to_a_settling_set_settles_it(library: Library) -> None:
    provision = library.orders["us/ndaa-2019-889"].provisions[1]
    known = {"device.producer": "hikvision", "device.classes": frozenset({"video-surveillance-equipment"})}
    decision = decide(provision, known, at=date(2026, 1, 1), affiliation=SUPPOSED, library=library)
    assert ("device.purposes",) in decision.settles
    assert ("operator.federal_contractor",) in decision.settles
    answered = {**known, "device.purposes": frozenset({"none-of-these"})}
    settled = decide(provision, answered, at=date(2026, 1, 1), affiliation=SUPPOSED, library=library)
    assert settled.status is Status.NOT_COVERED


def _any_value(random: Random, fact: Any) -> Any:
    parties = ["huawei", "zte", "hytera", "dahua", "dji", "kaspersky-lab-inc", "hisilicon", "murky", "nokia"]
    year = random.choice([2017, 2019, 2021, 2022, 2023, 2025, 2026])
    match fact.type:
        case "bool":
            return random.random() < 0.5
        case "integer" | "number":
            return random.choice([10, 34, 35, 36, 3_000_000])
        case "date":
            return date(year, random.randint(1, 12), random.randint(1, 28))
        case "party":
            return random.choice(parties)
        case "parties":
            return frozenset(random.sample(parties, random.randint(0, 2)))
        case "set":
            words = fact.values or ("US", "GB")
            return frozenset(random.sample(words, random.randint(0, min(3, len(words)))))
    return random.choice(fact.values)


@pytest.mark.slow
def test_the_twin_agrees_on_the_whole_library_over_random_facts(library: Library) -> None:
    random = Random(20190220)
    found = set()
    for _ in range(600):
        at = date(
            random.choice([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2028]), random.randint(1, 12), 20
        )
        density = random.random()
        known = {
            name: _any_value(random, fact)
            for name, fact in library.vocabulary.facts.items()
            if random.random() < density
        }
        twin, decider = Twin(library, at, SUPPOSED), Decider(library, at=at, affiliation=SUPPOSED)
        for order in library.orders.values():
            for provision, decision in zip(
                order.provisions, decider.decide_all(order.provisions, known), strict=True
            ):
                assert decision.status == twin.status(provision, known), (order.id, provision.id, at, known)
                assert again(decision.reason) is decision.reason.truth
                assert decider.statuses([provision], known) == [decision.status]
                found.add(decision.status)
    assert found == set(Status)


def test_deciding_one_by_one_equals_deciding_together(library: Library) -> None:
    known = {"device.producer": "huawei", "device.module_producers": frozenset({"zte", "quectel"})}
    every = [provision for order in library.orders.values() for provision in order.provisions]
    together = Decider(library, at=date(2026, 11, 22), affiliation=SUPPOSED).decide_all(every, known)
    apart = [
        decide(one, known, at=date(2026, 11, 22), affiliation=SUPPOSED, library=library) for one in every
    ]
    assert together == apart


@pytest.mark.parametrize(
    ("order", "first_day"),
    [
        ("us/ndaa-2019-889", date(2018, 8, 13)),  # (f)(3) says what is covered; the rules came a year later
        ("us/47-cfr-54-9", date(2020, 1, 3)),
        ("us/fcc-covered-list", date(2021, 3, 12)),
        ("gb/uk-dvd-huawei-2022", date(2022, 10, 13)),
        ("us/fcc-22-84", date(2022, 11, 11)),
        ("us/fcc-25-71", date(2025, 12, 26)),
        ("us/fcc-limit-2026", date(2026, 7, 1)),
    ],
)
def test_the_calendar_of_first_days(library: Library, order: str, first_day: date) -> None:
    rules = [one for one in library.orders[order].provisions if not one.kind.reaches_nothing]
    starts = [one.in_force[0].days.start for one in rules]
    assert min(start for start in starts if start) == first_day
    before = Interval(None, first_day)
    assert not any(period.days.overlaps(before) for one in rules for period in one.in_force)


def test_a_maker_of_unknown_date_depends_on_when_it_was_made(library: Library) -> None:
    from interdict.model.party import Relation

    def sold(producer: str, named: str, *, test: str, at: date) -> Relation:
        owned = producer == named or (producer == "honor" and named == "huawei" and at < date(2020, 11, 17))
        return Relation(truth=Truth.TRUE if owned else Truth.FALSE, because="sold on 2020-11-17")

    entry = library.orders["us/fcc-covered-list"].provisions[0]
    known = {
        "device.producer": "honor",
        "device.classes": frozenset({"telecommunications-equipment"}),
        "device.has_electronics": True,
    }
    at = date(2026, 11, 22)
    undated = decide(entry, known, at=at, affiliation=sold, library=library)
    assert undated.status is Status.UNDETERMINED
    assert undated.settles == (("device.produced_on",),)
    early = {**known, "device.produced_on": date(2020, 11, 16)}
    late = {**known, "device.produced_on": date(2020, 11, 17)}
    bought_early = {**known, "acquisition.date": date(2018, 5, 1)}
    assert decide(entry, early, at=at, affiliation=sold, library=library).status is Status.COVERED
    assert decide(entry, late, at=at, affiliation=sold, library=library).status is Status.NOT_COVERED
    assert decide(entry, bought_early, at=at, affiliation=sold, library=library).status is Status.COVERED


def test_the_domains_name_declared_facts(library: Library) -> None:
    assert set(DOMAINS) <= set(library.vocabulary.facts)


@settings(max_examples=300, deadline=None)
@given(st.lists(provisions, min_size=1, max_size=3), st.lists(facts, min_size=1, max_size=8), days)
def test_statuses_without_trees_are_those_with_them(made: list[Any], about: list[Any], at: date) -> None:
    decider = Decider(LIBRARY, at=at, affiliation=SUPPOSED)
    for known in [*about, *about]:  # the second time over leaves that are ready already
        decided = decider.decide_all(made, known)
        assert decider.statuses(made, known) == [one.status for one in decided]
        assert decided == [decide(one, known, at=at, affiliation=SUPPOSED, library=LIBRARY) for one in made]
