from collections.abc import Iterator
from pathlib import Path

import pytest

from interdict.core.errors import OutputError
from interdict.report.renderer import write_whole


def broken() -> Iterator[bytes]:
    yield b"half"
    raise KeyboardInterrupt


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, broken())
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("report.html", b"before")]


def test_a_folder_that_is_a_file_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError) as raised:
        write_whole(tmp_path / "out" / "report.html", [b"x"])
    assert raised.value.where.endswith("out/report.html")
    assert raised.value.remedy


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "f", [b"x", b"y"])
    assert (tmp_path / "a" / "b" / "f").read_bytes() == b"xy"
