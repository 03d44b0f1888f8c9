"""`interdict tender` through the real door."""

import json
from pathlib import Path

from tests.cli.door import interdict
from tests.procurement.test_tender import YAML


def test_a_tender_without_the_incumbent(tmp_path: Path) -> None:
    (tmp_path / "bids.yaml").write_text(YAML, encoding="utf-8")
    done = interdict("tender", "bids.yaml", "--without", "Huawei", "--replay", "--seed", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "leaving them out costs EUR" in done.stdout
    assert "17.71  in all" in done.stdout
    again = interdict("tender", "bids.yaml", "--without", "Huawei", "--seed", "1", "--json", cwd=tmp_path)
    assert json.loads(again.stdout)["lots"][0]["remaining"] == ["Nokia", "Ericsson"]


def test_a_file_that_is_no_tender_is_told(tmp_path: Path) -> None:
    done = interdict("tender", "none.yaml", cwd=tmp_path)
    assert (done.returncode, "is no tender" in done.stderr) == (2, True)
