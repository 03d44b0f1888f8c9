"""What is found on the days that matter is what deciding on every day finds."""

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law import laws

from interdict.assess.ahead import BECOMES, What, turns
from interdict.assess.assess import Assessor
from interdict.assess.ground import ground
from interdict.assess.situation import Profile
from interdict.core.when import Interval
from interdict.law.cases import Supposed
from interdict.law.load import load_library
from interdict.law.timeline import select
from interdict.model.finding import Status
from interdict.model.order import DueRule, Exemption, Library, Order, OrderEffect, Period

LAW = load_library()
FIRST, LAST = date(2019, 12, 20), date(2020, 12, 31)
EFFECTS = st.lists(
    st.builds(
        OrderEffect,
        kind=st.just("requires"),
        action=st.sampled_from(["report", "remove"]),
        since=st.none() | st.sampled_from(laws.DAYS),
        until=st.none() | st.just(date(2020, 11, 1)),
        due=st.none()
        | st.builds(DueRule, day=st.just(date(2020, 8, 8)))
        | st.builds(DueRule, yearly=st.just((3, 31)), counted_by=st.sampled_from(["", "acquisition.date"])),
        summary=st.sampled_from(["do this", "do that"]),
    ),
    max_size=2,
).map(tuple)
MADE = st.builds(lambda one, effects: msgspec.structs.replace(one, effects=effects), laws.provisions, EFFECTS)


def library_with(provisions) -> tuple[Library, Order]:
    some = LAW.orders["us/47-cfr-54-9"]
    listed = tuple(
        msgspec.structs.replace(one, id=str(n), order="us/made") for n, one in enumerate(provisions)
    )
    order = msgspec.structs.replace(some, id="us/made", provisions=listed)
    return msgspec.structs.replace(LAW, orders={**LAW.orders, order.id: order}), order


def on(library, profiles_ground):
    def assessor(day, chosen):
        return Assessor(library, chosen, {}, at=day, affiliation=Supposed(laws.RELATIONS), on=profiles_ground)

    return assessor


def every_day():
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@settings(max_examples=60, deadline=None)
@given(st.lists(MADE, min_size=1, max_size=2), st.lists(laws.facts, min_size=1, max_size=2))
def test_the_turns_are_those_that_deciding_on_every_day_finds(provisions, facts):
    library, order = library_with(provisions)
    profiles = [Profile(number=n, answers={}, answered=one) for n, one in enumerate(facts)]
    assessor = on(library, ground([order], library))
    found = turns(profiles, assessor, [order], library, first=FIRST, last=LAST)
    told: set[tuple[object, ...]] = set()
    standing: dict[tuple[str, int], tuple[Status, str]] = {}
    for day in every_day():
        judge = assessor(day, [order])
        for profile in profiles:
            decided = {one.provision: one for one in judge.assess(profile)}
            for one in order.provisions:
                decision = decided.get(one.id)
                now = (decision.status, decision.exemption) if decision else (Status.NOT_COVERED, "")
                before = standing.get((one.id, profile.number), (Status.NOT_COVERED, ""))
                if day > FIRST and now != before:
                    told.add((day, BECOMES[now[0]], one.id, profile.number))
                if day > FIRST and decision:
                    told |= {
                        (day, What.DUE, one.id, profile.number) for e in decision.effects if e.due == day
                    }
                standing[one.id, profile.number] = now
    kinds = {*BECOMES.values(), What.DUE}
    got = {(t.day, t.what, t.provision, n) for t in found if t.what in kinds for n in t.profiles}
    assert got == told


def test_a_listing_ahead_is_told_on_its_day_and_nothing_before():
    orders = select(LAW, ["us/fcc-*"])
    router = Profile(number=0, producer="huawei", role="ip-router", answers={"device.in_service": "yes"})
    assessor = real(orders)
    found = turns([router], assessor, orders, LAW, first=date(2021, 1, 1), last=date(2021, 12, 31))
    assert [(t.day, t.order, t.provision, t.what, t.before) for t in found] == [
        (date(2021, 3, 12), "us/fcc-covered-list", "CL-01", What.COVERED, Status.NOT_COVERED)
    ]


def real(orders):
    profiles_ground = ground(orders, LAW)

    def assessor(day, chosen):
        return Assessor(LAW, chosen, {}, at=day, affiliation=Supposed({}), on=profiles_ground)

    return assessor


def test_an_exemption_that_ends_is_told_with_its_name():
    always = Period(days=Interval(date(2019, 1, 1), None))
    until = (Period(days=Interval(date(2019, 1, 1), date(2020, 7, 1))),)
    waiver = Exemption(
        id="waiver", title="made", in_force=until, when=laws.AllOf(of=()), citation=laws.CITATION
    )
    base = LAW.orders["us/47-cfr-54-9"].provisions[0]
    exempted = msgspec.structs.replace(
        base, binds=laws.AllOf(of=()), reaches=laws.AllOf(of=()), in_force=(always,), exemptions=(waiver,)
    )
    library, order = library_with([exempted])
    assessor = on(library, ground([order], library))
    (turn,) = turns([Profile(number=1, answers={})], assessor, [order], library, first=FIRST, last=LAST)
    assert (turn.day, turn.what, turn.detail) == (date(2020, 7, 1), What.COVERED, "waiver")


def test_an_effect_that_begins_later_and_one_that_ends_are_told_once():
    base = next(one for one in LAW.orders["us/47-cfr-54-9"].provisions)
    effect = OrderEffect(
        kind="prohibits", action="use", since=date(2020, 4, 1), until=date(2020, 7, 1), summary="off with it"
    )
    always = msgspec.structs.replace(
        base,
        reaches=laws.AllOf(of=()),
        binds=laws.AllOf(of=()),
        in_force=(msgspec.structs.replace(base.in_force[0], days=Interval(date(2019, 1, 1), None)),),
        exemptions=(),
        effects=(effect,),
    )
    library, order = library_with([always])
    found = turns(
        [Profile(number=7, answers={})],
        on(library, ground([order], library)),
        [order],
        library,
        first=FIRST,
        last=LAST,
    )
    assert [(t.day, t.what, t.detail, t.profiles) for t in found] == [
        (date(2020, 4, 1), What.BEGINS, "off with it", (7,)),
        (date(2020, 7, 1), What.ENDS, "off with it", (7,)),
    ]
