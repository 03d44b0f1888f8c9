"""Business days by country: the only module that knows public holidays."""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

ONE_DAY = timedelta(days=1)


@cache
def calendars() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes of the countries whose public holidays are known."""
    from holidays import list_supported_countries

    return frozenset(code for code in list_supported_countries(include_aliases=False) if len(code) == 2)


def business_day_after(start: date, count: int, country: str) -> date:
    """
    The day on which a number of business days has passed; the starting day itself does not count.

    Saturdays, Sundays (or the country's own weekend) and nation-wide public holidays with their substitute
    days do not count; for `US` those are the federal holidays of 5 U.S.C. 6103. Regional holidays do count.

    Args:
        country: One of `calendars()`.

    >>> business_day_after(date(2026, 11, 25), 1, "US")  # Thanksgiving lies between
    datetime.date(2026, 11, 27)
    """
    known = _calendar(country)
    day = start
    while count:
        day += ONE_DAY
        count -= known.is_working_day(day)
    return day


@cache
def _calendar(country: str) -> "HolidayBase":
    """Loaded when first asked for: most orders count no business days."""
    from holidays import country_holidays

    return country_holidays(country)
