import pytest


@pytest.mark.parametrize(
    ("arcs", "family"),
    [
        ("2011.2.25.1.3", "OptiX RTN microwave"),
        ("2011.2.25.2", "OptiX OSN optical"),
        ("2011.2.32.1", "USN/UNC"),
        ("2011.2.32.9", "UGW/UDG/CloudEdge"),
        ("3902.3.100.6002.4", "ZXR10 router/BRAS"),
        ("3902.3.100.77", "ZXR10 switch"),
        ("1004849.3.1", "NVR/XVR recorder"),
        ("40297.1", "DMR repeater"),
    ],
)
def test_the_longest_branch_wins(library, arcs, family):
    assert library.families.by_branch(arcs).family == family


@pytest.mark.parametrize("arcs", ["2011", "2011.2", "2011.2.250", "2011.3", "9.1.1745", "", "39165.1"])
def test_a_branch_of_no_family_gives_none(library, arcs):
    assert library.families.by_branch(arcs) is None


@pytest.mark.parametrize(
    ("text", "party", "role"),
    [
        ("Huawei S5720-28X-LI-AC Routing Switch", "huawei", "switch"),
        ("s 5720_28x", "huawei", "switch"),
        ("NE40E-X8", "huawei", "ip-router"),
        ("RRU3908", "huawei", "ran-radio"),
        ("EG8145V5", "huawei", "ont-cpe"),
        ("ZXA10 C320", "zte", "olt"),
        ("F660 V5.2", "zte", "ont-cpe"),
        ("DS-2CD2143G0-I", "hikvision", "camera"),
        ("DS-7608NI-K2", "hikvision", "recorder"),
        ("DHI-NVR4104", "dahua", "recorder"),
        ("RD982S", "hytera", "land-mobile-radio"),
        ("MA5671A", "huawei", "ont-cpe"),
        ("OptiXstar B650", "huawei", "ont-cpe"),
        ("OptiX OSN 1800", "huawei", "transport-optical"),
        ("2288H V5", "huawei", "server"),
        ("ZXA10 F822", "zte", "remote-access-unit"),
        ("DH-CS4006-4ET2GT-36", "dahua", "switch"),
    ],
)
def test_a_model_name_tells_family_and_role(library, text, party, role):
    first = next(library.families.in_text(text))
    assert (first.family.party, first.family.role) == (party, role)


@pytest.mark.parametrize(
    "text",
    [
        "WS-C3850-48P",
        "Catalyst C9300",
        "EX4300-48T",
        "MX480",
        "ASR 9006",
        "AS5720-54T",
        "ICR-3900",
        "PowerEdge R840",
        "Zyxel USG 100",
        "RB5009UG+S+IN",
        "XS5720",
        "7750 SR-12",
        "FortiGate-100F",
    ],
)
def test_near_misses_of_other_makers_are_no_family(library, text):
    assert list(library.families.in_text(text)) == []


def test_the_model_stands_as_written_with_its_suffix(library):
    (match,) = library.families.in_text("chassis S5720-28X-LI-AC, spare")
    assert match.model == "S5720-28X-LI-AC"


def test_text_that_folds_to_another_length_is_still_read(library):
    assert [match.family.role for match in library.families.in_text("Straße İ S5720-28X")] == ["switch"]


def test_every_model_of_a_text_is_found_from_left_to_right(library):
    found = [match.model for match in library.families.in_text("BBU3910 with RRU3908 and RRU3942")]
    assert found == ["BBU3910", "RRU3908", "RRU3942"]
