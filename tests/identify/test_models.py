import pytest

from interdict.identify.models import model_of


@pytest.mark.parametrize(
    ("kind", "key", "model"),
    [
        ("model", "  S5720-28X ", "S5720-28X"),
        ("own-text", "Huawei NE40E-X8 running VRP", "NE40E-X8"),
        ("own-text", "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M)", "C2960X"),
        ("own-text", "Linux router 5.4", ""),
        ("agent", "1.3.6.1.4.1.2011.2.62.30", ""),
    ],
)
def test_a_model_is_taken_from_its_column_or_found_in_the_text(library, kind, key, model):
    assert model_of(kind, key, library) == model
