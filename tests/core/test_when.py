from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.core.when import Interval, day

DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))


@st.composite
def intervals(draw):
    start, end = sorted(draw(st.tuples(DAYS, DAYS)))
    return Interval(draw(st.sampled_from([start, None])), draw(st.sampled_from([end, None])))


@given(intervals(), DAYS)
def test_an_interval_holds_its_first_day_and_not_its_end(interval, other):
    if interval.start and interval.start != interval.end:
        assert interval.contains(interval.start)
    if interval.end:
        assert not interval.contains(interval.end)
    inside = (interval.start or date.min) <= other < (interval.end or date.max)
    assert interval.contains(other) is inside


@given(intervals(), intervals(), DAYS)
def test_a_day_in_both_means_that_two_intervals_overlap(one, two, when):
    if one.contains(when) and two.contains(when):
        assert one.overlaps(two)
        assert two.overlaps(one)


def test_intervals_that_touch_do_not_overlap():
    border = date(2021, 3, 12)
    assert not Interval(None, border).overlaps(Interval(border, None))


def test_an_interval_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        Interval(date(2021, 3, 12), date(2021, 3, 12) - timedelta(days=1))


@pytest.mark.parametrize("text", ["", "2019-2-20", "20.2.2019", "2019-02-30", "yesterday"])
def test_only_a_calendar_date_is_a_day(text):
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        day(text)
