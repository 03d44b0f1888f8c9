import stat
import sys

import pytest

from interdict.core.errors import LedgerError
from interdict.ledger.checkpoint import read_checkpoint
from interdict.ledger.keys import CommandSigner, generate, load_public, load_signer, read_vkey

VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = (
    b"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
"""The example of the signed-note format's first implementation (golang.org/x/mod/sumdb/note)."""


def test_a_published_note_verifies_with_its_published_key():
    import base64

    key, data = read_vkey(VKEY), base64.b64decode(SIGNATURE)
    assert key.id == data[:4]
    assert key.verifies(data[4:], TEXT)
    assert key.vkey == VKEY


def test_only_its_owner_can_read_a_private_key(tmp_path):
    generate(tmp_path / "a.key", "prairie.example")
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(tmp_path):
    before = generate(tmp_path / "a.key", "prairie.example")
    with pytest.raises(LedgerError, match="never overwritten"):
        generate(tmp_path / "a.key", "prairie.example")
    assert load_public(tmp_path / "a.key.vkey") == before


def test_an_encrypted_key_opens_with_its_passphrase_only(tmp_path):
    generate(tmp_path / "a.key", "prairie.example", passphrase="bison grass")
    signer = load_signer(tmp_path / "a.key", passphrase="bison grass")
    assert signer.public.verifies(signer.sign(b"text"), b"text")
    for wrong in ("", "buffalo"):
        with pytest.raises(LedgerError, match="opens with the passphrase"):
            load_signer(tmp_path / "a.key", passphrase=wrong)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb"])
def test_names_that_would_break_a_note_are_refused(tmp_path, name):
    with pytest.raises(LedgerError, match="cannot name a key"):
        generate(tmp_path / "a.key", name)


@pytest.mark.parametrize("text", ["", "a", "a+b+c", VKEY[:-1], VKEY.replace("c74f20a3", "c74f20a4")])
def test_a_malformed_public_key_is_refused(tmp_path, text):
    (tmp_path / "a.vkey").write_text(text, "utf-8")
    with pytest.raises(LedgerError, match="is not a public key"):
        load_public(tmp_path / "a.vkey")


def test_a_program_signs_in_place_of_a_key_file(tmp_path):
    public = generate(tmp_path / "a.key", "prairie.example")
    program = (
        "import sys, pathlib; from interdict.ledger.keys import load_signer; "
        f"sys.stdout.buffer.write(load_signer(pathlib.Path({str(tmp_path / 'a.key')!r}))"
        ".sign(sys.stdin.buffer.read()))"
    )
    signer = CommandSigner([sys.executable, "-c", program], public)
    assert public.verifies(signer.sign(b"text"), b"text")


@pytest.mark.parametrize("program", ["print('A' * 88)", "raise SystemExit('no token')"])
def test_a_program_that_does_not_sign_is_told(tmp_path, program):
    signer = CommandSigner([sys.executable, "-c", program], generate(tmp_path / "a.key", "prairie.example"))
    with pytest.raises(LedgerError, match="the signing program failed"):
        signer.sign(b"text")


@pytest.mark.parametrize("note", ["", "a\n1\nAA==\n", "a\nx\nAA==\n\n— a AAAA\n", "a\n1\n!\n\n— a AAAA\n"])
def test_a_malformed_checkpoint_is_refused(note):
    with pytest.raises(LedgerError, match="is not a signed checkpoint"):
        read_checkpoint(note, where="checkpoint")
