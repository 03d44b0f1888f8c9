import msgspec
import pyarrow.parquet as pq
import pytest
from tests.api.timeline import Timeline


@pytest.fixture
def timeline(tmp_path):
    """A case over the small network whose records a test changes between snapshots."""
    return Timeline(tmp_path)


@pytest.fixture
def table():
    """Rows of a Parquet file of a snapshot as comparable tuples, in a defined order."""

    def read(snapshot, name, *leave_out):
        rows = pq.read_table(snapshot / name).to_pylist()
        return sorted(
            msgspec.json.encode({k: v for k, v in row.items() if k not in leave_out}) for row in rows
        )

    return read
