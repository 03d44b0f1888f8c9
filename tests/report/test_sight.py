from interdict.model.run import SightTally
from interdict.report.sight import collect_next


def tally(source, *collect, segment="access"):
    wanted = sum(number for number, _ in collect)
    return SightTally(
        source=source,
        segment=segment,
        kind="asset",
        devices=wanted + 1,
        excluded=1,
        described=0,
        open=wanted,
        collect=collect,
    )


def test_one_kind_of_evidence_is_asked_for_once_with_all_its_sources():
    found = collect_next([tally("a.csv", (3, "walks")), tally("b.csv", (9, "walks"), (1, "labels"))])
    assert [(one.devices, one.collect, one.sources) for one in found] == [
        (12, "walks", ("b.csv", "a.csv")),
        (1, "labels", ("b.csv",)),
    ]


def test_segments_are_asked_for_apart():
    found = collect_next([tally("a.csv", (3, "walks")), tally("a.csv", (4, "walks"), segment="ran")])
    assert [(one.devices, one.segment) for one in found] == [(4, "ran"), (3, "access")]


def test_where_every_device_is_named_nothing_is_asked_for():
    assert collect_next([tally("a.csv")]) == ()
