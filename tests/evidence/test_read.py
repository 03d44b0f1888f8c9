import pytest

from interdict.evidence import readers
from interdict.evidence.mapping import properties
from interdict.evidence.read import Table, read_all
from interdict.model import columns

WALK = "1.3.6.1.2.1.1.1.0|4|Probe\n"


class Crashing:
    name = "crashing"
    doc = readers.READERS[0].doc

    def accepts(self, head):
        return head.content.startswith(b"CRASH")

    def read(self, source, *, ordinal, mapping=None):
        yield from ()
        raise ZeroDivisionError("made to fail")


def test_record_numbers_tell_the_source(tell):
    told = tell({"a.snmprec": WALK, "b.snmprec": WALK})
    assert [row["record"] for row in told.records] == [0, columns.RECORDS_PER_SOURCE]
    assert [source.ordinal for source in told.sources] == [0, 1]
    assert [(source.reader, source.records, source.observations) for source in told.sources] == [
        ("snmprec", 1, 1),
        ("snmprec", 1, 1),
    ]


def test_an_unknown_format_shows_its_first_bytes_and_says_what_to_do(tell):
    text, junk = tell(
        {"a.txt": "Dear all,\nplease find\n", "b.bin": b"\x7fELF\x02\x01\x01" + bytes(64)}
    ).problems
    assert "`Dear all,`" in text.message
    assert "7f 45 4c 46" in junk.message
    assert "Workbook (XLSX)" in text.remedy


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(tell, content):
    assert tell({"a.csv": content}).codes in (["P101"], ["P100"])


def test_a_crashing_reader_becomes_a_problem_with_its_traceback(tell, monkeypatch):
    monkeypatch.setattr(readers, "READERS", (Crashing(), *readers.READERS))
    told = tell({"a.x": "CRASH", "b.snmprec": WALK})
    (problem,) = told.problems
    assert (problem.code, problem.where.endswith("a.x")) == ("P103", True)
    assert "ZeroDivisionError: made to fail" in problem.traceback
    assert len(told.records) == 1


def test_an_interruption_is_not_swallowed(tmp_path, monkeypatch):
    class Interrupted(Crashing):
        def read(self, source, *, ordinal, mapping=None):
            yield from ()
            raise KeyboardInterrupt

    monkeypatch.setattr(readers, "READERS", (Interrupted(),))
    (tmp_path / "a.x").write_text("CRASH")
    with pytest.raises(KeyboardInterrupt):
        read_all([tmp_path], sink=Table())


def test_progress_is_told_of_every_input(tmp_path):
    told = []

    class Watching:
        def stage(self, title, total=None):
            told.append(title)

        def step(self, count=1, note=""):
            told.append(note.rpartition("/")[2])

    (tmp_path / "a.snmprec").write_text(WALK)
    read_all([tmp_path], sink=Table(), progress=Watching())
    assert told == ["Reading evidence", "a.snmprec"]


def test_batches_have_the_columns_of_the_model(tell, tmp_path):
    (tmp_path / "a.snmprec").write_text(WALK)
    (tmp_path / "b.csv").write_text("Hostname,Vendor\na,ZTE\n")
    sink = Table()
    read_all([tmp_path], sink=sink)
    assert {batch.schema for batch in sink.record_batches} == {columns.RECORD}
    assert {batch.schema for batch in sink.observation_batches} == {columns.OBSERVATION}


def test_every_reader_documents_itself():
    names = [reader.name for reader in readers.READERS]
    assert len(set(names)) == len(names)
    for reader in readers.READERS:
        assert reader.doc.title
        assert reader.doc.reads
        assert reader.doc.gives


def test_the_vocabulary_has_every_term_that_tables_can_give():
    assert {"manufacturer", "ponSerial", "seenBy"} <= properties()
