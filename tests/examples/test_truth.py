"""The whole main job on the example carrier agrees with what each device really is."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "prairie-wireless"


@pytest.mark.slow
def test_findings_agree_with_the_truth_for_every_device(tmp_path):
    made = subprocess.run(
        [sys.executable, EXAMPLE / "demo.py", "--out", tmp_path], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    checked = subprocess.run(
        [sys.executable, EXAMPLE / "check.py", "--out", tmp_path], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert "63,849 of 63,849 devices agree" in checked.stdout
