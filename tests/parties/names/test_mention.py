import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.model.party import Word
from interdict.parties.load import load_parties
from interdict.parties.names import NameIndex, normalise

PARTIES = load_parties()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HUAWEI TECHNOLOGIES CO.,LTD", "huawei"),
        ("Huawei Device Co., Ltd.", "huawei-device"),
        ("Huwaei", "huawei"),
        ("huawie", "huawei"),
        ("华为技术有限公司", "huawei"),
        ("FutureMatrix", "huawei"),
        ("华为终端有限公司", "huawei-device"),
        ("Z.T.E.", "zte"),
        ("中兴通讯股份有限公司", "zte"),
        ("ZHEJIANG DAHUA TECHNOLOGYCO.,LTD", "dahua"),
        ("大华", "dahua"),
        ("Hik Vision", "hikvision"),
        ("海能达", "hytera"),
        ("New H3C Technologies Co., Ltd", "h3c"),
        ("Honor", "honor"),
        ("3Com", "3com"),
        ("HPE Aruba", "aruba"),
        ("ciscoSystems", "cisco"),
        ("Hewlett Packard Enterprise", "hpe"),
        ("Hewlett-Packard", "hp"),
        ("Mikrotick", "mikrotik"),
        ("American Power Conversion Corp", "apc"),
    ],
)
def test_a_maker_field_is_read_in_the_usual_spellings(written, meant):
    assert PARTIES.names.match(written).slug == meant


@pytest.mark.parametrize(
    "written",
    [
        "Wuxi Zhongxing Optoelectronics",
        "Hangzhou Zhongxinghui",
        "Hikari Co.,Ltd.",
        "Shenzhen Hikeen Technology Co.,LTD",
        "Hochiki Corporation",
        "YOSHIKI INDUSTRIAL CO.,LTD.",
        "Shanghai Dahua Scale Factory",
        "ZHEJIANG HIKAILINK TECHNOLOGY Co., Ltd",
        "Shenzhen Hi-Link",
        "Pramac GmbH",
        "JOREX LOREX INDIA PRIVATE LIMITED",
        "ZTEC Instruments, Inc.",
        "SHENZHEN HONOR ELECTRONIC CO.,LTD",
        "Autel New Energy",
    ],
)
def test_a_near_miss_is_never_a_named_party(written):
    match = PARTIES.names.match(written)
    assert match is None or match.slug not in PARTIES.parties


def test_a_sentence_names_each_maker_once_in_order():
    text = "Cisco IOS facing Huawei Versatile Routing Platform, second Huawei port"
    assert [match.slug for match in PARTIES.names.mentions(text)] == ["cisco", "huawei"]


def test_a_near_miss_inside_a_sentence_is_passed_over():
    named = PARTIES.names.mentions("scale by Shanghai Dahua Scale Factory behind a Dahua camera")
    assert [match.slug for match in named] == ["dahua"]
    assert PARTIES.names.mentions("scale by Shanghai Dahua Scale Factory") == ()


def test_a_word_inside_another_word_names_nobody():
    assert PARTIES.names.mentions("aztec instruments, hpgl, sharpen") == ()


def test_case_matters_where_the_data_says_so():
    index = NameIndex(names=[], words=[("hp", Word(text="HP", exact_case=True))])
    assert index.mentions("the HP box")
    assert not index.mentions("20 hp motor")


def test_two_makers_in_one_field_are_not_decided():
    assert PARTIES.names.match("Cisco / Huawei") is None


@pytest.mark.parametrize(
    ("model", "meant"),
    [
        ("WS-C2960X-48TS-L", "cisco"),
        ("DS-2CD2143G0-I", "hikvision"),
        ("DGS-1210-28", "dlink"),
        ("BBU3910", "huawei"),
    ],
)
def test_a_famous_model_name_names_its_maker(model, meant):
    assert PARTIES.names.by_model(model).slug == meant


@given(st.text(max_size=60))
def test_any_text_is_normalised_once_and_for_all(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=60))
def test_no_text_breaks_the_index(text):
    match = PARTIES.names.match(text)
    assert match is None or match.slug in {*PARTIES.parties, *PARTIES.makers}
