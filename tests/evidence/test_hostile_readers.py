"""The attacks that every reader must survive, given to it directly so that nothing shields it."""

import io
from pathlib import Path

import pytest

from interdict.evidence.archives import CUT_SHORT
from interdict.evidence.mapping import properties
from interdict.evidence.reader import Batch, Flat, Opened, Rows
from interdict.evidence.readers import READERS

CASES = Path(__file__).parents[1] / "corpus"
MOST = 2 << 20
ATTACKS = {
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "cut at the first octet": lambda whole: whole[:1],
    "repeated a hundred times": lambda whole: (whole * 100)[:MOST],
    "with a bomb of brackets": lambda whole: whole[:200] + b"[" * 100_000 + b"<a>" * 20_000 + whole[200:],
    "with an entity": lambda whole: b'<!DOCTYPE a [<!ENTITY x "yyyy">]>' + whole.replace(b">", b">&x;", 5),
    "with zeros and wrong text": lambda whole: whole.replace(b"\n", b"\0\xff\xfe\n", 50),
    "with numbers beyond measure": lambda whole: whole.replace(b"1", b"9" * 400, 20)[:MOST],
    "turned round": lambda whole: whole[::-1],
}


def inputs(reader):
    return [path for path in sorted((CASES / reader.name).glob("*/input/**/*")) if path.is_file()]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_ends_with_rows_or_problems_under(reader, attack):
    given = inputs(reader)
    assert given, "a reader without a case"
    for path in given:
        content = ATTACKS[attack](path.read_bytes())
        source = Opened(path="x", name=path.name, stream=io.BytesIO(content), size=len(content))
        try:
            batches = list(reader.read(source, ordinal=0, mapping=None))
        except (OSError, *CUT_SHORT):  # told as damaged by the one who called the reader
            continue
        for batch in batches:
            assert isinstance(batch, Batch)
            if isinstance(batch, Rows):
                assert set(batch.observations["property"].to_pylist()) <= properties()
            if isinstance(batch, Flat):
                assert {term for term, _ in batch.said} <= properties()
