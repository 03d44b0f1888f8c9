import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.registries import pon


@pytest.mark.parametrize(
    ("text", "vendor_id", "number"),
    [
        ("HWTC12AB34CD", "HWTC", "12AB34CD"),
        ("4857544312ab34cd", "HWTC", "12AB34CD"),
        ("ZTEG-C7A19B32", "ZTEG", "C7A19B32"),
        ("48575443-12AB34CD", "HWTC", "12AB34CD"),
        (" alclf9000001 ", "ALCL", "F9000001"),
    ],
)
def test_both_usual_forms_give_the_same_parts(text, vendor_id, number):
    assert pon.parse(text) == pon.Serial(vendor_id=vendor_id, number=number)


@pytest.mark.parametrize(
    "text", ["", "2102311BVH6RG7310915", "ZTEGCFLN794B3A1", "0000000012345678", "HWTC1234567G"]
)
def test_other_serials_are_not_pon_serials(text):
    assert pon.parse(text) is None


def test_known_ids_have_their_makers_and_sources():
    assert pon.vendor("HWTC").maker == "Huawei"
    assert pon.vendor("ZTEG").maker == "ZTE"
    assert pon.vendor("GPON").maker == ""
    assert pon.vendor("QQQQ") is None
    assert all(vendor.source for vendor in pon.vendors().values())


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=4), st.binary(min_size=4, max_size=4))
def test_the_hex_form_is_the_letter_form(vendor_id, number):
    letters = vendor_id + number.hex()
    in_hex = vendor_id.encode().hex() + number.hex()
    assert (
        pon.parse(letters)
        == pon.parse(in_hex)
        == pon.Serial(vendor_id=vendor_id, number=number.hex().upper())
    )
