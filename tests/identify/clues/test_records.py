import pytest

from interdict.identify.clues.records import GRAMMARS


@pytest.mark.parametrize("written", ["Huawei", "HUAWEI TECHNOLOGIES CO., LTD.", "Huawie", "华为", " huawei "])
def test_a_maker_column_is_read_in_any_spelling(clues, written):
    assert [clue.id for clue in clues(("maker", written))] == ["record.maker/huawei"]


@pytest.mark.parametrize("written", ["N/A", "unknown", "-", "", "OEM", "未知", "12345", "???"])
def test_a_maker_column_that_names_nobody_says_nothing(clues, written):
    assert clues(("maker", written)) == ()


def test_a_maker_on_no_list_is_a_maker_of_its_own_at_half_weight(clues):
    (unlisted,) = clues(("maker", "Acme Widgets Co., Ltd."))
    (listed,) = clues(("maker", "Cisco"))
    assert unlisted.party == "unlisted:Acme Widgets"
    assert unlisted.weight == listed.weight / 2


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("chassis-maker", "chassis.maker"), ("part-maker", "module.maker"), ("part-record", "module.record")],
)
def test_the_place_of_a_makers_name_decides_its_rule(clues, kind, rule):
    assert [clue.id for clue in clues((kind, "Huawei"))] == [f"{rule}/huawei"]


@pytest.mark.parametrize(
    ("kind", "rule"), [("model", "record"), ("chassis-model", "chassis"), ("part-model", "module")]
)
def test_a_distinctive_model_names_maker_family_and_role(clues, kind, rule):
    (clue,) = clues((kind, "S5720-28X-LI-AC"))
    assert (clue.rule, clue.party, clue.role) == (f"{rule}.model", "huawei", "switch")


def test_a_model_name_that_others_use_too_tells_the_family_and_nobody(clues):
    (clue,) = clues(("model", "Mate 40"))
    assert (clue.party, clue.family) == ("", "huawei:handset")


def test_another_makers_model_names_that_maker(clues):
    assert {clue.party for clue in clues(("model", "WS-C3850-48P"))} == {"cisco"}


@pytest.mark.parametrize(
    ("kind", "key", "role"),
    [
        ("role", "Core Router", "ip-router"),
        ("host-name", "nj-olt-", "olt"),
        ("host-name", "kc-rru-a-", "ran-radio"),
    ],
)
def test_a_role_in_words_or_in_a_name_names_no_maker(clues, kind, key, role):
    (clue,) = clues((kind, key))
    assert (clue.role, clue.party, clue.weight) == (role, "", 0)


@pytest.mark.parametrize("name", ["folt-", "apollo-", "swindon-", "-"])
def test_letters_inside_a_longer_word_tell_no_role(clues, name):
    assert clues(("host-name", name)) == ()


@pytest.mark.parametrize(
    ("driver", "party"), [("huawei_vrp", "huawei"), ("zte_zxros", "zte"), ("cisco_ios", "cisco")]
)
def test_a_driver_names_the_maker_it_is_written_for(clues, driver, party):
    assert [clue.id for clue in clues(("platform", driver))] == [f"record.platform/{party}"]


@pytest.mark.parametrize(("grammar", "party"), [(name, party) for name, (party, _) in GRAMMARS.items()])
def test_a_configuration_betrays_whose_grammar_it_is_in(clues, grammar, party):
    (clue,) = clues(("grammar", grammar))
    assert (clue.rule, clue.party) == ("config.grammar", party)


def test_an_unknown_grammar_names_nobody(clues):
    assert clues(("grammar", "edgeos")) == ()
