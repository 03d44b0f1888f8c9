"""Where hashes and entries of a log lie: the tile layout of C2SP tlog-tiles."""

import struct
from collections.abc import Iterator, Sequence

from interdict.ledger.merkle import HASH

HEIGHT = 8
"""Levels of the tree in one tile (C2SP tlog-tiles, "Merkle Tree")."""
WIDTH = 1 << HEIGHT
"""Hashes of a full tile, entries of a full bundle."""
LONGEST_ENTRY = 0xFFFF
"""Bytes; entry bundles prefix each entry with a big-endian uint16 (C2SP tlog-tiles, "Log entries")."""


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """
    Path of a tile, or of an entry bundle where the level is `entries`.

    Args:
        level: 0 for leaf hashes; each further level holds roots of full tiles of the one below.
        index: Position of the tile within its level.
        width: Hashes it holds, from 1; below 256 it is a partial tile.
    Sources: C2SP tlog-tiles, "Merkle Tree".

    >>> tile_path(0, 1234067), tile_path("entries", 0, 5)
    ('tile/0/x001/x234/067', 'tile/entries/000.p/5')
    """
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03d}")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(groups)}{partial}"


def tiles_of(size: int) -> Iterator[tuple[int, int]]:
    """
    Level and number of hashes of each level that a tree of `size` leaves has.

    Sources: C2SP tlog-tiles, "Partial Tiles": floor(s / 256^l) hashes at level l.

    >>> list(tiles_of(70_000))
    [(0, 70000), (1, 273), (2, 1)]
    """
    level = 0
    while size:
        yield level, size
        size, level = size >> HEIGHT, level + 1


def pack_entries(entries: Sequence[bytes]) -> bytes:
    """An entry bundle: each entry behind its length."""
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def unpack_entries(bundle: bytes) -> list[bytes]:
    """
    Entries of a bundle.

    Raises: ValueError where the last entry is cut short.

    >>> unpack_entries(pack_entries([b"a", b""]))
    [b'a', b'']
    """
    entries, at = [], 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if end > len(bundle) or at + 2 > len(bundle):
            raise ValueError(f"the entry at byte {at} is cut short")
        entries.append(bundle[at + 2 : end])
        at = end
    return entries


def hashes(tile: bytes) -> list[bytes]:
    """Hashes of a tile."""
    return [tile[at : at + HASH] for at in range(0, len(tile), HASH)]
