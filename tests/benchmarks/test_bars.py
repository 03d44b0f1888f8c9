"""The bars of identification: what is counted, against what."""

import sys

import pytest
from tests.cli.door import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
import bars


@pytest.mark.parametrize(
    ("good", "of", "bar", "at_least", "met"),
    [
        (97, 100, 0.97, True, True),
        (96, 100, 0.97, True, False),
        (1, 2000, 1 / 2000, False, True),
        (2, 2000, 1 / 2000, False, False),
        (0, 0, 0.95, True, False),
    ],
)
def test_a_bar_is_met_by_its_own_numbers(good, of, bar, at_least, met):
    assert bars.Bar(name="x", good=good, of=of, bar=bar, at_least=at_least).met is met


def test_a_bar_is_shown_with_numerator_denominator_and_baselines(capsys):
    bars.show(
        [bars.Bar(name="recall", good=31, of=32, bar=0.97, beside={"any word": 8})], {"stub": 3}, ["a: b"]
    )
    shown = capsys.readouterr().out
    assert "31/32" in shown
    assert "0.969" in shown
    assert "NO" in shown
    assert "0.250" in shown
    assert "{'stub': 3}" in shown
