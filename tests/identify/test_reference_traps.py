"""The traps of the reference on identifiers, one case each; the section of that file stands beside it."""

import pytest

OF_OTHERS = [
    ("1.3", "organisation", "ZTEC Instruments, Inc."),
    ("1.3", "organisation", "Wuxi Zhongxing Optoelectronics Technology Co.,Ltd."),
    ("1.3", "organisation", "Hangzhou Zhongxinghui Intelligent Technology Co., Ltd."),
    ("1.3", "organisation", "Shanghai Dahua Scale Factory"),
    ("1.3", "organisation", "JOREX LOREX INDIA PRIVATE LIMITED"),
    ("1.3", "organisation", "Pramac GmbH"),
    ("1.3", "organisation", "Shenzhen Hi-Link Electronic CO.,Ltd."),
    ("1.3", "organisation", "HIKARI POWER Ltd"),
]


@pytest.mark.parametrize(("section", "kind", "value"), OF_OTHERS)
def test_a_near_miss_of_a_name_is_not_the_party(library, section, kind, value):
    assert not library.is_described(library.by_organisation(value))


@pytest.mark.parametrize(
    ("pairs", "maker"),
    [
        # 2.1 and 2.5: numbers of their own
        ([("agent", "1.3.6.1.4.1.34774.4.1")], "huawei"),
        ([("engine", "800063a2")], "h3c"),
        # 2.2: a camera without sysObjectID; lwIP beside a Hytera-like label says nothing of Hytera
        ([("answered", "39165"), ("own-text", "Hikvision IP camera")], "hikvision"),
        # 3.2: a wrong block on a real device of ZTE; serial and product class tell the truth
        ([("address", "cpe|GoodMan Corporation"), ("pon", "ZTEG"), ("model", "F670L")], "zte"),
        ([("address", "cpe|HUAWEI TECHNOLOGIES CO.,LTD"), ("pon", "ZTEG"), ("model", "GM220-S")], "zte"),
        # 3.12: neither VRP nor Versatile in it
        ([("own-text", "Huawei YunShan OS\nVersion 1.24.0.1 (S6730 V600R024C00SPC100)")], "huawei"),
        # README of the corpus, 1.4: one cloned WAN address on another maker's router
        ([("agent", "1.3.6.1.4.1.2636.1.1.1.2.96"), ("address", "some|zte corporation")], "juniper"),
        # 2.6: H3C inside HP-badged switches
        ([("own-text", "HP A5500-24G EI Switch"), ("agent", "1.3.6.1.4.1.25506.11.1.24")], "hp"),
    ],
)
def test_the_reference_says_whose_device_it_is(identified, pairs, maker):
    assert identified(*pairs).producer == maker


@pytest.mark.parametrize(
    "pairs",
    [
        [("agent", "1.3.6.1.4.1.26381.1")],  # 2.2: lwIP, not Hytera
        [("agent", "1.3.6.1.4.1.50001"), ("own-text", "Tacho reader")],  # 2.2: Scildon's number
        [("agent", "1.3.6.1.4.1.39165.1.6"), ("own-text", "SyncServer S250")],  # 2.2: a timing server
        [("banner", "http.server: Cross Web Server")],  # 3.11: recorders on HiSilicon chips, of anybody
        [("issuer", "CN=Huawei Equipment CA,O=Huawei,C=CN")],  # 3.10: clouds chain to it too
        [("data-model", "RADIUS Huawei-")],  # 3.6: others accept its attributes
        [("model", "2102311BVH6RG7310915")],  # 2.6: item codes are shared with H3C
        [("chassis-maker", "\0\0\0\0")],  # 2.6: many nodes fill the field with NULs
    ],
)
def test_what_names_a_covered_maker_only_when_read_naively_accuses_nobody(identified, library, pairs):
    assert not library.is_described(identified(*pairs).producer)


def test_one_conflicting_branch_gives_the_maker_and_no_role(identified):
    found = identified(("agent", "1.3.6.1.4.1.2011.2.115"))  # 2.2: SmartAX to one, a firewall to the other
    assert (found.producer, found.role) == ("huawei", "")
