from pathlib import Path

import pytest

from interdict.core.whole import whole_file


def test_a_file_takes_its_place_when_the_block_ends_well(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with whole_file(target) as aside:
        aside.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("stopped", [OSError, KeyboardInterrupt])
def test_a_block_that_fails_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, stopped: type[BaseException]
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")

    def write_half() -> None:
        with whole_file(target) as aside:
            aside.write_text("half")
            raise stopped

    with pytest.raises(stopped):
        write_half()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError), whole_file(tmp_path / "missing" / "out.csv") as aside:  # noqa: PT011 - any of them
        aside.write_text("new")
