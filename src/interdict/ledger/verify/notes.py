"""Strict reading of signed notes, checkpoints and verifier keys."""

import base64
import binascii
import hashlib
import re
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LONGEST_NOTE = 1 << 16
"""Bytes of a note; sixteen Ed25519 signatures need about 2,000."""
MOST_SIGNATURES = 64
"""At least 16 must be accepted (C2SP signed-note, "Format")."""
LARGEST_TREE = 1 << 63
NAME = re.compile(r"[^\s+]+")
LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class MalformedError(Exception):
    """Bytes are not what the specification asks; the text says what."""


class Key(NamedTuple):
    """A verifier key (C2SP signed-note, "Verifier keys")."""

    name: str
    identity: bytes
    kind: int
    public: bytes

    @property
    def label(self) -> str:
        """`name+id`."""
        return f"{self.name}+{self.identity.hex()}"

    def signed(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's (RFC 8032, section 5.1.7)."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


class Note(NamedTuple):
    """A signed checkpoint, taken apart."""

    body: str
    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]
    """Name, key id, signature."""


def strict_base64(text: str) -> bytes:
    """Bytes of canonical standard base64 (RFC 4648, section 4, with the zero bits of section 3.5)."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedError("it holds text that is not base64") from None
    if base64.b64encode(data).decode() != text:
        raise MalformedError("it holds base64 that is not in its one canonical form")
    return data


def read_key(text: str) -> Key:
    """A key from its line; MalformedError where the line is none or its id does not fit."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not NAME.fullmatch(parts[0]) or not re.fullmatch("[0-9a-f]{8}", parts[1]):
        raise MalformedError("a key is NAME+ID+BASE64 on one line")
    material = strict_base64(parts[2])
    if len(material) != 33 or material[0] not in (1, 4):
        raise MalformedError("it is not an Ed25519 key of type 0x01 or 0x04")
    identity = hashlib.sha256(parts[0].encode() + b"\x0a" + material).digest()[:4]
    if identity.hex() != parts[1]:
        raise MalformedError("the id of the key is not the one of its name and bytes")
    return Key(parts[0], identity, material[0], material[1:])


def read_note(text: str) -> Note:
    """A signed checkpoint; MalformedError where it departs from signed-note or tlog-checkpoint."""
    if len(text.encode()) > LONGEST_NOTE:
        raise MalformedError("the note is longer than 64 KiB")
    if any(ord(sign) < 0x20 and sign != "\n" for sign in text):
        raise MalformedError("the note holds control characters")
    head, gap, tail = text.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise MalformedError(
            "the note has no blank line before its signatures, or does not end with a newline"
        )
    lines = head.split("\n")
    if len(lines) < 3 or not all(lines):
        raise MalformedError("a checkpoint has origin, size and root, and no empty line")
    if not NUMBER.fullmatch(lines[1]) or int(lines[1]) >= LARGEST_TREE:
        raise MalformedError("the size of the tree is not a decimal number")
    root = strict_base64(lines[2])
    if len(root) != 32:
        raise MalformedError("the root is not a SHA-256 hash")
    return Note(head + "\n", lines[0], int(lines[1]), root, _signatures(tail))


def cosigned_at(key: Key, signature: bytes, body: str) -> int | None:
    """
    POSIX time of a valid cosignature over a checkpoint's body; nothing where it is not valid.

    Sources: C2SP tlog-cosignature, "Ed25519 signed message".
    """
    if len(signature) != 72:
        return None
    seconds = int.from_bytes(signature[:8], "big")
    message = f"cosignature/v1\ntime {seconds}\n{body}".encode()
    return seconds if seconds < 1 << 63 and key.signed(signature[8:], message) else None


def _signatures(tail: str) -> tuple[tuple[str, bytes, bytes], ...]:
    found = []
    for line in tail[:-1].split("\n"):
        match = LINE.fullmatch(line)
        if not match:
            raise MalformedError("a signature line is not dash, name and base64")
        data = strict_base64(match[2])
        if len(data) < 5:
            raise MalformedError("a signature is too short")
        found.append((match[1], data[:4], data[4:]))
    if len(found) > MOST_SIGNATURES:
        raise MalformedError(f"the note has more than {MOST_SIGNATURES} signatures")
    return tuple(found)
