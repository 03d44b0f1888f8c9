"""Whether a workbook is safe to open: a pass over its parts that keeps nothing in memory."""

import re
import zipfile
import zlib
from typing import BinaryIO

from interdict.core.problem import Problem
from interdict.evidence.problems import Code, lost

CHUNK = 1 << 20
MOST_EXPANDED = 4 << 30
"""Bytes of all parts, unpacked; a full sheet of 1,048,576 rows and 20 columns stays below."""
RATIO, RATIO_FROM = 150, 64 << 20
"""Unpacked to packed, and from how many unpacked bytes on it counts; one repeated row reaches some 60."""
DENSE_CELLS = 50_000_000
"""Cells of the rectangle around a sheet's cells that may be kept in memory."""
SPARSE = 20
"""A rectangle with fewer than one real cell in so many places is made to exhaust memory, not to be read."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""Compound file (MS-CFB): an old workbook, or one with a password."""
FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})\d')
ROW = re.compile(rb'<row [^>]*?r="(\d{1,9})"')


def unsafe(stream: BinaryIO, path: str, size: int) -> Problem | None:
    """Why a workbook is not opened; `None` where it may be. The stream is left at its beginning."""
    head = stream.read(len(OLE))
    stream.seek(0)
    if head == OLE:
        return _other_format(path, "it is a workbook of an old format, or one with a password")
    try:
        with zipfile.ZipFile(stream) as archive:
            return _unsafe_parts(archive, path, size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        return lost(
            Code.DAMAGED,
            f"the workbook is damaged or cut off ({error}).",
            where=path,
            remedy="Copy or export it again.",
        )
    finally:
        stream.seek(0)


def _unsafe_parts(archive: zipfile.ZipFile, path: str, size: int) -> Problem | None:
    names = archive.namelist()
    if not any(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names):
        return _other_format(path, "it has no sheets in the XML form")
    declared = sum(part.file_size for part in archive.infolist())
    if declared > MOST_EXPANDED or (declared > RATIO_FROM and declared > size * RATIO):
        return _bomb(path, f"its parts expand from {size:,} to {declared:,} bytes")
    for name in names:  # reading to the end proves the declared size, which nobody else checks
        if problem := _read_part(archive, name, path):
            return problem
    return None


def _read_part(archive: zipfile.ZipFile, name: str, path: str) -> Problem | None:
    is_sheet = name.startswith("xl/worksheets/")
    cells, width, height, tail = 0, 26, 0, b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            if is_sheet:
                window = tail + chunk
                cells += window.count(b"<c ")
                width = max([width, *map(_number, FAR_CELL.findall(window))])
                last = window.rfind(b"<row ")
                if last >= 0 and (row := ROW.match(window, last)):
                    height = max(height, int(row[1]))
                tail = b"<" + window[-64:].rpartition(b"<")[2]
    if width * height > DENSE_CELLS and width * height > cells * SPARSE:
        return _bomb(path, f"{name} spans {height:,} rows and {width:,} columns with {cells:,} cells in them")
    return None


def _number(letters: bytes) -> int:
    """The number of a column by its letters: `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 0x40
    return number


def _bomb(path: str, what: str) -> Problem:
    return lost(
        Code.LIMIT,
        f"the workbook is not opened: {what}.",
        where=path,
        remedy="If it is what you expect, export the sheet as CSV and give that.",
    )


def _other_format(path: str, what: str) -> Problem:
    return lost(Code.UNKNOWN_FORMAT, f"{what}.", where=path, remedy="Save it as XLSX without a password.")
