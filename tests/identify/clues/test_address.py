import pytest


@pytest.mark.parametrize(
    ("key", "clue"),
    [
        ("chassis|HUAWEI TECHNOLOGIES CO.,LTD", "address.chassis/huawei"),
        ("most|zte corporation", "address.most/zte"),
        ("some|Cisco Systems, Inc", "address.some/cisco"),
        ("cpe|Huawei Device Co., Ltd.", "cpe.oui/huawei-device/ont-cpe"),
    ],
)
def test_a_block_speaks_for_its_registrant_as_near_as_it_sits(clues, key, clue):
    assert [one.id for one in clues(("address", key))] == [clue]


def test_an_address_nearer_to_the_chassis_weighs_more(clues):
    weights = [
        clues(("address", f"{scope}|zte corporation"))[0].weight for scope in ("chassis", "most", "some")
    ]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


@pytest.mark.parametrize("organisation", ["VMware, Inc.", "Private", "IEEE Registration Authority", ""])
def test_a_block_of_nobody_says_nothing(clues, organisation):
    assert clues(("address", f"chassis|{organisation}")) == ()


def test_a_registrant_nobody_lists_is_named_as_the_registry_names_it(clues):
    (clue,) = clues(("address", "chassis|Zwiebelring Apparatebau GmbH"))
    assert clue.party == "unlisted:Zwiebelring Apparatebau"
    assert (
        clue.because == "its chassis or bridge address lies in a block registered to Zwiebelring Apparatebau"
    )
