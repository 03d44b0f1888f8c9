from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from interdict.core.when import Interval
from interdict.model.party import Stake, Tag
from interdict.parties.ownership import Bounds, Holdings

AT = date(2024, 6, 1)
FIRMS = st.sampled_from("abcde")


def stake(owner, owned, share=None, **more):
    return Stake(owner=owner, owned=owned, share=share, tag=more.pop("tag", Tag.SOURCED), **more)


@st.composite
def stakes(draw):
    start = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    return Stake(
        owner=draw(FIRMS),
        owned=draw(FIRMS),
        share=draw(st.none() | st.floats(0, 100)),
        control=draw(st.none() | st.booleans()),
        interval=Interval(start, draw(st.none() | st.dates(start, date(2031, 1, 1)))),
        tag=draw(st.sampled_from(Tag)),
    )


def test_shares_multiply_along_a_chain_and_add_up_over_chains():
    holdings = Holdings(
        [stake("a", "b", 50), stake("b", "c", 40), stake("a", "d", 20), stake("d", "c", 50)], AT
    )
    assert holdings.multiplied("a", "c") == Bounds(30.0, 30.0)


def test_attribution_counts_whole_what_a_majority_firm_holds():
    holdings = Holdings([stake("a", "b", 50), stake("b", "c", 40), stake("a", "c", 10)], AT)
    assert holdings.attributed(["a"], "c") == Bounds(50.0, 50.0)


def test_two_owners_count_together():
    holdings = Holdings([stake("x", "c", 30), stake("y", "c", 25)], AT)
    assert holdings.attributed(["x", "y"], "c").least == 55.0


def test_an_unconfirmed_stake_proves_nothing_and_leaves_everything_possible():
    holdings = Holdings([stake("a", "b", 60, tag=Tag.BACKGROUND)], AT)
    assert holdings.multiplied("a", "b") == Bounds(0.0, 100.0)


def test_a_stake_counts_from_its_first_day_until_the_day_before_its_end():
    held = [stake("a", "b", 60, interval=Interval(date(2020, 1, 1), date(2021, 1, 1)))]
    shares = [
        Holdings(held, day).multiplied("a", "b").least
        for day in (date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    ]
    assert shares == [0, 60, 60, 0]


def test_firms_that_own_each_other_do_not_run_for_ever():
    ring = [stake("a", "b", 60), stake("b", "c", 60), stake("c", "a", 60)]
    assert Holdings(ring, AT).controlled("a", proven=True) == {"b", "c"}
    assert Holdings(ring, AT).multiplied("a", "c").least == 36.0


@given(st.lists(stakes(), max_size=8), stakes())
def test_one_more_stake_never_lowers_what_is_held(recorded, another):
    before, after = Holdings(recorded, AT), Holdings([*recorded, another], AT)
    for owned in "bcde":
        assert after.multiplied("a", owned).least >= before.multiplied("a", owned).least - 1e-9
        assert after.multiplied("a", owned).most >= before.multiplied("a", owned).most - 1e-9
        assert after.attributed(["a"], owned).least >= before.attributed(["a"], owned).least - 1e-9
    for proven in (True, False):
        assert after.controlled("a", proven=proven) >= before.controlled("a", proven=proven)


@given(st.lists(stakes(), max_size=8))
def test_stakes_that_do_not_run_on_the_day_change_nothing(recorded):
    running = [one for one in recorded if one.interval.contains(AT)]
    for owned in "bcde":
        assert Holdings(recorded, AT).multiplied("a", owned) == Holdings(running, AT).multiplied("a", owned)


@given(st.lists(stakes(), max_size=8))
def test_what_is_proven_is_possible(recorded):
    holdings = Holdings(recorded, AT)
    assert holdings.controlled("a", proven=True) <= holdings.controlled("a", proven=False)
    assert all(
        holdings.multiplied("a", owned).least <= holdings.multiplied("a", owned).most for owned in "bcde"
    )
