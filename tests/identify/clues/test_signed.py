import pytest

from interdict.identify.clues.signed import load_authorities


@pytest.mark.parametrize("row", load_authorities(), ids=lambda row: row.text)
def test_every_authority_is_found_in_its_example(clues, library, row):
    (clue,) = clues(("issuer", row.example))
    assert (clue.party, clue.rule) == (
        row.party,
        "certificate.factory" if row.factory else "certificate.issuer",
    )
    assert library.name(row.party) in clue.because


def test_a_factory_authority_betrays_a_box_and_a_cloud_authority_alone_does_not(identified):
    factory = identified(("issuer", "CN=Huawei Fixed Network Product CA,O=Huawei,C=CN"))
    assert factory.producer == "huawei"
    assert identified(("issuer", "CN=Huawei Equipment CA,O=Huawei,C=CN")).abstained


@pytest.mark.parametrize(
    "issuer",
    [
        "CN=Infineon OPTIGA(TM) TPM 2.0 ECC CA 042",
        "CN=Quectel Device CA,O=Quectel",
        "CN=HISILICON Root,O=HISILICON",
        "CN=R11,O=Let's Encrypt,C=US",
        "CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1,O=DigiCert Inc,C=US",
        "",
    ],
)
def test_an_authority_of_parts_or_of_the_public_names_nobody(clues, issuer):
    assert clues(("issuer", issuer)) == ()


def test_a_makers_name_in_an_issuer_is_a_hint_only(identified):
    assert identified(("issuer", "CN=Corporate Issuing CA 3,O=Nokia Corporation")).abstained
