import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.parties.names.compare import compare, fit
from interdict.parties.names.features import NAMES


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hua Wei Tech Co Ltd", "HUAWEI TECHNOLOGIES CO.,LTD"),
        ("ZTE USA, Inc.", "ZTE Corporation"),
        ("HIKVISION USA INC", "Hikvision"),
        ("華為技術有限公司", "华为技术有限公司"),
        ("中興通訊", "中兴通讯"),
        ("Хуавэй", "Huawei"),
        ("HUAVVEI TECHNOLOGIES", "Huawei Technologies"),
        ("Sergei Lavrov", "LAVROV, Sergei"),
    ],
)
def test_sloppy_spellings_of_one_name_are_likely_the_same(left, right):
    assert compare(left, right).probability > 0.8


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Silicon Technologies", "HiSilicon Technologies Co., Ltd"),
        ("ZTEC Instruments, Inc.", "ZTE Corporation"),
        ("Wuxi Zhongxing Optoelectronics", "Zhongxing Telecom Co.,ltd."),
        ("Shanghai Dahua Scale Factory", "Zhejiang Dahua Technology Co., Ltd."),
        ("Huawei Li", "Huawei"),
        ("大华会计师事务所", "大华"),
        ("中星科技", "中兴通讯"),
        ("Hamlet", "Huawei"),
    ],
)
def test_look_alikes_are_likely_others(left, right):
    assert compare(left, right).probability < 0.5


def test_the_steps_say_what_made_words_equal_and_what_was_left():
    found = compare("Hua Wei Tech GmbH Dresden", "Huawei Technologies Co., Ltd.")
    assert "huawei ~ huawei (spaces)" in found.steps
    assert "only left: dresden" in found.steps
    assert any(step.startswith("legal form set aside") for step in found.steps)


def test_the_rarest_common_word_is_told_with_how_rare_it_is():
    common, rare = compare("Nanjing Power Systems", "Nanjing Power"), compare("Hytera UK", "Hytera")
    assert (rare.rarest, rare.per_million < 100) == ("hytera", True)
    assert common.per_million > rare.per_million


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_have_a_probability_and_it_is_the_same_from_both_sides(left, right):
    there, back = compare(left, right).probability, compare(right, left).probability
    assert 0 <= there <= 1
    assert there == pytest.approx(back, abs=1e-4)


@given(st.sampled_from(["Huawei Technologies", "ZTE Corporation", "海康威视", "Хуавей", "Sepura plc"]))
def test_a_name_is_itself(name):
    assert compare(name, name).probability > 0.95


def test_the_shipped_fit_has_a_weight_for_each_feature_and_says_what_it_rests_on():
    assert set(fit().weights) == set(NAMES)
    assert "pairs" in fit().fitted_on
