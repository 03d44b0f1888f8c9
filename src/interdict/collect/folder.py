"""The folder that collected evidence goes into: whole files only; a run goes on where the last one ended."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from interdict.core.errors import OutputError
from interdict.core.whole import whole_file

UNFINISHED = b"# unfinished: "
"""First line of a walk that the device did not answer to its end: a comment in snmpsim's record format."""
UNSAFE = re.compile(r"[^A-Za-z0-9._\-]")


class Folder:
    """Where files appear when they are complete."""

    def __init__(self, place: Path) -> None:
        self._place = place
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot(place, error) from None

    def has(self, name: str) -> bool:
        """Whether an earlier run completed this file; one that begins with `UNFINISHED` does not count."""
        try:
            with (self._place / file_name(name)).open("rb") as file:
                return file.read(len(UNFINISHED)) != UNFINISHED
        except OSError:
            return False

    def write(self, name: str, chunks: Iterable[bytes]) -> Path:
        """
        Write a file aside and put it in its place when it is complete.

        Raises: OutputError if that fails; nothing is left behind.
        """
        target = self._place / file_name(name)
        try:
            with whole_file(target) as aside, aside.open("wb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _cannot(target, error) from None
        return target


def file_name(name: str) -> str:
    """
    A name that is a file in this folder and nowhere else.

    >>> file_name("2001:db8::1.snmprec"), file_name("../etc/passwd"), file_name(".hidden")
    ('2001_db8__1.snmprec', '_etc_passwd', '_hidden')
    """
    safe = UNSAFE.sub("_", name)
    return safe if not safe.startswith(".") else f"_{safe.lstrip('._')}"


def _cannot(place: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot write here: {error.strerror or error}",
        where=str(place),
        remedy="Give a folder you may write with --into; what was complete is kept.",
    )
