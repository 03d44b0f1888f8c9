"""Made laws and facts for property tests: small, over a few real facts, unknowns included."""

from datetime import date
from itertools import pairwise, product
from typing import Any

from hypothesis import strategies as st

from interdict.core.when import Interval
from interdict.model.finding import Citation
from interdict.model.order import (
    AllOf,
    AnyOf,
    Comparison,
    Confidence,
    During,
    Exemption,
    FactTest,
    NotOf,
    Period,
    ProducedBy,
    Provision,
    Reading,
)

DAYS = tuple(date(2020, month, 1) for month in (1, 4, 7, 10))
DOMAINS: dict[str, tuple[Any, ...]] = {
    "operator.federal_contractor": (True, False),
    "device.in_service": (True, False),
    "operator.customers": (5, 10, 15),
    "acquisition.date": DAYS,
    "device.classes": tuple(
        frozenset(one) for one in ([], ["handset"], ["power-inverter"], ["handset", "power-inverter"])
    ),
    "device.producer": ("huawei", "zte", "hisilicon", "murky", "nokia"),
}
"""A few values for each fact: enough to lie on both sides of every test below."""

RELATIONS = {"hisilicon": {"huawei": "true"}, "murky": {"huawei": "unknown", "zte": "unknown"}}
CITATION = Citation(title="made for a test")


def _test(fact: str, comparison: Comparison, value: Any) -> FactTest:
    return FactTest(fact=fact, comparison=comparison, value=value, claim=f"{fact} {comparison} {value}")


ORDERED = (Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.MORE_THAN, Comparison.LESS_THAN, Comparison.IS)
DATED = (Comparison.BEFORE, Comparison.ON_OR_BEFORE, Comparison.AFTER, Comparison.ON_OR_AFTER, Comparison.IS)
LEAVES = [
    *(_test(f, Comparison.IS, v) for f, v in product(list(DOMAINS)[:2], (True, False))),
    *(_test("operator.customers", c, v) for c, v in product(ORDERED, (5, 10))),
    *(_test("acquisition.date", c, v) for c, v in product(DATED, DAYS[1:3])),
    _test("device.classes", Comparison.HAS, "handset"),
    _test("device.classes", Comparison.HAS_ANY, ("handset", "power-inverter")),
    *(
        ProducedBy(named=named, test="subsidiary-or-affiliate", claim=f"made by {named}")
        for named in (("huawei",), ("huawei", "zte"))
    ),
]


@st.composite
def periods(draw: st.DrawFn) -> tuple[Period, ...]:
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=4, unique=True)))
    spans = list(pairwise(days))
    return tuple(
        Period(days=Interval(a, b), confidence=draw(st.sampled_from(Confidence)), because="made")
        for a, b in spans[:: draw(st.sampled_from((1, 2)))]
    )


def _deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda of: AllOf(of=of)),
        several.map(lambda of: AnyOf(of=of)),
        inner.map(lambda of: NotOf(of=of)),
        st.builds(
            Reading,
            of=inner,
            when_met=st.booleans(),
            confidence=st.just(Confidence.UNVERIFIED),
            because=st.just("made"),
        ),
    )


conditions = st.recursive(
    st.one_of(st.sampled_from(LEAVES), periods().map(lambda p: During(periods=p, claim="in time"))),
    _deeper,
    max_leaves=8,
)

exemptions = st.builds(
    Exemption,
    id=st.sampled_from(["x", "y"]),
    title=st.just("made"),
    in_force=periods(),
    when=conditions,
    citation=st.just(CITATION),
)

provisions = st.builds(
    Provision,
    order=st.just("us/made"),
    id=st.just("1"),
    title=st.just("made"),
    in_force=periods(),
    binds=conditions,
    reaches=conditions,
    exemptions=st.lists(exemptions, max_size=2).map(tuple),
    citation=st.just(CITATION),
    quote=st.just("made"),
)

facts = st.fixed_dictionaries({}, optional={name: st.sampled_from(v) for name, v in DOMAINS.items()})
days = st.sampled_from([date(2019, 12, 31), *DAYS, date(2020, 5, 5), date(2021, 1, 1)])


def completions(known: dict[str, Any]) -> list[dict[str, Any]]:
    """Every way to fill in the missing facts over the small domains."""
    missing = [name for name in DOMAINS if name not in known]
    return [
        {**known, **dict(zip(missing, values, strict=True))}
        for values in product(*(DOMAINS[name] for name in missing))
    ]
