"""Tenders are read from ranges or past bids, and played with and without bidders; mistakes have a remedy."""

from pathlib import Path

import numpy as np
import pytest

from interdict.core.errors import UsageError
from interdict.procurement.bids import Bidder, Bids, Lot, ranged, read_bids
from interdict.procurement.tender import play, why_apart

YAML = """\
title: RAN of the north
currency: EUR
lots:
  - id: ran
    units: 900
    bidders:
      - {name: Huawei, low: 80000, high: 130000}
      - {name: Nokia, low: 90000, high: 140000, switching: 12000}
      - {name: Ericsson, low: 90000, high: 140000, switching: 12000, capacity: 500}
"""


def bids(folder: Path, text: str = YAML, name: str = "bids.yaml") -> Bids:
    (folder / name).write_text(text, encoding="utf-8")
    return read_bids(folder / name)


def test_leaving_out_the_incumbent_makes_the_lot_dearer(
    tmp_path: Path,
) -> None:
    found = play(bids(tmp_path), ["HUAWEI"], seed=1)
    (lot,) = found.lots
    assert lot.remaining == ("Nokia", "Ericsson")
    assert lot.ratio > 1.1
    assert lot.everybody.p5 < lot.everybody.mean < lot.everybody.p95
    assert lot.wins["Huawei"] > 0.5
    assert found.alone - found.everybody > 5 * lot.everybody.error


def test_capacity_of_those_who_remain_leaves_units_unserved(tmp_path: Path) -> None:
    found = play(bids(tmp_path), ["Huawei", "Nokia"], seed=1)
    assert found.lots[0].unserved == pytest.approx(400 / 900)
    assert any("beyond the capacity" in said for said in found.assumptions)


def test_the_same_seed_gives_the_same_tender(tmp_path: Path) -> None:
    assert play(bids(tmp_path), ["Huawei"], seed=5) == play(bids(tmp_path), ["Huawei"], seed=5)


def test_costs_behind_past_bids_are_found_again() -> None:
    costs = np.random.default_rng(3).uniform(100, 200, 400)
    past = tuple(float(c + (200 - c) / 4) for c in costs)  # first-price bids among four
    lot = Lot(id="x", units=1, bidders=(Bidder(name="b", past=past, rivals=3),))
    (found,), problems = ranged(lot, "x")
    assert (found.low, found.high) == (pytest.approx(100, abs=2), pytest.approx(200, abs=2))
    assert problems == ()


def test_past_bids_come_from_a_table(tmp_path: Path) -> None:
    rows = ["tender,bidder,price,units", "T1,A,100,5", "T1,B,110,5", "T2,A,105,5", "T2,B,120,5"]
    found = bids(tmp_path, "\n".join(rows), "past.csv")
    (lot,) = found.lots
    assert {one.name: (one.past, one.rivals) for one in lot.bidders} == {
        "A": ((100.0, 105.0), 1),
        "B": ((110.0, 120.0), 1),
    }
    assert [one.code for one in play(found, ["C"]).problems] == ["P441", "P440", "P440"]


def test_factors_that_set_the_published_estimates_apart_multiply_to_their_ratio() -> None:
    steps = why_apart(1.25)
    assert np.prod([step.factor for step in steps]) == pytest.approx(62 / 3.5)
    assert [step.basis for step in steps] == ["published", "simulated", "implied"]
    assert steps[0].factor == 2.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("currency: EUR\nlots: [{id: a, units: -1, bidders: [{name: x, low: 1, high: 2}]}]", "lot a has -1"),
        ("currency: EUR\nlots: [{id: a, units: 1, bidders: [{name: x, low: 3, high: 2}]}]", "above high"),
        ("currency: EUR\nlots: [{id: a, units: 1, bidders: [{name: x}]}]", "neither low and high nor"),
        ("currency: EUR\nlots: [{id: a, units: 1, bidders: []}]", "needs 1 to 24 bidders"),
        (
            "currency: EUR\nlots: [{id: a, units: .nan, bidders: [{name: x, low: 1, high: 2}]}]",
            "lot a has nan",
        ),
        ("lots: 7", "is no tender"),
        ("{", "is no tender"),
    ],
)
def test_tenders_that_make_no_sense_are_mistakes(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        play(bids(tmp_path, text), [])


def test_a_mix_of_currencies_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="mixes EUR, USD"):
        bids(tmp_path, "bidder,price,currency\nA,1,EUR\nB,2,USD\n", "past.csv")
