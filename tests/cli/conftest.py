from types import SimpleNamespace

import pytest
from tests.cli.door import interdict, small_network

from interdict.cli.main import main


@pytest.fixture
def network(tmp_path):
    """A folder with a small network in `evidence` and `profile.yaml` beside it."""
    small_network(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def scanned(tmp_path_factory):
    """The small network scanned once under US orders: its folder, and what the command said."""
    folder = tmp_path_factory.mktemp("scanned")
    small_network(folder)
    done = interdict(
        "scan", "evidence", "--profile", "profile.yaml", "--at", "2026-11-22", "--out", "rep", cwd=folder
    )
    return folder, done


@pytest.fixture
def run(network, monkeypatch, capsys):
    """A command line over the small network, in this process."""
    monkeypatch.chdir(network)
    monkeypatch.setenv("COLUMNS", "160")

    def ran(*words):
        code = main(list(words))
        told = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=told.out, stderr=told.err)

    return ran


@pytest.fixture
def scan(run):
    """A scan of the small network with its profile, in this process."""

    def scanned(*words, out="rep"):
        return run("scan", "evidence", "--profile", "profile.yaml", "--out", out, *words)

    return scanned
