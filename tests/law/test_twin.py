"""The evaluator against its twin: made laws with lists, doubts and exemptions, over partial facts."""

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import msgspec
import pytest
from tests.law.laws import CITATION, DAYS, DOMAINS, LEAVES, RELATIONS
from tests.law.test_decide import again
from tests.law.twin import Twin

from interdict.core.when import Interval
from interdict.law.cases import Supposed
from interdict.law.decide import Decider
from interdict.law.load import load_library
from interdict.model.finding import Status
from interdict.model.order import (
    AllOf,
    AnyOf,
    Condition,
    Confidence,
    Delay,
    During,
    Exemption,
    Library,
    NotOf,
    OnList,
    Order,
    Period,
    Provision,
    ProvisionKind,
    Reading,
)

SHIPPED = load_library()
SUPPOSED = Supposed(RELATIONS)
LIST, LAW = "us/made-list", "us/made-law"
WHEN = (date(2019, 12, 31), *DAYS, date(2020, 5, 5), date(2021, 1, 1))
MODULES = "device.module_producers"
FACTS: dict[str, tuple[Any, ...]] = {
    **DOMAINS,
    MODULES: tuple(frozenset(one) for one in ([], ["zte"], ["nokia", "murky"], ["hisilicon", "nokia"])),
}


def a_period(random: Random) -> Period:
    start, end = sorted(random.sample(DAYS, 2))
    open_end = random.random() < 0.4
    confidence = random.choice([*[Confidence.VERIFIED] * 4, *Confidence])
    return Period(days=Interval(start, None if open_end else end), confidence=confidence, because="made")


def a_delay(random: Random) -> Delay:
    confidence = random.choice([Confidence.VERIFIED, Confidence.UNVERIFIED])
    return Delay(
        days=random.choice([0, 60]),
        confidence=confidence,
        certain_from=90,
        fact=random.choice(["", "acquisition.date"]),
    )


def a_reference(random: Random) -> OnList:
    through = random.random() < 0.3
    return OnList(
        list=LIST,
        kind=random.choice(["", "", "named", "category"]),
        added=random.choice([Interval(), Interval(None, DAYS[2]), Interval(DAYS[1], None)]),
        frozen=random.choice([None, None, DAYS[1], DAYS[3]]),
        after=tuple(a_delay(random) for _ in range(random.choice([0, 0, 1, 2]))),
        through=MODULES if through else "",
        as_class=random.choice(["", "handset"]) if through else "",
        affiliates=random.choice([None, "named-only", "control"]),
        claim="it is on the list",
        citation=CITATION,
    )


def a_condition(random: Random, depth: int, *, lists: bool) -> Condition:
    kind = random.random()
    if depth == 0 or kind < 0.35:
        if lists and random.random() < 0.3:
            return a_reference(random)
        if random.random() < 0.1:
            return During(periods=(a_period(random),), claim="in time")
        return random.choice(LEAVES)
    if kind < 0.85:
        several = tuple(a_condition(random, depth - 1, lists=lists) for _ in range(random.randint(0, 3)))
        return AllOf(of=several) if kind < 0.6 else AnyOf(of=several)
    inner = a_condition(random, depth - 1, lists=lists)
    if kind < 0.95:
        return NotOf(of=inner)
    return Reading(of=inner, when_met=random.random() < 0.5, confidence=Confidence.UNVERIFIED, because="made")


def a_provision(random: Random, number: int, order: str) -> Provision:
    listing = order == LIST
    exemptions = tuple(
        Exemption(
            id=name,
            title="made",
            in_force=(a_period(random),),
            when=a_condition(random, 1, lists=not listing),
            citation=CITATION,
        )
        for name in ("x", "y")[: random.choice([0, 0, 1, 2])]
    )
    return Provision(
        order=order,
        id=str(number),
        title="made",
        kind=ProvisionKind.LISTING
        if listing
        else random.choice([*[ProvisionKind.RULE] * 9, ProvisionKind.ENABLING]),
        entry=random.choice(["named", "category"]) if listing else "",
        in_force=(a_period(random),),
        binds=AllOf(of=()) if listing else a_condition(random, 1, lists=False),
        reaches=a_condition(random, 2, lists=not listing),
        exemptions=exemptions,
        citation=CITATION,
        quote="made",
    )


def a_library(random: Random) -> Library:
    empty = next(iter(SHIPPED.orders.values()))
    orders: dict[str, Order] = {}
    for order, count in ((LIST, 4), (LAW, 5)):
        made = tuple(a_provision(random, number, order) for number in range(count))
        orders[order] = msgspec.structs.replace(empty, id=order, provisions=made, assumed_from=None)
    return msgspec.structs.replace(SHIPPED, orders=orders)


def a_situation(random: Random) -> dict[str, Any]:
    density = random.random()
    return {fact: random.choice(some) for fact, some in FACTS.items() if random.random() < density}


def compare(triples: int, seed: int) -> Counter[Status]:
    """Decide generated (order, facts, date) triples by both; how many there were of each status."""
    random, found = Random(seed), Counter[Status]()
    while found.total() < triples:
        library = a_library(random)
        provisions = [one for order in library.orders.values() for one in order.provisions]
        for at in random.sample(WHEN, 3):
            decider = Decider(library, at=at, affiliation=SUPPOSED)
            twin = Twin(library, at, SUPPOSED)
            for _ in range(8):
                known = a_situation(random)
                decisions = decider.decide_all(provisions, known)
                assert decider.statuses(provisions, known) == [one.status for one in decisions]
                for provision, decision in zip(provisions, decisions, strict=True):
                    expected = twin.status(provision, known)
                    assert decision.status == expected, (seed, provision, known, at)
                    assert again(decision.reason) is decision.reason.truth
                    found[decision.status] += 1
    return found


def test_the_twin_agrees_on_ten_thousand_made_triples() -> None:
    found = compare(10_000, seed=13873)
    assert min(found[status] for status in Status) > 100


@pytest.mark.slow
@pytest.mark.parametrize("seed", [889, 1603])
def test_the_twin_agrees_on_a_hundred_thousand_made_triples(seed: int) -> None:
    found = compare(100_000, seed)
    assert min(found[status] for status in Status) > 1_000
