import pytest

ENTERPRISES = "1.3.6.1.4.1."


def ids(found):
    return [clue.id for clue in found]


def test_a_product_branch_names_maker_family_and_role(clues):
    (clue,) = clues(("agent", ENTERPRISES + "2011.2.62.30"))
    assert (clue.rule, clue.party, clue.role) == ("agent.product", "huawei", "ip-router")
    assert clue.family == "huawei:NE/NetEngine router"
    assert clue.because == "sysObjectID lies in Huawei's product branch"


@pytest.mark.parametrize(
    "spelling", [".1.3.6.1.4.1.9.1.1745", "enterprises.9.1.1745", "1.3.6.1.4.1.9.1.1745 "]
)
def test_every_spelling_of_an_object_identifier_is_read(clues, spelling):
    assert ids(clues(("agent", spelling))) == ["agent.enterprise/cisco"]


def test_the_h3c_branch_under_huaweis_number_is_h3cs(clues):
    assert ids(clues(("agent", ENTERPRISES + "2011.10.1.15"))) == ["agent.squatted/h3c"]


def test_a_number_that_only_begins_like_the_h3c_branch_stays_huaweis(clues):
    assert ids(clues(("agent", ENTERPRISES + "2011.101"))) == ["agent.enterprise/huawei"]


def test_a_management_branch_is_no_product_branch(clues):
    assert ids(clues(("agent", ENTERPRISES + "2011.5.25"))) == ["agent.enterprise/huawei"]


def test_the_timing_server_under_hikvisions_number_names_nobody(clues):
    assert clues(("agent", ENTERPRISES + "39165.1.6")) == ()
    assert ids(clues(("agent", ENTERPRISES + "39165.1"))) == ["agent.enterprise/hikvision"]


def test_an_unregistered_number_that_only_dahua_uses_is_dahuas(clues):
    assert ids(clues(("agent", ENTERPRISES + "1004849.2.1"))) == ["agent.squatted/dahua"]


@pytest.mark.parametrize(
    "number",
    [
        "26381",
        "8072.3.2.10",
        "2021.250.10",
        "311.1.1.3.1.1",
        "99999",
        "0",
        "17095.2",
        "16972",
        "17409.1.11",
        "12325.1.1",
    ],
)
def test_a_number_of_software_names_no_maker(clues, number):
    assert clues(("agent", ENTERPRISES + number)) == ()


def test_lwip_is_not_hytera_which_has_its_own_number(clues):
    (clue,) = clues(("agent", ENTERPRISES + "40297.1.2"))
    assert (clue.party, clue.role) == ("hytera", "land-mobile-radio")


def test_a_power_unit_behind_net_snmp_betrays_itself_by_what_it_answers(clues):
    found = clues(("agent", ENTERPRISES + "8072.3.2.10"), ("answered", "2011.6.164"))
    assert {clue.party for clue in found} == {"huawei"}
    assert {clue.role for clue in found} >= {"power"}


@pytest.mark.parametrize(
    "key",
    [
        "1.3.6.1.2.1.1.1",
        "",
        "0.0",
        "not an oid",
        ENTERPRISES + "x.1",
        ENTERPRISES + "².1",
        ENTERPRISES + "9" * 40,
    ],
)
def test_what_does_not_lie_below_a_makers_number_says_nothing(clues, key):
    assert clues(("agent", key)) == ()


@pytest.mark.parametrize(
    ("key", "party"), [("800007db", "huawei"), ("80000f3e", "zte"), ("000007db", "huawei")]
)
def test_an_engine_id_carries_its_makers_number(clues, key, party):
    assert ids(clues(("engine", key))) == [f"agent.engine/{party}"]


@pytest.mark.parametrize("key", ["", "8007", "80001f88", "ffffffff"])
def test_an_engine_id_too_short_or_of_software_says_nothing(clues, key):
    assert clues(("engine", key)) == ()


@pytest.mark.parametrize(
    ("arcs", "party"), [("25506.11.1.24", "hpe"), ("9839.2606.3311", "rittal"), ("21111.1.1", "voltronic")]
)
def test_a_branch_that_another_maker_fills_is_that_makers(clues, arcs, party):
    assert ids(clues(("agent", ENTERPRISES + arcs))) == [f"agent.squatted/{party}"]


def test_a_number_of_a_firm_that_was_bought_names_who_sells_its_boxes_now(clues):
    assert ids(clues(("agent", ENTERPRISES + "41916.3.2.4"))) == ["agent.enterprise/cisco"]
