"""The reference pages are what the code generates, and everything a user can meet is in them."""

import ast
import doctest
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer

from interdict import api
from interdict.bulk.findings import DEVICE_FIELDS, FINDING_FIELDS
from interdict.bulk.identity import FIELDS
from interdict.cli.main import app
from interdict.core.errors import InterdictError
from interdict.evidence.problems import Code
from interdict.evidence.readers import READERS
from interdict.identify.rules import load_rules
from interdict.law.load import load_library
from interdict.report.answer import exit_status

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text("utf-8")


def rows(name: str) -> set[str]:
    """The code spans that open a row of a table."""
    return set(re.findall(r"^\| `?([^`|]+?)`? \|", page(name), re.M))


def commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    for word, child in getattr(command, "commands", {}).items():
        yield from commands(f"{name} {word}", child)
    if not hasattr(command, "commands"):
        yield name, command


def error_kinds(kind: type[InterdictError] = InterdictError) -> Iterator[type[InterdictError]]:
    for one in kind.__subclasses__():
        yield from (one, *error_kinds(one))


def test_the_pages_are_what_the_code_generates() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_examples_of_the_generator_hold() -> None:
    spec = importlib.util.spec_from_file_location("markdown", ROOT / "docs" / "pages" / "markdown.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)


def test_every_command_and_option_is_documented() -> None:
    text = page("command-line")
    found = dict(commands("interdict", typer.main.get_command(app)))
    assert {"interdict scan", "interdict orders check", "interdict parties search"} <= set(found)
    for name, command in found.items():
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for parameter in command.params:
            word = parameter.opts[0] if parameter.param_type_name == "option" else "| argument |"
            assert word in section, (name, parameter.name)


def test_every_reader_is_documented() -> None:
    for reader in READERS:
        assert f"\n## {reader.doc.title}\n" in page("readers")


def test_every_order_and_provision_is_documented() -> None:
    text = page("orders")
    for order in load_library().orders.values():
        assert f"Identifier: `{order.id}`" in text
        section = text.split(f"Identifier: `{order.id}`")[1].split("\n## ")[0]
        for provision in order.provisions:
            assert f"### `{provision.id}` " in section


def test_every_fact_and_class_is_documented() -> None:
    words = load_library().vocabulary
    assert {*words.facts, *words.classes} <= rows("vocabulary")


def test_every_clue_rule_is_documented() -> None:
    assert set(load_rules()) <= rows("clues")


def test_every_error_and_problem_code_is_documented() -> None:
    assert {kind.code for kind in error_kinds()} <= rows("errors")
    assert {code.value for code in Code} <= rows("errors")


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in error_kinds()]
    assert len(codes) == len(set(codes))


def test_exactly_the_exit_statuses_there_are_are_documented() -> None:
    of_scan = {
        exit_status(SimpleNamespace(counts={"covered": covered, "past_due": late, "undetermined": unknown}))  # type: ignore[arg-type]
        for covered, late, unknown in [(0, 0, 0), (0, 0, 1), (1, 0, 1), (1, 1, 0)]
    }
    raised = {kind.exit_status for kind in error_kinds()}
    documented = {int(row) for row in rows("errors") if row.isdigit()}
    assert documented == of_scan | raised


@pytest.mark.parametrize(
    ("name", "fields"),
    [("report-files", DEVICE_FIELDS), ("report-files", FINDING_FIELDS), ("identify", FIELDS)],
)
def test_every_field_has_a_meaning(name: str, fields: tuple[str, ...]) -> None:
    assert set(fields) <= rows(name)


def test_every_verb_of_the_api_is_documented() -> None:
    tree = ast.parse(Path(api.__file__).read_text("utf-8"))
    verbs = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    for verb in verbs:
        assert (f"\n## {verb}\n" in page("api")) is not verb.startswith("_")
