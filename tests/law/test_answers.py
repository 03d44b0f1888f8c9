"""Answers are read like facts of an order, and every mistake has its place."""

from datetime import date

import pytest

from interdict.core.errors import AnswersError
from interdict.law.answers import read_answers
from interdict.law.load import load_library
from interdict.law.situations import Naming
from interdict.model.asking import Scope

LIBRARY = load_library()
NAMING = Naming(resolve=lambda text: ("huawei", "Huawei") if text == "华为" else None, nearest=lambda _: ())


def read(text):
    return read_answers(text.encode(), "answers.yaml", LIBRARY, NAMING)


def test_answers_of_every_scope_are_typed_and_names_resolved():
    found = read(
        "operator: {operator.federal_agency: false}\n"
        "site: {KC-014: {site.significant_to_national_security: true}}\n"
        'model: {"Huawei S5720": {device.module_producers: [华为]}}\n'
        "device: {A1: {acquisition.date: 2019-05-03, acquisition.funds: [usf]}}\n"
    )
    assert [(one.scope, one.about) for one in found] == [
        (Scope.OPERATOR, ""),
        (Scope.SITE, "KC-014"),
        (Scope.MODEL, "Huawei S5720"),
        (Scope.DEVICE, "A1"),
    ]
    assert found[2].facts == {"device.module_producers": frozenset({"huawei"})}
    assert found[3].facts["acquisition.date"] == date(2019, 5, 3)


def test_what_nobody_answered_yet_is_no_answer():
    assert read("operator:\n  operator.federal_agency:\ndevice:\n  A1:\n    acquisition.date:\nsite:\n") == ()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("device:\n  A1:\n    acquisition.dat: 2019-05-03\n", 3, "Did you mean acquisition.date"),
        ("device:\n  A1:\n    acquisition.date: soon\n", 3, "YYYY-MM-DD"),
        ("device:\n  A1:\n    acquisition.funds: [gold]\n", 3, "unknown value of acquisition.funds"),
        ("device:\n  A1:\n    operator.federal_agency: true\n", 3, "Put it under `operator:`"),
        ("operator:\n  device.in_service: true\n", 2, "Put it under `site, model or device:`"),
        ("devices:\n  A1: {}\n", 2, "unknown field 'devices'"),
        ("device:\n  A1:\n    device.producer: Acme\n", 3, "no party is called 'Acme'"),
        ("device:\n  A1: true\n", 2, "expected a mapping"),
        ("device: {\n", 2, "Mend the YAML syntax"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(text, line, told):
    with pytest.raises(AnswersError) as caught:
        read(text)
    assert told in str(caught.value)
    assert caught.value.where == f"answers.yaml:{line}"
