import pytest


@pytest.mark.parametrize(
    ("key", "party"),
    [("HWTC", "huawei"), ("48575443", "huawei"), ("ZTEG", "zte"), ("5A544547", "zte"), ("ALCL", "nokia")],
)
def test_letters_and_hexadecimal_name_the_same_maker(clues, key, party):
    (clue,) = clues(("pon", key))
    assert (clue.rule, clue.party, clue.role) == ("pon.vendor", party, "ont-cpe")


@pytest.mark.parametrize("key", ["GPON", "QQQQ", "FFFFFFFF"])
def test_an_id_that_anybody_may_use_names_nobody(clues, key):
    assert clues(("pon", key)) == ()
