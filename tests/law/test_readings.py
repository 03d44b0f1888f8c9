"""Two clocks: a decision is as of a day, under the law as its text stood on a day."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.law.test_load import ORDER, write

from interdict.assess.assess import Assessor
from interdict.assess.situation import Profile
from interdict.core.errors import OrderDataError
from interdict.core.when import Interval
from interdict.law.cases import Supposed, read_cases, run_case
from interdict.law.decide import Decider
from interdict.law.describe import period_lines
from interdict.law.load import load_library
from interdict.law.readings import AsRead, amendments, library_as_read, readings
from interdict.law.timeline import calendar
from interdict.model.finding import Status
from interdict.model.order import AllOf, AnyOf, During, Library, NotOf, Period

AMENDED = (
    ORDER
    + """\
    exemptions:
      - id: waiver
        title: Updates may go on
        in_force:
          - {days: [2026-03-23, 2027-03-01], stated: {until: 2026-05-08}}
          - {days: [2026-03-23, 2029-01-01], stated: {from: 2026-05-08}}
        when: {device.in_service: true}
        citation: {title: Made 2, confidence: verified, sources: [S1]}
"""
)
FACTS = {"device.producer": "huawei", "operator.federal_agency": True, "device.in_service": True}


def made(folder: Path, text: str = AMENDED) -> Library:
    return load_library([write(folder, text)])


def status(library: Library, at: str, read_on: str | None = None) -> Status:
    decider = Decider(
        library,
        at=date.fromisoformat(at),
        affiliation=Supposed({}),
        read_on=date.fromisoformat(read_on) if read_on else None,
    )
    return decider.decide(library.orders["us/made"].provisions[0], FACTS).status


@pytest.mark.parametrize(
    ("at", "read_on", "expected"),
    [
        ("2027-02-28", "2026-05-07", Status.EXEMPT),
        ("2027-03-01", "2026-05-07", Status.COVERED),
        ("2027-03-01", "2026-05-08", Status.EXEMPT),
        ("2028-12-31", None, Status.EXEMPT),
        ("2029-01-01", None, Status.COVERED),
    ],
)
def test_an_extension_counts_from_the_day_it_was_made(
    tmp_path: Path, at: str, read_on: str | None, expected: Status
) -> None:
    assert status(made(tmp_path), at, read_on) is expected


def test_an_effect_may_be_stated_for_a_time(tmp_path: Path) -> None:
    line = "      - {prohibits: use, summary: Do not use it.}\n"
    twice = line.replace("use,", "use, stated: {until: 2026-01-01},", 1) + line.replace(
        "use, summary: Do", "use, stated: {from: 2026-01-01}, due: 2027-01-01, summary: Really do", 1
    )
    library = made(tmp_path, ORDER.replace(line, twice))
    provision = library.orders["us/made"].provisions[0]

    def summaries(read_on: date) -> list[str]:
        decider = Decider(library, at=date(2026, 6, 1), affiliation=Supposed({}), read_on=read_on)
        return [effect.summary for effect in decider.decide(provision, FACTS).effects]

    assert summaries(date(2025, 12, 31)) == ["Do not use it."]
    assert summaries(date(2026, 1, 1)) == ["Really do not use it."]


def test_a_law_that_was_never_amended_is_itself(tmp_path: Path) -> None:
    library = made(tmp_path, ORDER)
    assert library_as_read(library, date(2020, 1, 1)) is library
    assert AsRead(library, date.min).provision(one := library.orders["us/made"].provisions[0]) is one


def test_a_provision_as_read_is_made_once(tmp_path: Path) -> None:
    library = made(tmp_path)
    text, provision = AsRead(library, date(2026, 5, 8)), library.orders["us/made"].provisions[0]
    assert text.provision(provision) is text.provision(provision)
    assert text.provision(provision).exemptions[0].in_force[0].days.end == date(2029, 1, 1)


def test_the_days_of_amendment_are_known(tmp_path: Path) -> None:
    order = made(tmp_path).orders["us/made"]
    assert order.amended == amendments(order.provisions) == (date(2026, 5, 8),)
    assert readings([order]) == (date.min, date(2026, 5, 8))


def test_the_calendar_and_the_description_say_which_text_it_was(tmp_path: Path) -> None:
    library = made(tmp_path)
    order = library.orders["us/made"]
    told = [f"{event.day} {event.what}" for event in calendar([order], library)]
    assert "2026-05-08 the text changes" in told
    assert any("no longer, as the law read before 2026-05-08" in line for line in told)
    lines = period_lines(order.provisions[0].exemptions[0].in_force)
    assert lines[1] == "from 2026-03-23, before 2029-01-01, as the law read from 2026-05-08"


def test_what_can_be_told_apart_does_not_depend_on_the_reading(tmp_path: Path) -> None:
    text = AMENDED.replace(
        "{device.in_service: true}", "[{device.in_service: true}, {acquisition.date: {before: 2025-01-01}}]"
    )
    library = made(tmp_path, text)
    orders = list(library.orders.values())

    def assessor(read_on: date) -> Assessor:
        return Assessor(
            library,
            orders,
            {"operator.federal_agency": True},
            at=date(2028, 1, 1),
            affiliation=Supposed({}),
            read_on=read_on,
        )

    old, new = assessor(date(2026, 1, 1)), assessor(date(2026, 6, 1))
    assert old.ground == new.ground
    profile = Profile(
        number=0, producer="huawei", answers={"device.in_service": "yes", "acquisition.date": "b0"}
    )
    assert [d.status for d in old.assess(profile)] == [Status.COVERED]
    assert [d.status for d in new.assess(profile)] == [Status.EXEMPT]


CASE = """\
- id: read-early
  title: As the law read before the extension
  clause: Made 2
  at: 2027-03-01
  read_on: 2026-05-07
  facts: {device.producer: huawei, operator.federal_agency: true, device.in_service: true}
  expect: [{provision: first, status: covered}]
"""


def test_a_case_may_say_on_which_day_the_law_is_read(tmp_path: Path) -> None:
    library = made(tmp_path)
    (tmp_path / "us" / "made" / "cases.yaml").write_text(CASE, encoding="utf-8")
    assert run_case(read_cases(library, "us/made")[0], library) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("stated: {from: 2026-05-08}", "stated: {from: 2026-05-01}", "overlaps the one before it"),
        ("stated: {from: 2026-05-08}", "stated: {}", "says neither `from:` nor `until:`"),
        ("{from: 2026-05-08}", "{from: 2026-05-08, until: 2026-05-08}", "stated until 2026-05-08, not after"),
        ("{from: 2026-05-08}", "{since: 2026-05-08}", "unknown field 'since'"),
    ],
)
def test_a_broken_statement_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in AMENDED
    with pytest.raises(OrderDataError, match=message) as caught:
        made(tmp_path, AMENDED.replace(old, new, 1))
    assert caught.value.where.endswith("order.yaml:25")


def test_what_was_amended_inside_a_condition_is_told_and_read_as_it_was(library: Library) -> None:
    def said(start: int, stated: Interval) -> Period:
        return Period(days=Interval(date(start, 1, 1), None), stated=stated)

    change = date(2026, 5, 8)
    periods = (said(2026, Interval(None, change)), said(2027, Interval(change, date(2027, 6, 1))))
    dated = During(periods=periods, claim="in time")
    order = library.orders["us/47-cfr-54-9"]
    provision = msgspec.structs.replace(
        order.provisions[0], reaches=AllOf(of=(NotOf(of=AnyOf(of=(dated,))),)), exemptions=()
    )
    assert amendments([provision]) == (change, date(2027, 6, 1))
    changed = msgspec.structs.replace(order, provisions=(provision,), amended=amendments([provision]))
    made_so = msgspec.structs.replace(library, orders={order.id: changed})
    for on, kept in ((date(2026, 5, 7), periods[0]), (change, periods[1])):
        (read,) = library_as_read(made_so, on).orders[order.id].provisions
        (inner,) = read.reaches.of[0].of.of  # type: ignore[union-attr]
        assert [one.days for one in inner.periods] == [kept.days]
