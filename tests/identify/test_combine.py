import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.identify.combine import ACCUSE_ABOVE, NAME_ABOVE, combine
from interdict.identify.library import Library
from interdict.identify.rules import clue, load_rules
from interdict.parties.load import load_parties

LIBRARY = Library(load_parties(), at=datetime.date(2026, 11, 22))
PARTIES = ("huawei", "zte", "hikvision", "hisilicon", "cisco", "nokia", "h3c", "realtek", "unlisted:Acme", "")
RULES = tuple(sorted(load_rules()))
CLUES = st.lists(
    st.builds(clue, st.sampled_from(RULES), st.sampled_from(PARTIES)),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(CLUES)
def test_probabilities_never_sum_to_more_than_one(clues):
    found = combine(clues, LIBRARY)
    assert sum(candidate.probability for candidate in found.candidates) <= 1 + 1e-3
    assert list(found.candidates) == sorted(found.candidates, key=lambda c: -c.probability)


@given(CLUES, st.randoms())
def test_the_order_of_clues_does_not_matter(clues, random):
    shuffled = list(clues)
    random.shuffle(shuffled)
    assert combine(shuffled, LIBRARY) == combine(clues, LIBRARY)


@given(CLUES)
def test_a_maker_is_named_exactly_above_its_threshold(clues):
    found = combine(clues, LIBRARY)
    first = found.candidates[0] if found.candidates else None
    bar = ACCUSE_ABOVE if first and LIBRARY.is_described(first.party) else NAME_ABOVE
    assert found.abstained is (first is None or first.probability < bar)
    assert bool(found.producer) is not found.abstained


@given(CLUES, st.sampled_from([rule for rule in RULES if load_rules()[rule].weight > 0]))
def test_another_clue_never_lowers_its_described_party(clues, rule):
    more = clue(rule, "zte")
    before, after = (
        next((c.probability for c in combine(said, LIBRARY).candidates if c.party == "zte"), 0.0)
        for said in (clues, [*clues, more])
    )
    assert after >= before - 1e-4


@given(CLUES)
def test_every_clue_counts_or_is_set_aside_with_its_reason(clues):
    found = combine(clues, LIBRARY)
    aside = {text.split(": ")[0] for text in found.set_aside}
    for one in clues:
        assert (one.id in found.clues) is not any(one.id.startswith(name) for name in aside if name == one.id)


def test_without_clues_nobody_is_named():
    found = combine((), LIBRARY)
    assert found.abstained
    assert (found.producer, found.probability, found.candidates) == ("", 0, ())


@pytest.mark.parametrize("rule", ["address.some", "text.mention", "module.description"])
def test_one_weak_clue_accuses_nobody(rule):
    assert combine([clue(rule, "huawei")], LIBRARY).abstained


def test_a_subsidiarys_block_stands_with_its_parent(identified):
    found = identified(
        ("agent", "1.3.6.1.4.1.2011.2.62.30"), ("address", "most|HiSilicon Technologies Co., Ltd")
    )
    assert found.producer == "huawei"
    assert found.contradictions == ()
    assert len(found.candidates) == 1


def test_clues_of_one_class_count_once():
    one = combine([clue("agent.enterprise", "zte")], LIBRARY)
    both = combine([clue("agent.enterprise", "zte"), clue("agent.engine", "zte")], LIBRARY)
    assert (
        one.probability
        == both.probability
        < combine([clue("agent.enterprise", "zte"), clue("text.maker", "zte")], LIBRARY).probability
    )


def test_a_relabelled_camera_is_reported_with_the_clue_that_betrays_it(identified):
    found = identified(
        ("maker", "ProWatch"),
        ("agent", "1.3.6.1.4.1.1004849.2.1"),
        ("address", "chassis|Zhejiang Dahua Technology Co., Ltd."),
    )
    assert (found.producer, found.brand, found.relabelled) == ("dahua", "ProWatch", True)
    assert found.clues[0] == "agent.squatted/dahua"


def test_a_device_under_its_own_name_is_not_relabelled(identified):
    found = identified(("maker", "Huawei"), ("agent", "1.3.6.1.4.1.2011.2.62.30"))
    assert (found.brand, found.relabelled) == ("", False)


def test_comware_under_a_huawei_number_is_h3c_and_says_what_did_not_count(identified):
    found = identified(
        ("own-text", "H3C Comware Platform Software, S5500-28C-EI"),
        ("engine", "800007db"),
        ("address", "chassis|HUAWEI TECHNOLOGIES CO.,LTD"),
    )
    assert (found.producer, found.party) == ("h3c", "h3c")
    assert {text.split(":")[0] for text in found.set_aside} == {
        "agent.engine/huawei",
        "address.chassis/huawei",
    }


def test_the_block_of_a_part_maker_does_not_name_the_host(identified):
    found = identified(("agent", "1.3.6.1.4.1.9.1.1745"), ("address", "most|Realtek Semiconductor Corp."))
    assert found.producer == "cisco"
    assert any("makes parts" in reason for reason in found.set_aside)


def test_hisilicon_on_a_foreign_host_is_a_part_and_no_accusation(identified):
    found = identified(("maker", "Acme Cameras"), ("mention", "HiSilicon hi3516"))
    assert found.party == ""


def test_fifty_thousand_and_one_is_hikvisions_only_where_the_device_says_so(identified):
    number = ("agent", "1.3.6.1.4.1.50001.1.2")
    assert identified(number).abstained
    assert "registered to another organisation" in identified(number).set_aside[0]
    assert identified(number, ("own-text", "Hikvision network recorder")).producer == "hikvision"


def test_makers_that_disagree_are_both_kept(identified):
    found = identified(("maker", "Cisco"), ("agent", "1.3.6.1.4.1.2011.2.62.30"))
    assert [candidate.party for candidate in found.candidates][:2] == ["huawei", "cisco"]
    assert found.contradictions[0].startswith("Cisco: the record's maker column says Cisco")


def test_the_producers_own_family_gives_the_role(identified):
    found = identified(("agent", "1.3.6.1.4.1.2011.2.62.30"), ("host-name", "core-sw-"))
    assert (found.family, found.role) == ("NE/NetEngine router", "ip-router")


def test_a_maker_of_one_kind_of_thing_gives_the_usual_role(identified):
    assert identified(("maker", "Eltek")).role == "power"


def test_honor_stood_with_huawei_until_it_was_sold():
    before = Library(load_parties(), at=datetime.date(2020, 1, 1))
    assert before.group("honor") == "huawei"
    assert LIBRARY.group("honor") == "honor"


def test_a_bare_model_name_names_its_maker_and_family(identified):
    found = identified(("model", "S5732-H48UM2CC"))
    assert (found.producer, found.role) == ("huawei", "switch")


def test_a_model_name_that_another_maker_uses_too_accuses_nobody(identified):
    assert identified(("model", "AR2050V")).party == ""


def test_command_output_without_a_name_is_told_by_its_grammar(identified):
    found = identified(
        ("command-output", "display ont info 0 1\n  F/S/P   ONT         SN\n  0/ 1/0    3  1\n")
    )
    assert (found.producer, found.role) == ("huawei", "olt")


def test_comwares_look_alike_is_not_called_huawei(identified):
    text = "<sw>display interface\nGigabitEthernet1/0/1 current state: UP\nBridge-Aggregation1\n"
    assert identified(("command-output", text)).party != "huawei"


def test_a_neighbour_table_does_not_name_the_device_that_printed_it(identified):
    text = "show lldp neighbors detail\nSystem Description: Huawei Versatile Routing Platform V200R019C10"
    assert identified(("command-output", text)).abstained


@pytest.mark.parametrize(
    ("banner", "maker"),
    [
        ("http.server: DVRDVS-Webs", "hikvision"),
        ("ssh: SSH-2.0-HUAWEI-1.5", "huawei"),
        ("telnet: F609\r\n\r\nLogin:", "zte"),
        ('http.www-authenticate: Digest realm="Login to 3F01234PAN56789"', "dahua"),
        ("sip.user-agent: TAU-32M.IP/2.0", "eltex"),
        ("http.server: Boa/0.94", ""),
        ("ssh: SSH-2.0--", ""),
    ],
)
def test_a_service_tells_its_maker_by_its_form(identified, banner, maker):
    assert identified(("banner", banner)).producer == maker


def test_a_name_that_no_list_holds_gives_way_to_a_listed_maker(identified):
    found = identified(("chassis-maker", "Zqxw Contract Makers"), ("agent", "1.3.6.1.4.1.2544.1.12.1"))
    assert found.producer == "adva"


def test_the_processor_named_first_is_not_the_maker(identified):
    found = identified(("own-text", "MAS 1.0 (Intel X86) Copyright (c) Huawei Technologies Co., Ltd"))
    assert found.producer == "huawei"


def test_what_comware_and_vrp_share_accuses_nobody(identified):
    assert (
        identified(("command-output", "display interface brief\nGE1/0/1  UP  1G(a)  F(a)  A  1")).party == ""
    )


def test_makers_of_one_house_do_not_contradict_each_other(identified):
    found = identified(("own-text", "Aruba JL679A 6100 12G"), ("agent", "1.3.6.1.4.1.47196.4.1.1.1.254"))
    assert (found.producer, found.contradictions) == ("aruba", ())
    assert len(found.candidates) == 1


def test_a_system_that_names_itself_does_not_contradict_the_maker_of_the_box(identified):
    described = ("own-text", "Ubuntu 18.04 Linux 4.4.31 processor: armv7l")
    assert identified(described).producer == "ubuntu"
    assert identified(described, ("agent", "1.3.6.1.4.1.850.1.1.1")).producer == "tripplite"


def test_a_block_of_a_chip_maker_alone_names_nobody(identified):
    found = identified(("address", "most|Qualcomm Inc."), ("address", "chassis|LANNER ELECTRONICS, INC."))
    assert found.abstained
    assert {text.split("/")[1].split(":")[0] for text in found.set_aside} == {"qualcomm", "lanner"}
