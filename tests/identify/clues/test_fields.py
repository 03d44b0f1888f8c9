import pytest


@pytest.mark.parametrize(
    ("protocol", "party"), [("sadp", "hikvision"), ("dhip", "dahua"), ("SADP ", "hikvision")]
)
def test_a_discovery_protocol_betrays_the_maker_of_a_relabelled_camera(identified, protocol, party):
    found = identified(("discovery", protocol), ("maker", "Honeywell"))
    assert found.producer == party
    assert found.brand == "Honeywell"


def test_other_discovery_protocols_say_nothing(clues):
    assert clues(("discovery", "ws-discovery"), ("discovery", "")) == ()


@pytest.mark.parametrize("number", ["3561", "4491", "311", "43793", "0", "", "9999999999", "²"])
@pytest.mark.parametrize("kind", ["vendor-field", "embedded-number"])
def test_a_number_of_a_standard_or_of_a_system_names_nobody(clues, kind, number):
    assert clues((kind, number)) == ()


def test_a_number_of_its_own_names_and_one_that_servers_pass_on_only_suggests(identified):
    assert identified(("vendor-field", "3902")).producer == "zte"
    assert identified(("embedded-number", "3902")).abstained
    assert identified(("embedded-number", "3902"), ("address", "chassis|zte corporation")).producer == "zte"


def test_the_form_of_a_log_message_counts_and_its_words_do_not(clues):
    (clue,) = clues(("log-message", "vrp: %%01LLDP/4/ENABLESUCCESS: neighbour ZTE C320 by Cisco"))
    assert (clue.rule, clue.party) == ("log.grammar", "huawei")


def test_a_form_that_many_imitate_names_nobody_alone(identified):
    assert identified(("log-message", "ios: %LINK-3-UPDOWN: Interface gei-1/1, changed")).abstained


def test_comware_that_logs_like_vrp_is_not_huawei(identified):
    found = identified(("log-message", "vrp: %%01SHELL/5/LOGIN: x"), ("own-text", "H3C Comware Software"))
    assert found.producer == "h3c"
    assert any(text.startswith("log.grammar/huawei") for text in found.set_aside)


def test_the_operators_table_of_codes_is_a_label_that_stronger_evidence_outweighs(identified):
    assert identified(("allocated-maker", "ZTE Corporation")).producer == "zte"
    found = identified(("allocated-maker", "Apple"), ("agent", "1.3.6.1.4.1.2011.2.224.62"))
    assert found.candidates[0].party == "huawei"
    assert found.contradictions[0].startswith("Apple: the operator's table")
    assert identified(("allocated-maker", "unknown")).candidates == ()
