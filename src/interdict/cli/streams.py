"""Results to a file or to stdout: a pipe gets the bytes only when they are complete."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interdict.core.errors import OutputError


@contextmanager
def to_file_or_stdout(out: Path | None) -> Iterator[Path]:
    """
    The path to write to; where no file was asked for, what stands there goes to stdout at the end.

    Raises: OutputError if the file's folder cannot be written.
    """
    if out is not None:
        if not out.parent.is_dir():
            raise OutputError(
                "the folder does not exist",
                where=str(out.parent),
                remedy="Create it, or change --out.",
            )
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="interdict-") as folder:
        target = Path(folder) / "out"
        yield target
        sys.stdout.flush()
        with target.open("rb") as made:
            shutil.copyfileobj(made, sys.stdout.buffer)
        sys.stdout.buffer.flush()
