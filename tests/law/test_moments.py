"""Between two days of change nothing changes."""

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from tests.law import laws

from interdict.core.when import Interval
from interdict.law.cases import Supposed
from interdict.law.decide import decide
from interdict.law.load import load_library
from interdict.law.moments import days_of_change
from interdict.model.order import AllOf, Confidence, Delay, OnList

LIBRARY = load_library()


@settings(max_examples=300, deadline=None)
@given(laws.provisions, laws.facts, laws.days)
def test_a_day_that_is_no_day_of_change_answers_like_the_day_before(provision, facts, day):
    def status(at):
        return decide(provision, facts, at=at, affiliation=Supposed(laws.RELATIONS), library=LIBRARY).status

    if day not in days_of_change(provision, LIBRARY):
        assert status(day) == status(day - timedelta(days=1))


def test_the_days_of_the_library_are_all_days_on_which_its_calendar_has_an_event_or_a_list_does():
    removal = LIBRARY.orders["us/47-cfr-54-11"].provisions[0]
    assert removal.in_force[0].days.start in days_of_change(removal, LIBRARY)
    from_lists = LIBRARY.orders["us/47-cfr-54-10"].provisions[0]
    entries = LIBRARY.orders["us/fcc-covered-list"].provisions
    listed = {one.in_force[0].days.start for one in entries}
    assert listed & days_of_change(from_lists, LIBRARY)


def entry(**reference):
    listed = OnList(list="us/fcc-covered-list", claim="listed", **reference)
    rule = LIBRARY.orders["us/47-cfr-54-11"].provisions[0]
    alone = msgspec.structs.replace(rule, in_force=(), binds=AllOf(of=()), exemptions=(), effects=())
    return msgspec.structs.replace(alone, reaches=listed)


def test_a_frozen_list_stands_still_but_the_days_after_its_listings_run():
    added = Interval(date(2022, 1, 1), date(2022, 4, 1))
    living = days_of_change(entry(added=added), LIBRARY)
    assert date(2022, 3, 25) in living
    assert days_of_change(entry(added=added, frozen=date(2022, 6, 1)), LIBRARY) == set()
    delay = Delay(days=60, confidence=Confidence.UNVERIFIED, certain_from=90)
    delayed = days_of_change(entry(added=added, frozen=date(2022, 6, 1), after=(delay,)), LIBRARY)
    assert delayed == {date(2022, 3, 25), date(2022, 5, 24), date(2022, 6, 23)}
    by_fact = msgspec.structs.replace(delay, fact="acquisition.date")
    assert days_of_change(entry(added=added, frozen=date(2022, 6, 1), after=(by_fact,)), LIBRARY) == set()


def test_the_days_of_effects_and_of_what_the_law_read_are_days_of_change():
    rule = LIBRARY.orders["us/47-cfr-54-11"].provisions[0]
    stated = msgspec.structs.replace(
        rule.effects[0],
        since=date(2030, 1, 2),
        until=date(2031, 1, 2),
        stated=Interval(date(2029, 1, 2), date(2029, 6, 2)),
    )
    bare = msgspec.structs.replace(
        rule, in_force=(), binds=AllOf(of=()), reaches=AllOf(of=()), exemptions=(), effects=(stated,)
    )
    assert days_of_change(bare, LIBRARY) == {
        date(2029, 1, 2),
        date(2029, 6, 2),
        date(2030, 1, 2),
        date(2031, 1, 2),
    }
