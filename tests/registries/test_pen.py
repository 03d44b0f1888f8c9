import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.registries import pen
from interdict.registries.pen import EngineForm, EngineId


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (9, "ciscoSystems"),
        (3902, "Zhongxing Telecom Co.,ltd. (abbr. ZTE)"),
        (25506, "H3C"),
        (50001, "Scildon"),
        (1004849, None),
    ],
)
def test_a_number_has_its_registered_name(number, name):
    assert pen.organisation(number) == name


def test_the_contact_addresses_behind_the_names_are_dropped():
    assert pen.organisation(2) == "IBM"
    assert pen.organisation(55365) == "Shanghai Mission Information Technologies (Group) Co., Ltd"


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("800007DB03" + "00E0FC123456", EngineId(number=2011, form=EngineForm.MAC, mac="00E0FC123456")),
        ("800063A203000000000000", EngineId(number=25506, form=EngineForm.MAC, mac="000000000000")),
        ("80001f8880639ab26b6ed8005c000000", EngineId(number=8072, form=EngineForm.ENTERPRISE)),
        ("00000063000000a13ac0ff0a", EngineId(number=99, form=EngineForm.OLD)),
        ("800000090300", EngineId(number=9, form=EngineForm.MAC)),
        ("8000", None),
        ("not hex", None),
    ],
)
def test_an_engine_id_says_its_number_and_its_address(digits, expected):
    assert pen.from_engine_id(digits) == expected


@given(st.integers(0, 2**31 - 1), st.binary(min_size=6, max_size=6))
def test_an_engine_id_built_from_number_and_address_gives_them_back(number, address):
    digits = ((1 << 31) | number).to_bytes(4, "big").hex() + "03" + address.hex()
    assert pen.from_engine_id(digits) == EngineId(
        number=number, form=EngineForm.MAC, mac=address.hex().upper()
    )
