"""Lists, delays, modules and due days at their edges."""

from datetime import date
from typing import Any

import msgspec
import pytest

from interdict.law.breakpoints import breakpoints
from interdict.law.cases import Supposed
from interdict.law.decide import decide
from interdict.law.due import due_day
from interdict.law.scope import Producers, Relations
from interdict.model.finding import Status
from interdict.model.order import (
    AllOf,
    Comparison,
    Confidence,
    Delay,
    DueRule,
    FactTest,
    Library,
    OnList,
    Order,
    ProducedBy,
    Provision,
)
from interdict.model.party import Relation
from interdict.model.truth import Truth

ROUTER: dict[str, Any] = {
    "device.classes": frozenset({"consumer-router"}),
    "device.produced_abroad": True,
    "device.customer_installable": True,
    "device.has_electronics": True,
    "device.producer": "some-maker",
    "authorization.conditional_approval": False,
}


def rule(library: Library, reaches: Any) -> Provision:
    made = library.orders["us/47-cfr-54-9"].provisions[0]
    return msgspec.structs.replace(made, binds=AllOf(of=()), reaches=reaches)


def status(library: Library, reaches: Any, facts: dict[str, Any], at: date) -> Status:
    provision = rule(library, reaches)
    return decide(provision, facts, at=at, affiliation=Supposed({}), library=library).status


@pytest.mark.parametrize(
    ("frozen", "expected"),
    [
        (None, Status.COVERED),
        (date(2026, 3, 23), Status.COVERED),
        (date(2026, 3, 22), Status.NOT_COVERED),
    ],
)
def test_a_frozen_list_stays_as_it_stood(library: Library, frozen: date | None, expected: Status) -> None:
    listed = OnList(list="us/fcc-covered-list", frozen=frozen, claim="listed")
    assert status(library, listed, ROUTER, date(2026, 11, 22)) is expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (date(2026, 3, 22), Status.NOT_COVERED),
        (date(2026, 3, 23), Status.UNDETERMINED),
        (date(2026, 6, 20), Status.UNDETERMINED),
        (date(2026, 6, 21), Status.COVERED),
    ],
)
def test_an_unsure_count_of_days_is_certain_from_its_day(
    library: Library, at: date, expected: Status
) -> None:
    delay = Delay(days=60, confidence=Confidence.UNVERIFIED, certain_from=90)
    listed = OnList(list="us/fcc-covered-list", after=(delay,), claim="listed")
    assert status(library, listed, ROUTER, at) is expected


@pytest.mark.parametrize(
    ("at", "expected"), [(date(2026, 5, 21), Status.NOT_COVERED), (date(2026, 5, 22), Status.COVERED)]
)
def test_a_sure_count_of_days_turns_on_its_day(library: Library, at: date, expected: Status) -> None:
    listed = OnList(list="us/fcc-covered-list", after=(Delay(days=60),), claim="listed")
    assert status(library, listed, ROUTER, at) is expected


def test_one_covered_module_among_several_is_enough(library: Library) -> None:
    listed = OnList(
        list="us/fcc-covered-list",
        through="device.module_producers",
        as_class="modular-transmitter",
        claim="modules",
    )
    host = {**ROUTER, "device.produced_abroad": False}
    at = date(2026, 3, 1)
    for modules, expected in (
        ({"quectel", "zte"}, Status.COVERED),
        ({"quectel"}, Status.NOT_COVERED),
        (set(), Status.NOT_COVERED),
    ):
        facts = {**host, "device.module_producers": frozenset(modules)}
        assert status(library, listed, facts, at) is expected
    assert status(library, listed, host, at) is Status.UNDETERMINED


@pytest.mark.parametrize(
    ("comparison", "fact", "value", "expected"),
    [
        (Comparison.BEFORE, "acquisition.date", date(2020, 5, 1), {date(2020, 5, 1)}),
        (Comparison.ON_OR_AFTER, "acquisition.date", date(2020, 5, 1), {date(2020, 5, 1)}),
        (Comparison.AFTER, "acquisition.date", date(2020, 5, 1), {date(2020, 5, 2)}),
        (Comparison.ON_OR_BEFORE, "acquisition.date", date(2020, 5, 1), {date(2020, 5, 2)}),
        (Comparison.IS, "acquisition.date", date(2020, 5, 1), {date(2020, 5, 1), date(2020, 5, 2)}),
        (Comparison.AT_MOST, "operator.customers", 10, {11}),
        (Comparison.MORE_THAN, "operator.customers", 10, {11}),
        (Comparison.AT_LEAST, "operator.customers", 10, {10}),
        (Comparison.LESS_THAN, "operator.customers", 10, {10}),
    ],
)
def test_each_comparison_has_its_points(
    library: Library, comparison: Comparison, fact: str, value: Any, expected: set[Any]
) -> None:
    test = FactTest(fact=fact, comparison=comparison, value=value, claim="made")
    order: Order = msgspec.structs.replace(
        library.orders["us/47-cfr-54-9"], provisions=(rule(library, test),)
    )
    assert set(breakpoints([order], library)[fact]) == expected


@pytest.mark.parametrize(
    ("at", "obtained", "due"),
    [
        (date(2022, 1, 1), date(2019, 5, 1), date(2022, 5, 5)),
        (date(2022, 5, 5), date(2019, 5, 1), date(2022, 5, 5)),
        (date(2022, 5, 6), date(2019, 5, 1), date(2023, 3, 31)),
        (date(2026, 12, 1), date(2026, 12, 31), date(2027, 3, 31)),
        (date(2027, 1, 5), date(2027, 1, 1), date(2028, 3, 31)),
        (date(2026, 11, 22), None, date(2027, 3, 31)),
    ],
)
def test_a_yearly_report_counts_what_was_obtained_by_the_end_of_the_year_before(
    at: date, obtained: date | None, due: date
) -> None:
    yearly = DueRule(yearly=(3, 31), counts=(12, 31), counted_by="acquisition.date", first=date(2022, 5, 5))
    facts = {"acquisition.date": obtained} if obtained else {}
    assert due_day(yearly, facts, at) == due


def test_a_due_day_that_a_missing_fact_decides_is_open() -> None:
    rule_ = DueRule(fact="operator.reimbursement_term_end")
    assert due_day(rule_, {}, date(2026, 1, 1)) is None


def sold_in_2022(producer: str, named: object, *, test: str, at: date) -> Relation:
    return Relation(truth=Truth.TRUE if at < date(2022, 1, 1) else Truth.FALSE, because="sold in 2022")


@pytest.mark.parametrize(
    ("at", "expected"), [(date(2021, 12, 31), Status.COVERED), (date(2022, 1, 1), Status.NOT_COVERED)]
)
def test_who_owns_a_recipient_counts_on_the_day_of_the_decision(
    library: Library, at: date, expected: Status
) -> None:
    shipped = ProducedBy(
        fact="device.recipient", named=("huawei",), test="control", claim="it goes to Huawei"
    )
    facts = {"device.recipient": "sold-firm", "device.produced_on": date(2018, 5, 1)}
    decided = decide(rule(library, shipped), facts, at=at, affiliation=sold_in_2022, library=library)
    assert decided.status is expected


def test_several_named_owners_are_asked_about_together() -> None:
    asked: list[object] = []

    def together(producer: str, named: object, *, test: str, at: date) -> Relation:
        asked.append(named)
        return Relation(truth=Truth.TRUE if isinstance(named, tuple) else Truth.FALSE, because="30 % + 25 %")

    condition = ProducedBy(named=("huawei", "zte"), test="50-percent-aggregate", claim="made by them")
    producers = Producers(condition, Relations(together, date(2026, 8, 1)), None)
    known = {"device.producer": "murky", "device.produced_on": date(2026, 8, 1)}
    reason = producers.judge(known)
    assert asked == ["huawei", "zte", ("huawei", "zte")]
    assert (reason.truth, reason.because) == (Truth.TRUE, "30 % + 25 %")
