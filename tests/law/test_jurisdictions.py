"""Whose law reaches an operator."""

from interdict.law.jurisdictions import UNION_MEMBERS, applying
from interdict.law.timeline import select
from interdict.model.order import Library


def test_a_member_state_brings_the_union() -> None:
    assert applying(["DE"]) == {"DE", "EU"}
    assert applying(["GB", "NO"]) == {"GB", "NO"}
    assert applying([]) == frozenset()
    assert len(UNION_MEMBERS) == 27


def test_no_law_of_elsewhere_is_chosen_for_an_american_carrier(library: Library) -> None:
    assert {order.jurisdiction for order in select(library, jurisdictions=["US"])} == {"US"}
