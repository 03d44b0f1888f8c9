import pytest

from interdict.core.errors import MappingError
from interdict.evidence.mapping import ColumnMapping, TableMapping, load_mapping


def test_the_first_pattern_that_fits_name_or_path_is_taken():
    first, second = TableMapping(key="a"), TableMapping(key="b")
    mapping = ColumnMapping(tables={"core/*.csv": first, "*.csv": second})
    assert mapping.for_table("core/x.csv") is first
    assert mapping.for_table("edge/x.csv") is second
    assert mapping.for_table("x.xlsx") == TableMapping()
    assert mapping.names("edge/x.csv")
    assert not mapping.names("x.xlsx")


def test_a_mapping_file_is_read(tmp_path):
    file = tmp_path / "map.yaml"
    file.write_text('tables:\n  "a*.csv":\n    columns: {Equip: model, Foo: ignore}\n    kind: purchase\n')
    said = load_mapping(file).for_table("a1.csv")
    assert said.columns == {"Equip": "model", "Foo": "ignore"}
    assert said.kind == "purchase"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('tables: {"*.csv": {columns: {Equip: modell}}}', "'modell', which does not exist"),
        ('tables: {"*.csv": {constants: {maker: ZTE}}}', "'maker', which does not exist"),
        ('tables: {"*.csv": {colums: {}}}', "colums"),
        ("tables: [", "cannot be read"),
        ('tables: {"*.csv": {kind: gadget}}', "gadget"),
        ('tables: {"*.csv": {header_row: 0}}', "header_row"),
    ],
)
def test_a_wrong_mapping_is_an_error_with_file_and_remedy(tmp_path, content, found):
    file = tmp_path / "map.yaml"
    file.write_text(content)
    with pytest.raises(MappingError) as error:
        load_mapping(file)
    assert found in str(error.value)
    assert error.value.where == str(file)
    assert error.value.remedy


def test_a_missing_mapping_file_is_an_error(tmp_path):
    with pytest.raises(MappingError, match="cannot be read"):
        load_mapping(tmp_path / "none.yaml")
