import pytest

from interdict.identify.library import short_name


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        ("ZTE Corporation", "ZTE"),
        ("Juniper Networks, Inc.", "Juniper Networks"),
        ("Acme (formerly Ajax) GmbH", "Acme"),
        ("ZOHO Corporation # formerly 'Advent Network Management'", "ZOHO"),
        ("Co., Ltd.", "Co"),
        ("", ""),
    ],
)
def test_a_registry_name_loses_its_legal_form(organisation, name):
    assert short_name(organisation) == name


def test_a_registered_name_that_merely_resembles_a_described_party_is_not_it(library):
    assert not library.is_described(library.by_organisation("Huaweii Plumbing Supplies Ltd"))


@pytest.mark.parametrize(
    ("name", "role"), [("kc-enb-", "ran-base-station"), ("CORE-RTR", "ip-router"), ("android-", "handset")]
)
def test_a_naming_plans_token_gives_the_role(library, name, role):
    assert library.role_in_hostname(name) == role


def test_an_unlisted_maker_goes_by_its_own_name(library):
    assert library.name("unlisted:Acme Widgets") == "Acme Widgets"
    assert not library.is_described("unlisted:Acme Widgets")
