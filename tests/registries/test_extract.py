import pytest

from interdict.core.errors import RegistryDataError
from interdict.registries import extract


@pytest.fixture(autouse=True)
def _nothing_remembered():
    extract.table.cache_clear()
    yield
    extract.table.cache_clear()


@pytest.mark.parametrize("name", ["oui", "pen"])
def test_a_shipped_extract_is_what_its_provenance_says(name):
    assert extract.table(name).num_rows == extract.provenance(name).rows


def test_one_changed_byte_is_an_error_that_names_file_and_remedy(monkeypatch):
    genuine = extract._bytes

    def tampered(name):
        content = bytearray(genuine(name))
        if name.endswith(".parquet"):
            content[len(content) // 2] ^= 1
        return bytes(content)

    monkeypatch.setattr(extract, "_bytes", tampered)
    with pytest.raises(RegistryDataError, match=r"oui\.parquet.*SHA-256.*tools/registries\.py"):
        extract.table("oui")


def test_a_missing_extract_is_an_error():
    with pytest.raises(RegistryDataError, match="missing"):
        extract.provenance("nothing")
