"""From the paths a person gave to every input below them: nothing is passed over in silence."""

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.archives import Limits, Offer, look_into
from interdict.evidence.problems import Code, lost, note

FOR_THE_SYSTEM = {"__MACOSX", "Thumbs.db", "desktop.ini"}
"""Folders and files that desktops leave beside documents."""


class File(msgspec.Struct, frozen=True):
    """A regular file on disk: one input, or an archive of several."""

    path: Path
    shown: str
    """As shown to people."""
    name: str
    """Path inside what was given."""


def files_in(paths: Sequence[Path]) -> Iterator[File | Problem]:
    """
    Every file in what was given, once, in a stable order.

    Folders are sorted by name; links inside them are not followed; hidden files are notes.
    """
    seen: set[Path] = set()
    for given in paths:
        for found in _below(given):
            if isinstance(found, Problem):
                yield found
            elif found.path.resolve() in seen:
                yield note(Code.TWICE, "it was given twice and is read once.", where=found.shown)
            else:
                seen.add(found.path.resolve())
                yield found


def hidden(name: str) -> bool:
    """
    Whether a path names something that a system keeps for itself.

    >>> hidden("site/.DS_Store"), hidden("__MACOSX/walk"), hidden("site/nj-1.walk")
    (True, True, False)
    """
    return any(part.startswith(".") or part in FOR_THE_SYSTEM for part in name.split("/"))


def inputs_of(file: File, limits: Limits | None = None) -> Iterator[Offer | Problem]:
    """The input that a file is, or the inputs in the archive that it is; each is valid until the next."""
    try:
        with file.path.open("rb") as stream:
            size = file.path.stat().st_size
            for found in look_into(stream, path=file.shown, name=file.name, size=size, limits=limits):
                if isinstance(found, Offer) and "!" in found.path and hidden(found.name):
                    yield _left_out(found.path)
                else:
                    yield found
    except OSError as error:
        yield _closed(file.shown, error)


def _below(given: Path) -> Iterator[File | Problem]:
    try:
        mode = given.stat().st_mode
    except OSError as error:
        yield _closed(str(given), error)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(given, given)
    elif stat.S_ISREG(mode):
        yield File(given, str(given), given.name)
    else:
        yield _special(str(given))


def _folder(folder: Path, root: Path) -> Iterator[File | Problem]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _closed(str(folder), error)
        return
    for entry in entries:
        if hidden(entry.name):
            yield _left_out(str(entry))
        elif entry.is_symlink():
            yield _link(entry, root)
        elif entry.is_dir():
            yield from _folder(entry, root)
        elif entry.is_file():
            yield File(entry, str(entry), entry.relative_to(root).as_posix())
        else:
            yield _special(str(entry))


def _link(entry: Path, root: Path) -> Problem:
    inside = entry.resolve().is_relative_to(root.resolve())
    if inside:
        return note(Code.LINK, "it is a link to what is read in its own place.", where=str(entry))
    return lost(
        Code.LINK,
        f"it is a link that leads out of {root} and is not followed.",
        where=str(entry),
        remedy="Give the file or folder that it leads to as well, if it is meant.",
    )


def _special(shown: str) -> Problem:
    return lost(
        Code.LINK,
        "it is neither a file nor a folder and is not read.",
        where=shown,
        remedy="Write its content to a file and give that.",
    )


def _left_out(shown: str) -> Problem:
    return note(
        Code.NOT_EVIDENCE,
        "it is hidden or kept by the system and is left out.",
        where=shown,
        remedy="Rename it if it is evidence.",
    )


def _closed(shown: str, error: OSError) -> Problem:
    return lost(
        Code.CANNOT_OPEN,
        f"it cannot be opened: {error.strerror or error}.",
        where=shown,
        remedy="Check the name and the permissions.",
    )
