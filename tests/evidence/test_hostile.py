import json
import os
import random
import time
import tracemalloc
import zipfile

import pytest
import xlsxwriter

from interdict.evidence.read import Table, read_all

GIB = 1 << 30


def sparse(path, head: bytes, size: int):
    with path.open("wb") as file:
        file.write(head)
        file.seek(size - 1)
        file.write(b"\n")
    if path.stat().st_blocks * 512 > size // 2:
        pytest.skip("skipped: no sparse files here")


SIZES = [64 << 20, pytest.param(2 * GIB, marks=pytest.mark.slow)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("line.walk", b".1.3.6.1.2.1.1.1.0 = STRING: Probe\n.1.3.6.1.2.1.1.5.0 = STRING: "),
        ("line.snmprec", b"1.3.6.1.2.1.1.1.0|4|Probe\n1.3.6.1.2.1.1.5.0|4|"),
        ("line.jsonl", b'{"id": "line", "evidence": {"sysDescr": "Probe"}}\n{"id": "'),
    ],
)
def test_an_endless_line_is_passed_over_in_bounded_memory(tmp_path, name, head, size):
    sparse(tmp_path / name, head, size)
    tracemalloc.start()
    began = time.monotonic()
    sink = Table()
    reading = read_all([tmp_path], sink=sink)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [str(problem.code) for problem in reading.problems] == ["P104"]
    assert reading.problems[0].place == "line 2"
    assert sink.observation_batches[0]["value"].to_pylist() == ["Probe"]
    assert peak < 48 << 20
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("t.csv", b"Hostname,Vendor\na,ZTE\nb,"),
        ("t.ndjson", b'{"hostname": "a"}\n{"hostname": "'),
        ("t.bin", b""),
    ],
)
def test_a_table_with_an_endless_line_is_refused(tmp_path, name, head, size):
    sparse(tmp_path / name, head, size)
    reading = read_all([tmp_path], sink=Table())
    assert reading.problems
    assert "P103" not in [problem.code for problem in reading.problems]


def test_a_table_of_a_hundred_thousand_columns_is_refused(tell):
    width = 100_000
    header = ",".join(f"Col{n}" for n in range(width))
    told = tell({"wide.csv": f"Hostname,Vendor,{header}\na,ZTE,{',' * (width - 1)}\n"})
    assert told.codes == ["P107"]
    assert not told.records


def test_an_object_of_a_hundred_thousand_members_is_refused(tell):
    told = tell({"wide.ndjson": json.dumps({f"m{n}": n for n in range(100_000)})})
    assert told.codes == ["P107"]


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_json_nested_without_end_is_reported(tell, opening):
    told = tell({"deep.json": opening * 200_000})
    assert told.codes[0] in {"P108", "P105", "P100", "P115"}
    assert "P103" not in told.codes


def forged(path, parts: dict[str, bytes], *, declared: int | None = None):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Hostname", "Vendor"])
    sheet.write_row(1, 0, ["a", "ZTE"])
    book.close()
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (kept | parts).items():
            archive.writestr(name, content)
    if declared is not None:
        content = bytearray(path.read_bytes())
        name = next(iter(parts)).encode()
        at = content.rindex(name) - 46 + 24  # uncompressed size in the central directory (APPNOTE.TXT 4.3.12)
        content[at : at + 4] = declared.to_bytes(4, "little")
        path.write_bytes(content)


def test_a_workbook_that_expands_without_measure_is_not_opened(tmp_path):
    forged(tmp_path / "bomb.xlsx", {"xl/sharedStrings.xml": b"<" * (128 << 20)})
    (problem,) = read_all([tmp_path], sink=Table()).problems
    assert problem.code == "P107"
    assert "not opened" in problem.message


def test_a_workbook_that_lies_about_its_size_is_not_opened(tmp_path):
    forged(tmp_path / "bomb.xlsx", {"xl/sharedStrings.xml": b"<" * (128 << 20)}, declared=100)
    (problem,) = read_all([tmp_path], sink=Table()).problems
    assert problem.code == "P108"


def test_a_sheet_of_two_cells_at_its_far_corners_is_not_opened(tmp_path):
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    forged(tmp_path / "far.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    (problem,) = read_all([tmp_path], sink=Table()).problems
    assert problem.code == "P107"
    assert "1,048,576 rows and 16,384 columns" in problem.message


BEGINNINGS = [
    b"",
    b"PAR1",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"{",
    b"[{",
    b"1.3.6.1.2.1.1.1.0|4|",
    b".1.3.6.1.2.1.1.1.0 = STRING: ",
    b"Hostname,Vendor\n",
    bytes.fromhex("D0CF11E0A1B11AE1"),
    b"\xff\xfe",
    b"!<system-config>\n",
]


@pytest.mark.parametrize("seed", range(8))
def test_junk_of_every_beginning_never_crashes_a_reader(tell, seed):
    junk = random.Random(seed).randbytes(5_000)
    told = tell({f"{number}.bin": head + junk for number, head in enumerate(BEGINNINGS)})
    assert "P103" not in told.codes, [problem.traceback for problem in told.problems]
    touched = {problem.where for problem in told.problems} | {s.path for s in told.sources if s.records}
    assert len({path.partition("!")[0].partition("[")[0] for path in touched}) == len(BEGINNINGS)


@pytest.mark.parametrize(
    "text",
    [
        "Hostname,Vendor\n\0\0\0,ZTE\n",
        "Hostname,Vendor\na,ZTE\nb,Z\0TE\n",
        "1.3.6.1.2.1.1.1.0|4|a\0b\n",
        ".1.3.6.1.2.1.1.1.0 = STRING: a\0b\n",
    ],
)
def test_zero_bytes_never_crash_a_reader(tell, text):
    told = tell({"z.txt": text})
    assert "P103" not in told.codes
    assert told.records or told.problems


def test_a_file_without_permission_is_told(tell, tmp_path):
    (tmp_path / "a.csv").write_text("Hostname,Vendor\na,ZTE\n")
    (tmp_path / "a.csv").chmod(0)
    if os.access(tmp_path / "a.csv", os.R_OK):
        pytest.skip("skipped: this user may read everything")
    assert tell({}).codes == ["P102"]
