import pytest

from interdict.collect.folder import UNFINISHED, Folder, file_name
from interdict.core.errors import OutputError


def failing():
    yield b"half"
    raise ValueError("cut off")


def test_a_file_appears_only_when_it_is_whole(tmp_path):
    folder = Folder(tmp_path / "new" / "walks")
    with pytest.raises(ValueError, match="cut off"):
        folder.write("a.snmprec", failing())
    assert not list((tmp_path / "new" / "walks").iterdir())
    folder.write("a.snmprec", [b"whole"])
    assert folder.has("a.snmprec")
    assert (tmp_path / "new" / "walks" / "a.snmprec").read_bytes() == b"whole"


def test_an_unfinished_file_counts_as_missing(tmp_path):
    folder = Folder(tmp_path)
    folder.write("a.snmprec", [UNFINISHED, b"it stopped answering\n", b"1.3.6.1.2.1.1.5.0|4|a\n"])
    assert not folder.has("a.snmprec")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\x", ".bashrc", "a\0b", "a\nb"])
def test_a_name_never_leads_out_of_the_folder_or_hides(tmp_path, name):
    path = Folder(tmp_path).write(name, [b""])
    assert path.parent == tmp_path
    assert not path.name.startswith(".")


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="--into"):
        Folder(tmp_path / "file")


def test_addresses_of_version_6_keep_files_of_their_own():
    assert file_name("2001:db8::1") != file_name("2001:db8:1:")
