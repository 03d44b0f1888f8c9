"""Markdown from plain values: headings, tables, fenced text."""

import re
from collections.abc import Iterable, Sequence

NOTICE = "% Written by docs/generate.py from the code and its data; edit those, then run `make docs`.\n"
"""First line of every generated page; a comment that MyST leaves out."""


def page(title: str, lead: str, *sections: str) -> str:
    """A whole page: notice, title, one sentence that says what it is, sections."""
    return "\n".join([NOTICE, f"# {title}\n", f"{lead}\n", *sections]).rstrip() + "\n"


def section(title: str, *parts: str, depth: int = 2) -> str:
    """A heading with paragraphs below it; empty ones are left out."""
    return "\n".join([f"{'#' * depth} {title}\n", *(f"{part}\n" for part in parts if part)])


def plain(text: object) -> str:
    r"""
    Text in which no sign is Markdown's.

    >>> plain("a*b <c> | d")
    'a\\*b \\<c> \\| d'
    """
    return re.sub(r"([\\`*<\[\]{|$])", r"\\\1", " ".join(str(text).split()))


def code(text: object) -> str:
    """Text as code; nothing where there is none."""
    return f"`{text}`" if str(text) else ""


def codes(words: Iterable[object]) -> str:
    """Words as code, with commas between."""
    return ", ".join(code(word) for word in words)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; bars inside code are escaped."""
    lines = [_row(headings), _row(["---"] * len(headings))]
    return "\n".join([*lines, *(_row([_cell(cell) for cell in row]) for row in rows)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def fenced(lines: Iterable[str], language: str = "text") -> str:
    """Lines as they are."""
    return "\n".join([f"```{language}", *lines, "```"])


def bullets(items: Iterable[str]) -> str:
    """A list of Markdown items."""
    return "\n".join(f"- {item}" for item in items)
