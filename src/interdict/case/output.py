"""A folder that appears only when it is complete: written aside, renamed at the end, never half there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interdict.core.errors import OutputError

SWAPS = 20
"""How often the place is taken over from other runs that finish at the same moment."""

MARK = "run.json"
"""A folder that holds this file was written by us and may be replaced."""


@contextmanager
def complete_folder(target: Path, *, mark: str = MARK) -> Iterator[Path]:
    """
    A fresh folder beside `target` that takes its place when the block ends well, and vanishes otherwise.

    Args:
        target: Where the finished folder shall stand; an earlier folder of ours there is replaced.
        mark: File by which such a folder is known as ours.
    Raises: OutputError if the place cannot be written, or holds something that is not ours.
    """
    _refuse_foreign(target, mark)
    aside = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        aside.mkdir(parents=True)
    except OSError as error:
        raise OutputError(
            f"cannot write here: {error.strerror or error}",
            where=str(target),
            remedy="Give a folder you may write with --out.",
        ) from error
    try:
        yield aside
        _swap(aside, target)
    except OSError as error:
        raise OutputError(
            f"writing failed: {error.strerror or error}",
            where=str(target),
            remedy="Free some space or give another folder with --out; nothing was left half-written.",
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse_foreign(target: Path, mark: str) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError("is a file, not a folder", where=str(target), remedy="Give a folder with --out.")
    if any(target.iterdir()) and not (target / mark).is_file():
        raise OutputError(
            "holds files that are not an earlier report's",
            where=str(target),
            remedy="Give an empty or a new folder with --out.",
        )


def _swap(aside: Path, target: Path) -> None:
    """Put the new folder in place; the old one is gone only once the new one stands."""
    for attempt in range(SWAPS):
        old = target.with_name(f".{target.name}.{os.getpid()}.{attempt}.old")
        with suppress(FileNotFoundError):
            target.rename(old)
        try:
            aside.rename(target)
        except OSError:
            if not target.exists():
                with suppress(FileNotFoundError):
                    old.rename(target)
                raise
            continue  # another run put its report here just now; the later one stands
        finally:
            shutil.rmtree(old, ignore_errors=True)
        return
    raise OSError(f"other runs keep writing to {target}")
