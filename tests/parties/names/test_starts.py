import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.parties.load import load_parties
from interdict.parties.names.starts import starts_of

PATTERNS = sorted(
    pattern
    for known in (*load_parties().parties.values(), *load_parties().makers.values())
    for pattern in known.models
)


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        (r"S(?:57|67)\d\d", "s"),
        (r"(?:DH|IPC)-\w+|x?Y", "dixy"),
        (r"[A-C]\d", "abc"),
        (r"\d{4}R", "0123456789"),
        (r"(?:OptiX )?DC9", "od"),
    ],
)
def test_a_pattern_is_looked_up_by_what_it_can_begin_with(pattern, starts):
    assert starts_of(pattern) == set(starts)


def test_a_pattern_that_means_every_text_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="empty"):
        starts_of("x?")


@given(st.data())
def test_whatever_a_pattern_of_the_data_matches_begins_as_said(data):
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=False))
    found = re.match(pattern, text)
    if found:
        assert found.group()[0].casefold() in starts_of(pattern)
