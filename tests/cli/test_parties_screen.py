import csv
import io
import json
import signal
import subprocess
import time

import pytest
import xlsxwriter
from tests.cli.door import ENVIRONMENT, command, interdict

SUPPLIERS = """\
Supplier ID,Supplier Name,Country
1,Hua Wei Tech Co Ltd,CN
2,"Cisco Systems, Inc.",US
3,"=HYPERLINK(""x"")",US
4,Kaspersky Lab UK,GB
5,Huawei Li,US
"""


def screened(folder, *words, text=SUPPLIERS, name="suppliers.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return interdict("parties", "screen", name, *words, cwd=folder)


def rows_of(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_every_name_has_one_row_with_party_probability_and_reason(tmp_path):
    done = screened(tmp_path, "--at", "2026-01-01")
    rows = rows_of(done)
    assert [row["party"] for row in rows] == ["huawei", "", "", "kaspersky", ""]
    assert rows[0]["row"] == "2"
    assert float(rows[0]["probability"]) > 0.9
    assert "legal form set aside" in rows[0]["explanation"]
    assert "5 names, 2 may mean a party" in done.stderr


def test_a_name_that_two_parties_could_carry_says_so(tmp_path):
    row = rows_of(screened(tmp_path))[3]
    assert (row["party"], row["other_party"]) == ("kaspersky", "kaspersky-lab-inc")


def test_a_formula_among_the_names_is_neutralised(tmp_path):
    assert rows_of(screened(tmp_path))[2]["name"].startswith("'=")


def test_json_lines_carry_every_step(tmp_path):
    done = screened(tmp_path, "--format", "jsonl", "--out", "out.jsonl", "--quiet")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (done.stdout, done.stderr) == ("", "")
    assert lines[3]["ambiguous"]
    assert lines[0]["hits"][0]["steps"]


def test_a_higher_least_probability_tells_fewer_parties(tmp_path):
    assert [row["party"] for row in rows_of(screened(tmp_path, "--min-probability", "0.999"))] == [""] * 5


def test_a_plain_list_of_names_needs_no_header(tmp_path):
    rows = rows_of(screened(tmp_path, text="Huawei Co., Ltd\nAcme, Inc.\n\nHytera\n", name="names.txt"))
    assert [(row["row"], row["party"]) for row in rows] == [("1", "huawei"), ("2", ""), ("4", "hytera")]


def test_a_workbook_is_read_like_a_table(tmp_path):
    workbook = xlsxwriter.Workbook(tmp_path / "names.xlsx")
    sheet = workbook.add_worksheet()
    for place, cells in enumerate([("No", "Manufacturer"), (1, "中興通訊"), (2, "Nokia")]):
        sheet.write_row(place, 0, cells)
    workbook.close()
    rows = rows_of(interdict("parties", "screen", "names.xlsx", cwd=tmp_path))
    assert [row["party"] for row in rows] == ["zte", ""]


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("a,b\nx,y\n", (), "--column"),
        ("Vendor,Supplier\nx,y\n", (), "more than one column"),
        (SUPPLIERS, ("--column", "Colour"), "no column 'Colour'"),
        (SUPPLIERS, ("--format", "pdf"), "Use csv or jsonl"),
        (SUPPLIERS, ("--at", "soon"), "--at"),
        (SUPPLIERS, ("--parties", "nowhere"), "interdict parties import"),
    ],
)
def test_a_users_mistake_is_named_with_its_remedy(tmp_path, text, words, said):
    done = screened(tmp_path, *words, text=text)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert done.stdout == ""


def test_a_broken_cell_is_told_with_file_and_line_and_the_rest_is_screened(tmp_path):
    done = screened(tmp_path, text="name\n" + "x" * 20_000 + "\nZTE\n")
    assert [row["party"] for row in rows_of(done)] == ["zte"]
    assert "suppliers.csv, line 2" in done.stderr


def test_an_interrupted_run_leaves_no_file(tmp_path):
    lines = "".join(f"Lorcebido Huaweigen {number} Systems\n" for number in range(300_000))
    (tmp_path / "names.txt").write_text(lines, encoding="utf-8")
    running = subprocess.Popen(
        command("parties", "screen", "names.txt", "--out", "out.csv"),
        cwd=tmp_path,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / f".out.csv.{running.pid}.partial").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=60)[1]
    assert running.returncode == 130
    assert "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["names.txt"]


def test_an_exported_list_is_imported_and_screened_against(tmp_path):
    interdict("parties", "export", "--format", "ftm", "--out", "ours.jsonl", cwd=tmp_path)
    lines = (
        (tmp_path / "ours.jsonl").read_text("utf-8").replace("Hytera", "Zorbula").replace('"hytera"', '"zor"')
    )
    (tmp_path / "theirs.jsonl").write_text(lines, "utf-8")
    done = interdict(
        "parties", "import", "theirs.jsonl", "--out", "lists", "--title", "test", "--licence", "CC0-1.0",
        cwd=tmp_path,
    )  # fmt: skip
    assert "parties and" in done.stderr
    shown = interdict("parties", "show", "zor", "--parties", "lists", cwd=tmp_path)
    assert "from test; licence: CC0-1.0" in shown.stdout
    rows = rows_of(screened(tmp_path, "--parties", "lists", text="name\nZorbula Comms Ltd\n"))
    assert rows[0]["party"] == "zor"


def test_a_list_in_no_known_shape_says_so(tmp_path):
    (tmp_path / "list.txt").write_text("hello\n", "utf-8")
    done = interdict("parties", "import", "list.txt", "--out", "lists", cwd=tmp_path)
    assert done.returncode == 3
    assert "FollowTheMoney" in done.stderr
    assert not (tmp_path / "lists").exists()


def test_an_unknown_export_format_is_a_usage_error(tmp_path):
    assert interdict("parties", "export", "--format", "pdf", cwd=tmp_path).returncode == 2
