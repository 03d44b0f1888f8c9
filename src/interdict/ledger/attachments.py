"""Bytes that statements name by digest, kept beside the log."""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from interdict.core.canonical import canonical_bytes
from interdict.core.errors import LedgerError
from interdict.ledger.storage import sync_folders, write_durably

FOLDER = "attachments"
DIGEST = re.compile("[0-9a-f]{64}")
BLOCK = 1 << 20
"""Bytes read at a time."""


def attach(ledger: Path, data: bytes) -> str:
    """Keep bytes durably; returns their SHA-256, lower-case hex. Keeping them again changes nothing."""
    digest = hashlib.sha256(data).hexdigest()
    path = ledger / FOLDER / digest
    if not path.exists():
        write_durably(path, data)
        sync_folders([path], ledger)
    return digest


def attached(ledger: Path, digest: str) -> bytes | None:
    """Kept bytes, or nothing where none are; raises LedgerError where they are not what was kept."""
    path = ledger / FOLDER / digest
    if not DIGEST.fullmatch(digest) or not path.is_file():
        return None
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise LedgerError(
            "is not what was attached", where=str(path), remedy="Restore it from a copy of the ledger."
        )
    return data


def file_digest(path: Path) -> tuple[str, int]:
    """SHA-256 of a file, lower-case hex, and its bytes; raises LedgerError where it cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as error:
        raise LedgerError(
            f"cannot be read: {error.strerror or error}", where=str(path), remedy="Check its name and rights."
        ) from error
    return digest.hexdigest(), size


def manifest_of(place: Path) -> dict[str, tuple[str, int]]:
    """
    Digest and size of every file below a folder, or of one file, by relative path.

    Raises: LedgerError where nothing is there, a file cannot be read, or a link leads out of the folder.
    """
    if place.is_file():
        return {place.name: file_digest(place)}
    found = {}
    for path in sorted(one for one in _files(place)):
        if path.is_symlink() and not path.resolve().is_relative_to(place.resolve()):
            raise LedgerError(
                "is a link that leads out of the sealed folder",
                where=str(path),
                remedy="Copy the file into the folder, or leave it out.",
            )
        found[path.relative_to(place).as_posix()] = file_digest(path)
    if not found:
        raise LedgerError("holds no file", where=str(place), remedy="Give a folder or file that is there.")
    return found


def manifest_bytes(files: Mapping[str, tuple[str, int]]) -> bytes:
    """Canonical JSON of a manifest: `{"files": {path: {"bytes": n, "sha256": hex}}}`."""
    return canonical_bytes(
        {"files": {name: {"sha256": digest, "bytes": size} for name, (digest, size) in files.items()}}
    )


def _files(place: Path) -> list[Path]:
    return [Path(folder, name) for folder, _, names in os.walk(place) for name in names]
