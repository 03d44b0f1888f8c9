import pytest


def told(found):
    return {(clue.rule, clue.party) for clue in found if clue.party}


def test_a_device_that_names_its_maker_and_model_gives_both(clues):
    found = clues(
        ("own-text", "Huawei Versatile Routing Platform Software, VRP (R) V8.180 (NE40E V800R010C00)")
    )
    assert told(found) == {("text.maker", "huawei"), ("text.family", "huawei")}
    assert "ip-router" in {clue.role for clue in found}


def test_only_the_first_maker_named_counts_as_the_maker(clues):
    found = told(clues(("own-text", "Cisco IOS Software, neighbour of Huawei S5720")))
    assert ("text.maker", "cisco") in found
    assert ("text.mention", "huawei") in found
    assert ("text.maker", "huawei") not in found


def test_a_shared_platform_is_told_beside_the_name(clues):
    found = clues(("own-text", "H3C Comware Platform Software, Software Version 5.20"))
    assert {clue.id for clue in found} == {"platform.shared/comware", "text.maker/h3c"}


def test_text_that_merely_lies_on_the_device_only_mentions(clues):
    assert told(clues(("mention", "HiSilicon hi3798 on Linux"))) == {("text.mention", "hisilicon")}


def test_what_somebody_wrote_weighs_less_than_what_the_device_says(clues):
    text = "Huawei switch in rack 4"
    written = next(clue for clue in clues(("record-text", text)) if clue.party == "huawei")
    said = next(clue for clue in clues(("own-text", text)) if clue.party == "huawei")
    assert (written.rule, said.rule) == ("record.description", "text.maker")
    assert written.weight < said.weight


def test_a_part_that_names_a_maker_only_mentions_it(clues):
    found = clues(("part-text", "HUAWEI R4850 rectifier"))
    assert told(found) == {("module.description", "huawei")}
    assert "power" in {clue.role for clue in found}


@pytest.mark.parametrize(
    "text", ["", "   ", "Linux localhost 5.4.0 #1 SMP x86_64", "\x00\x01\x02", "網路設備"]
)
@pytest.mark.parametrize("kind", ["own-text", "mention", "record-text", "part-text"])
def test_text_that_names_nobody_suggests_nobody(clues, kind, text):
    assert not told(clues((kind, text)))


def test_a_name_beyond_the_part_that_is_read_is_not_seen(clues):
    assert not told(clues(("own-text", "x " * 2100 + "Huawei")))


def test_a_private_object_that_stands_once_tells_the_model_of_its_trees_maker(identified):
    found = identified(("answered", "39165"), ("private-string", "1.3.6.1.4.1.39165.1.1.0=DS-2CD4C36FWD-AP"))
    assert (found.producer, found.role) == ("hikvision", "camera")


def test_a_row_of_a_private_table_is_about_what_the_device_manages(clues):
    found = clues(("private-string", "1.3.6.1.4.1.3902.1082.500.10.2.3.3.1.6.268=ZXHN F660"))
    assert {clue.role for clue in found} == {""}


def test_the_branch_of_a_private_object_tells_the_family(identified):
    found = identified(
        ("answered", "2011"), ("private-string", "1.3.6.1.4.1.2011.2.82.1.82.4.1.2006.1.2.0=x")
    )
    assert (found.producer, found.role) == ("huawei", "server")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("VRP (R) software, Version 5.111 (5310EI V200R003) Copyright HUAWEI TECH", "switch"),
        (
            "Huawei Versatile Routing Platform Software Version 3.40 Quidway Series Router AR28-31",
            "ip-router",
        ),
        ("Huawei Versatile Routing Platform Software", ""),
        ("Huawei S9312 Routing Switch", "switch"),
    ],
)
def test_the_name_of_the_platform_is_no_role(identified, text, role):
    assert identified(("own-text", text)).role == role
