import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.parties.load import load_parties
from interdict.parties.names.catalogue import Catalogue, Entry
from interdict.parties.names.compare import compare
from interdict.parties.names.screen import WEAK, Screen

SCREEN = load_parties().screen()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("华为", "huawei"),
        ("華為技術", "huawei"),
        ("中興通訊", "zte"),
        ("Hua Wei Tech Co Ltd", "huawei"),
        ("ZTE USA, Inc.", "zte"),
        ("HIKVISION USA INC", "hikvision"),
        ("HlKVISION", "hikvision"),
        ("Хуавэй", "huawei"),
        ("ファーウェイ", "huawei"),
        ("화웨이", "huawei"),
        ("هواوي", "huawei"),
        ("หัวเว่ย", "huawei"),
        ("Huawei Device Co", "huawei-device"),
        ("China Telecom (Americas) Corp", "china-telecom-americas"),
    ],
)
def test_a_supplier_name_in_any_script_and_spelling_means_its_party(name, meant):
    first = SCREEN.one(name).hits[0]
    assert (first.slug, first.probability > 0.8) == (meant, True)


@pytest.mark.parametrize(
    "name",
    [
        *("Silicon Technologies", "ZTEC Instruments", "Zhongxing Optoelectronics", "Dahua Scale Factory"),
        *(
            "Huawei Li",
            "Li Huawei",
            "大华会计师事务所",
            "中兴会计师事务所",
            "Cisco Systems",
            "Sun Hydraulics",
        ),
        *("Hikari", "Shenzhen Hi-Link", "Axon Enterprise", "", "   ", "Ltd.", "12345"),
    ],
)
def test_a_look_alike_raises_no_alarm(name):
    assert SCREEN.one(name, least=0.5).hits == ()


def test_a_name_that_two_parties_could_carry_tells_both():
    found = SCREEN.one("Kaspersky Lab UK")
    assert [hit.slug for hit in found.hits] == ["kaspersky", "kaspersky-lab-inc"]
    assert found.ambiguous


def test_a_makers_own_name_is_told_only_where_asked_for():
    assert load_parties().screen(makers=True).one("Cisco Systems, Inc.").hits[0].slug == "cisco"


def test_a_weak_alias_alone_never_means_the_party():
    screen = Screen([Entry(slug="a", text="Hawk", weak=True)])
    assert screen.one("Hawk").hits[0].probability == WEAK


def test_a_look_alike_wins_where_it_is_nearer():
    entries = [Entry(slug="a", text="Hikvision"), Entry(slug="b", text="Hikvizion Toys", wanted=False)]
    assert Screen(entries).one("Hikvizion Toys").hits == ()


def test_many_names_give_one_answer_each_in_their_order():
    names = ["ZTE", "nobody at all", "ZTE"]
    assert [one.name for one in SCREEN.many(names)] == names
    assert [bool(one.hits) for one in SCREEN.many(names)] == [True, False, True]


_FIRMS = st.sampled_from(
    ["Huawei Technologies", "Hikvision Digital", "Kaspersky Lab", "Hytera Communications"]
)


@given(_FIRMS, st.data())
def test_the_index_offers_each_name_that_differs_in_one_letter(name, data):
    place = data.draw(st.integers(0, name.index(" ") - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    misspelt = (
        name[:place] + data.draw(st.sampled_from(["", letter, letter + name[place]])) + name[place + 1 :]
    )
    offered = Catalogue([Entry(slug="x", text=name)]).candidates(misspelt)
    assert offered or compare(misspelt, name).probability < 0.5


@given(st.text(max_size=60))
def test_no_text_breaks_the_screen(text):
    assert all(0 < hit.probability <= 1 for hit in SCREEN.one(text).hits)


def test_a_hostile_name_takes_no_time():
    start = time.perf_counter()
    for text in ("hua wei " * 50_000, "华" * 200_000, "z." * 100_000, "A" * 500_000, "aB" * 100_000):
        SCREEN.one(text)
    assert time.perf_counter() - start < 2.0  # 0.1 s on an idle machine
