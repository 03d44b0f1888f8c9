"""What somebody may do to a bundle, each named by the attack."""

import hashlib
import json
import re
from datetime import UTC, date, datetime

import pytest
from tests.ledger.conftest import NAME, envelopes

from interdict import api
from interdict.ledger.bundle import Contents, write_bundle
from interdict.ledger.checkpoint import cosign
from interdict.ledger.keys import COSIGNATURE, generate, load_signer
from interdict.ledger.log import Log, create
from interdict.ledger.verify import Policy, verify
from interdict.model.entry import Removal


@pytest.fixture
def key(signer):
    return signer.public.vkey


@pytest.fixture
def check(tmp_path, key):
    """Whether bytes verify as a bundle; the verdict, or the names of the steps that failed."""

    def checked(data, **policy):
        (tmp_path / "checked.bundle").unlink(missing_ok=True)  # truncating makes some file systems sync
        (tmp_path / "checked.bundle").write_bytes(data)
        verdict = verify(tmp_path / "checked.bundle", Policy(**{"keys": (key,), **policy}))
        return [] if verdict.verified else [step.name for step in verdict.steps if not step.passed]

    return checked


@pytest.fixture
def made(tmp_path, log):
    """A bundle of the log, as bytes."""

    def bundled(**contents):
        write_bundle(Log(log.folder), Contents(**{"claims": (1, 4), **contents}), tmp_path / "made.bundle")
        return (tmp_path / "made.bundle").read_bytes()

    return bundled


def closed(lines):
    """Lines with a new end, as a forger would write it."""
    data = b"".join(line + b"\n" for line in lines)
    end = {"type": "end", "lines": len(lines), "sha256": hashlib.sha256(data).hexdigest()}
    return data + json.dumps(end, separators=(",", ":")).encode() + b"\n"


def lines_of(data):
    return data.splitlines()[:-1]


@pytest.mark.parametrize("whole", [False, True])
def test_what_was_made_verifies(check, made, whole):
    assert check(made(whole=whole, since=(3,))) == []


@pytest.mark.parametrize("whole", [False, True])
def test_no_byte_can_be_changed(check, made, whole):
    data = bytearray(made(whole=whole, since=(3,), claims=(4,)))
    for place in range(len(data)):
        for bit in (0x01, 0x20):
            data[place] ^= bit
            assert check(bytes(data)), (place, bytes(data[max(place - 20, 0) : place + 20]))
            data[place] ^= bit


def test_no_byte_can_be_changed_even_with_a_new_digest_at_the_end(check, made):
    whole = made(since=(3,), claims=(4,))
    data = bytearray(b"\n".join(lines_of(whole)))
    for place in range(len(data)):
        data[place] ^= 0x01
        assert check(closed(bytes(data).split(b"\n"))), bytes(data[max(place - 20, 0) : place + 20])
        data[place] ^= 0x01


@pytest.mark.parametrize("whole", [False, True])
def test_no_truncation_verifies(check, made, whole):
    data = made(whole=whole)
    assert not any(check(data[:length]) == [] for length in range(len(data)))
    assert check(data + b"\n")
    assert check(data + data)


def test_no_line_can_be_dropped_doubled_or_moved(check, made):
    lines = lines_of(made(whole=True, since=(3,)))
    for place in range(len(lines)):
        if b'"type":"earlier"' in lines[place]:
            continue
        assert check(closed(lines[:place] + lines[place + 1 :])), lines[place]
        assert check(closed(lines[:place] + lines[place : place + 1] + lines[place:])), lines[place]
        for other in range(place):
            swapped = list(lines)
            swapped[place], swapped[other] = swapped[other], swapped[place]
            assert check(closed(swapped)), (place, other)


def test_entries_cannot_be_left_out_of_a_whole_bundle(check, made):
    lines = lines_of(made(whole=True, claims=()))
    header = lines[0].replace(b'"entries":5', b'"entries":4')
    assert check(closed([header, *lines[1:-1]])) == ["entries"]


def test_another_statement_signed_by_the_same_key_is_not_in_the_log(check, made, signer):
    lines = lines_of(made(claims=(4,)))
    other = envelopes(signer, 1, start=99)[0].decode()
    entry = {**json.loads(lines[-1]), "envelope": other}
    forged = json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode()
    assert check(closed([*lines[:-1], forged])) == ["entries"]


def test_a_stranger_who_makes_a_log_of_the_same_name_is_not_believed(check, tmp_path):
    generate(tmp_path / "b.key", NAME)
    stranger = load_signer(tmp_path / "b.key")
    log = create(tmp_path / "theirs", stranger)
    log.append(envelopes(stranger, 2), stranger)
    write_bundle(log, Contents(claims=(0,)), tmp_path / "b.bundle")
    assert check((tmp_path / "b.bundle").read_bytes()) == ["checkpoint", "statements"]


def test_a_wrong_origin_is_told(check, made):
    assert check(made(), origin="other.example/log") == ["checkpoint"]


def test_a_replayed_checkpoint_is_told(check, made, log, signer):
    old = made()
    log.append(envelopes(signer, 1, start=5), signer)
    assert check(old, seen=log.note) == ["seen"]
    assert check(made(since=(5,)), seen=log.earlier(5)) == []


def fork(log, signer, folder, count):
    """A second history by the owner of the key, other from its first entry on."""
    other = create(folder, signer)
    other.append(envelopes(signer, count, start=50), signer)
    return other


@pytest.mark.parametrize(("count", "whole"), [(5, False), (5, True), (3, False), (3, True)])
def test_a_forked_log_is_told(check, made, log, signer, tmp_path, count, whole):
    seen = fork(log, signer, tmp_path / "fork", count).note
    assert check(made(whole=whole, since=(3,)), seen=seen) == ["seen"]


def test_a_bundle_without_a_proof_from_what_was_seen_is_not_enough(check, made, log):
    assert check(made(), seen=log.earlier(3)) == ["seen"]
    assert check(made(since=(3,)), seen=log.earlier(3)) == []


def test_a_fork_inside_the_bundle_is_told(check, made, log, signer, tmp_path):
    lines = lines_of(made(since=(3,)))
    earlier = json.loads(lines[2])
    earlier["note"] = fork(log, signer, tmp_path / "fork", 3).note
    lines[2] = json.dumps(earlier, separators=(",", ":"), ensure_ascii=False).encode()
    assert check(closed(lines)) == ["history"]


def test_an_attachment_must_be_what_a_statement_names(check, made):
    digest = hashlib.sha256(b"smuggled").hexdigest()
    assert check(made(attachments={digest: b"smuggled"})) == ["attachments"]
    assert check(made(attachments={digest: b"another"})) == ["form"]


def rotated(tmp_path, log, signer):
    generate(tmp_path / "new.key", NAME)
    new = load_signer(tmp_path / "new.key")
    api.rotate_key(log.folder, signer, new)
    done = api.attest_removal(Removal(device="x", on=date(2026, 11, 20), by="A"), (), log.folder, new)
    api.bundle(log.folder, tmp_path / "after.bundle", entries=done.entries)
    return new, (tmp_path / "after.bundle").read_bytes()


def test_who_trusts_the_old_key_trusts_the_one_it_handed_over_to(check, tmp_path, log, signer):
    new, data = rotated(tmp_path, log, signer)
    assert check(data) == []
    assert check(data, keys=(new.public.vkey,)) == []
    without = [line for line in lines_of(data) if b'"index":5' not in line]
    without[0] = without[0].replace(b'"entries":2', b'"entries":1')
    assert check(closed(without)) == ["checkpoint", "statements"]


def test_a_key_that_handed_over_signs_no_further_checkpoint(check, tmp_path, log, signer):
    _, data = rotated(tmp_path, log, signer)
    note = json.loads(lines_of(data)[1])["note"]
    body = note[: note.index("\n\n") + 1]
    from interdict.ledger.checkpoint import signature_line

    forged = body + "\n" + signature_line(signer.public, signer.sign(body.encode()))
    line = json.dumps({"type": "checkpoint", "note": forged}, separators=(",", ":"), ensure_ascii=False)
    assert check(closed([lines_of(data)[0], line.encode(), *lines_of(data)[2:]])) == ["checkpoint"]


def test_witnesses_are_counted_and_a_bad_cosignature_is_told(check, made, log, tmp_path):
    generate(tmp_path / "w.key", "witness.example/w1", kind=COSIGNATURE)
    witness = load_signer(tmp_path / "w.key")
    policy = {"witnesses": (witness.public.vkey,), "quorum": 1}
    assert check(made(), **policy) == ["witnesses"]
    note = cosign(log.note, witness, at=datetime(2026, 11, 27, tzinfo=UTC))
    assert log.add_cosignatures(note) == 1
    data = made()
    assert check(data, **policy) == []
    lines = lines_of(data)
    name, encoded = re.search(rb"(witness\S+) (\S{50})", lines[1]).groups()
    lines[1] = lines[1].replace(name + b" " + encoded, name + b" " + encoded[:40] + b"A" * 10)
    assert check(closed(lines), **policy) == ["witnesses"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}\n", b"[" * 100_000 + b"\n", b"\xff\xfe\n", b'{"type":"end","lines":0,"sha256":""}\n'],
)
def test_hostile_bytes_are_refused_without_a_traceback(check, data):
    assert check(data) == ["form"]


def test_a_deep_predicate_is_refused(check, made):
    lines = lines_of(made(claims=(4,)))
    import base64

    deep = base64.b64encode(b'{"predicate":' + b"[" * 9_000 + b"]" * 9_000 + b"}").decode()
    envelope = json.dumps({"payload": deep, "payloadType": "application/vnd.in-toto+json", "signatures": []})
    entry = {**json.loads(lines[-1]), "envelope": envelope}
    forged = json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode()
    assert check(closed([*lines[:-1], forged])) == ["form"]
