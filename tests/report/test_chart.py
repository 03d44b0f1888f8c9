from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from interdict.report.chart import TICKS, axis, shares

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(st.lists(st.integers(0, 10**9), max_size=6))
def test_shares_fill_the_bar_without_gap_or_overlap(counts: list[int]) -> None:
    parts = shares((f"s{n}", count) for n, count in enumerate(counts))
    ends = [part.start + part.width for part in parts]
    assert all(abs(end - part.start) < 0.01 for end, part in zip(ends, parts[1:], strict=False))
    assert not parts or abs(ends[-1] - 100) < 0.01


@given(DAYS, st.lists(DAYS, max_size=5), st.lists(DAYS, max_size=5))
def test_every_day_stands_inside_the_picture_and_later_days_further_right(
    at: date, begins: list[date], dues: list[date]
) -> None:
    days = axis(at, begins, dues)
    places = [days.place(day) for day in sorted([at, *begins, *dues])]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert days.first <= min([at, *dues])
    assert max([at, *dues]) < days.last


@given(DAYS, st.lists(DAYS, max_size=5))
def test_years_are_thinned_until_they_fit(at: date, dues: list[date]) -> None:
    ticks = axis(at, (), dues).ticks()
    assert 1 < len(ticks) <= TICKS


def test_a_beginning_long_ago_does_not_squeeze_the_picture() -> None:
    assert axis(date(2026, 11, 22), [date(1996, 2, 8)], [date(2027, 3, 31)]).first == date(2026, 1, 1)
