import msgspec
import pyarrow as pa
import pytest

from interdict.model import columns
from interdict.model.identification import Identification
from interdict.model.observation import Observation
from interdict.model.truth import Truth, conjunction, disjunction

TRUTHS = list(Truth)


def test_an_observation_has_the_columns_of_its_batch():
    assert set(Observation.__struct_fields__) == set(columns.OBSERVATION.names)


def test_record_numbers_of_many_sources_fit_their_column():
    assert 2**20 * columns.RECORDS_PER_SOURCE < 2**63
    assert columns.RECORD.field("record").type == pa.int64()


def test_an_unknown_field_in_a_stored_value_is_refused():
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.json.decode(b'{"id": 1, "verdict": "guilty"}', type=Identification)


@pytest.mark.parametrize("one", TRUTHS)
@pytest.mark.parametrize("two", TRUTHS)
def test_not_both_is_either_not(one, two):
    assert ~conjunction([one, two]) == disjunction([~one, ~two])
    assert conjunction([one, two]) == conjunction([two, one])


def test_of_nothing_all_are_true_and_none_is():
    assert (conjunction([]), disjunction([])) == (Truth.TRUE, Truth.FALSE)
