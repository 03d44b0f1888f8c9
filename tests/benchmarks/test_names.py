import csv
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]

from fit_names import read_pairs  # noqa: E402 - scripts beside the package

from interdict.parties.names.compare import compare  # noqa: E402
from names import quality  # noqa: E402
from suppliers import made_names  # noqa: E402

TELECOM = ROOT / "benchmarks" / "data" / "telecom-names.csv"


def test_the_telecom_pairs_are_enough_half_of_them_look_alikes_and_none_twice():
    rows = list(csv.DictReader(TELECOM.open(encoding="utf-8")))
    pairs = {frozenset((row["left"].casefold(), row["right"].casefold())) for row in rows}
    assert len(pairs) == len(rows) >= 300
    assert sum(row["same"] == "yes" for row in rows) * 2 == len(rows)
    assert all(row["kind"] for row in rows)


def test_the_shipped_fit_does_well_on_pairs_it_was_not_fitted_on():
    held = [pair for pair in read_pairs(TELECOM) if pair.held_out]
    scores = [compare(pair.left, pair.right).probability for pair in held]
    found = quality([pair.same for pair in held], scores, 0.5)
    assert len(held) > 150
    assert found["f1"] > 0.9
    assert found["precision"] > 0.88


def test_made_names_are_distinct_and_the_same_from_a_seed():
    first, again, other = (list(made_names(2_000, seed)) for seed in (1, 1, 2))
    assert len(set(first)) == 2_000
    assert first == again != other


def test_quality_counts_what_was_told_and_what_was_there():
    found = quality([True, True, False, False], [0.9, 0.1, 0.8, 0.2], 0.5)
    assert (found["precision"], found["recall"], found["f1"]) == (0.5, 0.5, 0.5)
