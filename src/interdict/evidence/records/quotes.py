"""Quotation marks that nobody closed: cells that swallowed the rows after them."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from interdict.core.problem import Problem
from interdict.evidence.problems import Code
from interdict.evidence.records.table import Slice

LONGEST_CELL = 32_767
"""Characters that a spreadsheet's cell can hold (ECMA-376 implementations); no export has longer ones."""
SUSPICIOUS = 200
"""Bytes from which on a cell is looked into."""
ROWS_INSIDE = 5
"""A cell with so many line ends, and with the delimiters of as many rows, holds rows and not text."""


def without_swallowed_rows(part: Slice, *, delimiter: str, where: str) -> Iterator[Slice | Problem]:
    """The rows with such cells emptied, and a problem for each column that has some."""
    cells = list(part.cells.columns)
    for index, column in enumerate(cells):
        longest = pc.max(pc.binary_length(column)).as_py() or 0
        if longest > SUSPICIOUS:
            swallowing = _holds_rows(column, delimiter, len(cells))
            first = pc.index(swallowing, True).as_py()
            if first >= 0:
                yield _problem(where, part.rows[first].as_py(), pc.max(pc.binary_length(column)).as_py())
                cells[index] = pc.if_else(swallowing, pa.scalar(None, pa.string()), column)
    yield Slice(cells=pa.record_batch(cells, names=part.cells.schema.names), rows=part.rows)


def _holds_rows(column: Any, delimiter: str, width: int) -> Any:
    ends = pc.count_substring(column, "\n")
    delimiters = pc.count_substring(column, delimiter)
    as_in_rows = pc.greater_equal(delimiters, pc.multiply(ends, max(width - 1, 1)))
    return pc.or_(
        pc.and_(pc.greater_equal(ends, ROWS_INSIDE), as_in_rows),
        pc.greater(pc.utf8_length(column), LONGEST_CELL),
    )


def _problem(where: str, row: int, length: int) -> Problem:
    return Problem(
        code=Code.OPEN_QUOTE,
        message=f"a cell holds whole rows ({length:,} bytes): a quotation mark is not closed, and the rows"
        " behind it are not read.",
        where=where,
        place=f"row {row}",
        remedy="Close or double the quotation mark, or export the table again.",
    )
