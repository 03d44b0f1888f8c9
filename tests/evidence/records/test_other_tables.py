import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

HEADERS = ["Hostname", "Vendor", "Serial", "Install Date"]


def workbook(path, sheets):
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write(number, column, cell)
    book.close()
    return path.read_bytes()


def test_every_sheet_of_a_workbook_is_read(tell, tmp_path):
    content = workbook(
        tmp_path / "made.xlsx",
        {
            "Core": [["Inventory"], [], HEADERS, ["a", "华为", 210235.0, date(2019, 5, 1)], [], ["b", "ZTE"]],
            "Notes": [["nothing to see"]],
            "Access": [["Serial", "Make"], ["X1", "Cisco"]],
        },
    )
    told = tell({"made.xlsx": content})
    assert [(row["record"], row["key"], row["place"]) for row in told.records] == [
        (0, "a", "Core row 4"),
        (2, "b", "Core row 6"),
        (7, "X1", "Access row 2"),
    ]
    assert told.of("a") == {
        "hostname": ["a"],
        "manufacturer": ["华为"],
        "serialNumber": ["210235"],
        "installedOn": ["2019-05-01"],
    }
    assert told.codes == ["P120"]
    assert told.problems[0].where.endswith("made.xlsx[Notes]")


def test_a_truncated_workbook_is_reported_with_what_to_do(tell, tmp_path):
    content = workbook(tmp_path / "w.xlsx", {"S": [HEADERS, ["a", "ZTE", "1", "x"]]})
    (problem,) = tell({"w.xlsx": content[: len(content) // 2]}).problems
    assert problem.code == "P108"
    assert "damaged or cut off" in problem.message
    assert problem.remedy


def test_an_old_workbook_is_refused_with_what_to_do(tell):
    (problem,) = tell({"old.xls": bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 512}).problems
    assert (problem.code, problem.severity) == ("P100", "lost")
    assert "XLSX" in problem.remedy


def test_parquet_is_read_by_its_column_names(tell, tmp_path):
    table = pa.table(
        {
            "hostname": ["a", "b"],
            "vendor": pa.array(["Huawei", None]).dictionary_encode(),
            "installed_on": pa.array([date(2019, 5, 1), None]),
            "cost": [12.5, None],
            "ports": [[1], [2]],
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    told = tell({})
    assert told.of("a") == {
        "hostname": ["a"],
        "manufacturer": ["Huawei"],
        "installedOn": ["2019-05-01"],
        "cost": ["12.5"],
    }
    assert told.of("b") == {"hostname": ["b"]}
    assert told.codes == ["P123"]


def test_a_cut_parquet_file_is_damaged(tell, tmp_path):
    pq.write_table(pa.table({"hostname": ["a"]}), tmp_path / "t.parquet")
    content = (tmp_path / "t.parquet").read_bytes()
    assert tell({"t.parquet": content[:-20]}).codes == ["P108"]


OBJECTS = [
    {"hostname": "a", "vendor": "ZTE", "serial": 210235},
    {"hostname": "b", "vendor": None, "site": {"name": "S1"}},
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(json.dumps(row) for row in OBJECTS) + "\n",
        json.dumps(OBJECTS),
        json.dumps(OBJECTS, indent=1),
        json.dumps({"count": 2, "results": OBJECTS}),
    ],
    ids=["lines", "array", "indented", "answer of an interface"],
)
def test_json_objects_are_rows_in_every_wrapping(tell, text):
    told = tell({"t.json": text})
    assert told.of("a") == {"hostname": ["a"], "manufacturer": ["ZTE"], "serialNumber": ["210235"]}
    assert told.of("b") == {"hostname": ["b"], "site": ["S1"]}
    assert not told.problems


def test_a_broken_line_of_json_costs_itself_only(tell):
    told = tell({"t.ndjson": '{"hostname": "a"}\n{"hostname":\n{"hostname": "c"}\n'})
    assert [(problem.code, problem.place) for problem in told.problems] == [("P105", "line 2")]
    assert set(told.kinds()) == {"a", "c"}


def test_a_parquet_file_whose_text_is_no_utf_8_is_told(tell, tmp_path):
    table = pa.table({"hostname": ["a", "b"], "vendor": ["Huawei", "Huawei"]})
    pq.write_table(table, tmp_path / "t.parquet", compression="none", use_dictionary=False)
    content = (tmp_path / "t.parquet").read_bytes().replace(b"Huawei", b"\xc8uawei")
    assert tell({"t.parquet": content}).codes == ["P108"]
