"""Every mistake in an order, its facts, a situation or answers, with the whole sentence that tells of it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from tests.law.test_golden import HERE, NAMING, check, lines

from interdict.core.errors import InterdictError
from interdict.law.answers import read_answers
from interdict.law.conditions import Terms
from interdict.law.load import load_library, load_order
from interdict.law.situations import read_situations
from interdict.law.timeline import assumption, match, provision_named, select
from interdict.model.order import Library

LAW, LIST, FACTS, SOURCES = "xx/made-law/order.yaml", "xx/made-list/order.yaml", "facts.yaml", "sources.yaml"
PERIOD = 'in_force: [2020-01-01, null]\n    citation: {title: "Made law 1"'
YEARLY = 'due: {yearly: "03-31", counts: "12-31"'
BUSINESS = "{after: acquisition.date, business_days: 10, calendar: US}"
REPEATS = "{after: acquisition.date, months: 6, repeats: true"
LISTED = "on_list: {list: xx/made-list, through: device.module_producers, as_class: handset}"
MADE_BY = "produced_by: {fact: device.module_producers, named: [zte], affiliates: named-only}"
EDITS = [
    (LAW, "id: xx/made-law", "id: xx/else"),
    (LAW, "title: Made law\n", ""),
    (LAW, "title: Made law\n", "title: [Made, law]\n"),
    (LAW, "title: Made law\n", "title: {made: law}\n"),
    (LAW, "title: Made law\n", "title:\n"),
    (LAW, "issuer: Made", "issuer: A\nissuer: Made"),
    (LAW, "issuer: Made", "author: Made"),
    (LAW, "pack: state", "pack: province"),
    (LAW, "citations:\n  - ", "citations: made\n#"),
    (LAW, "status: proposed", "status: propozed"),
    (LAW, "status: proposed", "status: dreamt"),
    (LAW, "on: 2019-06-01", "on: 2019-02-30"),
    (LAW, "on: 2019-06-01", "on: 2020-01-02"),
    (LIST, "  - {status: signed, on: 2020-01-15}", "  []"),
    (LAW, "expected: {provisions: 6}", "expected: {provisions: 7}"),
    (LAW, "expected: {provisions: 6}", "expected: {provisions: six}"),
    (LAW, "expected: {provisions: 6}", "expected: 6"),
    (LAW, "  carrier: {operator.serves_ministry: true}\n", ""),
    (LAW, "binds: {defined: big_carrier}", "binds: {defined: big_carier}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.serves_ministry: true, operator.customers: 5}"),
    (LAW, "binds: {defined: big_carrier}", "binds: whoever"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.serves_ministri: true}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {evrything: []}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {nay: []}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.customers: five}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.customers: {at-least: 1, at-most: 2}}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.customers: {atleast: 1}}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.customers: {before: 2020-01-01}}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {device.producer: zte}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.serves_ministry: 1}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.licence_class: {has: big}}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.licence_class: bigg}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.licence_class: vast}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {operator.licence_number: ab-1}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {acquisition.date: {before: soon}}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {acquisition.date: {known: false}}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {site.mast_height: 3}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {site.mast_height: {at-least: high}}"),
    (LAW, "binds: {defined: big_carrier}", "binds: {always: sometimes}"),
    (LAW, "    binds: {defined: big_carrier}\n", ""),
    (LAW, "[huawei, zte]", "[huawie, zte]"),
    (LAW, "[huawei, zte]", "[]"),
    (LAW, "[huawei, zte]", "huawei"),
    (LAW, "      affiliates: subsidiary-or-affiliate\n", ""),
    (LAW, "affiliates: subsidiary-or-affiliate", "affiliates: friends"),
    (LAW, "purposes: [public-safety", "purposes: [public-saftey"),
    (LAW, "      classes: [handset]", "      clases: [handset]"),
    (LAW, PERIOD, PERIOD.replace("[2020-01-01, null]", "[2020-01-01]")),
    (LAW, PERIOD, PERIOD.replace("[2020-01-01, null]", "[2020-01-01, 2020-01-01]")),
    (LAW, PERIOD, PERIOD.replace("[2020-01-01, null]", "2020-01-01")),
    (LAW, PERIOD, PERIOD.replace("[2020-01-01, null]", "[2020-01-01, later]")),
    (LAW, "confidence: unverified, because: said to be prolonged", "confidence: unverified"),
    (LAW, "days: [2021-01-01, 2022-01-01]", "days: [2020-12-31, 2022-01-01]"),
    (LAW, "stated: {until: 2024-01-01}", "stated: {until: 2024-01-02}"),
    (LAW, "stated: {until: 2024-01-01}", "stated: {}"),
    (LAW, "stated: {until: 2024-01-01}", "stated: {from: 2024-01-01, until: 2024-01-01}"),
    (LAW, "confidence: verified, sources: [GAZETTE], href", "confidence: surely, sources: [GAZETTE], href"),
    (LAW, "sources: [GAZETTE], href", "sources: [GAZETE], href"),
    (LAW, "sources: [GAZETTE], href", "sources: [], href"),
    (LAW, "sources: [GAZETTE], href", "source: [GAZETTE], href"),
    (LAW, "prohibits: use", "prohibits: usage"),
    (LAW, "prohibits: use", "forbids: use"),
    (LAW, "prohibits: use", "prohibits: use, requires: remove"),
    (LAW, "prohibits: use", "prohibits: use, until: never"),
    (LAW, "prohibits: use", "prohibits: use, share: 10"),
    (LAW, "share: 35, of", "of"),
    (LAW, "share: 35", "share: 101"),
    (LAW, "share: 35", "share: -0.5"),
    (LAW, "share: 35", "share: much"),
    (LAW, ", of: [sites-5g-access]", ""),
    (LAW, "of: [sites-5g-access]", "of: []"),
    (LAW, "of: [sites-5g-access]", "of: [sites-5g-acces]"),
    (LAW, "fact: operator.huawei_share_5g_access", "fact: operator.customers"),
    (LAW, "fact: operator.huawei_share_5g_access", "fact: site.mast_height"),
    (LAW, "fact: operator.huawei_share_5g_access", "fact: operator.zte_share_5g_access"),
    (LAW, "due: 2022-12-31", "due: 2022-12-32"),
    (LAW, "due: 2022-12-31", "due: {}"),
    (LAW, "due: 2022-12-31", 'due: {day: 2022-12-31, yearly: "12-31"}'),
    (LAW, "due: 2022-12-31", "due: {day: 2022-12-31, calendar: US}"),
    (LAW, "due: 2022-12-31", "due: {day: 2022-12-31, confidence: surely}"),
    (LAW, YEARLY, 'due: {yearly: "02-29", counts: "12-31"'),
    (LAW, YEARLY, 'due: {yearly: "03-31", counts: "13-31"'),
    (LAW, YEARLY, 'due: {yearly: "03-31", days: 3'),
    (LAW, BUSINESS, "{after: acquisition.date}"),
    (LAW, BUSINESS, "{after: acquisition.date, days: 3, months: 3}"),
    (LAW, BUSINESS, "{after: acquisition.date, business_days: 10}"),
    (LAW, BUSINESS, "{after: acquisition.date, business_days: 10, calendar: ZZ}"),
    (LAW, BUSINESS, "{after: acquisition.date, days: 10, calendar: US}"),
    (LAW, BUSINESS, "{after: acquisition.date, days: 0}"),
    (LAW, BUSINESS, "{after: acquisition.date, days: 10001}"),
    (LAW, BUSINESS, "{after: device.producer, days: 10}"),
    (LAW, BUSINESS, "{after: acquisition.dat, days: 10}"),
    (LAW, REPEATS, "{after: acquisition.date, hours: 6, repeats: true"),
    (LAW, REPEATS, "{after: acquisition.date, months: 6, repeats: false"),
    (LAW, "kind: enabling,", "kind: enabling, reaches: {always: true},"),
    (LAW, "kind: duty,", "kind: duty, effects: [],"),
    (LAW, "kind: policy,", "kind: policy, exemptions: [],"),
    (LAW, "kind: policy,", "kind: polity,"),
    (LAW, "id: d-duty", "id: c-power"),
    (LAW, "    kind: definition\n    entry: named\n", "    kind: definition\n"),
    (LAW, "    kind: definition\n    entry: named\n", "    kind: definition\n    entry: nameds\n"),
    (LIST, "    in_force: [2020-02-01, null]", "    in_force: []"),
    (LIST, "    in_force: [2020-02-01, null]", "    in_force: [null, null]"),
    (LAW, "kind: named,", "kind: makers,"),
    (LAW, "added: [2020-01-01, 2021-01-01]", "added: [2020-01-01, 2019-01-01]"),
    (LAW, "frozen: 2023-01-01", "frozen: then"),
    (LAW, "after: [{days: 60}", "after: [{days: sixty}"),
    (LAW, "certain_from: 90", "certain_from: 29"),
    (LAW, ", certain_from: 90", ""),
    (LAW, "{days: 0, fact: acquisition.date}", "{days: 0, fact: device.producer}"),
    (LAW, LISTED, LISTED.replace("device.module", "device.modul")),
    (LAW, LISTED, LISTED.replace("as_class: handset", "as_class: hand")),
    (LAW, LISTED, LISTED.replace("list: xx/made-list, ", "")),
    (LAW, "affiliates: named-only, after", "affiliates: named, after"),
    (LAW, MADE_BY, MADE_BY.replace("device.module_producers", "device.classes")),
    (LAW, MADE_BY, MADE_BY.replace(", affiliates: named-only", "")),
    (LAW, "          because: from memory\n", ""),
    (LAW, "unsure: either-way", "unsure: both-ways"),
    (LAW, "confidence: derived\n", "confidence: guessed\n"),
    (LAW, "expected: {provisions: 6}", "expected: {provisions: 6"),
    (FACTS, "operator.serves_ministry:", "operator.customers:"),
    (FACTS, "operator.serves_ministry:", "oparator.serves_ministry:"),
    (FACTS, "operator.serves_ministry:", "operator:"),
    (FACTS, "type: bool", "type: boolean"),
    (FACTS, ", values: [big, small]", ""),
    (FACTS, ", where: site survey", ""),
    (SOURCES, "GAZETTE:", "S1:"),
    (SOURCES, "GAZETTE:", "- GAZETTE:"),
]
"""File, what stands there, and what somebody writes instead."""


def complaint(folder: Path, terms: Terms | None, file: str, old: str, new: str) -> str:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InterdictError) as caught:
        load_library([folder]) if terms is None else load_order(path, terms)
    path.write_text(text, encoding="utf-8")
    return str(caught.value).removeprefix(f"{folder}/")


def test_the_golden_complaints_about_orders(tmp_path: Path) -> None:
    folder = Path(copytree(HERE / "orders", tmp_path / "orders"))
    made, parties = load_library([folder]), frozenset({"huawei", "zte"})
    terms = Terms(vocabulary=made.vocabulary, sources=made.sources, parties=parties)
    told = []
    for file, old, new in EDITS:
        found = complaint(folder, terms if file.endswith("order.yaml") else None, file, old, new)
        told += [f"{old!r} -> {new!r}", f"  {found}"]
    check("complaints-orders.txt", lines(told))


SITUATIONS = [
    "facts:",
    "- fact: {}",
    "[]",
    "facts: {device.producer: Acme}",
    "facts: {device.producer: }",
    "facts: {device.module_producers: [zte, Acme]}",
    "facts: {device.module_producers: zte}",
    "facts: {device.producr: zte}",
    "facts: {}\nat: today",
    "facts: {}\nassume: 2020-01-01",
    "facts: {}\nassume: [made-law]",
    "facts: {}\nrelations: {acme: {zte: maybe}}",
    "facts: {}\nrelations: {acme: zte}",
    "facts: {}\nexpect: [{provision: a-makers}]",
    "facts: {}\nexpect: [{provision: a-maker, status: covered}]",
    "facts: {}\nexpect: [{provision: a-makers, status: coverd}]",
    "facts: {}\nexpect: [{provision: a-makers, status: covered, due: soon}]",
    "facts: {}\nexpect: [{provision: a-makers, status: covered, settles: device.producer}]",
    "facts: {}\norder: [made-law]",
]
ANSWERS = [
    "operators: {}",
    "operator: []",
    "operator: {operator.customers: many}",
    "operator: {operator.customer: 5}",
    "operator: {device.producer: zte}",
    "site: {S1: {operator.customers: 5}}",
    "model: {M1: {device.producer: Acme}}",
    "device: {D1: {acquisition.date: 20}}",
]


def nearest(text: str) -> tuple[str, ...]:
    return ("zte", "huawei") if text == "Acme" else ()


def complaints(library: Library, folder: Path) -> Iterator[str]:
    naming = type(NAMING)(resolve=NAMING.resolve, nearest=nearest)
    path = folder / "situations.yaml"
    for text in SITUATIONS:
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InterdictError) as caught:
            read_situations(path, library, naming)
        yield f"{text!r}: {caught.value.code} {str(caught.value).removeprefix(f'{folder}/')}"
    for text in ANSWERS:
        with pytest.raises(InterdictError) as caught:
            read_answers(text.encode(), "answers.yaml", library, naming)
        yield f"{text!r}: {caught.value.code} {caught.value}"


def test_the_golden_complaints_about_situations_and_answers(tmp_path: Path) -> None:
    made = load_library([HERE / "orders"], parties={"huawei", "zte"})
    check("complaints-situations.txt", lines(complaints(made, tmp_path)))


ASKED = [
    (assumption, "made-law", "--assume: 'made-law' is not of the form ORDER@YYYY-MM-DD"),
    (assumption, "@2020-01-01", "--assume: '@2020-01-01' is not of the form ORDER@YYYY-MM-DD"),
    (assumption, "made-law@soon", "--assume: 'soon' is not a date of the form YYYY-MM-DD"),
    (assumption, "a@b@2020-01-01", "--assume: 'b@2020-01-01' is not a date of the form YYYY-MM-DD"),
]


@pytest.mark.parametrize(("ask", "text", "told"), ASKED)
def test_a_malformed_assumption_is_told_of_with_an_example(ask, text, told) -> None:
    with pytest.raises(InterdictError) as caught:
        ask(text)
    assert str(caught.value) == f"{told} Write e.g. us-draft-2019-02@2019-02-20."


def test_an_order_that_nobody_has_is_told_of(library: Library) -> None:
    with pytest.raises(InterdictError) as caught:
        match(library, ["us/eo-13873", "eo-13783"])
    assert (
        str(caught.value)
        == "--orders: no order 'eo-13783' in the library Did you mean eo-13873 or us/eo-13873?"
    )
    with pytest.raises(InterdictError) as caught:
        select(library, assumptions=[assumption("us-draft-2019-03@2019-02-20")])
    assert str(caught.value) == (
        "--assume: no order 'us-draft-2019-03' in the library"
        " Did you mean us-draft-2019-02 or us/us-draft-2019-02?"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "eo-13873@2019-02-20",
            "--assume: us/eo-13873 is not a draft Leave --assume out, or choose --at.",
        ),
        (
            "us-draft-2019-02@2019-02-05",
            "--assume: us/us-draft-2019-02 was first reported on 2019-02-06 Assume a later day.",
        ),
    ],
)
def test_an_assumption_that_fits_no_order_is_told_of(library: Library, text: str, told: str) -> None:
    with pytest.raises(InterdictError) as caught:
        select(library, assumptions=[assumption(text)])
    assert str(caught.value) == told


def test_a_provision_that_none_or_several_have_is_told_of(library: Library) -> None:
    orders = tuple(load_library([HERE / "orders"]).orders.values())
    with pytest.raises(InterdictError) as caught:
        provision_named("L-3", orders)
    assert str(caught.value) == "PROVISION: no chosen order has 'L-3' " + SEVERAL
    with pytest.raises(InterdictError) as caught:
        provision_named("L-1", [*orders, orders[-1]])
    told = "PROVISION: several orders have 'L-1' Write one of xx/made-list#L-1, xx/made-list#L-1."
    assert str(caught.value) == told
    with pytest.raises(InterdictError) as caught:
        provision_named("L-1", ())
    assert str(caught.value) == "PROVISION: no chosen order has 'L-1' Choose orders that have provisions."


SEVERAL = (
    "Use one of L-1, L-2, a-makers, b-list, c-power, d-duty, e-policy, f-term, xx/made-law#a-makers,"
    " xx/made-law#b-list, xx/made-law#c-power, xx/made-law#d-duty, … (16 in all)."
)
