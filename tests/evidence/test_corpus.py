"""Every case of `tests/corpus`, found by folder, compared whole; `make golden` rewrites what is expected."""

import json
import os
import tomllib
from pathlib import Path

import pytest

from interdict.evidence.mapping import load_mapping
from interdict.evidence.read import Table, read_all
from interdict.evidence.readers import READERS

CASES = Path(__file__).parents[1] / "corpus"
FOUND = sorted(path.parent for path in CASES.glob("*/*/SOURCE.toml"))


def told(case: Path) -> dict:
    sink = Table()
    said = load_mapping(case / "mapping.yaml") if (case / "mapping.yaml").exists() else None
    reading = read_all([case / "input"], sink=sink, mapping=said)
    return {
        "readers": sorted({source.reader for source in reading.sources}),
        "records": [row for batch in sink.record_batches for row in batch.to_pylist()],
        "observations": [
            [row["record"], row["component"], row["property"], row["value"]]
            for batch in sink.observation_batches
            for row in batch.to_pylist()
        ],
        "problems": [
            [str(problem.code), problem.place, str(problem.severity)] for problem in reading.problems
        ],
        "unsure": [[question.column, list(question.choices)] for question in reading.unsure],
    }


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_golden_case_is_read_as_recorded(case):
    found = told(case)
    if os.environ.get("INTERDICT_WRITE_GOLDEN"):
        written = json.dumps(found, ensure_ascii=False, indent=1)
        (case / "expected.json").write_text(written + "\n", encoding="utf-8")
    assert found == json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert case.parent.name in found["readers"]


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_case_says_where_it_comes_from(case):
    source = tomllib.loads((case / "SOURCE.toml").read_text(encoding="utf-8"))
    assert source["capture"] in {"recorded", "made"}
    assert source["origin"]
    assert source["licence"]
    assert "masked" in source


def test_every_reader_has_a_case():
    assert {reader.name for reader in READERS} == {case.parent.name for case in FOUND}
