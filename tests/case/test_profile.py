from pathlib import Path

import pytest

from interdict.case.profile import load_profile
from interdict.core.errors import ProfileError
from interdict.law.load import load_library

VOCABULARY = load_library().vocabulary
EXAMPLE = Path(__file__).parents[2] / "examples" / "prairie-wireless" / "profile.yaml"


@pytest.fixture
def profile(tmp_path):
    def written(text):
        path = tmp_path / "profile.yaml"
        path.write_text(text, encoding="utf-8")
        return load_profile(path, VOCABULARY)

    return written


def test_facts_take_the_types_of_the_vocabulary(profile):
    operator = profile(
        "operator.jurisdictions: [US, GB]\noperator.customers: 61000\noperator.federal_agency: false\n"
    )
    assert operator.facts == {
        "operator.jurisdictions": frozenset({"US", "GB"}),
        "operator.customers": 61000,
        "operator.federal_agency": False,
    }


def test_the_name_is_shown_and_is_no_fact(profile):
    operator = profile("operator.name: Prairie Wireless LLC\noperator.mobile_carrier: true\n")
    assert operator.name == "Prairie Wireless LLC"
    assert set(operator.facts) == {"operator.mobile_carrier"}


def test_a_missing_fact_is_simply_unknown(profile):
    assert profile("operator.mobile_carrier: true\n").facts == {"operator.mobile_carrier": True}


def test_an_unknown_fact_is_refused_with_its_line_and_the_nearest_word(profile):
    with pytest.raises(ProfileError) as caught:
        profile("operator.mobile_carrier: true\noperator.federal_agancy: false\n")
    assert caught.value.where.endswith("profile.yaml:2")
    assert "operator.federal_agency" in caught.value.remedy
    assert caught.value.code == "E012"


def test_a_fact_about_a_device_has_no_place_in_a_profile(profile):
    with pytest.raises(
        ProfileError, match=r"device\.producer is not a fact about the operator or its contracts"
    ):
        profile("device.producer: huawei\n")


@pytest.mark.parametrize(
    "line",
    [
        "operator.customers: many",
        "operator.mobile_carrier: perhaps",
        "operator.jurisdictions: [usa]",
        "operator.reimbursement_term_end: soon",
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_line(profile, line):
    with pytest.raises(ProfileError) as caught:
        profile(f"operator.mobile_carrier: true\n{line}\n")
    assert caught.value.where.endswith(":2")


@pytest.mark.parametrize("text", ["- a list", "operator.customers: [1", "a: &a [*a]", "\x00", "just words"])
def test_a_file_that_is_no_list_of_facts_is_refused_by_name(profile, text):
    with pytest.raises(ProfileError) as caught:
        profile(text)
    assert "profile.yaml" in caught.value.where


def test_a_profile_that_is_not_there_says_so(tmp_path):
    with pytest.raises(ProfileError, match="cannot be read"):
        load_profile(tmp_path / "absent.yaml", VOCABULARY)


def test_the_examples_profile_is_read_whole():
    assert load_profile(EXAMPLE, VOCABULARY).facts["operator.customers"] == 61000


def test_what_is_declared_of_the_network_as_a_whole_is_read(profile):
    operator = profile(
        "operator.mobile_carrier: true\n"
        "measures:\n"
        "  traffic-5g-access: {total: 900, producers: {huawei: 300, other: 600}}\n"
    )
    assert set(operator.facts) == {"operator.mobile_carrier"}
    assert operator.measures["traffic-5g-access"].producers == {"huawei": 300, "other": 600}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("  trafic-5g-access: {total: 900}", "unknown measure 'trafic-5g-access'"),
        ("  traffic-5g-access: {total: many}", "Expected `float | null`, got `str`"),
        ("  traffic-5g-access: {total: 1, producers: {huawei: 2}}", "more than the total of 1"),
    ],
)
def test_a_measure_that_makes_no_sense_is_refused_with_its_line(profile, line, message):
    with pytest.raises(ProfileError, match=message) as caught:
        profile(f"operator.mobile_carrier: true\nmeasures:\n{line}\n")
    assert caught.value.where.endswith("profile.yaml:3")
