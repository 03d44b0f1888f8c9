import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import envelopes

from interdict.core.errors import LedgerError
from interdict.ledger.keys import generate, load_signer
from interdict.ledger.log import Log, create
from interdict.ledger.tiles import pack_entries, tile_path, unpack_entries
from interdict.ledger.verify.proofs import grown, hash_leaf, included, root_of_leaves


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 400), min_size=1, max_size=4))
def test_however_it_was_appended_the_root_is_that_of_all_entries(tmp_path_factory, signer, sizes):
    log = create(tmp_path_factory.mktemp("log"), signer)
    entries = [f"entry {n}".encode() for n in range(sum(sizes))]
    at = 0
    for size in sizes:
        assert log.append(entries[at : at + size], signer) == range(at, at + size)
        at += size
    assert list(Log(log.folder).entries(0, at)) == entries
    assert log.checkpoint.root == root_of_leaves(map(hash_leaf, entries))
    log.check()


def test_proofs_from_tiles_verify(tmp_path, signer):
    log = create(tmp_path / "log", signer)
    entries = [f"entry {n}".encode() for n in range(70_000)]
    log.append(entries[:300], signer)
    old = log.checkpoint
    log.append(entries[300:], signer)
    now = log.checkpoint
    for index in (0, 255, 256, 65_535, 65_536, 69_999):
        assert included(hash_leaf(entries[index]), index, now.size, log.inclusion(index), now.root)
    assert grown(old.size, now.size, old.root, now.root, log.consistency(old.size))
    names = {path.relative_to(log.folder).as_posix() for path in log.folder.glob("tile/*/*.p/*")}
    assert names == {"tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"}


def test_an_entry_longer_than_a_tile_can_hold_is_refused(log, signer):
    with pytest.raises(LedgerError, match="is longer than"):
        log.append([b"x" * 65_536], signer)
    assert Log(log.folder).size == 5


def test_appending_nothing_leaves_the_checkpoint_as_it_is(log, signer):
    before = (log.folder / "checkpoint").read_bytes()
    assert log.append([], signer) == range(5, 5)
    assert (log.folder / "checkpoint").read_bytes() == before


def test_another_key_cannot_go_on(log, tmp_path):
    generate(tmp_path / "b.key", "prairie.example/interdict")
    with pytest.raises(LedgerError, match="signed by another key"):
        log.append([b"entry"], load_signer(tmp_path / "b.key"))


def test_two_writers_do_not_interleave(log, signer):
    def write(start):
        return [Log(log.folder).append(envelopes(signer, 2, start=start), signer) for _ in range(5)]

    with ThreadPoolExecutor(4) as pool:
        places = [tuple(place) for done in pool.map(write, range(10, 50, 10)) for place in done]
    assert sorted(place for pair in places for place in pair) == list(range(5, 45))
    Log(log.folder).check()


@pytest.mark.parametrize("name", ["tile/0/000.p/5", "tile/entries/000.p/5", "checkpoint"])
def test_a_damaged_file_is_told(log, name):
    path = log.folder / name
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    with pytest.raises(LedgerError, match=r"damaged|is not a signed"):
        Log(log.folder).check()


def test_what_a_killed_writer_left_is_written_over(log, signer):
    (log.folder / tile_path("entries", 0, 6)).write_bytes(b"half")
    (log.folder / tile_path(0, 0, 6)).write_bytes(b"half")
    again = Log(log.folder)
    assert again.append(envelopes(signer, 1, start=5), signer) == range(5, 6)
    again.check()


def test_a_full_disk_loses_nothing(log, signer):
    """A real limit on the size of files stands for the full disk: the writing process gets EFBIG."""
    program = (
        "import resource, sys, pathlib\n"
        "from interdict.core.errors import OutputError\n"
        "from interdict.ledger.keys import load_signer\n"
        "from interdict.ledger.log import Log\n"
        "log, signer = Log(pathlib.Path(sys.argv[1])), load_signer(pathlib.Path(sys.argv[2]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))\n"
        "try:\n    log.append([b'x' * 3000], signer)\n"
        "except OutputError as error:\n    print(error)\n"
    )
    assert resource.RLIMIT_FSIZE is not None
    words = [sys.executable, "-c", program, str(log.folder), str(log.folder.parent / "a.key")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "writing failed" in done.stdout
    assert "nothing that was acknowledged is lost" in done.stdout
    again = Log(log.folder)
    again.check()
    assert again.size == 5
    again.append(envelopes(signer, 1), signer)
    assert not list(log.folder.rglob("*.partial"))


def test_a_folder_without_a_ledger_is_told(tmp_path):
    with pytest.raises(LedgerError, match="holds no ledger"):
        Log(Path(tmp_path))


@given(st.lists(st.binary(max_size=300)))
def test_entry_bundles_give_back_their_entries(entries):
    assert unpack_entries(pack_entries(entries)) == entries


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abc"])
def test_a_cut_entry_bundle_is_refused(data):
    with pytest.raises(ValueError, match="cut short"):
        unpack_entries(data)
