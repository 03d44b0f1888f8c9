import pytest

from interdict.core.errors import MappingError
from interdict.evidence.allocation import allocations
from interdict.evidence.mapping import load_mapping


def test_codes_keep_their_leading_zero_and_their_first_row(tmp_path):
    table = tmp_path / "tac.csv"
    table.write_text("TAC,Brand,Model\n1234567,Example,One\n01234567,Other,Two\nx,No,No\n")
    found = allocations(table)
    assert (found.codes, found.makers, found.models) == (("01234567",), ("Example",), ("One",))


@pytest.mark.parametrize("content", ["Cell,Tracking Area\n1,2\n", "TAC,Colour\n1,red\n", ""])
def test_a_table_without_the_needed_headers_is_refused_with_a_remedy(tmp_path, content):
    (tmp_path / "tac.csv").write_text(content)
    (tmp_path / "mapping.yaml").write_text("tac_table: tac.csv\n")
    with pytest.raises(MappingError, match="type allocation codes"):
        load_mapping(tmp_path / "mapping.yaml")


def test_a_table_that_is_not_there_is_refused(tmp_path):
    (tmp_path / "mapping.yaml").write_text("tac_table: nowhere.csv\n")
    with pytest.raises(MappingError, match="nowhere"):
        load_mapping(tmp_path / "mapping.yaml")
