"""Snapshots: what a case looked like at one time, written aside, sealed by digests, never changed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import file_digest
from pathlib import Path

import msgspec

from interdict.bulk.scan import Choice
from interdict.core.errors import OutputError, SnapshotError
from interdict.core.problem import Problem
from interdict.core.source import Source
from interdict.core.when import day
from interdict.evidence.earlier import Earlier, FileDigest
from interdict.evidence.reader import Unsure
from interdict.model.caps import Measured

INFO = "snapshot.json"
MANIFEST = "manifest.json"
INVENTORY = "inventory"
IDENTITIES = "identities.parquet"
APPLIED = "applied.parquet"
PARTIAL = ".partial"
MOST_AT_ONCE = 100
"""Snapshots that may be finished in the same second."""


class ManifestEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of a snapshot."""

    sha256: str
    bytes: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every file of a snapshot but the manifest itself, by path."""

    files: dict[str, ManifestEntry]


class SnapshotInfo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a snapshot was made of."""

    taken: datetime
    """When it was begun, UTC."""
    choice: Choice
    version: str
    """Of interdict."""
    law: str
    """Digest of orders and parties; `libraries/` keeps them under it."""
    data: str
    """Digest of what reads and identifies: identifier data and the code that applies it."""
    mapping: str
    """SHA-256 of the column mapping; empty where there was none."""
    operator_name: str
    operator: dict[str, list[str] | bool | int | float | str]
    """Facts from the configuration, in JSON's own types, before answers."""
    measures: dict[str, Measured]
    files: tuple[FileDigest, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    unsure: tuple[Unsure, ...]
    statements: tuple[int, ...]
    """Numbers of the statements of the register that counted."""
    previous: str = ""
    """Name of the snapshot before it."""
    reused: str = ""
    """`inventory` where nothing had to be read, `sources` where some were not, else empty."""

    def earlier(self) -> Earlier:
        """Its reading, for a later one to take over from."""
        return Earlier(self.files, self.sources, self.problems, self.unsure)


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A finished snapshot on disk."""

    folder: Path
    info: SnapshotInfo

    @property
    def name(self) -> str:
        """Its folder's name: the time it was taken."""
        return self.folder.name

    @property
    def inventory(self) -> Path:
        """Where `stored.read_inventory` finds its devices."""
        return self.folder / INVENTORY


@contextmanager
def new_snapshot(place: Path, taken: datetime) -> Iterator[Path]:
    """
    A folder to fill, which becomes a snapshot when the block ends well, and vanishes otherwise.

    The manifest is written last, every file is on the disk before the folder gets its name, and a folder with
    a name is never touched again. A run that was killed leaves a folder that the next run removes.
    """
    clear_remains(place)
    aside = place / f".{os.getpid()}{PARTIAL}"
    try:
        aside.mkdir(parents=True)
        yield aside
        _write_manifest(aside)
        _name(aside, place, taken)
    except OSError as error:
        raise OutputError(
            f"writing the snapshot failed: {error.strerror or error}",
            where=str(place),
            remedy="Free some space or mend the permissions; earlier snapshots are as they were.",
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_manifest(folder: Path) -> None:
    files = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            sha256 = file_digest(stream, "sha256").hexdigest()
            os.fsync(stream.fileno())
        files[path.relative_to(folder).as_posix()] = ManifestEntry(sha256=sha256, bytes=path.stat().st_size)
    with (folder / MANIFEST).open("wb") as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(Manifest(files=files))))
        stream.flush()
        os.fsync(stream.fileno())


def _name(aside: Path, place: Path, taken: datetime) -> None:
    """Give the folder its name; of two that finish in one second the later one gets a number."""
    stamp = taken.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in range(1, MOST_AT_ONCE):
        target = place / (stamp if number == 1 else f"{stamp}-{number}")
        if target.exists():
            continue
        try:
            aside.rename(target)
        except FileExistsError:
            continue
        except OSError:
            if target.exists():
                continue
            raise
        _sync(place)
        return
    raise OSError(f"{place} holds {MOST_AT_ONCE} snapshots of {stamp}")


def _sync(folder: Path) -> None:
    """Make a new name survive a crash of the machine, where the system lets a folder be synced."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clear_remains(place: Path) -> None:
    """Remove what killed runs left; folders of runs that are alive stay."""
    for left in place.glob(f".*{PARTIAL}"):
        owner = left.name.removeprefix(".").removesuffix(PARTIAL)
        if not (owner.isdecimal() and _alive(int(owner))):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def snapshots(place: Path) -> tuple[Snapshot, ...]:
    """Every finished snapshot, the oldest first."""
    if not place.is_dir():
        return ()
    found = [
        path for path in place.iterdir() if not path.name.startswith(".") and (path / MANIFEST).is_file()
    ]
    return tuple(sorted((_read(path) for path in found), key=lambda one: (one.info.taken, one.name)))


def _read(folder: Path) -> Snapshot:
    try:
        info = msgspec.json.decode((folder / INFO).read_bytes(), type=SnapshotInfo)
    except (OSError, msgspec.DecodeError) as error:
        raise SnapshotError(
            f"is no snapshot that this version can read: {error}",
            where=str(folder / INFO),
            remedy="Use the version that wrote it, or restore the folder from a backup.",
        ) from error
    return Snapshot(folder=folder, info=info)


def find_snapshot(place: Path, word: str) -> Snapshot:
    """
    The snapshot that a word means.

    Args:
        place: Folder of snapshots.
        word: Its name or how the name begins; `latest`; `previous`; or a day: the last one taken up to then.
    Raises: SnapshotError where no snapshot, or more than one, is meant.
    """
    every = snapshots(place)
    if not every:
        raise SnapshotError(
            "holds no snapshot yet", where=str(place), remedy="Run `interdict scan --case DIR`."
        )
    if word in {"latest", "previous"}:
        wanted = every[-1:] if word == "latest" else every[-2:-1]
    else:
        wanted = _of_day(every, word) or tuple(one for one in every if one.name.startswith(word))
    if len(wanted) != 1:
        names = ", ".join(one.name for one in (wanted or every)[-8:])
        told = "no snapshot" if not wanted else "several snapshots"
        raise SnapshotError(f"{word!r} means {told}", where=str(place), remedy=f"Give one of: {names}.")
    return wanted[0]


def _of_day(every: tuple[Snapshot, ...], word: str) -> tuple[Snapshot, ...]:
    try:
        wanted = day(word)
    except ValueError:
        return ()
    return tuple(one for one in every if _as_of(one) <= wanted)[-1:]


def _as_of(snapshot: Snapshot) -> date:
    """The day whose law and facts it shows."""
    return snapshot.info.choice.at


def damage(snapshot: Snapshot) -> tuple[str, ...]:
    """Files of a snapshot that are not what its manifest says, one sentence each; empty where all are."""
    manifest = msgspec.json.decode((snapshot.folder / MANIFEST).read_bytes(), type=Manifest)
    found = []
    for name, entry in manifest.files.items():
        path = snapshot.folder / name
        if not path.is_file():
            found.append(f"{name} is missing")
            continue
        with path.open("rb") as stream:
            if file_digest(stream, "sha256").hexdigest() != entry.sha256:
                found.append(f"{name} is not what was written")
    present = {
        path.relative_to(snapshot.folder).as_posix() for path in snapshot.folder.rglob("*") if path.is_file()
    }
    found.extend(f"{name} was added" for name in sorted(present - set(manifest.files) - {MANIFEST}))
    return tuple(found)
