from pathlib import Path

import pytest

CASE = Path(__file__).parents[2] / "corpus" / "pdf-purchases" / "order-of-two-pages" / "input"


def order() -> bytes:
    return (CASE / "PO-2019-0441.pdf").read_bytes()


def test_a_line_has_its_own_cells_and_what_stands_above_all_lines(tell):
    told = tell({"po.pdf": order()})
    assert told.kinds() == {"1": "purchase", "2": "purchase", "3": "purchase"}
    assert told.of("2")["description"] == ["Huawei line card 10x10GE incl. licence"]
    assert told.of("3")["quantity"] == ["1"]
    assert told.of("3")["acquiredOn"] == ["2019-06-03"]
    assert told.of("3")["supplier"] == ["Example Telecom Supply GmbH"]


def test_a_manual_is_a_text_for_people(tell):
    told = tell({"manual.pdf": (CASE / "manual.pdf").read_bytes()})
    assert told.codes == ["P111"]


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", order()[:600], order().replace(b"/Kids", b"/Kidz")])
def test_a_broken_pdf_is_told(tell, content):
    told = tell({"po.pdf": content})
    assert not told.records
    assert told.codes
    assert "P103" not in told.codes


def test_pages_that_are_their_own_parents_end(tell):
    loop = order().replace(b"/Kids [5 0 R", b"/Kids [2 0 R")
    assert "P103" not in tell({"po.pdf": loop}).codes


def test_a_reference_where_only_values_may_stand_is_told(tell):
    told = tell({"po.pdf": order().replace(b" Tj", b" 1 0 R Tj", 1)})
    assert told.codes == ["P108"]


def test_a_number_beyond_measure_is_told(tell):
    told = tell({"po.pdf": order().replace(b"/F1 9 Tf", b"/F1 " + b"9" * 40 + b" Tf", 1)})
    assert "P103" not in told.codes


def test_a_missing_extra_is_told_apart_from_a_broken_file(tell, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    told = tell({"po.pdf": order()})
    assert told.codes == ["P117"]
    assert "interdict[pdf]" in told.problems[0].remedy
