"""Keys: Ed25519 pairs in files, public keys as one line, and signers that keep their key elsewhere."""

import base64
import hashlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from interdict.core.errors import LedgerError

ED25519 = 0x01
"""Type byte of plain Ed25519 signatures (C2SP signed-note, "Signature types")."""
COSIGNATURE = 0x04
"""Type byte of timestamped Ed25519 cosignatures (C2SP tlog-cosignature)."""
LONGEST_KEY_FILE = 10_000
"""Bytes; a PEM key has some hundred."""
SIGNER_SECONDS = 60.0
"""How long a hardware token or a key service may take for one signature."""


class PublicKey(msgspec.Struct, frozen=True):
    """Whose signature it is: a name and an Ed25519 key, of one kind of signature."""

    name: str
    """Schema-less URL such as `prairie.example/interdict`; of a log, also its origin."""
    key: bytes
    """32 bytes (RFC 8032, section 5.1.5)."""
    kind: int = ED25519

    @property
    def id(self) -> bytes:
        """SHA-256(name || 0x0A || kind || key), first four bytes (C2SP signed-note, "Signatures")."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key).digest()[:4]

    @property
    def label(self) -> str:
        """Name and id, as DSSE's keyid."""
        return f"{self.name}+{self.id.hex()}"

    @property
    def vkey(self) -> str:
        """One line that says all (C2SP signed-note, "Verifier keys")."""
        return f"{self.label}+{base64.b64encode(bytes([self.kind]) + self.key).decode()}"

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's over the message (RFC 8032, section 5.1.7)."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except InvalidSignature:
            return False
        return True


class Signer(Protocol):
    """
    Something that signs with one Ed25519 key: a file, a token, a key service.

    `sign` takes the exact bytes, unhashed (pure Ed25519, RFC 8032, section 5.1.6), and returns 64 bytes.
    """

    @property
    def public(self) -> PublicKey:
        """The key by which its signatures are verified."""

    def sign(self, message: bytes) -> bytes:
        """Sign the bytes; raises LedgerError where it cannot."""


class FileSigner:
    """A private key in a PEM file (PKCS #8, RFC 5958), beside it its public key as `.vkey`."""

    def __init__(self, public: PublicKey, private: Ed25519PrivateKey) -> None:
        self.public = public
        self._private = private

    def sign(self, message: bytes) -> bytes:
        """Sign the bytes."""
        return self._private.sign(message)


class CommandSigner:
    """
    A program that signs: bytes on its stdin, 64 bytes or their base64 on its stdout; no shell between.

    Args:
        words: Program and arguments.
        public: The key it signs with; every signature is verified before it is used.
    """

    def __init__(self, words: Sequence[str], public: PublicKey) -> None:
        self.public = public
        self._words = tuple(words)

    def sign(self, message: bytes) -> bytes:
        """Have the bytes signed; raises LedgerError where the program fails or signs with another key."""
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own words, no shell
                self._words, input=message, capture_output=True, timeout=SIGNER_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise self._error(str(error)) from error
        if done.returncode:
            raise self._error(done.stderr.decode("utf-8", "replace").strip() or f"status {done.returncode}")
        signature = done.stdout if len(done.stdout) == 64 else _decoded(done.stdout.strip())
        if len(signature) != 64 or not self.public.verifies(signature, message):
            raise self._error(f"it did not give a signature by {self.public.label}")
        return signature

    def _error(self, what: str) -> LedgerError:
        return LedgerError(
            f"the signing program failed: {what}",
            where=self._words[0],
            remedy="It must read the bytes on stdin and write the Ed25519 signature to stdout.",
        )


def generate(path: Path, name: str, *, passphrase: str = "", kind: int = ED25519) -> PublicKey:
    """
    Make a key pair: `path` with the private key, mode 0600, and `path` with `.vkey` added.

    Args:
        path: A new file.
        name: Who signs: a schema-less URL, without spaces and plus signs.
        passphrase: Encrypts the private key where it is not empty.
        kind: Of the signatures it will make: plain, or cosignatures of a witness.
    Raises: LedgerError where a file is there already, the name will not do, or nothing can be written.
    """
    check_name(name)
    private = Ed25519PrivateKey.generate()
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        encryption = serialization.BestAvailableEncryption(passphrase.encode())
    pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    public = PublicKey(name, private.public_key().public_bytes_raw(), kind)
    _new_file(path, pem, 0o600)
    _new_file(vkey_path(path), f"{public.vkey}\n".encode(), 0o644)
    return public


def load_signer(path: Path, *, passphrase: str = "") -> FileSigner:
    """
    The signer of a key file that `generate` made.

    Raises: LedgerError where it cannot be read, is no Ed25519 key, or needs another passphrase.
    """
    public = load_public(vkey_path(path))
    try:
        private = serialization.load_pem_private_key(_read(path), passphrase.encode() or None)
    except (ValueError, TypeError) as error:
        raise LedgerError(
            "is not a private key that opens with the passphrase given",
            where=str(path),
            remedy="Set INTERDICT_KEY_PASSPHRASE to its passphrase, or leave it unset if there is none.",
        ) from error
    if not isinstance(private, Ed25519PrivateKey) or private.public_key().public_bytes_raw() != public.key:
        raise LedgerError(
            f"is not the Ed25519 key of {public.label}", where=str(path), remedy="Check the .vkey beside it."
        )
    return FileSigner(public, private)


def load_public(path: Path) -> PublicKey:
    """A public key from a `.vkey` file; raises LedgerError where it is none."""
    try:
        return read_vkey(_read(path).decode("utf-8").strip())
    except ValueError as error:
        raise LedgerError(
            f"is not a public key: {error}",
            where=str(path),
            remedy="Give the .vkey file that `interdict keys generate` wrote.",
        ) from error


def read_vkey(text: str) -> PublicKey:
    """
    A public key from its one line.

    Raises: ValueError where it is malformed, of another kind, or its id does not fit.
    """
    name, _, rest = text.partition("+")
    identity, _, encoded = rest.partition("+")
    material = _decoded(encoded.encode())
    if len(material) != 33 or material[0] not in (ED25519, COSIGNATURE):
        raise ValueError("it is not NAME+ID+KEY with an Ed25519 key")
    found = PublicKey(name, material[1:], material[0])
    if found.id.hex() != identity or not name:
        raise ValueError(f"its id is {identity}, that of its name and key is {found.id.hex()}")
    return found


def check_name(name: str) -> None:
    """Raises LedgerError unless the name of a key or log has no space, control or plus sign."""
    if not name or "+" in name or not name.isprintable() or any(sign.isspace() for sign in name):
        raise LedgerError(
            f"{name!r} cannot name a key",
            where="--name",
            remedy="Use a schema-less URL such as prairie.example/interdict.",
        )


def vkey_path(path: Path) -> Path:
    """Where the public key of a private key file lies."""
    return path.with_name(f"{path.name}.vkey")


def _decoded(text: bytes) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_KEY_FILE)
    except OSError as error:
        raise LedgerError(
            f"cannot be read: {error.strerror or error}",
            where=str(path),
            remedy="Make a key with `interdict keys generate`.",
        ) from error


def _new_file(path: Path, data: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise LedgerError(
            "is there already; keys are never overwritten", where=str(path), remedy="Choose another file."
        ) from None
    except OSError as error:
        raise LedgerError(
            f"cannot be written: {error.strerror or error}", where=str(path), remedy="Choose another file."
        ) from error
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
