"""The library outside the United States: complete, marked as it is, and silent for an American carrier."""

from collections import Counter
from datetime import date

import pytest

from interdict.law.cases import Supposed, read_cases
from interdict.law.decide import Decider
from interdict.law.jurisdictions import UNION_MEMBERS
from interdict.law.timeline import provisions
from interdict.model.finding import Status
from interdict.model.order import AllOf, Comparison, FactTest, Library, Order

TODAY = date(2026, 11, 22)
JURISDICTIONS = "AU CA DE DK EE EU FR GB IN IT JP LT LV NZ PL PT RO SE TW"


def abroad(library: Library) -> list[Order]:
    return [order for order in library.orders.values() if order.jurisdiction != "US"]


def test_every_jurisdiction_of_the_fact_base_is_there(library: Library) -> None:
    assert {order.jurisdiction for order in abroad(library)} == set(JURISDICTIONS.split())
    assert {order.id.partition("/")[0].upper() for order in abroad(library)} == set(JURISDICTIONS.split())


def test_the_library_abroad_has_its_cases(library: Library) -> None:
    cases = [case for order in abroad(library) for case in read_cases(library, order.id)]
    worked = Counter(case.id[:3] for case in cases)
    assert all(worked[name] for name in ("T30", "T31", "T32", "T33", "T34", "T35", "T36", "T39"))
    assert len(cases) >= 170


@pytest.mark.parametrize("maker", ["huawei", "zte", "nokia"])
def test_an_american_carrier_is_asked_nothing_by_them(library: Library, maker: str) -> None:
    facts = {"operator.jurisdictions": frozenset({"US"}), "device.producer": maker}
    decider = Decider(library, at=TODAY, affiliation=Supposed({}))
    found = decider.decide_all(provisions(abroad(library)), facts)
    assert {one.order for one in found if one.status is not Status.NOT_COVERED} == set()


def test_policies_and_proposals_never_bind(library: Library) -> None:
    policy = {"eu/eu-rec-2019-534", "eu/eu-5g-toolbox-2020", "gb/uk-tsa-2021"}
    for name in policy:
        assert all(one.kind.reaches_nothing for one in library.orders[name].provisions)
    assert library.orders["eu/eu-csa2-2026"].is_draft
    assert library.orders["ca/ca-policy-2022-05-19"].is_draft


@pytest.mark.parametrize("name", ["eu-com-2023-4049", "eu-csa2-2026"])
def test_an_order_of_the_union_reaches_every_member(library: Library, name: str) -> None:
    rule = next(one for one in library.orders[f"eu/{name}"].provisions if not one.kind.reaches_nothing)
    assert isinstance(rule.binds, AllOf)
    tests = [one for part in rule.binds.of for one in (part.of if isinstance(part, AllOf) else [part])]
    members = next(one for one in tests if isinstance(one, FactTest) and one.comparison is Comparison.HAS_ANY)
    assert set(members.value) == UNION_MEMBERS | {"EU"}  # type: ignore[arg-type]
