import pytest

from interdict.case.config import REGISTER, load_config, operator_in, register_url
from interdict.case.layout import make_case, open_case
from interdict.core.errors import CaseError, ProfileError
from interdict.law.load import load_library


@pytest.fixture(scope="module")
def vocabulary():
    return load_library().vocabulary


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "interdict.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_new_case_reads_back_with_its_title_and_sources(tmp_path):
    made = make_case(tmp_path / "c", title='Präri "Wireless" 草原', sources=["../records"])
    again = open_case(tmp_path / "c")
    assert again.config == made.config
    assert again.config.title == 'Präri "Wireless" 草原'
    assert again.sources() == (tmp_path / "c" / "../records",)


def test_two_new_cases_have_different_ids(tmp_path):
    assert make_case(tmp_path / "a", title="A").config.id != make_case(tmp_path / "b", title="B").config.id


def test_a_folder_that_is_a_case_is_not_made_one_again(tmp_path):
    make_case(tmp_path, title="A")
    with pytest.raises(CaseError, match="is a case already"):
        make_case(tmp_path, title="B")


def test_a_folder_that_is_no_case_is_told_how_to_become_one(tmp_path):
    with pytest.raises(CaseError, match="is not a case") as caught:
        open_case(tmp_path)
    assert "interdict init" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id = 1", "Expected `str`"),
        ("sources = [", "is not TOML"),
        ('id = "x"\nsource = ["a"]', "unknown field `source`"),
        ('title = "no id"', "missing required field `id`"),
    ],
)
def test_a_broken_file_is_an_error_that_names_it(written, text, told):
    path = written(text)
    with pytest.raises(CaseError, match=told) as caught:
        load_config(path)
    assert caught.value.where == str(path)


def test_tables_of_facts_are_the_operator(written, vocabulary):
    path = written(
        'id = "x"\n[operator]\nname = "Prairie"\njurisdictions = ["US"]\nmobile_carrier = true\n'
        '[contract]\nclause_family = "legacy"\n'
    )
    operator = operator_in(load_config(path), path, vocabulary)
    assert operator.name == "Prairie"
    assert operator.facts["operator.jurisdictions"] == frozenset({"US"})
    assert operator.facts["operator.mobile_carrier"] is True
    assert operator.facts["contract.clause_family"] == "legacy"


def test_a_fact_that_does_not_exist_is_named_with_the_nearest(written, vocabulary):
    path = written('id = "x"\n[operator]\nmobile_carier = true\n')
    with pytest.raises(ProfileError) as caught:
        operator_in(load_config(path), path, vocabulary)
    assert "operator.mobile_carier" in caught.value.where
    assert "operator.mobile_carrier" in caught.value.remedy


def test_facts_in_two_places_are_refused(written, vocabulary):
    path = written('id = "x"\nprofile = "p.yaml"\n[operator]\nmobile_carrier = true\n')
    with pytest.raises(ProfileError, match="stand here and in a profile"):
        operator_in(load_config(path), path, vocabulary)


def test_the_environment_names_the_register_before_the_file(written):
    config = load_config(written('id = "x"\n[register]\nurl = "postgresql://file/db"\n'))
    assert register_url(config, {REGISTER: "postgresql://env/db"}, "sqlite:///d") == "postgresql://env/db"
    assert register_url(config, {}, "sqlite:///d") == "postgresql://file/db"
