"""Checkpoints: what a log commits to, signed by the log and cosigned by witnesses."""

import base64
import struct
from collections.abc import Sequence
from datetime import datetime

import msgspec

from interdict.core.errors import LedgerError
from interdict.ledger.keys import COSIGNATURE, PublicKey, Signer

DASH = "— "
"""Begins a signature line (C2SP signed-note, "Format")."""


class Checkpoint(msgspec.Struct, frozen=True):
    """Size and root of a log (C2SP tlog-checkpoint, "Note text")."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The text that is signed: origin, size, root, each with a newline."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[Signer]) -> str:
    """The checkpoint as a note signed by each signer (C2SP signed-note)."""
    body = checkpoint.body
    lines = [signature_line(signer.public, signer.sign(body.encode())) for signer in signers]
    return f"{body}\n{''.join(lines)}"


def cosign(note: str, witness: Signer, *, at: datetime) -> str:
    """
    The note with a witness's cosignature added; the witness has seen to consistency before.

    Args:
        note: A signed checkpoint.
        witness: Its key must be of the kind for cosignatures.
        at: When, UTC.
    Sources: C2SP tlog-cosignature, "Format" and "Ed25519 signed message".
    """
    if witness.public.kind != COSIGNATURE:
        raise ValueError("a witness needs a key of type 0x04")
    seconds = int(at.timestamp())
    body = note[: note.rindex("\n\n") + 1]
    message = f"cosignature/v1\ntime {seconds}\n{body}".encode()
    return note + signature_line(witness.public, struct.pack(">Q", seconds) + witness.sign(message))


def signature_line(key: PublicKey, signature: bytes) -> str:
    """One signature of a note: dash, name, base64 of key id and signature."""
    return f"{DASH}{key.name} {base64.b64encode(key.id + signature).decode()}\n"


def read_checkpoint(note: str, *, where: str) -> tuple[Checkpoint, tuple[tuple[str, bytes], ...]]:
    """
    A checkpoint and the signatures below it as name and bytes, key id first; none is verified here.

    Raises: LedgerError where the note is malformed.
    """
    try:
        body, _, signed = note.rpartition("\n\n")
        origin, size, root = body.split("\n")[:3]
        found = Checkpoint(origin, int(size), base64.b64decode(root, validate=True))
        lines = [line.removeprefix(DASH).rsplit(" ", 1) for line in signed.splitlines()]
        signatures = tuple((name, base64.b64decode(data, validate=True)) for name, data in lines)
    except ValueError as error:
        raise LedgerError(
            f"is not a signed checkpoint: {error}",
            where=where,
            remedy="Give a file called `checkpoint` of a ledger, as it was written.",
        ) from error
    return found, signatures
