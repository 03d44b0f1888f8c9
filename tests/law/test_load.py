"""Reading orders: each kind of mistake is refused with file, line and what to do."""

from pathlib import Path

import pytest

from interdict.core.errors import OrderDataError
from interdict.law.load import load_library
from interdict.law.nodes import parse
from interdict.model.order import AllOf, AnyOf, Condition, Confidence, Library, NotOf, Provision, Reading

ORDER = """\
id: us/made
title: Made order
jurisdiction: US
issuer: Nobody
summary: A made order.
citations:
  - {title: Made, confidence: verified, sources: [S1]}
history:
  - {status: in-force, on: 2020-01-01}
provisions:
  - id: first
    title: First
    in_force: [2020-01-01, null]
    citation: {title: Made 1, confidence: verified, sources: [S1]}
    quote: It may not be used.
    binds: {operator.federal_agency: true}
    reaches: {producers: [huawei], affiliates: named-only}
    effects:
      - {prohibits: use, summary: Do not use it.}
"""


def write(folder: Path, text: str) -> Path:
    home = folder / "us" / "made"
    home.mkdir(parents=True)
    (home / "order.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_library_is_read(library: Library) -> None:
    assert {"us/fcc-covered-list", "us/scrp", "us-tx/sb-1897-2025"} <= library.orders.keys()
    assert all(order.provisions for order in library.orders.values())
    assert len(library.digest) == 64


def test_the_digest_follows_the_text(tmp_path: Path) -> None:
    one = load_library([write(tmp_path / "a", ORDER)]).digest
    same = load_library([write(tmp_path / "b", ORDER)]).digest
    other = load_library([write(tmp_path / "c", ORDER + "# changed\n")]).digest
    assert one == same != other


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "remedy"),
    [
        ("title: Made order", "titel: Made order", 2, "unknown field 'titel'", "Did you mean title?"),
        ("issuer: Nobody\n", "", 1, "field 'issuer' is missing", "Add `issuer:`."),
        ("operator.federal_agency", "operator.federal_agancy", 16, "unknown fact", "operator.federal_agency"),
        ("{operator.federal_agency: true}", "{operator.federal_agency: perhaps}", 16, "true or false", ""),
        ("agency: true", "agency: {at-least: 2}", 16, "cannot be compared by `at-least`", "Use is."),
        ("agency: true", "agency: {atleast: 2}", 16, "unknown comparison", "at-least"),
        (
            "operator.federal_agency: true",
            "acquisition.date: {before: soon}",
            16,
            "'soon' is not a date",
            "YYYY",
        ),
        ("operator.federal_agency: true", "device.producer: huawei", 16, "cannot be compared", "produced_by"),
        ("agency: true", "agency: {known: false}", 16, "would turn on learning a fact", "Test the fact"),
        ("operator.federal_agency: true", "defined: nothing", 16, "unknown definition", ""),
        ("operator.federal_agency: true", "oneof: []", 16, "unknown condition 'oneof'", ""),
        ("operator.federal_agency: true", "device.classes: {has: cofee}", 16, "unknown value", "Use one of"),
        (
            "{operator.federal_agency: true}",
            "{device.in_service: true, all: []}",
            16,
            "asks one thing",
            "any",
        ),
        ("[huawei], aff", "[huawai], aff", 17, "unknown party 'huawai'", "Did you mean huawei?"),
        (", affiliates: named-only", "", 17, "own affiliate test", "Add `affiliates:`."),
        ("named-only", "any-share", 17, "unknown affiliate test", ""),
        (
            "reaches: {producers: [huawei], affiliates: named-only}",
            "reaches: {classes: [handsets], purposes: [public-safety]}",
            17,
            "unknown value of device.classes",
            "handset",
        ),
        ("prohibits: use", "prohibits: usage", 19, "unknown action", "use"),
        ("prohibits: use", "forbids: use", 19, "an effect prohibits, requires or caps", "prohibits: use"),
        ("[2020-01-01, null]", "[2020-01-01, 2019-01-01]", 13, "ends on 2019-01-01", "Swap"),
        ("[2020-01-01, null]", "[2020-13-01, null]", 13, "not a date", "YYYY-MM-DD"),
        (
            "[2020-01-01, null]",
            "[{days: [2020-01-01, null], confidence: unknown}]",
            13,
            "says no reason",
            "because",
        ),
        (
            "[2020-01-01, null]",
            "[{days: [2020-01-01, null]}, {days: [2021-01-01, null]}]",
            13,
            "overlaps",
            "order",
        ),
        ("status: in-force", "status: enforced", 9, "unknown status", "in-force"),
        (
            "Made 1, confidence: verified, sources: [S1]",
            "Made 1, confidence: verified, sources: [S0]",
            14,
            "unknown source 'S0'",
            "Did you mean",
        ),
        (
            "Made 1, confidence: verified, sources: [S1]",
            "Made 1, confidence: verified, sources: []",
            14,
            "names no source",
            "sources.yaml",
        ),
        (
            "confidence: verified, sources: [S1]}\nhistory",
            "confidence: sure, sources: [S1]}\nhistory",
            7,
            "unknown confidence",
            "verified",
        ),
        ("id: us/made", "id: us/other", 1, "lies in folder 'made'", "Make the two agree."),
        ("    binds: {operator.federal_agency: true}\n", "", 11, "says no 'binds'", "Add `binds:`."),
        (
            "    title: First",
            "    title: First\n    kind: enabling",
            18,
            "a provision of kind `enabling` reaches nothing",
            "Remove it.",
        ),
        (
            "    title: First",
            "    title: First\n    kind: duty",
            18,
            "a provision of kind `duty` reaches nothing",
            "Remove it.",
        ),
        ("issuer: Nobody", "issuer: Nobody\nissuer: Somebody", 5, "'issuer' comes twice", "Keep one"),
        (
            "provisions:",
            "expected: {provisions: 2}\nprovisions:",
            10,
            "expected 2 provisions, found 1",
            "Mend",
        ),
        ("true}", "true", 17, "", "Mend the YAML syntax."),
    ],
)
def test_a_mistake_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, line: int, message: str, remedy: str
) -> None:
    assert old in ORDER
    folder = write(tmp_path, ORDER.replace(old, new, 1))
    with pytest.raises(OrderDataError) as caught:
        load_library([folder], parties={"huawei", "zte"})
    assert message in caught.value.message
    assert caught.value.where == f"{folder / 'us' / 'made' / 'order.yaml'}:{line}"
    assert remedy in caught.value.remedy


def test_the_unbroken_order_is_read(tmp_path: Path) -> None:
    library = load_library([write(tmp_path, ORDER)], parties={"huawei"})
    assert library.orders["us/made"].provisions[0].effects[0].action == "use"


def test_a_broken_order_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path, ORDER)
    broken = tmp_path / "us" / "broken"
    broken.mkdir()
    (broken / "order.yaml").write_text("id: 3\n")
    problems: list[OrderDataError] = []
    assert list(load_library([tmp_path], problems=problems).orders) == ["us/made"]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"a: &x [1]\nb: *x\n", "uses a YAML alias"),
        (b"[" * 60 + b"]" * 60, "nested too deep"),
        (b"", "is empty"),
        (b"a: \xff\xfe\n", "is not YAML"),
        (b"a: !!python/object:os.system {}\nb: [", "did not find expected|expected the node"),
    ],
)
def test_hostile_yaml_is_refused(text: bytes, message: str) -> None:
    with pytest.raises(OrderDataError, match=message):
        parse(text, "x.yaml")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(OrderDataError, match="neither a file nor a folder"):
        load_library([Path("no/such/folder")])


def test_every_definite_statement_rests_on_a_verified_or_secondary_citation(library: Library) -> None:
    for order in library.orders.values():
        for provision in order.provisions:
            assert provision.citation.sources
            sure = Confidence(provision.citation.confidence).decides
            assert sure or never_sure(provision), provision.id


def never_sure(provision: Provision) -> bool:
    """Whether it can cover nothing for sure: no period of it is sure, or a part of its reach never is."""
    parts = provision.reaches.of if isinstance(provision.reaches, AllOf) else (provision.reaches,)
    if provision.kind.reaches_nothing or any(isinstance(part, Reading) for part in parts):
        return True
    return bool(provision.in_force) and not any(one.confidence.decides for one in provision.in_force)


@pytest.mark.parametrize(
    ("effect", "message"),
    [
        ("caps: share-5g-access, share: 35", "a cap says no measure"),
        ("caps: share-5g-access, share: 135, of: [sites-5g-access]", "a share is a percentage"),
        ("caps: share-5g-access, share: 35, of: [sites-6g-access]", "unknown measure 'sites-6g-access'"),
        ("caps: share-5g-access, of: [sites-5g-access]", "`of:` belongs to a cap with a `share:`"),
        ("prohibits: use, share: 35", "`share:` belongs to a cap"),
        (
            "caps: share-5g-access, share: 35, of: [sites-5g-access], fact: operator.federal_agency",
            "operator.federal_agency is no number of the operator",
        ),
    ],
)
def test_a_broken_cap_is_refused(tmp_path: Path, effect: str, message: str) -> None:
    with pytest.raises(OrderDataError, match=message) as caught:
        load_library([write(tmp_path, ORDER.replace("prohibits: use", effect, 1))])
    assert caught.value.where.endswith("order.yaml:19")


def doubtful(condition: Condition) -> bool:
    """Whether some part of a condition is a reading that does not decide alone."""
    match condition:
        case Reading():
            return True
        case AllOf(of=of) | AnyOf(of=of):
            return any(doubtful(one) for one in of)
        case NotOf(of=one):
            return doubtful(one)
    return False


def test_no_exemption_from_memory_takes_anything_out(library: Library) -> None:
    for order in library.orders.values():
        for provision in order.provisions:
            for one in provision.exemptions:
                sure = one.citation.confidence in ("verified", "secondary")
                dated = any(period.confidence.decides for period in one.in_force)
                assert sure or not dated or doubtful(one.when), (order.id, provision.id, one.id)
