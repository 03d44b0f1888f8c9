"""What follows from each amendment of a made law: sentences, witnesses, days, thresholds, ways out, flaws."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from tests.law.test_golden import HERE, LATER, NAMING, check, lines

from interdict.core.errors import OrderDataError
from interdict.law import lint
from interdict.law.breakpoints import breakpoints, facts_used
from interdict.law.cases import Supposed
from interdict.law.compare import compare
from interdict.law.conditions import Terms
from interdict.law.decide import Decider
from interdict.law.flip import statuses_to, why_not
from interdict.law.load import load_library, load_order
from interdict.law.moments import days_of_change
from interdict.law.situations import read_situations
from interdict.law.versions import Version, read_version, replaced
from interdict.model.order import Library

AFFILIATION = Supposed({"hisilicon": {"huawei": "true"}, "murky": {"zte": "unknown"}})
KIN = {"huawei": ("hisilicon",), "zte": ("murky",)}
AMENDMENTS = [
    ("title: No Huawei", "title: Neither Huawei nor ZTE"),
    ("[huawei, zte]", "[zte, huawei, huawei]"),
    ("[huawei, zte]", "[huawei]"),
    ("[huawei, zte]", "[huawei, zte, hikvision, dahua]"),
    ("affiliates: subsidiary-or-affiliate", "affiliates: named-only"),
    ("classes: [handset]", "classes: [handset, power-inverter]"),
    ("classes: [handset]", "classes: [power-inverter]"),
    ("      purposes: [public-safety, government-facility-security]\n", ""),
    ("{more-than: 12.5}", "{more-than: 13}"),
    ("{more-than: 12.5}", "{less-than: 12.5}"),
    ("during: [2020-01-01, 2025-01-01]", "during: [2020-01-01, 2026-01-01]"),
    ("        - during: [2020-01-01, 2025-01-01]\n", ""),
    ("binds: {defined: big_carrier}", "binds: {defined: carrier}"),
    ("binds: {defined: big_carrier}", "binds: {not: {defined: carrier}}"),
    ("operator.licence_class: big", "operator.licence_class: small"),
    ("{before: 2019-01-01}", "{on-or-before: 2018-12-31}"),
    ("{before: 2019-01-01}", "{before: 2020-01-01}"),
    ("id: x-old", "id: x-older"),
    ("days: [2020-01-01, 2021-01-01]", "days: [2020-06-01, 2021-01-01]"),
    ("days: [2020-03-01, 2021-03-01], because: renewed every year", "days: [2020-03-01, 2021-03-01]"),
    ("confidence: derived, because: the renewal was not read", "because: the renewal was read"),
    ("since: 2020-07-01, until: 2026-07-01", "since: 2021-07-01"),
    (
        "      - {prohibits: procure, summary: Do not buy it.}\n      - {requires: remove",
        "      - {requires: remove",
    ),
    ("due: 2022-12-31", "due: 2023-12-31"),
    ("business_days: 10", "business_days: 12"),
    ("{at-most: 5000}", "{less-than: 5001}"),
    ("{at-most: 5000}", "{at-most: 6000}"),
    ("{in: [AB-1, AB-2]}", "{in: [AB-2, AB-3]}"),
    ("kind: named, added: [2020-01-01, 2021-01-01], ", ""),
    ("affiliates: named-only, after", "after"),
    ("          unsure: when-met\n", ""),
    (
        "          confidence: derived\n"
        "          unsure: when-met\n"
        "          because: the guidance was not found\n",
        "",
    ),
    ("{always: false}", "{always: true}"),
    ("kind: enabling", "kind: policy"),
    ("id: c-power", "id: c-renamed"),
    (
        "  - {id: c-power, title: A power, kind: enabling, in_force: [2020-01-01, null]",
        "  - {id: c-new, title: N, kind: policy, in_force: [2021-01-01, null]",
    ),
    ("affiliates: 50-percent-aggregate}}", "affiliates: control}}"),
]
"""What stands in the law, and what an amendment puts there."""


@pytest.fixture(scope="module")
def made() -> Library:
    return load_library([HERE / "orders"], parties={"huawei", "zte"})


def amended(made: Library, folder: Path) -> Iterator[tuple[str, Version]]:
    terms = Terms(vocabulary=made.vocabulary, sources=made.sources)
    text = (HERE / "orders" / "xx/made-law/order.yaml").read_text(encoding="utf-8")
    path = folder / "xx-made-law.yaml"
    for old, new in AMENDMENTS:
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        order, _ = load_order(path, terms)
        library = replaced(made, order)
        yield f"{old!r} -> {new!r}", Version(label="amended", order=order, library=library)


def told(before: Version, after: Version) -> Iterator[str]:
    for one in compare(before, after, AFFILIATION, lambda party: KIN.get(party, ())).changes:
        yield f"  {one.provision} (was {one.was!r}), {one.title}"
        yield from (f"    {change.part}: {change.sentence}" for change in one.changes)
        if (seen := one.witness) is None:
            yield f"    {one.searched}"
            continue
        yield f"    on {seen.at}, {plain(seen.facts)}: {seen.before} becomes {seen.after}"
        yield f"    {', '.join(seen.before_effects)} | {', '.join(seen.after_effects)}"


def plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(value) if isinstance(value, frozenset) else str(value)
        for name, value in sorted(facts.items())
    }


def test_the_golden_amendments_are_told_with_a_witness(made: Library, tmp_path: Path) -> None:
    was = Version(label="made", order=made.orders["xx/made-law"], library=made)
    found = [line for head, now in amended(made, tmp_path) for line in (head, *told(was, now))]
    check("amendments.txt", lines(found))


def test_the_golden_versions_of_two_days_are_told_apart(made: Library) -> None:
    days = ("2019-12-31", "2020-06-01", "2021-06-01", "2022-06-01", "2023-06-01", "2026-08-01")
    versions = [read_version(f"made-law@{day}", made) for day in days]
    found = [
        line
        for before, after in pairwise(versions)
        for line in (f"{before.label} -> {after.label}", *told(before, after))
    ]
    check("versions.txt", lines(found))


def thresholds(made: Library) -> Iterator[str]:
    for order in made.orders.values():
        yield f"{order.id}: {', '.join(sorted(facts_used([order], made)))}"
        for provision in order.provisions:
            days = ", ".join(map(str, sorted(days_of_change(provision, made))))
            yield f"{order.id}#{provision.id}: {days}"
        points = breakpoints([order], made, relation_days=[date(2022, 2, 2)])
        for fact, found in points.items():
            kept = [one for one in found if not (isinstance(one, date) and (one.month, one.day) == (1, 1))]
            years = [one.year for one in found if isinstance(one, date) and one not in kept]
            yield f"  {fact}: {', '.join(map(str, kept[:40]))}; years {min(years, default='')} {len(years)}"


def test_the_golden_thresholds_are_those_of_the_text(made: Library) -> None:
    check("thresholds.txt", lines(thresholds(made)))


def ways(made: Library) -> Iterator[str]:
    situations = read_situations(HERE / "situations.yaml", made, NAMING)
    for situation in situations[:6]:
        for provision in made.orders["xx/made-law"].provisions[:2]:
            at = situation.at or LATER
            now = Decider(made, at=at, affiliation=AFFILIATION).decide(provision, situation.facts).status
            found = why_not(
                provision,
                situation.facts,
                made,
                AFFILIATION,
                at=at,
                wanted=statuses_to("", now),
                relatives=lambda party: KIN.get(party, ()),
                fixed=["site.mast_height"],
            )
            head = f"{found.order}#{found.provision} {found.title}: {found.status} on {found.at}"
            yield f"{situation.id}: {head}, {found.tried} tried, complete {found.complete}"
            for way in found.ways:
                yield f"  {way.status} {way.exemption!r} changeable {way.changeable}, {way.others} others"
                for one in way.changes:
                    was, to = (plain({"": value})[""] for value in (one.was, one.to))
                    yield f"    {one.fact}: {was} -> {to}; {one.changeable} {one.how!r}"


def test_the_golden_ways_out_are_the_smallest(made: Library) -> None:
    check("ways-out.txt", lines(ways(made)))


CASES = """\
- id: one
  title: A big carrier's Huawei phone
  clause: 1
  at: 2024-06-01
  facts: {device.producer: huawei}
  expect:
    - provision: a-makers
      status: covered
      exemption: x-old
      effects: [prohibits use]
      due: 2020-01-01
      because: a treaty
      settles: [device.colour]
    - {provision: b-list, status: not-covered, effects: []}
- id: one
  title: Again
  clause: 1
  at: 2024-06-01
  facts: {device.producer: nokia, device.in_service: true}
  expect: [{provision: a-makers, status: not-covered}]
"""
FLAWED = [
    ("", ""),
    ("  - {title: Made law, confidence: verified, sources: [GAZETTE]}\n", ""),
    (
        'Made law 1", confidence: verified, sources: [GAZETTE]',
        'Made law 1", confidence: verified, sources: [MEM]',
    ),
    (
        "Made law 2, confidence: secondary, sources: [GAZETTE]",
        "Made law 2, confidence: secondary, sources: [MEM]",
    ),
    ('Made law 1", confidence: verified', 'Made law 1", confidence: unverified'),
    ("title: Made law 8, confidence: verified", "title: Made law 8, confidence: derived"),
    ("Made law 2, confidence: secondary", "Made law 2, confidence: unknown"),
    ("days: [2021-01-01, 2022-01-01]", "days: [2021-02-01, 2022-01-01]"),
    ("days: [2021-03-01, 2022-03-01]", "days: [2021-03-02, 2022-03-01]"),
    (", because: renewed every year", ""),
    ("list: xx/made-list, kind: named", "list: xx/made-lists, kind: named"),
    ("list: xx/made-list, kind: named", "list: us/eo-13873, kind: named"),
    ("since: 2020-07-01, until: 2026-07-01", "since: 2027-07-01, until: 2026-07-01"),
    ("since: 2020-07-01, until: 2026-07-01", "since: 2019-07-01, until: 2019-08-01"),
    ("due: 2022-12-31", "due: 2019-12-31"),
    ("in_force: []", "in_force: [2020-01-01, null]"),
    ("status: in-force", "status: reported"),
    ("binds: {defined: big_carrier}", "binds: [{defined: carrier}, {not: {defined: carrier}}]"),
    ("binds: {defined: big_carrier}", "binds: {any: []}"),
    (
        "binds: {defined: big_carrier}",
        "binds: [operator.customers: {more-than: 5}, operator.customers: {less-than: 6}]",
    ),
    (
        "binds: {defined: big_carrier}",
        "binds: [operator.customers: {more-than: 5}, operator.customers: {less-than: 7}]",
    ),
    ("binds: {defined: big_carrier}", "binds: [site.mast_height: {at-most: 12.5}]"),
    (
        "binds: {defined: big_carrier}",
        "binds: [acquisition.date: {after: 2020-01-01}, acquisition.date: {before: 2020-01-02}]",
    ),
    (
        "binds: {defined: big_carrier}",
        "binds: [acquisition.date: {after: 2020-01-01}, acquisition.date: {before: 2020-01-03}]",
    ),
    ("binds: {defined: big_carrier}", "binds: [operator.licence_class: big, operator.licence_class: small]"),
    (
        "binds: {defined: big_carrier}",
        "binds: [operator.licence_class: {in: [big, small]}, not: {operator.licence_class: big}]",
    ),
    (
        "binds: {defined: big_carrier}",
        "binds: [operator.licence_number: AB-1, operator.licence_number: AB-2]",
    ),
    (
        "binds: {defined: big_carrier}",
        "binds: [not: {operator.licence_number: AB-1}, not: {operator.licence_number: AB-2}]",
    ),
    ("binds: {defined: big_carrier}", "binds: {not: {device.classes: {has: handset}}}"),
    ("binds: {defined: big_carrier}", "binds: {not: {device.classes: {has-any: [handset, power-inverter]}}}"),
    (
        "binds: {defined: big_carrier}",
        "binds: {not: {produced_by: {named: [huawei, zte], affiliates: subsidiary-or-affiliate}}}",
    ),
    ("binds: {defined: big_carrier}", "binds: {not: {any: [{not: {defined: carrier}}, {defined: carrier}]}}"),
    ("during: [2020-01-01, 2025-01-01]", "during: [2018-01-01, 2020-01-01]"),
    ("title: Made law\n", "titel: Made law\n"),
]
"""Flaws of an order that loads, but for the last."""


def flaws(folder: Path) -> Iterator[str]:
    path = folder / "xx" / "made-law" / "order.yaml"
    text = path.read_text(encoding="utf-8")
    always: list[str] = []
    for old, new in FLAWED:
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        found = [shown(one, folder) for one in lint.check([folder])]
        yield f"{old!r} -> {new!r}"
        yield from (f"  {one}" for one in found if one not in always)
        yield from (f"  no longer {one}" for one in always if one not in found)
        always = always or found


def shown(one: OrderDataError, folder: Path) -> str:
    return f"{one.code} {one.where.removeprefix(f'{folder}/')}: {one.message} {one.remedy}"


def test_the_golden_flaws_are_found(tmp_path: Path) -> None:
    folder = Path(copytree(HERE / "orders", tmp_path / "orders"))
    (folder / "xx" / "made-law" / "cases.yaml").write_text(CASES, encoding="utf-8")
    check("flaws.txt", lines(flaws(folder)))
