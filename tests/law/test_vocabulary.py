"""The words of the law: declared once, checked, and known wherever they are used."""

from datetime import date

import pytest
import yaml

from interdict.core.errors import OrderDataError
from interdict.law.vocabulary import check_fact, data_folder
from interdict.model.order import Library


def test_every_class_a_role_names_is_declared(library: Library) -> None:
    roles = yaml.safe_load((data_folder() / "vocabulary" / "roles.yaml").read_text(encoding="utf-8"))
    used = {name for role in roles.values() for name in role["classes"]}
    assert used <= set(library.vocabulary.classes)


def test_every_segment_a_role_names_is_declared(library: Library) -> None:
    roles = yaml.safe_load((data_folder() / "vocabulary" / "roles.yaml").read_text(encoding="utf-8"))
    allowed = set(library.vocabulary.facts["device.network_segments"].values)
    assert {role["segment"] for role in roles.values()} <= allowed


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("device.producr", "huawei", "unknown fact"),
        ("device.in_service", "yes", "is a bool"),
        ("operator.customers", True, "is a integer"),
        ("device.classes", ["handset"], "is a set"),
        ("device.classes", frozenset({"handsets"}), "unknown value 'handsets'"),
        ("acquisition.date", "2020-01-01", "is a date"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_refused(
    library: Library, name: str, value: object, message: str
) -> None:
    with pytest.raises(OrderDataError, match=message):
        check_fact(name, value, library.vocabulary, where="profile")  # type: ignore[arg-type]


def test_facts_of_the_right_kind_pass(library: Library) -> None:
    check_fact("acquisition.date", date(2020, 1, 1), library.vocabulary)
    check_fact("operator.huawei_share_5g_access", 35, library.vocabulary)
    check_fact("operator.jurisdictions", frozenset({"US"}), library.vocabulary)


def test_every_fact_can_be_asked_of_a_person(library: Library) -> None:
    for fact in library.vocabulary.facts.values():
        assert fact.question.rstrip().endswith(("?", ")"))
        assert fact.where


def test_rankings_of_actions_leave_no_doubt(library: Library) -> None:
    ranks = [action.strictness for action in library.vocabulary.actions.values() if action.kind != "caps"]
    assert len(ranks) == len(set(ranks))
