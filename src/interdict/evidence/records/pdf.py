"""Purchase orders and invoices as PDF with text in it: their lines as the rows of a table."""

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pyarrow as pa

from interdict.core.problem import Problem
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, lost, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.evidence.records.table import Sheet, Slice, read_sheet, recognised

LARGEST = 64 << 20
LARGEST_PAGE = 4 << 20
"""Bytes of one page's drawing instructions, unpacked; a page full of text has some 20,000."""
MOST_PAGES = 1_000
MOST_LINES = 5_000
"""Lines of text taken of one page."""
GAP = re.compile(r"\S+(?: \S+)*")
"""Two spaces part the columns of a page that is laid out as text."""
ENDS = re.compile(
    r"\s*(?:sub-?\s?total|total|grand total|vat|tax|sales tax|shipping|amount due|balance|合计|小计)\b", re.I
)
FIELDS = {
    "Purchase Order Number": re.compile(
        r"\b(?:purchase order|p\.?o\.?|order|invoice)\s*(?:number|no\.?|nr\.?|#)\s*:?\s*"
        r"([A-Z0-9][A-Z0-9/_\-]{2,40})",
        re.I,
    ),
    "Purchase Date": re.compile(
        r"\b(?:order date|invoice date|po date|date of issue|date)\s*:?\s*"
        r"(\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8}"
        r" \d{1,2}, \d{4})",
        re.I,
    ),
    "Supplier": re.compile(
        r"\b(?:supplier|vendor|seller|sold by|remit to)\s*:\s*(\S[^\n]*?)(?:\s{2,}|$)", re.I | re.M
    ),
}
"""What stands above the lines of an order or invoice, under the header that means it (`headers.yaml`)."""
BROKEN = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    RecursionError,
    NotImplementedError,
    OSError,
    AssertionError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
"""What pypdf raises on files that are not what they say, besides its own errors."""


class Table(msgspec.Struct, kw_only=True):
    """The lines of one document under its headers."""

    names: list[str]
    starts: list[int]
    rows: list[list[str]] = []
    pages: list[int] = []


class PdfReader:
    """Reads the lines of purchase orders and invoices."""

    name = "pdf-purchases"
    doc = ReaderDoc(
        title="Purchase order or invoice (PDF with text)",
        reads="Pages laid out as text: the first line with two headers that are known begins a table, a"
        " total ends"
        " it; pages that go on without headers keep the columns. Number, date and supplier above the lines"
        " hold for"
        " all of them.",
        gives="One record a line, with the properties of its headers, as in other tables: partNumber,"
        " description,"
        " quantity, cost, and supplier, purchaseOrder, acquiredOn of the document.",
        references=("ISO 32000-2",),
        limitations="Needs the extra `pdf`. Scanned pages have no text. Columns must be parted by white"
        " space."
        " 1,000 pages, 64 MiB; a PDF without such lines is a text for people. Documents with a password"
        " are refused.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether it begins as a PDF."""
        return b"%PDF-" in head.content[:1024]

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every line of the order or invoice."""
        pages = _pages(source)
        if isinstance(pages, Problem):
            yield pages
            return
        table, told = _lines(pages)
        if table is None or not table.rows:
            yield note(
                Code.NOT_EVIDENCE,
                "no lines of a purchase order or invoice are in it.",
                where=source.path,
                remedy="If it is one, export its lines as CSV; a scanned page has no text to read.",
            )
            return
        extra = [name for name in FIELDS if name in told]
        columns = [*zip(*table.rows, strict=True), *([told[name]] * len(table.rows) for name in extra)]
        cells = pa.record_batch(
            [pa.array(list(column), pa.string()) for column in columns],
            names=[f"c{index}" for index in range(len(columns))],
        )
        part = Slice(cells=cells, rows=pa.array(table.pages, pa.int64()))
        sheet = Sheet(where=source.path, names=[*table.names, *extra], slices=[part], place="page ")
        yield from read_sheet(sheet, source, ordinal=ordinal, mapping=mapping)


def _pages(source: Opened) -> list[str] | Problem:
    """The text of every page, laid out; the one place that imports `pypdf`."""
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError:
        return lost(
            Code.NOT_INSTALLED,
            "reading a PDF needs `pypdf`, which is not installed here.",
            where=source.path,
            remedy="Run `pip install 'interdict[pdf]'`, or export the lines as CSV.",
        )
    content = source.stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        return lost(
            Code.LIMIT, "a PDF of more than 64 MiB is not read.", where=source.path, remedy="Split it."
        )
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with the file is told as a problem
    try:
        document = pypdf.PdfReader(io.BytesIO(content))
        if document.is_encrypted and not document.decrypt(""):
            return lost(
                Code.ENCRYPTED, "it needs a password.", where=source.path, remedy="Save it without one."
            )
        return [_page(page) for page, _ in zip(document.pages, range(MOST_PAGES), strict=False)]
    except (PyPdfError, *BROKEN) as error:
        return lost(
            Code.DAMAGED,
            f"the PDF cannot be read ({str(error)[:200] or type(error).__name__}).",
            where=source.path,
            remedy="Open it and print it to PDF again, or export its lines as CSV.",
        )


def _page(page: Any) -> str:
    drawing = page.get_contents()
    if drawing is None or len(drawing.get_data()) > LARGEST_PAGE:
        return ""
    return str(page.extract_text(extraction_mode="layout"))


def _lines(pages: Sequence[str]) -> tuple[Table | None, dict[str, str]]:
    """The table that goes through the pages, and what stands above it."""
    table: Table | None = None
    told: dict[str, str] = {}
    for number, text in enumerate(pages, 1):
        for name, pattern in FIELDS.items():
            if name not in told and (found := pattern.search(text[:20_000])):
                told[name] = found[1].strip()
        inside = table is not None and not ENDS.match(text)
        follows = False  # whether the line above belongs to a row
        for line in text.split("\n")[:MOST_LINES]:
            cells = [(found.start(), found[0]) for found in GAP.finditer(line[:2_000])]
            if recognised([cell for _, cell in cells]) >= 2 and len(cells) >= 3:
                table = table or Table(names=[], starts=[])
                table.names = table.names or [cell for _, cell in cells]
                if len(cells) == len(table.names):
                    table.starts, inside = [start for start, _ in cells], True
            elif ENDS.match(line):
                inside = False
            elif table is not None and inside and cells:
                _row(table, cells, number, follows=follows)
            follows = bool(cells) and table is not None and bool(table.rows)
    return table, {name: value for name, value in told.items() if table and name not in table.names}


def _row(table: Table, cells: list[tuple[int, str]], page: int, *, follows: bool) -> None:
    """A line as a row; one with a single cell right below a row goes on with what that says there."""
    row = [""] * len(table.names)
    for start, cell in cells:
        column = min(range(len(row)), key=lambda index: abs(table.starts[index] - start))
        row[column] = f"{row[column]} {cell}".strip()
    filled = [index for index, cell in enumerate(row) if cell]
    if len(filled) == 1 and follows and filled[0] > 0:
        above = table.rows[-1]
        above[filled[0]] = f"{above[filled[0]]} {row[filled[0]]}".strip()
    elif len(filled) * 2 >= len(row):
        table.rows.append(row)
        table.pages.append(page)
