from datetime import date

import msgspec

from interdict.model.run import MakerTally
from interdict.report.page import FIRST_ROWS, MAKERS_SHOWN, maker_bars, page, provision_groups, timeline

from .sample import AT, sample


def test_the_order_with_the_earliest_deadline_comes_first_and_those_without_last() -> None:
    groups = provision_groups(sample())
    assert [group.use.order for group in groups] == ["us-covered-list", "us-draft-2019-02", "us-ndaa-889"]
    assert [line.tally.due for line in groups[0].lines] == [date(2026, 5, 8), date(2027, 3, 31), None]


def test_a_citation_carries_the_confidence_that_the_decisions_give_it() -> None:
    groups = provision_groups(sample())
    marks = {
        line.tally.provision: line.citation and line.citation.confidence for g in groups for line in g.lines
    }
    assert marks["usf-removal"] == "unverified"
    assert marks["annual-report"] == "verified"


def test_an_order_that_the_run_does_not_list_still_has_its_provisions_shown() -> None:
    groups = provision_groups(msgspec.structs.replace(sample(), orders=()))
    assert {group.use.title for group in groups} == {"us-covered-list", "us-draft-2019-02", "us-ndaa-889"}


def test_the_timeline_runs_by_due_date_and_leaves_out_what_reaches_nothing() -> None:
    drawn = timeline(provision_groups(sample()), AT)
    assert drawn is not None
    assert [lane.line.tally.provision for lane in drawn.lanes] == ["usf-removal", "use", "annual-report"]
    assert all(lane.start <= lane.end for lane in drawn.lanes)


def test_without_due_dates_there_is_no_timeline() -> None:
    tallies = tuple(msgspec.structs.replace(t, due=None) for t in sample().provisions)
    assert timeline(provision_groups(msgspec.structs.replace(sample(), provisions=tallies)), AT) is None


def test_the_largest_maker_fills_the_width() -> None:
    bars = maker_bars(sample().makers)
    assert max(bar.covered + bar.rest for bar in bars) == 100
    assert [bar.tally.covered for bar in bars] == sorted((bar.tally.covered for bar in bars), reverse=True)


def test_devices_without_a_maker_can_be_filtered_too() -> None:
    assert {bar.address for bar in maker_bars(sample().makers)} >= {"#maker=huawei", "#maker=-"}


def test_many_makers_and_rows_are_folded_and_paged() -> None:
    makers = tuple(
        MakerTally(producer=f"m{n}", name=f"M{n}", devices=n, covered=0, described=False)
        for n in range(1, 31)
    )
    shown = page(msgspec.structs.replace(sample(extra=200), makers=makers))
    assert (len(shown.makers), len(shown.makers_folded)) == (MAKERS_SHOWN, 30 - MAKERS_SHOWN)
    assert len(shown.first_rows) == FIRST_ROWS


def test_only_orders_that_were_assumed_are_announced() -> None:
    assert [order.order for order in page(sample()).assumed] == ["us-draft-2019-02"]


def test_the_source_that_could_be_seen_least_comes_first() -> None:
    segments = page(sample()).segments
    assert [segment.source for segment in segments] == [
        "records/assets 2026-10.xlsx",
        "walks/core-and-transport.tar.gz",
    ]
