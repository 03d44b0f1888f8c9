"""One column of a list or table, whatever file it came in, row by row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from interdict.core.errors import UsageError
from interdict.core.problem import Problem
from interdict.evidence.problems import Code, Complaints, lost
from interdict.evidence.records.encoding import as_utf8, encoding_of
from interdict.evidence.records.headers import choices, meaning, normal
from interdict.evidence.records.spreadsheet import EXACT, ZIP
from interdict.evidence.records.workbook import OLE, unsafe

LONGEST_CELL = 10_000
"""Characters; longer cells hold no name."""
MOST_ROWS = 50_000_000
_LOOKED_AT = 64 * 1024
_HEADERS = (
    "name",
    "names",
    "company name",
    "supplier name",
    "vendor",
    "vendor name",
    "legal name",
    "brand",
    "企业名称",
)


class Cell(NamedTuple):
    """One cell of the column."""

    row: int
    """From 1, as the file counts."""
    text: str


@contextmanager
def read_column(path: Path, column: str = "") -> Iterator[Iterator[Cell | Problem]]:
    """
    The cells of one column; blank ones are left out, broken rows are problems.

    Args:
        path: CSV, TSV, XLSX, or one name a line.
        column: Header of the column, or its number from 1; recognised by its header where not given.
    Raises: UsageError if the file cannot be opened or the column is not clear.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UsageError(error.strerror or str(error), where=str(path), remedy="Give a file.") from error
    with stream:
        head = stream.read(4)
        stream.seek(0)
        rows = _workbook(stream, path) if head.startswith((ZIP, OLE[:4])) else _delimited(stream, path)
        yield _cells(rows, column, str(path))


_Row = tuple[int, Sequence[str]]


def _cells(rows: Iterator[_Row | Problem], column: str, where: str) -> Iterator[Cell | Problem]:
    """The chosen cell of every row below the headers."""
    first = next(rows, None)
    while isinstance(first, Problem):
        yield first
        first = next(rows, None)
    if first is None:
        yield lost(Code.EMPTY, "it has no rows.", where=where, remedy="Give a file with names.")
        return
    place, is_header = _place(first[1], column, where)
    complaints = Complaints(where)
    beginning: Iterable[_Row | Problem] = () if is_header else (first,)
    for row in chain(beginning, rows):
        if isinstance(row, Problem):
            yield row
        elif len(row[1]) > place and (text := row[1][place].strip()):
            if len(text) > LONGEST_CELL:
                yield from complaints.line(row[0], f"a cell of {len(text):,} characters is no name.")
            else:
                yield Cell(row[0], text)
    yield from complaints.rest()


def _place(cells: Sequence[str], column: str, where: str) -> tuple[int, bool]:
    """Which column, and whether the first row holds headers."""
    forms = [normal(cell) for cell in cells]
    known = [place for place, cell in enumerate(cells) if _names_firms(cell)]
    if column:
        if normal(column) in forms:
            return forms.index(normal(column)), True
        if column.isdigit() and 0 < int(column) <= len(cells):
            return int(column) - 1, bool(known)
        raise _unclear(f"there is no column {column!r}", cells, where)
    if len(known) == 1:
        return known[0], True
    if len(cells) == 1:
        return 0, False
    raise _unclear("more than one column may hold the names" if known else "no header is known", cells, where)


def _names_firms(header: str) -> bool:
    if normal(header) in map(normal, _HEADERS):
        return True
    meanings = {meaning(header), *choices(header)}
    return bool(meanings & {"manufacturer", "supplier"})


def _unclear(message: str, cells: Sequence[str], where: str) -> UsageError:
    shown = ", ".join(repr(cell[:40]) for cell in cells[:12])
    return UsageError(
        f"{message}; the first row is {shown}", where=where, remedy="Name the column with --column."
    )


def _delimited(stream: BinaryIO, path: Path) -> Iterator[_Row | Problem]:
    """Rows of delimited text; a line that is no row is a problem, and the next ones are read."""
    encoding = encoding_of(stream)
    delimiter = _delimiter(as_utf8(stream, encoding).read(_LOOKED_AT).decode(errors="replace"))
    text = io.TextIOWrapper(as_utf8(stream, encoding), "utf-8", errors="replace", newline="")
    complaints = Complaints(str(path))
    reader = csv.reader((line.replace("\0", "") for line in _lines(text)), delimiter=delimiter)
    while reader.line_num < MOST_ROWS:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield from complaints.line(reader.line_num, f"no row of a table: {error}.")
            continue
        if row:
            yield reader.line_num, row
    yield from complaints.rest()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines of bounded length; what goes beyond is read as a line of its own."""
    while line := text.readline(1 << 20):
        yield line


def _delimiter(beginning: str) -> str:
    r"""
    The delimiter that stands in every one of the first lines; a list of single names has none.

    >>> _delimiter("name\tcountry\nHuawei\tCN\n"), _delimiter("Huawei Co., Ltd\nZTE\n") == "\x1f"
    ('\t', True)
    """
    lines = [line for line in beginning.splitlines()[:20] if line.strip()]
    for delimiter in ("\t", ";", "|", ","):
        rows = list(csv.reader(lines, delimiter=delimiter)) if len(beginning) < 1 << 17 else []
        if rows and len(rows[0]) > 1 and all(len(row) == len(rows[0]) for row in rows):
            return delimiter
    return "," if lines and len(lines[0].split(",")) > 1 and _names_any(lines[0]) else "\x1f"


def _names_any(line: str) -> bool:
    return any(_names_firms(cell) for cell in line.split(","))


def _workbook(stream: BinaryIO, path: Path) -> Iterator[_Row | Problem]:
    """Rows of the first sheet."""
    refused = unsafe(stream, str(path), path.stat().st_size)
    if refused:
        yield refused
        return
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(stream)
        sheet = workbook.get_sheet_by_index(0)
        for number, row in enumerate(islice(sheet.iter_rows(), MOST_ROWS), 1):
            if any(cell != "" for cell in row):
                yield number, [_text(cell) for cell in row]
    except python_calamine.CalamineError as error:
        yield lost(
            Code.DAMAGED, f"the workbook cannot be read: {error}.", where=str(path), remedy="Save it again."
        )


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    return str(cell)
