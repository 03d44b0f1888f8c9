"""Pictures of the single pages stand where their values say, and texts from records cannot break out."""

from pathlib import Path

import pytest

from interdict.report.cost import money
from interdict.report.sheet import chart


def test_lines_stand_at_their_values() -> None:
    found = chart([("x", [0, 1, 2])], ["a", "b", "c"], [(0, "0"), (2, "2")], width=100, height=50)
    assert found.lines[0].points == "0.0,50.0 50.0,25.0 100.0,0.0"
    assert found.levels == ((50.0, "0"), (0.0, "2"))


def test_places_need_not_be_even_and_crowded_words_are_left_out() -> None:
    found = chart([("x", [1, 1, 1])], ["a", "b", "c"], [(1, "1")], places=[0, 1, 100], width=100)
    assert [tick[1] for tick in found.ticks] == ["a", "c"]


def test_one_value_is_a_line_across() -> None:
    assert chart([("x", [1])], ["a"], [(1, "1")], width=100, height=10).lines[0].points == "0.0,0.0 100.0,0.0"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (999, "USD 999"),
        (12_345, "USD 12,300"),
        (1.5e6, "USD 1.50 m"),
        (150.2e6, "USD 150 m"),
        (62e9, "USD 62.0 bn"),
    ],
)
def test_money_has_three_digits(value: float, words: str) -> None:
    assert money(value, "USD") == words


def test_texts_of_records_are_escaped(tmp_path: Path) -> None:
    from tests.exposure.network import device, exposure

    from interdict.report.exposure import write_exposure_page

    evil = "<script>alert(1)</script>"
    core = device(1, "core-sgw01", "packet-core-user-plane", site="C")
    found = exposure([core, device(2, evil, "ip-router", site="C")])
    write_exposure_page(found, (), tmp_path / "e.html", operator=evil)
    text = (tmp_path / "e.html").read_text("utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text
