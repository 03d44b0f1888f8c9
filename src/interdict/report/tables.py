"""Findings as a workbook for people: formulas neutralised, as many rows as a person can use."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from interdict.model.run import Run

MOST_ROWS = 5_000
"""Findings a workbook holds; the rest stands in `findings.csv` and `findings.parquet`."""

WIDEST = 60
"""Columns are at most this many characters wide."""


def write_workbook(
    run: Run, path: Path, fields: Sequence[str], rows: Iterable[Sequence[Any]], total: int
) -> None:
    """
    Write the summary, the findings and the questions as sheets of one workbook.

    Args:
        run: For the summary, the provisions and the questions.
        path: File to write.
        fields: Headers of the findings.
        rows: Findings, at most `MOST_ROWS`, the strictest first.
        total: How many findings there are, to say what was left out.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,  # a cell that begins with = is somebody's text, not ours to run
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        _sheet(book, "Summary", ("what", "how many"), _summary(run, total))
        _sheet(book, "Findings", fields, rows)
        _sheet(
            book,
            "Provisions",
            ("order", "provision", "title", "citation", "since", "due", "covered", "undetermined", "exempt"),
            (
                (
                    p.order,
                    p.provision,
                    p.title,
                    p.citation,
                    p.since,
                    p.due,
                    p.covered,
                    p.undetermined,
                    p.exempt,
                )
                for p in run.provisions
            ),
        )
        _sheet(
            book,
            "Questions",
            ("devices", "question", "where to look", "fact"),
            ((q.devices, q.question, q.where_to_look, q.fact) for q in run.questions),
        )


def _summary(run: Run, total: int) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [("operator", run.operator), ("as of", run.at)]
    rows += [(name.replace("_", " "), number) for name, number in run.counts.items()]
    rows.append(("findings", total))
    if total > MOST_ROWS:
        rows.append(("findings in this workbook (all are in findings.csv)", MOST_ROWS))
    return rows


def _sheet(
    book: xlsxwriter.Workbook, name: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for column, header in enumerate(headers):
        sheet.set_column(column, column, min(max(len(header) + 2, 14), WIDEST))
        sheet.write_string(0, column, header, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, count, column, value)
    sheet.autofilter(0, 0, max(count, 1), len(headers) - 1)


def _write(sheet: Any, row: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, _safe(str(value)))


def _safe(text: str) -> str:
    """Text without characters that XML cannot hold, cut to what a cell holds."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")[:32_000]
