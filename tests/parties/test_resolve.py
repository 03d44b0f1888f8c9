import pytest

from interdict.parties.load import load_parties
from interdict.parties.resolve import nearest, resolve

PARTIES = load_parties()


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("huawei", "huawei"),
        ("华为技术有限公司", "huawei"),
        ("ZTE Corporation", "zte"),
        ("HIKVISION", "hikvision"),
    ],
)
def test_an_id_or_a_name_means_a_party(text, party):
    found = resolve(PARTIES, text)
    assert (found.party, found.text, found.name) == (party, text, PARTIES.name_of(party))


@pytest.mark.parametrize("text", ["", "some-maker", "Huawei or ZTE", "Frobnicate Networks"])
def test_what_names_nobody_or_several_means_nobody(text):
    assert resolve(PARTIES, text) is None


def test_a_name_that_comes_near_is_suggested_once():
    assert nearest(PARTIES, "hwaweey") == ("huawei",)
    assert nearest(PARTIES, "qqqqqqqq") == ()
