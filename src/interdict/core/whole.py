"""A file that appears only when it is complete: written aside, renamed at the end, never half there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """
    A path beside `path` to write to; it takes its place when the block ends well, and vanishes otherwise.

    Two processes that write the same file each have a path of their own; the later one stands.
    Raises: OSError where the place cannot be written; `path` is then as it was before.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        yield aside
        aside.replace(path)
    finally:
        with suppress(OSError):  # a place that refuses has been complained about already
            aside.unlink(missing_ok=True)
