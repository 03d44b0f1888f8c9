import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.core.problem import Problem
from interdict.core.when import Interval
from interdict.model.party import Identifier, Name, NameKind, Party, Registry, Stake, Tag
from interdict.parties.exchange.csl import COLUMNS, ConsolidatedScreeningList
from interdict.parties.exchange.ftm import FollowTheMoney
from interdict.parties.exchange.lists import exported, read_lists
from interdict.parties.exchange.shape import LONGEST_LINE
from interdict.parties.load import Parties, Provenance, load_parties

LIST = Provenance(title="national list", licence="CC-BY-4.0")

_WORDS = (
    st.text(st.characters(categories=["L", "N"], include_characters=" .,-&'"), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(text.strip(",")) and text == text.strip())
)
_IDS = st.text("abcdefghij0123456789-", min_size=1, max_size=8)
_TEXTS = st.lists(_WORDS, max_size=3, unique=True)


@st.composite
def parties_and_stakes(draw):
    slugs = draw(st.lists(_IDS, min_size=1, max_size=4, unique=True))
    parties = [draw(_party(slug)) for slug in slugs]
    stakes = draw(st.lists(_stake(slugs), max_size=3, unique=True))
    return parties, stakes


def _party(slug):
    names = st.lists(
        st.tuples(
            _WORDS, st.sampled_from([NameKind.LEGAL, NameKind.FORMER, NameKind.SPELLING, NameKind.WEAK])
        ),
        max_size=3,
        unique_by=lambda pair: pair[0],
    )
    return st.builds(
        lambda name, kind, country, others, numbers, topics, pages: Party(
            id=slug,
            name=name,
            kind=kind,
            country=country,
            names=(
                _name(name, NameKind.LEGAL),
                *(_name(text, sort) for text, sort in others if text != name),
            ),
            identifiers=tuple(
                Identifier(registry=Registry.COMPANY, value=number, tag=Tag.SOURCED, source=LIST.title)
                for number in numbers
            ),
            topics=tuple(topics),
            pages=tuple(pages),
        ),
        _WORDS,
        st.sampled_from(["company", "person"]),
        st.sampled_from(["", "CN", "US"]),
        names,
        st.lists(_IDS, max_size=2, unique=True),
        st.lists(_IDS, max_size=2, unique=True),
        st.lists(_IDS.map("https://example.org/{}".format), max_size=2, unique=True),
    )


def _name(text, kind):
    return Name(text=text, kind=kind, tag=Tag.SOURCED, source=LIST.title)


def _stake(slugs):
    return st.builds(
        lambda owner, owned, share, control, start: Stake(
            owner=owner,
            owned=owned,
            share=share,
            control=control,
            interval=Interval(start, None),
            tag=Tag.SOURCED,
            source=LIST.title,
        ),
        st.sampled_from(slugs),
        st.sampled_from(slugs),
        st.none() | st.floats(0, 100),
        st.sampled_from([None, True, False]),
        st.none() | st.dates(date(1990, 1, 1)),
    )


def imported(shape, lines):
    found = list(shape.read(io.BytesIO("".join(lines).encode()), where="list", title=LIST.title))
    parties = [item for item in found if isinstance(item, Party)]
    return parties, [item for item in found if isinstance(item, Stake)], problems_of(found)


def problems_of(found):
    return [item for item in found if isinstance(item, Problem)]


@given(parties_and_stakes())
def test_followthemoney_keeps_names_numbers_topics_pages_and_stakes(known):
    parties, stakes = known
    back, linked, problems = imported(FollowTheMoney(), FollowTheMoney().write(parties, stakes))
    assert not problems
    assert [_content(party) for party in back] == [_content(party) for party in parties]
    assert linked == stakes


def _content(party):
    names = {(name.text, name.kind) for name in party.names}
    numbers = [one.value for one in party.identifiers]
    return party.id, party.name, party.kind, party.country, names, numbers, party.topics, party.pages


@given(parties_and_stakes())
def test_the_screening_list_keeps_names_country_numbers_programmes_and_pages(known):
    parties, _ = known
    back, _, problems = imported(ConsolidatedScreeningList(), ConsolidatedScreeningList().write(parties, []))
    assert not problems
    for mine, theirs in zip(parties, back, strict=True):
        assert (theirs.id, theirs.name, theirs.kind) == (mine.id, mine.name, mine.kind)
        assert {name.text for name in theirs.names} == {name.text for name in mine.names}
        assert [one.value for one in theirs.identifiers] == [one.value for one in mine.identifiers]
        assert (theirs.country, theirs.topics, theirs.pages) == (mine.country, mine.topics, mine.pages)


def entity(**fields):
    properties = {"name": ["Acme Radio"], **fields.pop("properties", {})}
    return json.dumps({"id": "acme", "schema": "Company", "properties": properties, **fields}) + "\n"


def test_all_kinds_of_names_are_told_apart():
    written = {"alias": ["AR"], "weakAlias": ["A"], "previousName": ["Acme Valve Radio"]}
    party = imported(FollowTheMoney(), [entity(properties=written)])[0][0]
    kinds = {name.text: name.kind.value for name in party.names}
    assert kinds == {"Acme Radio": "legal", "AR": "spelling", "A": "weak", "Acme Valve Radio": "former"}


def test_an_ownership_of_unclear_size_and_partial_dates_is_kept():
    written = {"owner": ["a"], "asset": ["b"], "percentage": ["majority"], "startDate": ["2019-05"]}
    stake = imported(FollowTheMoney(), [entity(schema="Ownership", properties=written)])[1][0]
    assert (stake.share, stake.interval.start) == (None, date(2019, 5, 1))


@pytest.mark.parametrize(
    "line",
    [
        "{broken\n",
        '{"id": 1, "schema": "Company"}\n',
        '{"id": "a", "schema": "Company", "properties": {}}\n',
        '{"id": "a", "schema": "Company", "properties": {"name": "x"}}\n',
        '{"id": "a", "schema": "Company", "properties": {"name": ' + "[" * 100_000 + "]" * 100_000 + "}}\n",
        '{"id": "a", "schema": "Ownership", "properties": {"startDate": ["2019-13-99"]}}\n',
        entity(properties={"name": ["x" * LONGEST_LINE]}),
    ],
)
def test_a_broken_line_is_told_with_its_number_and_the_rest_is_read(line):
    parties, _, problems = imported(FollowTheMoney(), [line, entity()])
    assert [party.name for party in parties] == ["Acme Radio"]
    assert [(one.code, one.place) for one in problems] == [("P140", "line 1")]


def test_many_broken_lines_are_counted():
    problems = imported(FollowTheMoney(), ["{\n"] * 1000)[2]
    assert len(problems) == 21
    assert "980 more" in problems[-1].message


def test_what_is_no_party_is_counted_by_kind():
    problems = imported(FollowTheMoney(), [entity(), entity(schema="Vessel"), entity(schema="Directorship")])[
        2
    ]
    assert "1 Directorship, 1 Vessel" in problems[0].message


def row(**cells):
    text = io.StringIO()
    csv.writer(text).writerow([cells.get(column, "") for column in COLUMNS])
    return text.getvalue()


def test_a_row_of_the_screening_list_gives_names_dates_and_its_notice():
    lines = [
        ",".join(COLUMNS) + "\n",
        row(
            _id="1",
            name="ZTE PARSIAN",
            alt_names="ZTE Iran; Parsian",
            addresses="Tehran, IR",
            start_date="2016-03-08",
            federal_register_notice="81 FR 12004",
            type="Entity",
        ),
        row(_id="2", name="MV Ocean", type="Vessel"),
        "3,short row\n",
    ]
    parties, _, problems = imported(ConsolidatedScreeningList(), lines)
    first = parties[0]
    assert [name.text for name in first.names] == ["ZTE PARSIAN", "ZTE Iran", "Parsian"]
    assert (first.country, first.names[0].source) == ("IR", "81 FR 12004")
    assert first.names[0].interval.start == date(2016, 3, 8)
    assert {one.code for one in problems} == {"P140", "P141"}


def test_an_import_has_its_licence_and_never_takes_an_id_that_is_used(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_text(entity(id="huawei") + entity(id="b"), "utf-8")
    done = read_lists([path], provenance=LIST, taken=frozenset({"huawei"}))
    assert [party.id for party in done.group.parties] == ["national list.huawei", "b"]
    assert done.group.provenance.licence == "CC-BY-4.0"
    assert "sha256:" in done.group.provenance.files[0]
    assert done.problems[0].code == "P143"


def test_a_stake_in_somebody_outside_the_list_is_told_and_left_out(tmp_path):
    path = tmp_path / "list.jsonl"
    link = {"owner": ["acme"], "asset": ["ghost"]}
    path.write_text(entity() + entity(id="l", schema="Ownership", properties=link), "utf-8")
    done = read_lists([path], provenance=LIST, taken=frozenset())
    assert (done.group.stakes, done.problems[0].code) == ((), "P142")


def test_a_file_of_another_shape_is_refused(tmp_path):
    (tmp_path / "x").write_text("hello\n", "utf-8")
    done = read_lists([Path(tmp_path / "x")], provenance=LIST, taken=frozenset())
    assert (done.group.parties, done.problems[0].code) == ((), "P145")


@pytest.mark.parametrize("form", ["ftm", "csl"])
def test_the_shipped_parties_survive_an_export_and_an_import(form, tmp_path):
    shipped = load_parties()
    path = tmp_path / f"all.{form}"
    path.write_text("".join(exported(shipped, form)), "utf-8")
    done = read_lists([path], provenance=LIST, taken=frozenset())
    assert not done.problems
    back = Parties(parties=done.group.parties, stakes=done.group.stakes)
    assert list(back.parties) == list(shipped.parties)
    screen = back.screen()
    for slug, party in shipped.parties.items():
        assert {name.text for name in back.parties[slug].names} >= {name.text for name in party.names}
        assert slug in [hit.slug for hit in screen.one(party.name).hits]
