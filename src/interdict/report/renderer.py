"""What a renderer is, and how its file appears: whole or not at all."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from interdict.core.errors import OutputError
from interdict.core.whole import whole_file
from interdict.model.run import Run


class Renderer(Protocol):
    """One form of the report. Shows what the run says; decides nothing."""

    name: str
    """As the command line takes it."""
    doc: str
    """What it writes and for whom, one sentence."""

    def write(self, run: Run, folder: Path) -> Path:
        """
        The run written into `folder`; returns the path of the file.

        Raises: OutputError if the file cannot be written.
        """


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """
    The pieces, one after another, in the file `path`, which appears only once it is complete.

    Raises: OutputError if the folder cannot be written to; `path` is then as it was before.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as aside, aside.open("wb") as out:
            out.writelines(pieces)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}",
            where=str(path),
            remedy="Choose a folder that exists and is writable, and has room.",
        ) from error
