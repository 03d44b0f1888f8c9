from pathlib import Path

import pytest

from interdict.case.output import MARK, complete_folder
from interdict.core.errors import OutputError


def write(target, name="report.html", text="new"):
    with complete_folder(target) as folder:
        (folder / MARK).write_text("{}")
        (folder / name).write_text(text)


def interrupted(target, error):
    """Write half a report and stop with `error`."""
    with complete_folder(target) as folder:
        (folder / "report.html").write_text("half")
        raise error


def test_the_folder_appears_only_when_the_block_has_ended(tmp_path):
    target = tmp_path / "rep"
    with complete_folder(target) as folder:
        (folder / "report.html").write_text("half")
        assert not target.exists()
    assert (target / "report.html").read_text() == "half"
    assert [path.name for path in tmp_path.iterdir()] == ["rep"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("bug"), MemoryError()])
def test_a_block_that_does_not_end_well_leaves_nothing(tmp_path, error):
    with pytest.raises(type(error)):
        interrupted(tmp_path / "rep", error)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_report_is_replaced_whole(tmp_path):
    write(tmp_path / "rep", name="old.html")
    write(tmp_path / "rep")
    assert {path.name for path in (tmp_path / "rep").iterdir()} == {MARK, "report.html"}
    assert [path.name for path in tmp_path.iterdir()] == ["rep"]


def test_an_interruption_leaves_the_earlier_report_untouched(tmp_path):
    write(tmp_path / "rep", text="old")
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "rep", KeyboardInterrupt())
    assert (tmp_path / "rep" / "report.html").read_text() == "old"


def test_an_empty_folder_may_be_filled(tmp_path):
    (tmp_path / "rep").mkdir()
    write(tmp_path / "rep")
    assert (tmp_path / "rep" / MARK).is_file()


def test_a_folder_of_somebody_elses_files_is_refused_and_kept(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(OutputError, match="not an earlier report's"):
        write(tmp_path)
    assert (tmp_path / "thesis.tex").read_text() == "years of work"


def test_a_file_in_the_way_is_refused_and_kept(tmp_path):
    (tmp_path / "rep").write_text("a file")
    with pytest.raises(OutputError, match="is a file") as caught:
        write(tmp_path / "rep")
    assert "--out" in caught.value.remedy
    assert (tmp_path / "rep").read_text() == "a file"


def test_a_place_that_may_not_be_written_says_so(tmp_path, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match="Permission denied") as caught:
        write(tmp_path / "rep")
    assert caught.value.where == str(tmp_path / "rep")
    assert caught.value.exit_status == 1


def test_a_disk_that_fills_up_leaves_the_earlier_report(tmp_path):
    write(tmp_path / "rep", text="old")
    with pytest.raises(OutputError, match="No space left"):
        interrupted(tmp_path / "rep", OSError(28, "No space left on device"))
    assert (tmp_path / "rep" / "report.html").read_text() == "old"


def test_a_swap_that_fails_puts_the_earlier_report_back(tmp_path, monkeypatch):
    write(tmp_path / "rep", text="old")
    rename = Path.rename

    def fails_once(self, target):
        if self.name.endswith(".partial"):
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_once)
    with pytest.raises(OutputError, match="Input/output"):
        write(tmp_path / "rep")
    assert (tmp_path / "rep" / "report.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["rep"]


def test_folders_above_are_made(tmp_path):
    write(tmp_path / "a" / "b" / "rep")
    assert (tmp_path / "a" / "b" / "rep" / MARK).is_file()
