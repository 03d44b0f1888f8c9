"""Which orders count: chosen, assumed, in force; and the calendar."""

from datetime import date

import msgspec
import pytest

from interdict.core.errors import UsageError
from interdict.core.when import Interval
from interdict.law.timeline import (
    assume,
    assumption,
    calendar,
    match,
    orders_in_force,
    provision_named,
    select,
)
from interdict.model.order import AllOf, DueRule, Library, Order, Period

DRAFT = "us/us-draft-2019-02"


def ids(orders: object) -> set[str]:
    return {order.id for order in orders}  # type: ignore[attr-defined]


def test_no_draft_counts_by_default(library: Library) -> None:
    drafts = {order.id for order in library.orders.values() if order.is_draft}
    assert DRAFT in drafts
    assert not drafts & ids(select(library))


def test_an_order_of_an_optional_pack_counts_only_where_it_is_named(library: Library) -> None:
    packed = {order.id for order in library.orders.values() if order.pack}
    assert "us-tx/sb-1897-2025" in packed
    assert not packed & ids(select(library))
    assert not packed & ids(select(library, jurisdictions=["US"]))
    assert not packed & ids(select(library, ["us/*"]))
    assert ids(select(library, ["us-tx/*"])) == {"us-tx/sb-1897-2025", "us-tx/lsipa-2021"}
    assert ids(select(library)) | packed | {
        one for one in library.orders if library.orders[one].is_draft
    } == set(library.orders)


def test_the_operators_jurisdictions_choose(library: Library) -> None:
    assert {order.jurisdiction for order in select(library, jurisdictions=["GB"])} == {"GB"}
    assert select(library, jurisdictions=[]) == ()


def test_names_and_globs_choose(library: Library) -> None:
    assert ids(select(library, ["eo-13873", "gb/uk-dvd*"])) == {"us/eo-13873", "gb/uk-dvd-huawei-2022"}


def test_a_near_miss_is_suggested(library: Library) -> None:
    with pytest.raises(UsageError) as caught:
        match(library, ["ndaa-2019-888"])
    assert "ndaa-2019-889" in caught.value.remedy


def test_an_assumed_draft_counts_from_its_day_and_not_before(library: Library) -> None:
    chosen = select(library, ["eo-13873"], assumptions=[assumption("us-draft-2019-02@2019-02-20")])
    assert DRAFT in ids(chosen)
    assert ids(orders_in_force(chosen, date(2019, 2, 19))) == set()
    assert ids(orders_in_force(chosen, date(2019, 2, 20))) == {DRAFT}


def test_the_library_itself_stays_as_it_was(library: Library) -> None:
    assume(library.orders[DRAFT], date(2019, 2, 20))
    assert all(not provision.in_force for provision in library.orders[DRAFT].provisions)


@pytest.mark.parametrize("text", ["us-draft-2019-02", "@2019-02-20", "x@20.2.2019"])
def test_a_malformed_assumption_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"ORDER@YYYY-MM-DD|not a date"):
        assumption(text)


def test_only_a_draft_can_be_assumed(library: Library) -> None:
    with pytest.raises(UsageError, match="is not a draft"):
        select(library, assumptions=[assumption("eo-13873@2019-02-20")])


def test_a_draft_cannot_be_assumed_before_it_was_reported(library: Library) -> None:
    with pytest.raises(UsageError, match="first reported on 2019-02-06"):
        select(library, assumptions=[assumption("us-draft-2019-02@2019-01-01")])


@pytest.mark.parametrize(
    ("day", "order"),
    [
        ("2018-04-15", "us/zte-denial-2018"),
        ("2018-07-13", "us/zte-denial-2018"),
        ("2018-08-13", "us/ndaa-2019-889"),
        ("2019-05-15", "us/eo-13873"),
        ("2019-05-16", "us/bis-entity-list-huawei"),
        ("2019-08-19", "us/bis-entity-list-huawei"),
        ("2020-01-03", "us/47-cfr-54-9"),
        ("2020-03-12", "us/sna-2019"),
        ("2020-08-17", "us/bis-entity-list-huawei"),
        ("2022-01-28", "us/scrp"),
        ("2025-08-14", "us/far-889-clauses"),
        ("2025-09-29", "us/bis-affiliates-rule"),
        ("2025-11-10", "us/bis-affiliates-rule"),
        ("2026-06-15", "us/fcc-26-28"),
        ("2026-06-30", "us/dod-1260h"),
        ("2026-11-10", "us/bis-affiliates-rule"),
        ("2027-06-30", "us/dod-1260h"),
        ("2027-12-23", "us/ndaa-2023-5949"),
        ("2019-08-13", "us/ndaa-2019-889"),
        ("2020-08-13", "us/ndaa-2019-889"),
        ("2021-03-12", "us/fcc-covered-list"),
        ("2022-05-05", "us/47-cfr-1-50007"),
        ("2023-02-06", "us/fcc-22-84"),
        ("2023-12-31", "gb/uk-dvd-huawei-2022"),
        ("2025-02-04", "us/15-cfr-791"),
        ("2026-03-23", "us/fcc-covered-list"),
        ("2026-05-22", "us/47-cfr-1-50007"),
        ("2026-08-20", "us/fcc-covered-list"),
        ("2027-03-31", "us/47-cfr-1-50007"),
        ("2027-12-31", "gb/uk-dvd-huawei-2022"),
        ("2028-01-01", "us/fcc-covered-list"),
        ("2029-01-01", "us/fcc-25-71"),
    ],
)
def test_the_calendar_has_the_known_days(library: Library, day: str, order: str) -> None:
    when = date.fromisoformat(day)
    events = calendar(library.orders.values(), library, first=when, last=when)
    assert order in {event.order for event in events}


def test_the_calendar_is_ordered_and_bounded(library: Library) -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    days = [event.day for event in calendar(library.orders.values(), library, first=first, last=last)]
    assert days == sorted(days)
    assert first <= days[0] <= days[-1] <= last


def days_of(library: Library, order: Order, **bounds: date) -> list[tuple[str, str]]:
    return [(str(one.day), one.what) for one in calendar([order], library, **bounds)]


def yearly(library: Library, **rule: object) -> Order:
    """The annual report alone, due by another rule."""
    order = library.orders["us/47-cfr-1-50007"]
    (effect,) = order.provisions[0].effects
    due = DueRule(yearly=(3, 31), **rule)  # type: ignore[arg-type]
    dated = msgspec.structs.replace(effect, summary="Report", due=due)
    unrelated = msgspec.structs.replace(effect, summary="Look", due=None)
    provision = msgspec.structs.replace(
        order.provisions[0], title="Duty", effects=(unrelated, dated), reaches=AllOf(of=())
    )
    return msgspec.structs.replace(order, provisions=(provision,), history=())


def test_a_yearly_duty_is_shown_up_to_the_last_day_asked_for_and_on_it(library: Library) -> None:
    order = yearly(library)
    starts = ("2021-03-15", "Duty: comes into force")
    returns = [(f"{year}-03-31", "Report (due)") for year in (2022, 2023, 2024)]
    assert days_of(library, order, last=date(2024, 3, 31)) == [starts, *returns]
    assert days_of(library, order, last=date(2024, 3, 30)) == [starts, *returns[:2]]
    assert days_of(library, order, last=date(2024, 12, 31)) == [starts, *returns]
    assert days_of(library, order, first=date(2023, 3, 31), last=date(2024, 3, 31)) == returns[1:]
    assert days_of(library, order, first=date(2023, 4, 1), last=date(2024, 3, 31)) == returns[2:]
    assert days_of(library, order) == [starts]


def test_an_irregular_first_due_day_is_followed_by_the_regular_ones(library: Library) -> None:
    shown = days_of(library, yearly(library, first=date(2022, 5, 5)), last=date(2023, 12, 31))
    assert shown[1:] == [("2022-05-05", "Report (first due)"), ("2023-03-31", "Report (due)")]


def test_a_draft_with_a_yearly_duty_has_no_days(library: Library) -> None:
    order = yearly(library)
    draft = msgspec.structs.replace(order.provisions[0], in_force=())
    assert days_of(library, msgspec.structs.replace(order, provisions=(draft,))) == []


def test_a_calendar_of_nothing_is_empty(library: Library) -> None:
    assert calendar([], library) == ()


def test_an_assumed_order_says_since_when_and_why(library: Library) -> None:
    order = assume(library.orders[DRAFT], date(2019, 2, 20))
    assert order.assumed_from == date(2019, 2, 20)
    assert {one.in_force for one in order.provisions} == {
        (Period(days=Interval(date(2019, 2, 20), None), because="assumed to be in force from 2019-02-20"),)
    }
    assert assume(library.orders[DRAFT], library.orders[DRAFT].history[0].on).assumed_from


def test_the_chosen_orders_stand_in_the_order_of_the_library(library: Library) -> None:
    chosen = [order.id for order in select(library, ["us/*", "gb/*", "eo-13873"])]
    assert chosen == [name for name in library.orders if name in chosen]
    assert len(chosen) == len(set(chosen))
    assert [one.name for one in match(library, ["us/eo-13873"])] == ["eo-13873"]


def test_a_provision_is_named_by_its_id_or_with_its_order(library: Library) -> None:
    orders = [library.orders["us/eo-13873"], library.orders["us/47-cfr-54-9"]]
    for text in ("a-no-usf-money", "us/47-cfr-54-9#a-no-usf-money"):
        assert provision_named(text, orders).order == "us/47-cfr-54-9"
