"""The law and the parties as they were, kept once a digest, so that a snapshot can be decided again."""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import msgspec

from interdict.bulk.scan import library_digest
from interdict.case.output import complete_folder
from interdict.core.errors import SnapshotError
from interdict.law.load import load_library
from interdict.law.vocabulary import data_folder
from interdict.model.order import Library
from interdict.parties.load import Parties, load_parties

KEPT = ("orders", "vocabulary", "parties")
OWN = "own"
MARK = "library.json"
READING = (
    "evidence",
    "identify",
    "registries",
    "parties",
    "bulk",
    "data/identifiers",
    "data/roles",
    "data/parties",
)
"""Parts of the package that what was read and identified depends on."""


class Law(msgspec.Struct, frozen=True, kw_only=True):
    """What decides: orders and parties."""

    library: Library
    parties: Parties

    @property
    def digest(self) -> str:
        """One digest for both."""
        return library_digest(self.library, self.parties)


def shipped_law(own: Sequence[Path] = ()) -> Law:
    """The law that ships, with orders of one's own."""
    return Law(library=load_library(beside=own), parties=load_parties())


def keep_law(law: Law, place: Path, own: Sequence[Path] = ()) -> None:
    """Copy the law's files below `place` under their digest, unless they are there already."""
    target = place / law.digest
    if (target / MARK).is_file():
        return
    with complete_folder(target, mark=MARK) as aside:
        for name in KEPT:
            shutil.copytree(data_folder() / name, aside / name)
        for number, folder in enumerate(own):
            shutil.copytree(folder, aside / OWN / f"{number:02}")
        (aside / MARK).write_bytes(msgspec.json.encode({"own": len(own)}))


def kept_law(place: Path, digest: str) -> Law:
    """
    The law of an earlier snapshot.

    Raises: SnapshotError where it was not kept, or its files are not what they were.
    """
    home = place / digest
    if not (home / MARK).is_file():
        raise SnapshotError(
            "the law of the snapshot was not kept",
            where=str(home),
            remedy="Restore the folder from a backup, or install the version that took the snapshot.",
        )
    own = sorted((home / OWN).iterdir()) if (home / OWN).is_dir() else []
    law = Law(library=load_library(home=home, beside=own), parties=load_parties(home / "parties"))
    if law.digest != digest:
        raise SnapshotError(
            "the law of the snapshot is not what was kept",
            where=str(home),
            remedy="Restore it from a backup.",
        )
    return law


def reading_digest() -> str:
    """One digest for the code and the data that read and identify; a change may identify otherwise."""
    root = Path(str(files("interdict")))
    found = sha256()
    for part in READING:
        for path in sorted((root / part).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.relative_to(root).as_posix().encode() + b"\0")
                found.update(sha256(path.read_bytes()).digest())
    return found.hexdigest()
