import os

from interdict.evidence.read import Table, read_all

WALK = "1.3.6.1.2.1.1.1.0|4|Probe\n"


def test_folders_are_read_in_the_order_of_their_names(tell):
    told = tell({"b.snmprec": WALK, "a/z.snmprec": WALK, "a/b.snmprec": WALK})
    assert [source.path.rpartition("/")[2] for source in told.sources] == [
        "b.snmprec",
        "z.snmprec",
        "b.snmprec",
    ]
    assert [row["key"] for row in told.records] == ["a/b", "a/z", "b"]


def test_hidden_files_are_notes_and_not_silence(tell):
    told = tell({".DS_Store": b"\0\0Bud1", "a.snmprec": WALK, ".git/config": "x"})
    assert told.codes == ["P111", "P111"]
    assert len(told.records) == 1


def test_texts_for_people_are_notes(tell):
    assert tell({"README.md": "# About\n", "LICENSE": "Permission is granted\n"}).codes == ["P111", "P111"]


def test_a_link_out_of_the_folder_is_not_followed(tell, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.snmprec").write_text(WALK)
    (tmp_path / "in" / "a.snmprec").write_text(WALK)
    (tmp_path / "in" / "out.snmprec").symlink_to(tmp_path / "secret.snmprec")
    (tmp_path / "in" / "twin.snmprec").symlink_to(tmp_path / "in" / "a.snmprec")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    reading = read_all([tmp_path / "in"], sink=Table())
    assert [(str(problem.code), problem.severity) for problem in reading.problems] == [
        ("P110", "note"),
        ("P110", "lost"),
        ("P110", "note"),
    ]
    assert [source.records for source in reading.sources] == [1]


def test_a_missing_path_a_pipe_and_a_file_given_twice_are_told(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.snmprec").write_text(WALK)
    given = [tmp_path / "nowhere", tmp_path / "pipe", tmp_path / "a.snmprec", tmp_path / "a.snmprec"]
    reading = read_all(given, sink=Table())
    assert [str(problem.code) for problem in reading.problems] == ["P102", "P110", "P116"]
    assert [source.records for source in reading.sources] == [1]
