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
