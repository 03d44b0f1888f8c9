"""An estimate counts what is covered, spreads by a common factor, and says by what cause it may be late."""

from datetime import date
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.core.errors import UsageError
from interdict.costs.catalogue import Catalogue, Line, Per, catalogue, risk, with_quotes
from interdict.costs.estimate import estimate
from interdict.costs.simulate import spread
from interdict.model.cost import Cost

AT = date(2026, 11, 22)


def device(
    group: int, role: str, site: str, status: str = "covered", due: date | None = None
) -> dict[str, Any]:
    return {"group": group, "role": role, "site": site, "status": status, "due": due}


CELLS = [device(n, "ran-radio", f"S{n // 3}") for n in range(30)] + [
    device(99, "olt", "C", status="not-covered")
]


def priced(devices: list[dict[str, Any]] = CELLS, **said: Any) -> Cost:
    return estimate(devices, said.pop("prices", catalogue("us-rural")), risk(), at=AT, seed=3, **said)


def test_quantities_come_from_covered_devices_and_their_places() -> None:
    quantity = {line.line: line.quantity for line in priced().lines}
    assert (quantity["radio"], quantity["crew"], quantity["structural"]) == (30, 10, 1.0)
    assert "olt" not in quantity


def test_a_common_factor_spreads_what_noise_of_lines_does_not() -> None:
    for one in priced().stages:
        assert one.lines_alone.p90 / one.lines_alone.p50 < 1.45
        expected = exp(1.2816 * one.sigma)
        assert one.spread.p90 / one.spread.p50 >= 0.95 * expected


def test_the_factor_of_a_first_idea_is_fitted_to_the_cases_on_record() -> None:
    median, sigma = risk().factor("idea")
    ratios = [1194 / 300, 688 / 110, 4980 / 1837]
    assert median == pytest.approx(np.prod(ratios) ** (1 / 3))
    assert sigma == pytest.approx(np.std([log(ratio) for ratio in ratios], ddof=1))


def test_the_first_idea_leaves_out_what_a_survey_finds() -> None:
    found = priced()
    point = {one.name: one.point for one in found.stages}
    assert point["idea"] == 30 * 22000
    assert point["survey"] == pytest.approx(sum(line.total for line in found.lines))
    assert found.overrun > 2.7


def test_the_same_seed_gives_the_same_figures() -> None:
    assert priced() == priced()


def test_a_deadline_is_missed_more_surely_the_earlier_it_is() -> None:
    days = [date(2026, 12, 1), date(2027, 11, 22), date(2028, 11, 22), date(2036, 1, 1)]
    missed = [one.missed for one in priced(deadlines=days).deadlines]
    assert missed == sorted(missed, reverse=True)
    assert (missed[0], missed[-1]) == (1.0, 0.0)


def test_each_cause_takes_its_part_and_funding_the_most() -> None:
    (found,) = priced(deadlines=[date(2028, 11, 22)]).deadlines
    assert {cause.name for cause in found.causes} == set(risk().causes)
    assert found.causes[0].name == "funding"
    assert all(0 <= cause.share <= found.missed for cause in found.causes)
    slip = risk().causes["funding"]
    mean = slip.chance * (slip.low + slip.typical + slip.high) / 3
    assert found.causes[0].mean_weeks == pytest.approx(mean, rel=0.03)


def test_due_days_of_findings_are_the_deadlines_unless_others_are_given() -> None:
    devices = [
        device(1, "ran-radio", "A", due=date(2027, 1, 1)),
        device(2, "ran-radio", "B", due=date(2029, 1, 1)),
    ]
    assert [(one.day.year, one.sites) for one in priced(devices).deadlines] == [(2027, 1), (2029, 2)]


def test_cash_spent_and_paid_back_adds_up() -> None:
    found = priced(programme="scrp")
    pre = next(one for one in found.stages if one.name == "pre-survey")
    assert sum(one.spent for one in found.months) == pytest.approx(pre.spread.p50)
    assert sum(one.reimbursed for one in found.months) == pytest.approx(found.allocated)
    assert found.allocated == pytest.approx(found.eligible * 0.395)
    assert found.months[-1].gap == pytest.approx(pre.spread.p50 - found.allocated)
    assert [one.reimbursed for one in found.months[:3]] == [0, 0, 0]


def test_quotes_override_and_bad_ones_are_told(tmp_path: Path) -> None:
    rows = [
        "line,price,low,currency,supplier",
        "radio,20000,,USD,Acme",
        "crew,90000,,EUR,Acme",
        "unicorn,1,,,",
    ]
    rows += ["router,-5,,,", "core,10,20,,", "olt,nan,,,"]
    (tmp_path / "q.csv").write_text("\n".join(rows), encoding="utf-8")
    prices, problems = with_quotes(catalogue("us-rural"), tmp_path / "q.csv")
    radio = next(line for line in prices.lines if line.id == "radio")
    assert (radio.low, radio.high, radio.source) == (20000, 20000, "quote of Acme")
    assert [one.code for one in problems] == ["P422", "P420", "P421", "P421", "P421"]
    assert "quoted in EUR, the catalogue is in USD; left out, no rate is assumed" in problems[0].message


def test_what_no_line_prices_is_told() -> None:
    found = priced([*CELLS, device(5, "drone", "S1")])
    assert "no line prices 1 drone" in found.problems[0].message


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"stage": "hope"}, "unknown stage"),
        ({"programme": "none"}, "unknown programme"),
        ({"programme": "scrp", "prices": catalogue("eu-urban")}, "pays in USD, the catalogue is in EUR"),
        ({"pro_rata": 1.5}, "is no share"),
        ({"replications": 1}, "out of range"),
        ({"crews": -1}, "no number of crews"),
    ],
)
def test_options_that_make_no_sense_are_mistakes(said: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        priced(**said)


def test_nothing_covered_costs_nothing() -> None:
    found = priced([])
    assert (found.lines, found.months, found.overrun) == ((), (), 0.0)


def test_prices_of_a_line_must_be_in_order() -> None:
    with pytest.raises(ValueError, match="low <= typical <= high"):
        Line(
            id="x", label="x", per=Per(roles=("olt",)), known="early", low=2, typical=1, high=3,
            confidence="invented", source="x",
        )  # fmt: skip


def test_a_file_that_is_no_catalogue_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("title: x\ncurrency: USD\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is no catalogue"):
        catalogue(str(tmp_path / "c.yaml"))
    assert isinstance(catalogue("eu-urban"), Catalogue)


@given(st.lists(st.floats(0, 1e9), min_size=100, max_size=300))
def test_percentiles_are_in_order_and_inside_their_interval(values: list[float]) -> None:
    found = spread(np.array(values))
    assert found.p10 <= found.p50 <= found.p90
    assert found.p90_low <= found.p90 <= found.p90_high
