import pytest

from interdict.identify.clues.models import load_data_models


@pytest.mark.parametrize("row", load_data_models(), ids=lambda row: row.start)
def test_every_data_model_is_told_by_its_example(clues, row):
    (clue,) = clues(("data-model", row.example))
    assert (clue.party, clue.role) == (row.party, row.role)
    assert clue.rule == ("data.dictionary" if row.accepted else "data.model")


@pytest.mark.parametrize(
    "prefix", ["X_CT-COM_", "X_CU_", "X_CMCC_", "X_BROADCOM_COM_", "urn:ietf:params:xml:ns"]
)
def test_a_prefix_of_operators_or_of_a_chip_names_nobody(clues, prefix):
    assert clues(("data-model", prefix)) == ()


def test_a_prefix_that_spells_a_block_suggests_its_holder(clues):
    (clue,) = clues(("data-model", "X_00259E_"))
    assert (clue.rule, clue.party) == ("data.prefix", "huawei")
    assert clues(("data-model", "X_FFFFFF_")) == ()


def test_a_server_that_speaks_a_makers_dictionary_is_not_thereby_its(identified):
    assert identified(("data-model", "RADIUS Huawei-")).abstained
    assert identified(("data-model", "X_HW_")).producer == "huawei"


def test_a_base_station_is_known_by_the_namespace_of_its_export(identified):
    found = identified(("data-model", "http://www.huawei.com/specs/SRAN"))
    assert (found.producer, found.role) == ("huawei", "ran-base-station")
