"""A version of an order is what somebody names: the library's, a file's, or how either stands on a day."""

from datetime import date
from pathlib import Path
from shutil import copytree

import msgspec
import pytest
from tests.law.test_golden import HERE

from interdict.core.errors import UsageError
from interdict.core.when import Interval
from interdict.law.load import load_library
from interdict.law.versions import as_it_stands, overlaid, read_version, replaced
from interdict.model.order import (
    AllOf,
    AnyOf,
    Confidence,
    During,
    FactTest,
    NotOf,
    Period,
    Reading,
)

MADE = load_library([HERE / "orders"], parties={"huawei", "zte"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(HERE / "orders", tmp_path / "orders"))


def test_a_name_means_the_order_of_the_library() -> None:
    version = read_version("made-law@2024-06-01", MADE)
    assert (version.label, version.order.id, version.at) == (
        "made-law@2024-06-01",
        "xx/made-law",
        date(2024, 6, 1),
    )
    assert version.library is MADE
    assert not version.from_file
    assert read_version("xx/made-list", MADE).at is None


def test_a_file_takes_the_place_of_the_order_it_is_a_version_of(folder: Path) -> None:
    path = folder / "xx" / "made-list" / "order.yaml"
    text = path.read_text(encoding="utf-8").replace("title: ZTE", "title: ZTE and kin")
    sources = "sources: [S1]"
    path.write_text(text.replace("sources: [GAZETTE]", sources), encoding="utf-8")
    version = read_version(f"{path}@2024-06-01", MADE)
    assert (version.from_file, version.at, version.label) == (True, date(2024, 6, 1), f"{path}@2024-06-01")
    assert version.order.provisions[0].title == "ZTE and kin"
    assert version.library.orders["xx/made-list"] is version.order
    assert version.library.orders["xx/made-law"] is MADE.orders["xx/made-law"]
    assert read_version(str(path), MADE).at is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("xx/*", "BEFORE: 'xx/*' means xx/made-law, xx/made-list Name one order."),
        (
            "made-law@soon",
            "made-law@soon: 'soon' is not a date of the form YYYY-MM-DD Write ORDER@YYYY-MM-DD.",
        ),
        (
            "made-la@2024-06-01",
            "BEFORE: no order 'made-la' in the library Did you mean made-law or xx/made-law or made-list?",
        ),
    ],
)
def test_what_means_no_version_is_told_of(text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_version(text, MADE, where="BEFORE")
    assert str(caught.value) == told


def test_a_folder_of_several_orders_or_none_is_no_version(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"means xx/made-law, xx/made-list Name"):
        read_version(str(folder), MADE)
    (folder / "empty").mkdir()
    with pytest.raises(UsageError, match=r"empty' means no order Name"):
        read_version(str(folder / "empty"), MADE)


def test_libraries_laid_over_one_another_keep_what_the_other_lacks() -> None:
    shipped = load_library()
    both = overlaid(MADE, shipped)
    assert both.orders == MADE.orders | shipped.orders
    assert both.folders == MADE.folders | shipped.folders
    assert both.sources == MADE.sources
    assert len({MADE.digest, shipped.digest, both.digest}) == 3
    assert overlaid(MADE, shipped).digest == both.digest
    law = MADE.orders["xx/made-law"]
    assert replaced(shipped, law).orders == shipped.orders | {"xx/made-law": law}


def test_a_day_leaves_of_an_order_what_counts_on_it() -> None:
    order = MADE.orders["xx/made-law"]
    (maker, rest) = as_it_stands(order, date(2020, 6, 1)).provisions[:2]
    assert (maker.id, rest.id) == ("a-makers", "b-list")
    assert [one.days for one in maker.in_force] == [Interval()]
    assert [one.id for one in maker.exemptions] == ["x-old"]
    assert "procure" in [one.action for one in maker.effects]
    assert "use" not in [one.action for one in maker.effects]
    assert {(one.since, one.until, one.stated) for one in maker.effects} == {(None, None, Interval())}
    assert AllOf(of=()) in maker.reaches.of
    assert maker.binds == order.provisions[0].binds
    later = as_it_stands(order, date(2025, 6, 1)).provisions[0]
    assert later.exemptions == ()
    assert AnyOf(of=()) in later.reaches.of
    assert any(isinstance(one, FactTest) for one in later.reaches.of)
    assert "e-policy" not in [one.id for one in as_it_stands(order, date(2025, 6, 1)).provisions]


def test_a_dated_part_is_settled_wherever_it_stands() -> None:
    order = MADE.orders["xx/made-law"]
    sure = During(periods=(Period(days=Interval(date(2020, 1, 1), date(2021, 1, 1))),), claim="in 2020")
    periods = (Period(days=Interval(date(2020, 1, 1), None), confidence=Confidence.DERIVED, because="?"),)
    unsure = During(periods=periods, claim="from 2020")
    doubt = Reading(of=sure, confidence=Confidence.DERIVED, because="?")
    reaches = AllOf(of=(NotOf(of=sure), doubt, unsure))
    provision = msgspec.structs.replace(order.provisions[0], reaches=reaches)
    dated = msgspec.structs.replace(order, provisions=(provision,))

    def settled(at: date) -> tuple[object, ...]:
        return as_it_stands(dated, at).provisions[0].reaches.of  # type: ignore[union-attr]

    always, never = AllOf(of=()), AnyOf(of=())
    open_ended = (msgspec.structs.replace(periods[0], days=Interval()),)
    kept = During(periods=open_ended, claim="from 2020")
    assert settled(date(2020, 6, 1)) == (NotOf(of=always), msgspec.structs.replace(doubt, of=always), kept)
    assert settled(date(2022, 6, 1)) == (NotOf(of=never), msgspec.structs.replace(doubt, of=never), kept)
