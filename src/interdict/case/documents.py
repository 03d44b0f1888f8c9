"""Documents that people attach: kept under their digest, so that what was shown cannot change unnoticed."""

import os
from hashlib import sha256
from pathlib import Path

from interdict.core.errors import OutputError, UsageError
from interdict.core.whole import whole_file
from interdict.model.statement import Document

LARGEST = 64 << 20
"""Bytes of one document."""


def keep_document(path: Path, place: Path) -> Document:
    """
    Copy a file below `place` under its digest; one that is there already stays.

    Raises: UsageError where it cannot be read or is too large; OutputError where it cannot be kept.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(
                f"a document may have {LARGEST >> 20} MiB", where=str(path), remedy="Attach a smaller one."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the document cannot be read: {error.strerror}", where=str(path), remedy="Check the path."
        ) from error
    digest = sha256(data).hexdigest()
    target = place / digest
    try:
        place.mkdir(parents=True, exist_ok=True)
        if not target.is_file():
            with whole_file(target) as aside, aside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as error:
        raise OutputError(
            f"the document cannot be kept: {error.strerror}", where=str(target), remedy="Free some space."
        ) from error
    return Document(name=path.name, sha256=digest, size=len(data))
