import csv
from pathlib import Path

import pytest

from interdict.parties.load import load_parties

ROWS = [
    (row["maker"], row["model"])
    for row in csv.DictReader(Path(__file__).with_name("models.csv").open(encoding="utf-8"))
]
NAMES = load_parties().names


@pytest.mark.parametrize(("maker", "model"), ROWS, ids=lambda value: value)
def test_a_model_name_means_its_maker(maker, model):
    found = NAMES.by_model(model)
    assert found is not None
    assert found.slug == maker


@pytest.mark.parametrize(
    "model", ["R750", "R650", "12345", "SERVER-01", "core switch", "", "LC-12-port panel"]
)
def test_a_name_that_two_makers_use_or_nobody_means_nobody(model):
    assert NAMES.by_model(model) is None
