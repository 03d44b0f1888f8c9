"""The schemas that ship are what the code says, take every shipped file, and refuse broken ones."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.law.test_load import ORDER

from interdict.cli.main import main
from interdict.law.load import load_library
from interdict.law.schema import KINDS, schema, schema_text
from interdict.law.vocabulary import data_folder

LIBRARY = load_library()
SHIPPED = data_folder() / "schema"
FOLDERS = sorted(LIBRARY.folders.values())


class _Plain(yaml.CSafeLoader):
    """YAML as editors read it (1.2): a date is text, and so is `on`."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, expression) for tag, expression in found if not tag.endswith(("timestamp", "bool"))]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def complaints(kind: str, text: str) -> list[str]:
    validator = Draft202012Validator(schema(kind, LIBRARY.vocabulary))
    found: Any = yaml.load(text, _Plain)
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message}" for one in validator.iter_errors(found)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_golden_schema_is_what_the_code_says(kind: str) -> None:
    text, path = schema_text(kind, LIBRARY.vocabulary), SHIPPED / f"{kind}.schema.json"
    if os.environ.get("INTERDICT_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run `make golden`"
    Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_shipped_file_keeps_the_schema(folder: str) -> None:
    for kind, name in (("order", "order.yaml"), ("cases", "cases.yaml"), ("situations", "cases.yaml")):
        assert complaints(kind, (Path(folder) / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: Made order", "titel: Made order", ""),
        ("operator.federal_agency: true", "operator.federal_agancy: true", "provisions/0/binds"),
        ("agency: true", "agency: perhaps", "provisions/0/binds"),
        ("[2020-01-01, null]", "[2020-01-01]", "provisions/0/in_force"),
        ("prohibits: use", "prohibits: looking", "provisions/0/effects/0"),
        ("affiliates: named-only", "affiliates: friends", "provisions/0/reaches"),
        ("status: in-force", "status: inforce", "history/0/status"),
        ("on: 2020-01-01", "on: yesterday", "history/0/on"),
        (
            "confidence: verified, sources: [S1]}\nhistory",
            "confidence: sure, sources: [S1]}\nhistory",
            "citations/0",
        ),
        ("prohibits: use,", "prohibits: use, due: {after: acquisition.date},", "provisions/0/effects/0"),
        ("prohibits: use,", "prohibits: use, share: 35,", "provisions/0/effects/0"),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(old: str, new: str, place: str) -> None:
    assert old in ORDER
    assert complaints("order", ORDER) == []
    assert any(one.startswith(place) for one in complaints("order", ORDER.replace(old, new, 1)))


@pytest.mark.parametrize(
    "due",
    [
        "2026-01-01",
        "{day: 2026-01-01}",
        "{fact: acquisition.date}",
        '{yearly: "03-31", counts: "12-31", counted_by: acquisition.date}',
        "{after: acquisition.date, business_days: 10, calendar: US, confidence: unverified}",
        "{after: acquisition.date, months: 6, repeats: true, ends: authorization.date}",
    ],
)
def test_every_form_of_due_day_is_known(due: str) -> None:
    assert complaints("order", ORDER.replace("prohibits: use,", f"prohibits: use, due: {due},", 1)) == []


OPTIONS = [([], "order"), (["--cases"], "cases"), (["--situations"], "situations")]


@pytest.mark.parametrize(("option", "kind"), OPTIONS)
def test_the_command_prints_it(option: list[str], kind: str, capsys: Any) -> None:
    assert main(["orders", "schema", *option]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == f"interdict: {kind}"
