"""
Writes the reference pages from the code and its data.

    python docs/generate.py            # write docs/reference/*.md
    python docs/generate.py --check    # write nothing; exit 1 if a page would change
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from pages.case import case
from pages.command_line import command_line
from pages.errors import errors
from pages.evidence import properties, readers
from pages.identification import clues, registries, roles
from pages.law import orders, vocabulary
from pages.outputs import identify, report_files
from pages.proof import predicates
from pages.public_api import public_api

REFERENCE = Path(__file__).parent / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "command-line": command_line,
    "readers": readers,
    "properties": properties,
    "orders": orders,
    "vocabulary": vocabulary,
    "clues": clues,
    "roles": roles,
    "registries": registries,
    "report-files": report_files,
    "identify": identify,
    "case": case,
    "predicates": predicates,
    "errors": errors,
    "api": public_api,
}
"""Name of the page to what writes it."""


def main() -> int:
    """Writes every page that changed. Returns: 1 where pages were to be checked and some differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; say which pages would change")
    check: bool = parser.parse_args().check
    stale = {name: text for name, make in PAGES.items() if (text := make()) != _written(name)}
    for name, text in stale.items():
        print(f"{name}.md {'is out of date; run make docs' if check else 'written'}")
        if not check:
            (REFERENCE / f"{name}.md").write_text(text, "utf-8")
    return int(check and bool(stale))


def _written(name: str) -> str:
    path = REFERENCE / f"{name}.md"
    return path.read_text("utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
