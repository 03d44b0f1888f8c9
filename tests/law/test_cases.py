"""Every case beside an order is a test of its own."""

from datetime import timedelta

import pytest

from interdict.law.cases import Case, read_cases, run_case
from interdict.law.load import load_library
from interdict.law.scope import listed_on
from interdict.model.finding import Status

LIBRARY = load_library()
CASES = [case for order in LIBRARY.orders for case in read_cases(LIBRARY, order)]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.order}:{case.id}" for case in CASES])
def test_a_case_is_answered_as_expected(case: Case) -> None:
    assert run_case(case, LIBRARY) == []


def test_every_provision_and_exemption_has_a_case() -> None:
    expected = {(case.order, one.provision) for case in CASES for one in case.expect}
    exempted = {(case.order, one.provision, one.exemption) for case in CASES for one in case.expect}
    for order in LIBRARY.orders.values():
        for provision in order.provisions:
            assert (order.id, provision.id) in expected
            # the reach of these was not read, so nothing is ever exempt by them; cases show undetermined
            unverified = {"att-waiver", "oet-class-ii", "oet-inverters", "temporary-general-license"}
            if provision.id == "b1-grants":
                unverified.add("a2A-third-party-facilities")
            for exemption in provision.exemptions:
                if exemption.id not in unverified:
                    assert (order.id, provision.id, exemption.id) in exempted


def test_every_rule_and_entry_has_cases_on_both_sides() -> None:
    answers = {(case.order, one.provision, one.status) for case in CASES for one in case.expect}
    reached = (Status.COVERED, Status.UNDETERMINED, Status.EXEMPT)
    for order in LIBRARY.orders.values():
        for provision in order.provisions:
            if not provision.kind.reaches_nothing:
                assert (order.id, provision.id, Status.NOT_COVERED) in answers
                assert any((order.id, provision.id, status) in answers for status in reached)


def test_every_entry_of_the_covered_list_has_cases_on_both_sides_of_its_day_and_of_its_scope() -> None:
    order = LIBRARY.orders["us/fcc-covered-list"]
    for entry in order.provisions:
        found = {(case.at, one.status) for case in CASES for one in case.expect if one.provision == entry.id}
        listed = listed_on(entry)
        assert (listed - timedelta(days=1), Status.NOT_COVERED) in found, entry.id
        assert any(at >= listed and status is Status.COVERED for at, status in found), entry.id
        assert any(at >= listed and status is Status.NOT_COVERED for at, status in found), entry.id


UNITED_STATES = [f"T{number:02}" for number in (*range(1, 30), 37, 38, 40)]


@pytest.mark.parametrize("worked", UNITED_STATES)
def test_every_worked_example_about_the_united_states_is_a_case(worked: str) -> None:
    """Sources: instruments.md 11.1, worked examples T01 to T29, T37, T38 and T40."""
    assert any(case.id.startswith(worked) for case in CASES if case.order.startswith("us/"))


def test_a_wrong_expectation_is_reported_with_its_place() -> None:
    import msgspec

    case = next(case for case in CASES if case.id == "T03-first-day")
    wrong = msgspec.structs.replace(case.expect[0], status=Status.NOT_COVERED)
    (complaint,) = run_case(msgspec.structs.replace(case, expect=(wrong,)), LIBRARY)
    assert "cases.yaml:" in complaint
    assert "expected not-covered, found covered" in complaint
