"""Between two days of change nothing changes."""

from datetime import timedelta

from hypothesis import given, settings
from tests.law import laws

from interdict.law.cases import Supposed
from interdict.law.decide import decide
from interdict.law.load import load_library
from interdict.law.moments import days_of_change

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
