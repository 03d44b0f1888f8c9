"""A bundle read whole: entries reduced to what has to be checked of them."""

import hashlib
from pathlib import Path

import msgspec

from interdict.ledger.verify.envelopes import ROTATION, Entry, read_entry
from interdict.ledger.verify.lines import (
    Attachment,
    CheckpointLine,
    Earlier,
    EntryLine,
    Header,
    Timestamp,
    read_lines,
)
from interdict.ledger.verify.notes import MalformedError, Note, read_note, strict_base64
from interdict.ledger.verify.proofs import hash_leaf

EVERY = 10_000
"""Up to so many entries, the signature of each is checked; beyond, of claims and key changes only."""


class Content:
    """
    What a bundle holds, taken apart and nothing of it believed.

    Args:
        path: A bundle.
        every: Keep every entry, so that the signature of each can be checked.
    Raises: MalformedError where it is not in the one form of a bundle; OSError.
    """

    def __init__(self, path: Path, *, every: bool) -> None:
        self.lines = 0
        self.leaves: list[tuple[int, bytes, list[str]]] = []
        """Position, leaf hash and proof of each entry."""
        self.entries: dict[int, Entry] = {}
        """Those whose signature is to be checked."""
        self.earlier: list[tuple[Note, list[bytes]]] = []
        self.attachments: dict[str, bytes] = {}
        self.timestamp = b""
        self._every = every
        for line in read_lines(path):
            self.lines += 1
            self._take(line)
        self._agree()

    def _take(self, line: object) -> None:
        match line:
            case Header():
                self.header = line
                self._claims = frozenset(line.claims)
                self._every = self._every or line.entries <= EVERY
            case CheckpointLine():
                self.checkpoint, self.note_text = read_note(line.note), line.note
            case Earlier():
                self.earlier.append((read_note(line.note), [strict_base64(one) for one in line.proof]))
            case EntryLine():
                self._take_entry(line)
            case Attachment():
                self._take_attachment(line)
            case Timestamp():
                if self.timestamp:
                    raise MalformedError("it holds two time stamps")
                self.timestamp = strict_base64(line.response)

    def _take_entry(self, line: EntryLine) -> None:
        if self.leaves and line.index <= self.leaves[-1][0]:
            raise MalformedError(f"entry {line.index} stands behind entry {self.leaves[-1][0]}")
        self.leaves.append((line.index, hash_leaf(line.envelope.encode()), line.proof))
        entry = read_entry(line.index, line.envelope)
        if self._every or line.index in self._claims or entry.kind == ROTATION:
            self.entries[line.index] = entry

    def _take_attachment(self, line: Attachment) -> None:
        data = strict_base64(line.data)
        if hashlib.sha256(data).hexdigest() != line.sha256 or line.sha256 in self.attachments:
            raise MalformedError(
                f"the attachment {line.sha256[:16]} is not what its digest says, or is twice there"
            )
        self.attachments[line.sha256] = data

    def _agree(self) -> None:
        """The header says what followed."""
        indices = {index for index, _, _ in self.leaves}
        claims = self.header.claims
        if self.header.entries != len(self.leaves):
            raise MalformedError(
                f"the header announces {self.header.entries:,} entries, {len(self.leaves):,} follow"
            )
        if claims != sorted(set(claims)) or not self._claims <= indices:
            raise MalformedError("the header names claims that are not there, or not in order")
        if self.header.whole and any(proof for _, _, proof in self.leaves):
            raise MalformedError("a whole bundle has proofs it does not need")

    def foreign(self) -> list[str]:
        """Attachments that no statement and no attached manifest names."""
        named = {digest for entry in self.entries.values() for _, digest in entry.subjects}
        named |= {
            digest for one in named & self.attachments.keys() for digest in manifest(self.attachments[one])
        }
        return sorted(self.attachments.keys() - named)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sha256: str
    bytes: int


class _Manifest(msgspec.Struct, frozen=True):
    files: dict[str, _File]


def manifest(data: bytes) -> dict[str, str]:
    """Paths of files by SHA-256 where the bytes are a manifest; nothing where they are another document."""
    try:
        found = msgspec.json.decode(data, type=_Manifest)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return {}
    return {file.sha256: path for path, file in found.files.items()}
