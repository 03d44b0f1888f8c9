"""Decisions and questions in plain words."""

from datetime import date

from interdict.law.cases import Supposed
from interdict.law.decide import Decider
from interdict.law.explain import decisive, explain, settling
from interdict.law.questions import question, questions
from interdict.model.finding import Decision, Status
from interdict.model.order import Library

AT = date(2026, 11, 22)
CAMERA = {
    "device.producer": "hikvision",
    "device.classes": frozenset({"video-surveillance-equipment"}),
    "device.has_electronics": True,
}


def decision(library: Library, order: str, provision: str, facts: dict[str, object]) -> Decision:
    found = next(one for one in library.orders[order].provisions if one.id == provision)
    return Decider(library, at=AT, affiliation=Supposed({})).decide(found, facts)  # type: ignore[arg-type]


def test_an_open_decision_names_the_missing_fact_and_its_question(library: Library) -> None:
    lines = explain(decision(library, "us/fcc-covered-list", "CL-04", CAMERA), library)
    assert lines[0].startswith("Undetermined: DA 21-309: Hikvision")
    assert "unknown: the purposes it is used for include any of" in lines[1]
    assert "What is it used for" in lines[-1]


def test_a_denial_names_what_was_found(library: Library) -> None:
    cafe = {**CAMERA, "device.purposes": frozenset({"none-of-these"})}
    lines = explain(decision(library, "us/fcc-covered-list", "CL-04", cafe), library)
    assert lines[0].startswith("Not covered:")
    assert "no: the purposes" in lines[1]
    assert "(found: none-of-these)" in lines[1]


def test_a_covered_thing_lists_its_effects(library: Library) -> None:
    facts = {**CAMERA, "device.producer": "huawei", "operator.is_etc_with_usf": True}
    lines = explain(decision(library, "us/47-cfr-54-9", "a-no-usf-money", facts), library)
    assert lines[0].startswith("Covered:")
    assert any("Applies: Do not spend universal service money" in line for line in lines)


def test_the_long_form_shows_the_tree_with_citations(library: Library) -> None:
    short = explain(decision(library, "us/fcc-covered-list", "CL-04", CAMERA), library)
    long = explain(decision(library, "us/fcc-covered-list", "CL-04", CAMERA), library, long=True)
    assert len(long) > len(short)
    assert "[DA 21-309; verified]" in long[1]
    assert long[2].startswith("    yes: CL-04 is in force")


def test_a_power_is_explained_as_one(library: Library) -> None:
    lines = explain(decision(library, "us/eo-13873", "power-to-block", {}), library)
    assert "names nobody" in lines[1]


def test_decisive_leaves_share_the_truth_of_an_all(library: Library) -> None:
    found = decision(library, "us/fcc-covered-list", "CL-04", CAMERA)
    assert {leaf.truth for leaf in decisive(found.reason)} == {found.reason.truth}


def test_what_would_settle_is_one_phrase(library: Library) -> None:
    found = decision(library, "us/fcc-covered-list", "CL-04", CAMERA)
    assert found.status is Status.UNDETERMINED
    assert settling(found) == "device.purposes"


def test_questions_are_ranked_by_the_devices_they_help(library: Library) -> None:
    camera = decision(library, "us/fcc-covered-list", "CL-04", CAMERA)
    radio = decision(library, "us/fcc-covered-list", "CL-01", {"device.producer": "huawei"})
    asked = questions([(3, [camera]), (40, [radio])], library.vocabulary, about="site 7")
    assert [(one.fact, one.devices) for one in asked][-1] == ("device.purposes", 3)
    assert asked[0].devices == 40
    assert asked[-1].where_to_look
    assert asked[-1].about == "site 7"


def test_questions_that_help_as_many_devices_stand_by_name_and_the_operator_is_asked_as_such(
    library: Library,
) -> None:
    both = decision(library, "us/fcc-covered-list", "CL-04", {"device.producer": "hikvision"})
    asked = questions([(3, [both])], library.vocabulary, about="site 7")
    names = [one.fact for one in asked]
    assert names == sorted(names)
    assert len(names) > 1
    assert {(one.subject, one.about) for one in asked} == {("device", "site 7")}
    of_operator = question("operator.customers", library.vocabulary, devices=2, about="site 7")
    assert (of_operator.subject, of_operator.about, of_operator.devices) == ("operator", "", 2)
    assert question("device.classes", library.vocabulary).about == ""
