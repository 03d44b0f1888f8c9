"""The log on disk: entries appended in order, committed to by a signed checkpoint, never changed."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from interdict.core.errors import LedgerError, OutputError
from interdict.ledger import merkle
from interdict.ledger.checkpoint import DASH, Checkpoint, read_checkpoint, sign_checkpoint
from interdict.ledger.keys import Signer
from interdict.ledger.storage import locked, sync_folders, write_durably
from interdict.ledger.tiles import (
    HEIGHT,
    LONGEST_ENTRY,
    WIDTH,
    hashes,
    pack_entries,
    tile_path,
    tiles_of,
    unpack_entries,
)

CHECKPOINT = "checkpoint"
EARLIER = "checkpoints"
"""Folder with every checkpoint that was signed, named by its size."""
PATIENCE = 30.0
"""Seconds a writer waits for another."""
ENTRIES = "entries"


class Log:
    """
    A log in a folder, read as of its checkpoint.

    Args:
        folder: What `create` made.
    Raises: LedgerError where there is none, or its checkpoint and its tiles do not agree.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read()

    @property
    def size(self) -> int:
        """Entries that are acknowledged."""
        return self.checkpoint.size

    @property
    def note(self) -> str:
        """The signed checkpoint as it stands on disk."""
        return self._note

    def append(self, entries: Sequence[bytes], signer: Signer, *, successor: Signer | None = None) -> range:
        """
        Append entries as one commit; when this returns, they are on disk and committed to.

        Order on disk, each step synced before the next: entry bundles and tiles with their folders; then
        the checkpoint aside, renamed into place, and its folder. A kill before the rename leaves the old one,
        past which nothing is read and everything is written over; a kill after it leaves the new one, whole.

        Args:
            entries: At most 65,535 bytes each.
            signer: Holds the key that signed the last checkpoint.
            successor: Signs this checkpoint instead, where the entries hand over to its key.
        Returns: Positions of the entries in the log.
        Raises: LedgerError for another key, a long entry, or a folder that another writer holds;
            OutputError where the disk is full.
        """
        for entry in entries:
            if len(entry) > LONGEST_ENTRY:
                raise LedgerError(
                    f"an entry of {len(entry):,} bytes is longer than {LONGEST_ENTRY:,}",
                    where=str(self.folder),
                    remedy="Attach long texts by digest.",
                )
        with locked(self.folder, patience=PATIENCE):
            self._read()
            self._refuse_stranger(signer)
            first = self.size
            if not entries:
                return range(first, first)  # a new signature would drop those of witnesses
            written = self._write_entries(entries)
            written += self._write_tiles(entries)
            sync_folders(written, self.folder)
            self._commit(first + len(entries), successor or signer)
            self._drop_partial(first)
        return range(first, self.size)

    def entries(self, start: int, end: int) -> Iterator[bytes]:
        """Entries from `start` up to `end`, as they were appended."""
        for tile in range(start >> HEIGHT, (end + WIDTH - 1) >> HEIGHT):
            first = tile << HEIGHT
            bundle = self._bundle(tile)
            yield from bundle[max(start - first, 0) : end - first]

    def inclusion(self, index: int) -> list[bytes]:
        """Proof that an entry is in the log as it stands."""
        return merkle.inclusion(self.node, index, self.size)

    def consistency(self, old: int) -> list[bytes]:
        """Proof that the log as it stands begins with its first `old` entries."""
        return merkle.consistency(self.node, old, self.size)

    def earlier(self, size: int) -> str:
        """The signed checkpoint of an earlier size; LedgerError where none was signed."""
        path = self.folder / EARLIER / str(size)
        if size == self.size:
            return self._note
        if not path.is_file():
            raise LedgerError(
                f"no checkpoint was signed at {size:,} entries",
                where=str(self.folder),
                remedy=f"Sizes with one are the names of the files in {EARLIER}.",
            )
        return path.read_text("utf-8")

    def rotations(self) -> list[int]:
        """Positions of the entries that handed over to another key: the last before each change of signer."""
        sizes = sorted(int(path.name) for path in (self.folder / EARLIER).glob("[0-9]*"))
        found, before = [], b""
        for size in [*(size for size in sizes if size < self.size), self.size]:
            note = self.earlier(size)
            _, signatures = read_checkpoint(note, where=f"{self.folder}, checkpoint {size}")
            signer = signatures[0][1][:4]
            if before and signer != before:
                found.append(size - 1)
            before = signer
        return found

    def add_cosignatures(self, note: str) -> int:
        """
        Add the signatures of a note over the present checkpoint that are not on it yet.

        Returns: How many were added.
        Raises: LedgerError where the note is over another checkpoint.
        """
        with locked(self.folder, patience=PATIENCE):
            self._read()
            found, signatures = read_checkpoint(note, where="the cosigned note")
            if found != self.checkpoint:
                raise LedgerError(
                    f"it is over {found.size:,} entries of {found.origin}, not the present checkpoint",
                    where="the cosigned note",
                    remedy=f"Have {self.folder / CHECKPOINT} cosigned as it is.",
                )
            new = [one for one in signatures if one not in self.signatures]
            lines = "".join(f"{DASH}{name} {base64.b64encode(data).decode()}\n" for name, data in new)
            write_durably(self.folder / CHECKPOINT, (self._note + lines).encode())
            sync_folders([self.folder / CHECKPOINT], self.folder)
            self._read()
        return len(new)

    def check(self) -> None:
        """
        See that every entry hashes to its leaf and all leaves to the root.

        Raises: LedgerError naming the first place that does not.
        """
        for index, entry in enumerate(self.entries(0, self.size)):
            if merkle.leaf_hash(entry) != self.node(0, index):
                raise self._broken(f"entry {index:,} does not hash to its leaf")
        self._check_root()

    def node(self, level: int, index: int) -> bytes:
        """Hash of a complete subtree, from its tile."""
        tile_level, rise = divmod(level, HEIGHT)
        below = index << rise
        row = self._tile(tile_level, below >> HEIGHT)[below % WIDTH : below % WIDTH + (1 << rise)]
        while len(row) > 1:
            row = [merkle.node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
        if not row:
            raise self._broken(f"a tile at level {tile_level} is too short")
        return row[0]

    def _read(self) -> None:
        self._tiles: dict[tuple[int, int], list[bytes]] = {}
        self._last: tuple[Path, list[bytes]] = (Path(), [])
        path = self.folder / CHECKPOINT
        if not path.is_file():
            raise LedgerError(
                "holds no ledger", where=str(self.folder), remedy="The first `interdict seal` makes one."
            )
        self._note = path.read_text("utf-8")
        self.checkpoint, self.signatures = read_checkpoint(self._note, where=str(path))
        self._widths = dict(tiles_of(self.size))
        self._check_root()

    def _check_root(self) -> None:
        if merkle.root(self.node, self.size) != self.checkpoint.root:
            raise self._broken("its tiles do not hash to the root of its checkpoint")

    def _refuse_stranger(self, signer: Signer) -> None:
        """Only the key that signed the last checkpoint goes on; a rotation hands over."""
        known = {(name, signature[:4]) for name, signature in self.signatures}
        if (signer.public.name, signer.public.id) not in known:
            raise LedgerError(
                f"is signed by another key than {signer.public.label}",
                where=str(self.folder),
                remedy="Use the key of its last checkpoint, or hand over with `interdict keys rotate`.",
            )

    def _write_entries(self, entries: Sequence[bytes]) -> list[Path]:
        first = self.size - self.size % WIDTH
        pending = [*(self._bundle(self.size >> HEIGHT) if self.size % WIDTH else ()), *entries]
        written = []
        for start in range(0, len(pending), WIDTH):
            part = pending[start : start + WIDTH]
            path = self.folder / tile_path(ENTRIES, (first + start) >> HEIGHT, len(part))
            write_durably(path, pack_entries(part))
            written.append(path)
        return written

    def _write_tiles(self, entries: Sequence[bytes]) -> list[Path]:
        """Tiles of each level that the new leaves lengthen; full ones give a hash to the level above."""
        written, fresh, level, before = [], [merkle.leaf_hash(entry) for entry in entries], 0, self.size
        while fresh:
            first = before - before % WIDTH
            row = [*(self._tile(level, before >> HEIGHT) if before % WIDTH else ()), *fresh]
            fresh = []
            for start in range(0, len(row), WIDTH):
                part = row[start : start + WIDTH]
                index = (first + start) >> HEIGHT
                path = self.folder / tile_path(level, index, len(part))
                write_durably(path, b"".join(part))
                written.append(path)
                self._tiles[level, index] = part
                if len(part) == WIDTH:
                    fresh.append(self._full(part))
            level, before = level + 1, before >> HEIGHT
        return written

    @staticmethod
    def _full(row: list[bytes]) -> bytes:
        while len(row) > 1:
            row = [merkle.node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
        return row[0]

    def _commit(self, size: int, signer: Signer) -> None:
        found = Checkpoint(self.checkpoint.origin, size, merkle.root(self.node, size))
        note = sign_checkpoint(found, [signer])
        self._keep()
        write_durably(self.folder / CHECKPOINT, note.encode())
        sync_folders([self.folder / CHECKPOINT], self.folder)
        self._read()

    def _keep(self) -> None:
        """Keep the checkpoint that is about to be replaced: only one that was committed is ever kept."""
        kept = self.folder / EARLIER / str(self.size)
        if not kept.exists():
            write_durably(kept, self._note.encode())
            sync_folders([kept], self.folder)

    def _drop_partial(self, before: int) -> None:
        """Partial tiles go once the full tile stands and is committed to, as tlog-tiles allows."""
        bundles: list[tuple[int | str, int, int]] = [(ENTRIES, before, self.size)]
        tiles = [(level, count, self._widths.get(level, 0)) for level, count in tiles_of(before)]
        for level, count, now in [*bundles, *tiles]:
            if count % WIDTH and count >> HEIGHT < now >> HEIGHT:
                place = (self.folder / tile_path(level, count >> HEIGHT, 1)).parent
                with suppress(OSError):  # what stays is only in the way
                    for path in place.iterdir():
                        path.unlink()
                    place.rmdir()

    def _bundle(self, index: int) -> list[bytes]:
        path = self._path(ENTRIES, index, self.size)
        if path == self._last[0]:
            return self._last[1]
        try:
            self._last = path, unpack_entries(path.read_bytes())
            return self._last[1]
        except (OSError, ValueError) as error:
            raise self._broken(f"{path.name}: {error}") from error

    def _tile(self, level: int, index: int) -> list[bytes]:
        if (level, index) not in self._tiles:
            path = self._path(level, index, self._widths.get(level, 0))
            try:
                self._tiles[level, index] = hashes(path.read_bytes())
            except OSError as error:
                raise self._broken(f"a tile cannot be read: {error.strerror or error}") from error
        return self._tiles[level, index]

    def _path(self, level: int | str, index: int, count: int) -> Path:
        return self.folder / tile_path(level, index, min(WIDTH, count - (index << HEIGHT)))

    def _broken(self, what: str) -> LedgerError:
        return LedgerError(
            f"is damaged: {what}",
            where=str(self.folder),
            remedy="Restore it from a copy; a bundle that was made before still verifies.",
        )


def create(folder: Path, signer: Signer) -> Log:
    """
    Make an empty log whose origin is the name of the signer's key; the log that is there already stays.

    Raises: OutputError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}", where=str(folder), remedy="Give another folder."
        ) from error
    with locked(folder, patience=PATIENCE):
        if not (folder / CHECKPOINT).exists():
            empty = sign_checkpoint(Checkpoint(signer.public.name, 0, merkle.root(_nothing, 0)), [signer])
            write_durably(folder / CHECKPOINT, empty.encode())
            sync_folders([folder / CHECKPOINT], folder)
    return Log(folder)


def _nothing(level: int, index: int) -> bytes:
    raise ValueError(f"an empty tree has no node {index} at level {level}")
