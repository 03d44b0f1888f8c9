import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.parties.names.prepare import LONGEST, MOST_WORDS, ideographs, prepare, tokens_of


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("HUAWEI TECHNOLOGIES CO.,LTD", ["huawei", "technology"]),
        ("深圳市華為技術有限公司", ["shenzhen", "huawei", "technology"]),
        ("Хуавэй", ["khuavey"]),
        ("HuaweiTechnologiesCoLtd", ["huawei", "technology"]),
        ("Z.T.E. Corp", ["zte"]),
        ("Brigade Forty-Four", ["brigade", "44"]),
        ("Juniper Netwroks", ["juniper", "network"]),
        ("TECHN0LOGIES of Dusseldorf", ["technology", "of", "dusseldorf"]),
    ],
)
def test_a_name_is_cut_into_words_in_their_usual_spelling(written, words):
    assert [token.text for token in prepare(written).tokens] == words


def test_legal_forms_are_set_apart_wherever_they_stand():
    assert prepare("OAO Gazprom").forms == {"stock"}
    assert prepare("Gazprom Open Joint Stock Company").forms == {"stock"}
    assert prepare("ООО «Бай»").forms == {"limited"}


def test_a_name_of_nothing_but_a_legal_form_keeps_it():
    assert [token.text for token in prepare("LLC").tokens] == ["llc"]


def test_a_rare_word_tells_more_than_a_usual_one_a_place_or_a_stop():
    rare, usual, place, stop = (
        prepare(word).tokens[0].weight for word in ("Hytera", "Technologies", "Shenzhen", "of")
    )
    assert rare > 0.9 > 0.3 > max(usual, place)
    assert stop < min(usual, place)


def test_traditional_and_simplified_characters_are_one():
    assert ideographs("中興通訊股份有限公司") == ideographs("中兴通讯股份有限公司") == "中兴"


@given(st.text(max_size=80))
def test_any_text_can_be_prepared(text):
    prepared = prepare(text)
    assert all(0 < token.weight <= 1 for token in prepared.tokens)


def test_a_hostile_name_is_cut_short():
    assert len(tokens_of("x " * 1_000_000)) <= MOST_WORDS
    assert len(prepare("华" * 1_000_000).ideographs) <= LONGEST
