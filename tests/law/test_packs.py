"""The state pack is off, never gives a definite answer in its state, and keeps a frozen list frozen."""

from datetime import date

import pytest

from interdict.law.cases import Supposed
from interdict.law.decide import decide
from interdict.model.finding import Reason, Status
from interdict.model.order import Library
from interdict.model.truth import Truth

STATE = {"us-az": "AZ", "us-fl": "FL", "us-ne": "NE", "us-tx": "TX"}


def reasons(reason: Reason) -> list[Reason]:
    return [reason, *(found for child in reason.children for found in reasons(child))]


@pytest.mark.parametrize("maker", ["huawei", "nokia"])
def test_the_state_pack_gives_no_definite_answer_inside_its_state(library: Library, maker: str) -> None:
    for order in library.orders.values():
        if not order.pack:
            continue
        facts = {
            "operator.states": frozenset({STATE[order.id.partition("/")[0]]}),
            "operator.state_usf_recipient": True,
            "device.producer": maker,
            "device.classes": frozenset({"telecommunications-equipment"}),
            "device.has_electronics": True,
        }
        for provision in order.provisions:
            found = decide(provision, facts, at=date(2026, 11, 22), affiliation=Supposed({}), library=library)
            assert found.status is Status.UNDETERMINED, provision.id


@pytest.mark.parametrize(("maker", "truth"), [("huawei", Truth.TRUE), ("dji", Truth.FALSE)])
def test_a_frozen_list_does_not_follow_later_entries(library: Library, maker: str, truth: Truth) -> None:
    provision = library.orders["us-tx/sb-1897-2025"].provisions[0]
    facts = {
        "operator.states": frozenset({"TX"}),
        "device.producer": maker,
        "device.classes": frozenset({"video-surveillance-equipment", "telecommunications-equipment"}),
        "device.has_electronics": True,
        "device.purposes": frozenset({"none-of-these"}),
    }
    found = decide(provision, facts, at=date(2026, 11, 22), affiliation=Supposed({}), library=library)
    frozen = [one for one in reasons(found.reason) if one.claim.endswith("as the list stood on 2025-09-01")]
    assert truth in {one.truth for one in frozen}
