"""Prices equal the closed forms where there are some, and rules that hold for every auction hold for ours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.procurement.auction import drawn, first_price, second_price
from interdict.procurement.bids import Ranged

INF = float("inf")
RUNS = 100_000


def equal(bidders: int, low: float = 100.0, high: float = 200.0, capacity: float = INF) -> list[Ranged]:
    return [
        Ranged(name=f"b{n}", low=low, high=high, switching=0.0, capacity=capacity) for n in range(bidders)
    ]


def capacities(bidders: list[Ranged]) -> np.ndarray:
    return np.array([one.capacity for one in bidders])


@pytest.mark.parametrize("bidders", [2, 3, 5, 8])
def test_both_auctions_cost_what_the_closed_form_says(bidders: int) -> None:
    # Krishna (2010), section 2.4, mirrored: the second lowest of n uniform costs is l + 2 (h - l) / (n + 1).
    expected = 100 + 100 * 2 / (bidders + 1)
    those = equal(bidders)
    scores = drawn(those, RUNS, (1,))
    second, _ = second_price(scores, capacities(those), 1.0, 200.0)
    first, _ = first_price(scores, those, 1.0, 200.0)
    for outlay in (first, second):
        assert abs(outlay.mean() - expected) < 4 * outlay.std() / RUNS**0.5 + 0.01
    assert first.std() < second.std()


def test_bids_are_those_of_the_closed_form() -> None:
    # b(c) = c + (h - c) / n for uniform costs.
    scores = np.array([[120.0, 180.0, 190.0], [150.0, 160.0, 199.0]])
    outlay, supplied = first_price(scores, equal(3), 1.0, 200.0)
    assert outlay == pytest.approx([120 + 80 / 3, 150 + 50 / 3], abs=0.4)
    assert supplied.tolist() == [[1, 0, 0], [1, 0, 0]]


def test_a_lone_bidder_asks_the_reserve_in_both_auctions() -> None:
    (one,) = those = equal(1)
    scores = drawn(those, 500, (1,))
    assert first_price(scores, those, 3.0, 250.0)[0] == pytest.approx(750.0)
    assert second_price(scores, np.array([one.capacity]), 3.0, 250.0)[0] == pytest.approx(750.0)


def test_capacity_sends_the_rest_to_the_next_and_then_to_the_reserve() -> None:
    scores = np.array([[10.0, 20.0]])
    outlay, supplied = second_price(scores, np.array([4.0, 4.0]), 10.0, 50.0)
    assert supplied.tolist() == [[4, 4]]
    assert outlay.tolist() == [10 * 50.0]  # nobody else could supply what either does
    outlay, supplied = second_price(scores, np.array([4.0, 20.0]), 10.0, 50.0)
    assert supplied.tolist() == [[4, 6]]
    assert outlay.tolist() == [4 * 20.0 + 6 * 50.0]


def test_who_costs_more_than_the_reserve_supplies_nothing() -> None:
    outlay, supplied = second_price(np.array([[60.0, 70.0]]), np.array([INF, INF]), 2.0, 50.0)
    assert (outlay.tolist(), supplied.tolist()) == ([100.0], [[0, 0]])


@st.composite
def auctions(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, float]:
    bidders = draw(st.integers(2, 5))
    numbers = st.lists(st.floats(1, 100), min_size=bidders, max_size=bidders)
    sizes = st.lists(st.sampled_from([1.0, 3.0, 7.0, INF]), min_size=bidders, max_size=bidders)
    return np.array([draw(numbers)]), np.array(draw(sizes)), draw(st.floats(1, 10))


@settings(deadline=None)
@given(auctions())
def test_leaving_a_bidder_out_never_makes_a_second_price_lot_cheaper(
    drawn_one: tuple[np.ndarray, np.ndarray, float],
) -> None:
    scores, capacity, units = drawn_one
    capacity = np.full_like(capacity, INF)
    whole, _ = second_price(scores, capacity, units, 120.0)
    fewer, _ = second_price(scores[:, 1:], capacity[1:], units, 120.0)
    assert fewer[0] >= whole[0] - 1e-6


@settings(deadline=None)
@given(auctions())
def test_winners_are_paid_at_least_their_cost_and_never_above_the_reserve(
    drawn_one: tuple[np.ndarray, np.ndarray, float],
) -> None:
    scores, capacity, units = drawn_one
    outlay, supplied = second_price(scores, capacity, units, 120.0)
    unserved = units - supplied.sum()
    assert (supplied <= capacity).all()
    assert supplied.sum() == pytest.approx(min(units, capacity.sum()))
    assert (scores * supplied).sum() + unserved * 120 <= outlay[0] + 1e-6
    assert outlay[0] <= units * 120 + 1e-6
