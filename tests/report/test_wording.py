import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.model.finding import Status
from interdict.report.answer import exit_status
from interdict.report.wording import (
    EXIT_MEANINGS,
    STATUS_MEANINGS,
    STATUSES,
    likelihood,
    role_labels,
    web_address,
)

from .sample import HOSTILE, sample


def test_every_status_has_a_word_and_a_meaning() -> None:
    assert set(STATUSES) == set(STATUS_MEANINGS) == set(Status)
    assert list(STATUSES.values()) == ["covered", "undetermined", "exempt", "not covered"]


@given(st.floats(0, 1))
def test_every_probability_has_words(probability: float) -> None:
    assert likelihood(probability)


@pytest.mark.parametrize(
    ("probability", "words"), [(0.95, "almost certain"), (0.9499, "very likely"), (0.0, "almost no chance")]
)
def test_a_band_begins_at_its_least_probability(probability: float, words: str) -> None:
    assert likelihood(probability) == words


def test_roles_of_the_vocabulary_have_labels() -> None:
    assert role_labels()["olt"] == "OLT or DSLAM"
    assert all(role_labels().values())


@pytest.mark.parametrize(
    "address", [*HOSTILE, "data:text/html,x", "//example.org", " https://example.org", ""]
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert web_address(address) == ""


def test_the_exit_status_of_a_run_has_a_meaning() -> None:
    assert exit_status(sample()) in EXIT_MEANINGS
