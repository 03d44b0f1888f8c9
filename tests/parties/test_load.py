import time

import pytest

from interdict.core.errors import PartyDataError
from interdict.model.party import Maker, Party, Registry, Stake, Tag
from interdict.parties.load import Parties, load_parties

PARTIES = load_parties()

COVERED_LIST = {
    *("huawei", "zte", "hytera", "hikvision", "dahua", "kaspersky", "kaspersky-lab-inc"),
    *("china-mobile-international-usa", "china-telecom-americas", "china-unicom-americas"),
    *("pacific-networks", "comnet-usa", "dji", "autel-robotics"),
}


def test_every_party_of_the_covered_list_is_described():
    assert set(PARTIES.parties) >= COVERED_LIST


def test_at_least_450_makers_can_be_named():
    assert len(PARTIES.makers) >= 450


@pytest.mark.parametrize(
    ("number", "holder"),
    [
        (2011, "huawei"),
        (3902, "zte"),
        (39165, "hikvision"),
        (1004849, "dahua"),
        (40297, "hytera"),
        (25506, "h3c"),
        (58132, "xfusion"),
        (9, "cisco"),
        (2636, "juniper"),
        (318, "apc"),
        (14988, "mikrotik"),
    ],
)
def test_an_enterprise_number_names_its_holder(number, holder):
    assert PARTIES.by_pen(number) == holder


@pytest.mark.parametrize("number", [26381, 50001, 8072])
def test_numbers_that_tell_no_maker_name_nobody(number):
    assert PARTIES.by_pen(number) is None


def test_a_registry_spelling_with_a_stray_space_names_hytera():
    assert PARTIES.by_registry_name("Hytera Communications Co .,ltd") == "hytera"


def test_an_ont_vendor_id_names_its_maker():
    assert (PARTIES.by_pon("HWTC"), PARTIES.by_pon("zteg"), PARTIES.by_pon("XXXX")) == ("huawei", "zte", None)


def test_a_usb_vendor_names_its_maker():
    assert PARTIES.by_identifier(Registry.USB, "19d2") == "zte"


def test_every_reliable_number_says_where_it_was_read():
    facts = [one for party in PARTIES.parties.values() for one in party.identifiers if one.tag.is_reliable]
    assert facts
    assert all(fact.source for fact in facts)


def test_every_reliable_stake_says_where_it_was_read():
    assert all(stake.source for stake in PARTIES.stakes if stake.tag.is_reliable)


def test_no_enterprise_number_has_two_holders():
    held = [number for maker in PARTIES.makers.values() for number in maker.pens]
    held += [
        int(one.value)
        for party in PARTIES.parties.values()
        for one in party.identifiers
        if one.registry is Registry.PEN
    ]
    assert len(held) == len(set(held))


def test_loading_takes_a_blink():
    start = time.perf_counter()
    load_parties()
    assert time.perf_counter() - start < 1.0  # 0.08 s on an idle machine


def test_a_stake_in_nobody_is_an_error_of_our_data():
    stake = Stake(owner="a", owned="nobody", tag=Tag.SOURCED)
    with pytest.raises(PartyDataError, match="nobody"):
        Parties(parties=[Party(id="a", name="A")], stakes=[stake])


def test_one_id_for_two_firms_is_an_error_of_our_data():
    with pytest.raises(PartyDataError, match="both parties and makers"):
        Parties(parties=[Party(id="a", name="A")], makers=[Maker(id="a", name="A")])


def test_an_unknown_field_is_named_with_its_file(tmp_path):
    (tmp_path / "group.yaml").write_text("parties:\n- {id: a, name: A, colour: red}\n", "utf-8")
    with pytest.raises(PartyDataError, match=r"group\.yaml.*colour"):
        load_parties(tmp_path)
