"""RFC 3161 time stamps on a checkpoint: a request to take to an authority, and its response, kept offline."""

import hashlib
from pathlib import Path
from typing import Any

from interdict.core.errors import LedgerError, UsageError
from interdict.ledger.log import Log
from interdict.ledger.storage import sync_folders, write_durably

FOLDER = "timestamps"
LONGEST_RESPONSE = 100_000
"""Bytes; a response with a chain of certificates has some thousand."""


def request(log: Log) -> bytes:
    """
    A TimeStampReq over the text that the present checkpoint signs, DER.

    Sources: RFC 3161, section 2.4.1; SHA-256, with the authority's certificate asked for.
    """
    tsp = _library()
    builder = tsp.TimestampRequestBuilder().data(log.checkpoint.body.encode())
    return bytes(builder.hash_algorithm(tsp.HashAlgorithm.SHA256).build().as_bytes())


def keep_response(log: Log, path: Path) -> None:
    """
    Keep the authority's response to the request over the present checkpoint.

    Raises: LedgerError where it is none, or is over something else.
    """
    tsp = _library()
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_RESPONSE)
        imprint = bytes(tsp.decode_timestamp_response(data).tst_info.message_imprint.message)
    except (OSError, ValueError) as error:
        raise LedgerError(
            f"is not a time-stamp response: {error}",
            where=str(path),
            remedy="Give what the authority answered, DER, as it came.",
        ) from error
    if imprint != hashlib.sha256(log.checkpoint.body.encode()).digest():
        raise LedgerError(
            "is not over the present checkpoint",
            where=str(path),
            remedy="Have the present checkpoint stamped: --timestamp-request writes the request.",
        )
    kept = log.folder / FOLDER / f"{log.size}.tsr"
    write_durably(kept, data)
    sync_folders([kept], log.folder)


def kept_response(log: Log) -> bytes:
    """The response over the present checkpoint; empty where none was kept."""
    path = log.folder / FOLDER / f"{log.size}.tsr"
    return path.read_bytes() if path.is_file() else b""


def _library() -> Any:
    try:
        import rfc3161_client
    except ImportError:
        raise UsageError(
            "time stamps need the extra `timestamp`",
            where="--timestamp-request",
            remedy="Install it with: pip install 'interdict[timestamp]'",
        ) from None
    return rfc3161_client
