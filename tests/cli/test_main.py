import subprocess
import sys
import time

import pytest
from tests.cli.door import ENVIRONMENT, interdict

from interdict import __version__
from interdict.cli.main import main

HEAVY = ("pyarrow", "duckdb", "ibis", "pandas", "numpy", "xlsxwriter", "jinja2")


def test_help_answers_within_a_second(tmp_path):
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        done = interdict("--help", cwd=tmp_path)
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 1
    assert done.returncode == 0
    for name in ("scan", "identify", "explain", "orders", "parties", "Exit status"):
        assert name in done.stdout


def test_help_loads_nothing_heavy(tmp_path):
    asked = "import sys, interdict.cli.main as it; it.main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=ENVIRONMENT,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "interdict" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_version_is_printed_alone(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"interdict {__version__}\n"


@pytest.mark.parametrize(
    "words", [[], ["frobnicate"], ["identify"], ["scan", "--nonsense", "x"], ["explain"], ["orders"]]
)
def test_a_command_line_that_makes_no_sense_is_exit_two(words, capsys):
    assert main(words) == 2
    told = capsys.readouterr()
    assert "Usage:" in told.out + told.err


def test_the_law_and_the_parties_have_their_commands(capsys):
    assert main(["orders", "list"]) == 0
    assert "us-draft-2019-02" in capsys.readouterr().out
    assert main(["parties", "search", "华为"]) == 0
    assert capsys.readouterr().out.startswith("huawei")


@pytest.mark.parametrize("command", ["scan", "identify", "explain"])
def test_every_command_explains_its_options(command, capsys):
    assert main([command, "--help"]) == 0
    assert "--" in capsys.readouterr().out


def test_a_reader_that_goes_away_is_no_mistake(tmp_path):
    shell = f"{sys.executable} -m interdict parties show huawei | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell],
        env=ENVIRONMENT,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("Huawei")
    assert "Traceback" not in done.stderr
