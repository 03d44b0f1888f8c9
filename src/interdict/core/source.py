"""One input as it was given, so that every figure can be followed back to it."""

import msgspec


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file (or a member of an archive) that was offered as evidence."""

    ordinal: int
    """Position among the run's inputs, from 0; the high bits of each record number."""
    path: str
    """As the user gave it; `archive.tar.gz!member` inside an archive."""
    reader: str = ""
    """Name of the reader that took it; empty where none did."""
    size: int = 0
    """Bytes."""
    sha256: str = ""
    """Digest of the bytes that were read, lower-case hex."""
    records: int = 0
    """Devices, neighbours or rows it gave."""
    observations: int = 0
    """Observations it gave."""
