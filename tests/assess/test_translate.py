from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.assess.translate import (
    DATES,
    EXCEL_EPOCH,
    FACT_OF,
    SETS,
    date_answer,
    days_meant,
    load_answers,
    translate,
    words_answer,
)
from interdict.law.load import load_library

DAYS = st.dates(date(1990, 6, 1), date(2039, 12, 31))
POINTS = st.lists(DAYS, unique=True, max_size=6).map(sorted)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019-05-03", "2019-05-03", "2019-05-03"),
        ("2019/5/3", "2019-05-03", "2019-05-03"),
        ("20190503", "2019-05-03", "2019-05-03"),
        ("2019-05-03T10:15:00Z", "2019-05-03", "2019-05-03"),
        ("2019-05-03 00:00:00", "2019-05-03", "2019-05-03"),
        ("2019年5月3日", "2019-05-03", "2019-05-03"),
        ("2019年5月", "2019-05-01", "2019-05-31"),
        ("3 May 2019", "2019-05-03", "2019-05-03"),
        ("May 3, 2019", "2019-05-03", "2019-05-03"),
        ("3-May-19", "2019-05-03", "2019-05-03"),
        ("3-May-98", "1998-05-03", "1998-05-03"),
        ("Sept. 2019", "2019-09-01", "2019-09-30"),
        ("May 2019", "2019-05-01", "2019-05-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("12/2019", "2019-12-01", "2019-12-31"),
        ("Q4 2019", "2019-10-01", "2019-12-31"),
        ("2019-Q1", "2019-01-01", "2019-03-31"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("43588", "2019-05-03", "2019-05-03"),
        ("43588.5", "2019-05-03", "2019-05-03"),
        ("13/5/2019", "2019-05-13", "2019-05-13"),
        ("5/13/2019", "2019-05-13", "2019-05-13"),
    ],
)
@pytest.mark.parametrize("month_first", [True, False])
def test_a_written_date_means_the_same_days_everywhere(written, first, last, month_first):
    meant = days_meant(written, month_first=month_first)
    assert meant == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("written", ["5/3/2019", "05.03.2019", "5-3-19"])
def test_a_date_with_two_readings_is_read_as_the_country_writes_it(written):
    assert days_meant(written, month_first=True)[0] == date(2019, 5, 3)
    assert days_meant(written, month_first=False)[0] == date(2019, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "n/a",
            "unknown",
            "2019-13-01",
            "2019-02-30",
            "31/31/2019",
            "soon",
            "12",
            "1234567",
            "99999999",
        ),
        *("May", "0", "2019-00", "Q5 2019", "-1", "00/00/0000", "2019-05-03-07", "32 May 2019", "１９"),
        *("1900-01-01", "1970-01-01T00:00:00Z", "9999-12-31", "0001-01-01", "01/01/1900", "1.2.3"),
    ],
)
def test_what_is_no_date_is_none(written):
    assert days_meant(written, month_first=True) is None


@given(DAYS, st.booleans())
def test_an_iso_date_is_its_own_day(day, month_first):
    assert days_meant(day.isoformat(), month_first=month_first) == (day, day)


@given(DAYS.filter(lambda day: day < date(2040, 1, 1)))
def test_a_spreadsheets_serial_number_is_its_day(day):
    assert days_meant(str((day - EXCEL_EPOCH).days), month_first=True) == (day, day)


@given(st.text(max_size=30), st.booleans())
def test_no_text_breaks_the_reading_of_dates(text, month_first):
    meant = days_meant(text, month_first=month_first)
    assert meant is None or meant[0] <= meant[1]


@given(DAYS, POINTS)
def test_days_of_one_bucket_pass_the_same_thresholds(day, points):
    bucket = int(date_answer(day.isoformat(), points, month_first=True)[1:])
    assert [point <= day for point in points] == [True] * bucket + [False] * (len(points) - bucket)


def test_a_rough_date_answers_only_where_it_cannot_straddle_a_threshold():
    points = [date(2018, 8, 14)]
    assert date_answer("2019", points, month_first=True) == "b1"
    assert date_answer("2018", points, month_first=True) == ""
    assert date_answer("2018-08-14", points, month_first=True) == "b1"
    assert date_answer("2018-08-13", points, month_first=True) == "b0"


def test_where_every_day_matters_only_a_whole_date_answers():
    assert date_answer("3 May 2019", None, month_first=True) == "2019-05-03"
    assert date_answer("May 2019", None, month_first=True) == ""


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("fundedBy", "USF High-Cost (CAF II)", ("usf",)),
        ("fundedBy", "RDOF / BEAD grant", ("usf", "federal-grant")),
        ("fundedBy", "donated", ()),
        ("purpose", "County jail and sheriff", ("public-safety",)),
        ("sitePurpose", "Core_site", ("critical-infrastructure-surveillance",)),
        ("status", "In Service", ("yes",)),
        ("status", "spare", ("no",)),
        ("status", "在用", ("yes",)),
        ("status", "", ()),
        ("radioGeneration", "LTE/NR", ("5g", "4g")),
        ("countryOfProduction", "P.R.C.", ()),
        ("countryOfProduction", "Made in China", ("yes",)),
        ("countryOfProduction", "USA", ("no",)),
        ("status", "unremoved", ()),
    ],
)
def test_free_text_comes_to_declared_words_or_to_nothing(name, text, words):
    assert words_answer(name, text) == words


def test_a_stage_abroad_beats_one_at_home():
    assert words_answer("countryOfProduction", "designed in USA, assembled in Vietnam") == ("yes",)


def test_a_property_answers_its_fact():
    assert translate("status", "in service", {}, month_first=True) == (("device.in_service", "yes"),)
    assert translate("acquiredOn", "whenever", {}, month_first=True) == ()


def test_every_fact_that_records_answer_is_in_the_vocabulary_with_the_right_type():
    facts = load_library().vocabulary.facts
    assert {str(facts[fact].type) for fact in FACT_OF.values() if fact in DATES} == {"date"}
    assert {str(facts[fact].type) for fact in FACT_OF.values() if fact in SETS} == {"set"}
    assert {str(facts[fact].type) for fact in FACT_OF.values() if fact not in DATES | SETS} == {"bool"}


def test_every_word_that_an_answer_gives_is_a_value_of_its_fact():
    facts = load_library().vocabulary.facts
    for name, answers in load_answers().items():
        given_values = {row.value for row in answers.rows}
        allowed = set(facts[FACT_OF[name]].values) or {"yes", "no"}
        assert given_values <= allowed, name
