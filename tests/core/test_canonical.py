from datetime import date

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from interdict.core.canonical import canonical_bytes, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_canonical_bytes_decode_to_the_same_value(value):
    assert msgspec.json.decode(canonical_bytes(value)) == value


@given(st.dictionaries(st.text(max_size=4), st.integers(0, 9), max_size=6), st.randoms())
def test_the_order_of_keys_does_not_change_a_digest(value, random):
    keys = list(value)
    random.shuffle(keys)
    assert digest({key: value[key] for key in keys}) == digest(value)


def test_structs_dates_and_sets_have_a_form():
    assert canonical_bytes({"on": date(2019, 2, 20), 1: (2, 3)}) == b'{"1":[2,3],"on":"2019-02-20"}'
