"""Inputs of every case, broken at random: whatever comes, a reader ends without a fault of its own.

`INTERDICT_FUZZ_EXAMPLES=20000 python -m pytest tests/evidence/test_fuzz.py` is the long run.
"""

import os
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interdict.evidence.mapping import properties
from interdict.evidence.read import Table, read_all

CASES = Path(__file__).parents[1] / "corpus"
MADE_HERE = [
    path
    for reader in sorted(CASES.iterdir())
    for path in sorted(reader.glob("*/input/**/*"))
    if path.is_file() and path.stat().st_size < 20_000
]
EXAMPLES = int(os.environ.get("INTERDICT_FUZZ_EXAMPLES", "12"))

HOSTILE = [
    b"\0", b"\xff" * 8, b"<", b"]", b"}" * 50, b"[" * 5_000, b'{"a":' * 5_000, b"<a>" * 5_000, b"&x;",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"null", b"-1",
    b'""', b"[]", b"{}", b"1e999", b"\xd8\x00", b"\n" * 100,
    b"9" * 5_000, "华".encode(), b"-----BEGIN CERTIFICATE-----", b"\x80\x00\x00\x00",
]  # fmt: skip
"""What readers have stumbled over elsewhere."""


@st.composite
def broken(draw, content: bytes) -> bytes:
    """The content after up to four cuts, insertions, replacements and doublings."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from([0, 1, 2, 4, 40, 400])))
        what = draw(st.sampled_from(["cut", "junk", "hostile", "double", "end", "flip"]))
        middle = content[start:end]
        if what == "end":
            content = content[:start]
            continue
        put = {
            "cut": b"",
            "junk": draw(st.binary(max_size=20)),
            "hostile": draw(st.sampled_from(HOSTILE)),
            "double": middle * 2,
            "flip": bytes(octet ^ draw(st.sampled_from([1, 0x20, 0x80, 0xFF])) for octet in middle[:4])
            + middle[4:],
        }[what]
        content = content[:start] + put + content[end:]
    return content


@pytest.mark.parametrize(
    "path", MADE_HERE, ids=lambda path: f"{path.relative_to(CASES).parts[0]}-{path.name}"
)
def test_a_broken_input_never_crashes_a_reader(tmp_path_factory, path):
    folder = tmp_path_factory.mktemp("broken")
    original = path.read_bytes()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(broken(original))
    def never(content: bytes) -> None:
        (folder / path.name).write_bytes(content)
        sink = Table()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reading = read_all([folder], sink=sink)
        crashed = [problem.traceback for problem in reading.problems if problem.code == "P103"]
        assert not crashed, crashed[0]
        assert reading.problems or any(source.records for source in reading.sources)
        said = {term for batch in sink.observation_batches for term in batch["property"].to_pylist()}
        assert said <= properties()

    never()
