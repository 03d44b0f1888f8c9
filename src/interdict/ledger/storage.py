"""Files of a ledger that survive a kill at any instant, and the lock that keeps two writers apart."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interdict.core.errors import LedgerError, OutputError

POLL = 0.02
"""Seconds between two looks at a lock that somebody holds."""


def write_durably(path: Path, data: bytes) -> None:
    """
    Write a whole file so that it is there after a power cut: its bytes are synced, then it takes its name.

    The folder that holds the name is not synced here; `sync_folders` does so once for many files.
    Raises: OutputError where the place is full or refuses; `path` is then as it was.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise OutputError(
            f"writing failed: {error.strerror or error}",
            where=str(path),
            remedy="Free some space and run it again; nothing that was acknowledged is lost.",
        ) from error


def sync_folders(files: Iterator[Path] | list[Path], top: Path) -> None:
    """Sync every folder between the files and `top`, so that new names are there after a power cut."""
    folders = {parent for file in files for parent in file.parents if parent.is_relative_to(top)}
    for folder in sorted(folders, key=lambda one: -len(one.parts)):
        if os.name != "posix":  # other systems cannot open a folder; their rename is durable by itself
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def locked(folder: Path, *, patience: float) -> Iterator[None]:
    """
    Hold the folder's lock while the block runs.

    The operating system drops the lock of a process that dies, so none is ever stale.

    Args:
        folder: A ledger.
        patience: Seconds to wait for another writer.
    Raises: LedgerError where another writer holds it for longer; OutputError where it cannot be made.
    """
    try:
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}", where=str(folder), remedy="Check the folder."
        ) from error
    try:
        end = time.monotonic() + patience
        while not _taken(handle):
            if time.monotonic() > end:
                raise LedgerError(
                    f"another process has been writing for {patience:g} s",
                    where=str(folder),
                    remedy="Wait until it is done and run it again.",
                )
            time.sleep(POLL)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Whether the lock could be taken just now."""
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:  # pragma: no cover - elsewhere
            import msvcrt

            getattr(msvcrt, "locking")(handle, getattr(msvcrt, "LK_NBLCK"), 1)  # noqa: B009 - absent on posix
    except OSError:
        return False
    return True
