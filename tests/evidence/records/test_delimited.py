import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interdict.evidence.mapping import ColumnMapping, TableMapping
from interdict.model.observation import RecordKind

ASSETS = """\
Device Name,厂家,型号,S/N,MAC_ADDRESS,Rack
rtr-1,华为,NE40E,210235A,00e0-fc12-3456,4
rtr-2,N/A,,-,,5
"""


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_a_table_is_the_same_in_every_delimiter_and_encoding(tell, delimiter, encoding):
    told = tell({"assets.dat": ASSETS.replace(",", delimiter).encode(encoding)})
    assert told.of("rtr-1") == {
        "hostname": ["rtr-1"],
        "manufacturer": ["华为"],
        "model": ["NE40E"],
        "serialNumber": ["210235A"],
        "macAddress": ["00e0-fc12-3456"],
    }
    assert told.of("rtr-2") == {"hostname": ["rtr-2"]}
    assert {code for code in told.codes if code != "P122"} == set()


def test_western_text_is_not_taken_for_chinese(tell):
    told = tell({"a.csv": "Hostname,Vendor,Model\nnœud-é,Société Générale,Ä1\n".encode("windows-1252")})
    assert told.of("nœud-é")["manufacturer"] == ["Société Générale"]
    assert told.codes == ["P122"]
    assert "windows-1252" in told.problems[0].message


def test_titles_above_and_blank_rows_between_do_not_shift_the_row_numbers(tell):
    told = tell({"a.csv": "Inventory,,\nof 2019,,\nHostname,Vendor,Model\na,ZTE,M1\n,,\nb,ZTE\nc,ZTE,M3\n"})
    assert [(row["key"], row["place"]) for row in told.records] == [("a", "row 4"), ("c", "row 7")]
    (problem,) = told.problems
    assert (problem.code, problem.place) == ("P121", "rows 6")


def test_an_unclear_header_is_asked_about_and_a_mapping_answers(tell):
    files = {"site/assets.csv": "Hostname,Vendor,Equip\na,ZTE,M1\n"}
    told = tell(files)
    (question,) = told.unsure
    assert question.column == "Equip"
    assert question.choices == ("manufacturer", "model")
    assert "assets.csv" in question.remedy
    assert "model" not in told.of("a")
    answer = ColumnMapping(tables={"assets*.csv": TableMapping(columns={"Equip": "model"})})
    answered = tell(files, mapping=answer)
    assert answered.of("a")["model"] == ["M1"]
    assert not answered.unsure


@pytest.mark.parametrize(
    ("cells", "choice"),
    [
        (["00:e0:fc:00:00:01", "00:e0:fc:00:00:02"], "macAddress"),
        (["1.3.6.1.4.1.2011.2.1", ".1.3.6.1.4.1.9.1"], "sysObjectID"),
        (["HWTC12AB34CD", "48575443AABBCCDD"], "ponSerial"),
        (["Huawei Tech", "ZTE"], "manufacturer"),
        (["2102311BVH6RG7310915", "2102311BVH6RG7310916"], "serialNumber"),
    ],
)
def test_a_column_with_telling_cells_under_a_strange_header_is_asked_about(tell, cells, choice):
    told = tell({"a.csv": "Hostname,Zyx\n" + "".join(f"h{n},{cell}\n" for n, cell in enumerate(cells))})
    assert [question.choices[0] for question in told.unsure] == [choice]
    assert {row["property"] for row in told.observations} == {"hostname"}


def test_unknown_columns_are_listed_and_known_useless_ones_are_not(tell):
    (problem,) = tell({"a.csv": "Hostname,Vendor,Rack,Wibble\na,ZTE,1,x\n"}).problems
    assert problem.code == "P123"
    assert "`Wibble`" in problem.message
    assert "Rack" not in problem.message


def test_two_columns_for_one_property_are_a_question(tell):
    told = tell({"a.csv": "Hostname,Vendor,Manufacturer\na,Dealer,ZTE\n"})
    assert told.of("a")["manufacturer"] == ["Dealer"]
    assert [question.column for question in told.unsure] == ["Manufacturer"]


def test_the_same_header_twice_is_read_once_and_noted(tell):
    told = tell({"a.csv": "Hostname,Model,Model\na,M1,M2\n"})
    assert told.of("a")["model"] == ["M1"]
    assert told.codes == ["P124"]


@pytest.mark.parametrize(
    ("content", "kind", "key"),
    [
        ("ONT SN,Equipment ID,Account\nHWTC12AB34CD,EG8145X6,77\n", "subscriber", "HWTC12AB34CD"),
        ("PO,Item,Unit Price,Qty,Purchase Date\nPO-1,NE40E,100,2,2019-01-01\n", "purchase", "PO-1"),
        ("Site ID,Name,Lat,Long\nS1,Hill,1.5,2.5\n", "site", "S1"),
        ("Local Device,Neighbor,Chassis ID,Platform\na,b,00e0.fc00.0001,S9312\n", "neighbour", "b"),
    ],
)
def test_the_kind_and_key_of_a_row_follow_from_the_headers(tell, content, kind, key):
    told = tell({"t.csv": content})
    assert told.kinds() == {key: kind}


@pytest.mark.parametrize("kind", list(RecordKind))
def test_a_person_may_say_any_kind(tell, kind):
    mapping = ColumnMapping(tables={"*": TableMapping(kind=kind)})
    told = tell({"t.csv": "Hostname,Model\na,M1\n"}, mapping=mapping)
    assert [row["kind"] for row in told.records] == [kind.value]
    assert {row["value"] for row in told.observations} == {"a", "M1"}


def test_a_name_beside_a_maker_is_the_devices_and_alone_it_is_a_question(tell):
    assert tell({"a/t.csv": "Name,Manufacturer,Role\nr1,ZTE,core\n"}).of("r1")["hostname"] == ["r1"]
    told = tell({"a/t.csv": "Name,Role,Region\nr1,core,West\n"})
    assert [question.choices for question in told.unsure] == [("hostname", "siteName")]


def test_a_mapping_sets_kind_key_constants_and_header_row(tell):
    said = TableMapping(
        columns={"Col B": "model"},
        kind=RecordKind.SUBSCRIBER,
        key="Col A",
        constants={"manufacturer": "ZTE"},
        header_row=2,
    )
    files = {"odd.csv": "x;y\nCol A;Col B\nk1;M1\n;\nk3;M3\n"}
    told = tell(files, mapping=ColumnMapping(tables={"*.csv": said}))
    assert told.kinds() == {"k1": "subscriber", "k3": "subscriber"}
    assert told.of("k3") == {"model": ["M3"], "manufacturer": ["ZTE"]}
    assert len(told.observations) == 4


def test_a_cell_with_line_breaks_and_quotes_is_one_cell(tell):
    told = tell({"a.csv": 'Hostname,Description,Vendor\na,"two\nlines, ""quoted""",ZTE\n'})
    assert told.of("a")["description"] == ['two\nlines, "quoted"']


@pytest.mark.parametrize("rows", [10, 400_000])
def test_a_quotation_mark_that_is_never_closed_is_reported_with_its_row(tell, rows):
    swallowed = "".join(f"h{n},ZTE,NE40E\n" for n in range(rows))
    told = tell({"a.csv": f'Hostname,Vendor,Model\na,ZTE,M1\nb,"ZTE,M2\n{swallowed}'})
    assert told.of("a")["manufacturer"] == ["ZTE"]
    assert set(told.codes) & {"P126", "P121", "P108"}
    assert "P103" not in told.codes


def test_a_long_note_is_not_taken_for_swallowed_rows(tell):
    note = "first, second\n" * 40
    told = tell({"a.csv": f'Hostname,Vendor,Model,Description\na,ZTE,M1,"{note}"\n'})
    assert told.of("a")["description"] == [note]
    assert not told.problems


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(str.strip)
ROWS = st.lists(
    st.fixed_dictionaries({name: CELL for name in ("Model", "Supplier", "Role")}), min_size=1, max_size=8
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.permutations(["Hostname", "Model", "Supplier", "Role"]))
def test_cells_survive_and_the_order_of_columns_does_not_matter(tell, rows, order):
    numbered = [{**row, "Hostname": f"host-{number}"} for number, row in enumerate(rows)]
    found = []
    for columns in (order, sorted(order)):
        text = io.StringIO()
        writer = csv.DictWriter(text, columns)
        writer.writeheader()
        writer.writerows(numbered)
        told = tell({"t.csv": text.getvalue()})
        found.append({(row["record"], row["property"], row["value"]) for row in told.observations})
    nothing = {"", "-", "--", "---", "?", "未知", "无", "不详"}
    expected = {
        (number, term, row[header])
        for number, row in enumerate(numbered)
        for header, term in (("Model", "model"), ("Supplier", "supplier"), ("Role", "deviceRole"))
        if row[header] not in nothing
        and row[header].lower() not in {"na", "n/a", "nil", "tbd", "none", "null"}
    }
    assert found[0] == found[1]
    assert expected == {row for row in found[0] if row[1] != "hostname"}
