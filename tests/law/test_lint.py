"""The linter finds what the loader cannot see."""

from pathlib import Path

import msgspec
import pytest
from tests.law.test_load import ORDER, write

from interdict.core.errors import OrderDataError
from interdict.law.lint import _unused, check
from interdict.law.vocabulary import data_folder
from interdict.model.order import Library

CASES = """\
- id: one
  title: An agency's Huawei device
  clause: Made 1
  at: 2021-01-01
  facts: {device.producer: huawei, operator.federal_agency: true}
  expect: [{provision: first, status: covered}]
- id: two
  title: A carrier's Huawei device
  clause: Made 1
  at: 2021-01-01
  facts: {device.producer: huawei, operator.federal_agency: false}
  expect: [{provision: first, status: not-covered}]
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


EXEMPTION = """\
    exemptions:
      - id: x1
        title: Exempt
        in_force: [2020-01-01, null]
        when: {device.in_service: true}
        citation: {title: Made 2, confidence: verified, sources: [S1]}
"""
ONE, TWO = CASES[: CASES.index("- id: two")], CASES[CASES.index("- id: two") :]
AGENCY = "{operator.federal_agency: true}"


def flaws(tmp_path: Path, order: str = ORDER, cases: str = CASES) -> dict[str, str]:
    folder = write(tmp_path, order)
    (folder / "us" / "made" / "cases.yaml").write_text(cases, encoding="utf-8")
    return {one.code: str(one) for one in check([folder], parties=["huawei", "zte"])}


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        (ONE, "order.yaml:11: first: every case is covered by it Add one to cases.yaml."),
        (TWO, "order.yaml:11: first: no case is covered by it Add one to cases.yaml."),
    ],
)
def test_a_provision_is_tried_on_both_sides(tmp_path: Path, cases: str, message: str) -> None:
    assert flaws(tmp_path, cases=cases)["L007"].endswith(message)


def test_an_exemption_is_tried_on_both_sides(tmp_path: Path) -> None:
    cases = CASES.replace("agency: true}", "agency: true, device.in_service: true}")
    cases = cases.replace("status: covered", "status: exempt, exemption: x1")
    one_sided = flaws(tmp_path / "a", ORDER + EXEMPTION, cases)["L007"]
    assert "order.yaml:21: x1: no case of first is tried by it and not exempted" in one_sided
    out = ONE.replace("one", "three").replace("agency: true}", "agency: true, device.in_service: false}")
    assert flaws(tmp_path / "b", ORDER + EXEMPTION, cases + out) == {}
    assert "no case is exempted by it" in flaws(tmp_path / "c", ORDER + EXEMPTION, out + TWO)["L007"]


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        (
            "[2020-01-01, null]",
            "[{days: [2020-01-01, 2021-06-01]}, {days: [2022-01-01, null]}]",
            "L002",
            "nothing counts from 2021-06-01 to 2022-01-01 Close the gap, or say `because:`",
        ),
        ("Made 1, confidence: verified", "Made 1, confidence: unverified", "L010", "decides alone"),
        (
            "Made 1, confidence: verified, sources: [S1]",
            "Made 1, confidence: verified, sources: [MEM]",
            "L001",
            "rests on memory alone Name where it was read",
        ),
        (
            AGENCY,
            "[{operator.federal_agency: true}, {not: {operator.federal_agency: true}}]",
            "L009",
            "no value of operator.federal_agency meets all its tests",
        ),
        (
            AGENCY,
            "[{operator.customers: {more-than: 10}}, {operator.customers: {at-most: 10}}]",
            "L009",
            "no value of operator.customers meets all its tests",
        ),
        (
            AGENCY,
            "[{acquisition.date: {before: 2020-01-01}}, {acquisition.date: {on-or-after: 2020-01-01}}]",
            "L009",
            "no value of acquisition.date",
        ),
        (
            AGENCY,
            "[{device.classes: {has: handset}}, {not: {device.classes: {has-any: [handset]}}}]",
            "L009",
            "no value of device.classes",
        ),
        (AGENCY, "[{during: [2018-01-01, 2019-01-01]}]", "L009", "it is in force on none of these days"),
        (AGENCY, "{any: []}", "L009", "which nothing meets"),
        ("[huawei]", "[huaway]", "L012", "unknown party 'huaway' Use one of huawei, zte."),
    ],
)
def test_a_flaw_has_its_code(tmp_path: Path, old: str, new: str, code: str, message: str) -> None:
    assert old in ORDER
    found = flaws(tmp_path, ORDER.replace(old, new, 1))
    assert message in found.get(code, ""), found


@pytest.mark.parametrize(
    "binds",
    [
        "{any: [{operator.federal_agency: true}, {not: {operator.federal_agency: true}}]}",
        "[{operator.customers: {more-than: 10}}, {operator.customers: {at-most: 11}}]",
        "[{device.classes: {has: handset}}, {not: {device.classes: {has: power-inverter}}}]",
        "[{acquisition.date: {on-or-before: 2020-01-01}}, {acquisition.date: {on-or-after: 2020-01-01}}]",
    ],
)
def test_what_some_facts_meet_is_reachable(tmp_path: Path, binds: str) -> None:
    assert "L009" not in flaws(tmp_path, ORDER.replace(AGENCY, binds, 1))


def test_a_folder_declares_sources_of_its_own(tmp_path: Path) -> None:
    text = ORDER.replace("[S1]", "[GAZETTE]")
    assert "unknown source 'GAZETTE'" in flaws(tmp_path / "a", text)["L012"]
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "sources.yaml").write_text("GAZETTE: Official gazette\n", encoding="utf-8")
    assert flaws(tmp_path / "b", text) == {}


def test_a_source_key_means_one_thing(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("S1: Something else\n", encoding="utf-8")
    with pytest.raises(OrderDataError, match="source 'S1' is declared already"):
        flaws(tmp_path)


def test_an_order_may_refer_to_a_list_of_ones_own(tmp_path: Path) -> None:
    listing = ORDER.replace("us/made", "us/other").replace(
        "    reaches", "    kind: listing\n    entry: named\n    reaches"
    )
    home = tmp_path / "lists" / "us" / "other"
    home.mkdir(parents=True)
    (home / "order.yaml").write_text(listing, encoding="utf-8")
    text = ORDER.replace("{producers: [huawei], affiliates: named-only}", "{on_list: {list: us/other}}")
    folder = write(tmp_path / "own", text)
    assert "L003" in {one.code for one in check([folder])}
    assert "L003" not in {one.code for one in check([folder], beside=[tmp_path / "lists"])}


def test_a_folder_declares_facts_of_its_own(tmp_path: Path) -> None:
    text = ORDER.replace("operator.federal_agency", "operator.regulated")
    cases = CASES.replace("operator.federal_agency", "operator.regulated")
    assert "unknown fact 'operator.regulated'" in flaws(tmp_path / "a", text, cases)["L012"]
    fact = "{type: bool, label: it is regulated, question: Is it?, where: the licence, evidence: [profile]}"
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "facts.yaml").write_text(f"operator.regulated: {fact}\n", encoding="utf-8")
    assert flaws(tmp_path / "b", text, cases) == {}
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "facts.yaml").write_text(f"device.producer: {fact}\n", encoding="utf-8")
    with pytest.raises(OrderDataError, match=r"device\.producer' is declared already"):
        flaws(tmp_path / "c", text, cases)


def test_a_word_that_no_order_uses_is_reserved_or_a_mistake(library: Library) -> None:
    facts = dict(library.vocabulary.facts)
    facts["device.colour"] = msgspec.structs.replace(
        facts["device.in_service"], id="device.colour", reserved=""
    )
    reserved = msgspec.structs.replace(facts["device.producer"], reserved="for later")
    facts["device.producer"] = reserved
    vocabulary = msgspec.structs.replace(library.vocabulary, facts=facts)
    found = list(_unused(msgspec.structs.replace(library, vocabulary=vocabulary)))
    path = data_folder() / "vocabulary" / "facts.yaml"
    line = path.read_text(encoding="utf-8").splitlines().index("device.producer:") + 1
    assert [(one.code, str(one)) for one in found] == [
        ("L011", f"{path}:{line}: device.producer is used and reserved Drop `reserved:`."),
        (
            "L011",
            f"{path}:1: no order uses fact device.colour Use it, or add `reserved:` with why.",
        ),
    ]
