from collections.abc import Callable
from pathlib import Path

import pytest

from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.read import Table, read_all


class Told:
    """Everything that came of reading some files, as plain rows."""

    def __init__(self, paths, mapping=None, limits=None):
        sink = Table()
        self.reading = read_all(paths, sink=sink, mapping=mapping, limits=limits)
        self.records = [row for batch in sink.record_batches for row in batch.to_pylist()]
        self.observations = [row for batch in sink.observation_batches for row in batch.to_pylist()]
        self.problems = self.reading.problems
        self.unsure = self.reading.unsure
        self.sources = self.reading.sources

    @property
    def codes(self) -> list[str]:
        return [str(problem.code) for problem in self.problems]

    def of(self, key: str, component: str = "") -> dict[str, list[str]]:
        """Property to values of the device (or its component) with this key."""
        numbers = {row["record"] for row in self.records if row["key"] == key}
        found: dict[str, list[str]] = {}
        for row in self.observations:
            if row["record"] in numbers and row["component"] == component:
                found.setdefault(row["property"], []).append(row["value"])
        return found

    def kinds(self) -> dict[str, str]:
        return {row["key"]: row["kind"] for row in self.records}


@pytest.fixture
def tell(tmp_path: Path) -> Callable[..., Told]:
    """Write files by name and content, and read them all."""

    def told(files: dict[str, bytes | str], *, mapping: ColumnMapping | None = None, limits=None) -> Told:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Told([tmp_path], mapping, limits)

    return told
