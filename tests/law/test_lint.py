"""The linter finds what the loader cannot see."""

from pathlib import Path

import pytest
from tests.law.test_load import ORDER, write

from interdict.law.lint import check

CASES = """\
- id: one
  title: An agency's Huawei device
  clause: Made 1
  at: 2021-01-01
  facts: {device.producer: huawei, operator.federal_agency: true}
  expect: [{provision: first, status: covered}]
"""


def complaints(tmp_path: Path, order: str = ORDER, cases: str | None = CASES) -> list[str]:
    folder = write(tmp_path, order)
    if cases is not None:
        (folder / "us" / "made" / "cases.yaml").write_text(cases, encoding="utf-8")
    return [str(one) for one in check([folder])]


def test_the_shipped_library_is_sound() -> None:
    assert [str(one) for one in check()] == []


def test_a_sound_order_has_no_complaint(tmp_path: Path) -> None:
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[2020-01-01, null]", "[]", "order.yaml:11: first: no day in force"),
        ("status: in-force", "status: proposed", "a draft has a day in force"),
        (
            "{producers: [huawei], affiliates: named-only}",
            "{on_list: {list: us/fcc-coverd-list}}",
            "Did you mean us/fcc-covered-list?",
        ),
        ("{producers: [huawei], affiliates: named-only}", "{on_list: {list: us/eo-13873}}", "keeps no list"),
        (
            "prohibits: use,",
            "prohibits: use, since: 2019-01-01,",
            "since on 2019-01-01, before the provision",
        ),
        ("prohibits: use,", "prohibits: use, since: 2022-01-01, until: 2021-01-01,", "ends before it starts"),
        ("prohibits: use,", "prohibits: use, due: 2019-01-01,", "due on 2019-01-01"),
    ],
)
def test_a_flaw_of_an_order_is_found(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in ORDER
    assert message in "\n".join(complaints(tmp_path, ORDER.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "status: covered",
            "status: exempt",
            "cases.yaml:6: case one, first: expected exempt, found covered",
        ),
        ("status: covered", "status: coverd", "cases.yaml:6: unknown status 'coverd' Did you mean covered"),
        ("provision: first", "provision: second", "cases.yaml:6: unknown provision 'second'"),
        ("operator.federal_agency: true", "operator.federal_agent: true", "cases.yaml:5: unknown fact"),
        (
            "operator.federal_agency: true",
            "operator.federal_agency: {}",
            "cases.yaml:5: expected true or false",
        ),
        ("at: 2021-01-01", "at: yesterday", "cases.yaml:4: 'yesterday' is not a date"),
        (
            "covered}",
            "covered, effects: [requires remove]}",
            "expected effects requires remove, found prohibits use",
        ),
        ("covered}", "covered, due: 2022-01-01}", "expected due 2022-01-01, found none"),
        ("covered}", "covered, because: a treaty}", "expected a reason that says 'a treaty'"),
    ],
)
def test_a_flaw_of_a_case_is_found(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in CASES
    assert message in "\n".join(complaints(tmp_path, cases=CASES.replace(old, new, 1)))


def test_an_order_without_cases_fails(tmp_path: Path) -> None:
    assert "has no cases" in complaints(tmp_path, cases=None)[0]


def test_a_provision_without_a_case_is_named(tmp_path: Path) -> None:
    second = ORDER[ORDER.index("  - id: first") :].replace("first", "second")
    assert "order.yaml:20: second: second has no case" in complaints(tmp_path, ORDER + second)[0]


def test_a_case_that_comes_twice_is_named(tmp_path: Path) -> None:
    assert "case 'one' comes twice" in complaints(tmp_path, cases=CASES + CASES)[0]
