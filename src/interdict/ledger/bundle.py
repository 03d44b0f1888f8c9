"""The one file that a third party verifies: entries, proofs, checkpoints and attached bytes, line by line."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from interdict.core.errors import LedgerError, OutputError
from interdict.core.whole import whole_file
from interdict.ledger.log import Log

FORMAT = "https://interdict.dev/bundle/v1"


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into a bundle besides the present checkpoint."""

    claims: tuple[int, ...]
    """Positions of the entries that the bundle is about."""
    context: tuple[int, ...] = ()
    """Positions of further entries: changes of the key."""
    whole: bool = False
    """Hold every entry, so that the root is computed from all of them and none needs a proof."""
    since: tuple[int, ...] = ()
    """Sizes of earlier checkpoints to which consistency is proved."""
    attachments: Mapping[str, bytes] = {}
    """Bytes that statements or manifests name, by SHA-256."""
    timestamp: bytes = b""
    """Time-stamp response (RFC 3161) over the checkpoint's body."""


def write_bundle(log: Log, contents: Contents, path: Path) -> None:
    """
    Write a bundle that appears when it is complete.

    Each line is one JSON object; the first says what follows, the last has the digest of all before it. The
    same log and contents give the same bytes.
    Raises: OutputError where it cannot be written; LedgerError for an entry or checkpoint that is not there.
    """
    for index in contents.claims:
        if not 0 <= index < log.size:
            raise LedgerError(
                f"has no entry {index}", where=str(log.folder), remedy=f"It has {log.size:,}, from 0."
            )
    try:
        with whole_file(path) as aside, aside.open("wb") as file:
            digest, count = hashlib.sha256(), 0
            for line in _lines(log, contents):
                data = msgspec.json.encode(line) + b"\n"
                digest.update(data)
                file.write(data)
                count += 1
            end = {"type": "end", "lines": count, "sha256": digest.hexdigest()}
            file.write(msgspec.json.encode(end) + b"\n")
    except OSError as error:
        raise OutputError(
            f"writing failed: {error.strerror or error}", where=str(path), remedy="Give another place."
        ) from error


def _lines(log: Log, contents: Contents) -> Iterator[dict[str, Any]]:
    picked = sorted({*contents.claims, *contents.context})
    yield {
        "type": "header",
        "format": FORMAT,
        "whole": contents.whole,
        "entries": log.size if contents.whole else len(picked),
        "claims": sorted(set(contents.claims)),
    }
    yield {"type": "checkpoint", "note": log.note}
    for size in sorted(set(contents.since)):
        proof = _base64(log.consistency(size) if size else [])
        yield {"type": "earlier", "note": log.earlier(size), "proof": proof}
    if contents.whole:
        for index, entry in enumerate(log.entries(0, log.size)):
            yield {"type": "entry", "index": index, "envelope": entry.decode(), "proof": []}
    else:
        for index in picked:
            entry = next(iter(log.entries(index, index + 1)))
            proof = _base64(log.inclusion(index))
            yield {"type": "entry", "index": index, "envelope": entry.decode(), "proof": proof}
    for digest, data in sorted(contents.attachments.items()):
        yield {"type": "attachment", "sha256": digest, "data": base64.b64encode(data).decode()}
    if contents.timestamp:
        yield {"type": "timestamp", "response": base64.b64encode(contents.timestamp).decode()}


def _base64(hashes: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in hashes]
