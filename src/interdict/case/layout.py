"""A case on disk: one operator's folder, and where everything lies in it."""

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from interdict.case.config import FILE, CaseConfig, load_config, register_url
from interdict.case.register import Register
from interdict.case.register.store import FILE as REGISTER_FILE
from interdict.core.errors import CaseError
from interdict.core.whole import whole_file

SNAPSHOTS = "snapshots"
LIBRARIES = "libraries"
DOCUMENTS = "documents"
LEDGER = "ledger"

STARTER = """\
# A case of interdict: one operator, its evidence over time, what people decided, and the proof.
id = {id}
title = {title}

# Files and folders of evidence, relative to this file.
sources = {sources}

# Orders that count, as identifiers or globs; those of the operator's jurisdictions where empty.
orders = []
# Drafts that count from a day: "us-draft-2019-02@2019-02-20".
assume = []
# Folders of orders of your own.
orders_from = []
{profile}
[register]
# Where reviews, waivers, answers and removals are kept. Empty: a SQLite file here.
# url = "postgresql://interdict@db.example.net/interdict"
"""
OPERATOR = """
[operator]
# Facts about the operator; `interdict ask --case .` says which ones are missed most.
name = {title}
# jurisdictions = ["US"]
# mobile_carrier = true
"""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A folder that `init` made."""

    folder: Path
    config: CaseConfig

    @property
    def snapshots(self) -> Path:
        """Where snapshots lie, one folder each."""
        return self.folder / SNAPSHOTS

    @property
    def libraries(self) -> Path:
        """Where the law and the parties of earlier snapshots are kept, by digest."""
        return self.folder / LIBRARIES

    @property
    def documents(self) -> Path:
        """Where attached documents are kept, by digest."""
        return self.folder / DOCUMENTS

    @property
    def ledger(self) -> Path:
        """Where the ledger is."""
        return self.folder / LEDGER

    @property
    def file(self) -> Path:
        """`interdict.toml`."""
        return self.folder / FILE

    def sources(self) -> tuple[Path, ...]:
        """Evidence, as paths from here; an absolute path stays one."""
        return tuple(self.folder / source for source in self.config.sources)

    def own_orders(self) -> tuple[Path, ...]:
        """Folders of orders of one's own, as paths from here."""
        return tuple(self.folder / name for name in self.config.orders_from)

    def register(self, environment: Mapping[str, str]) -> Register:
        """What people said; raises RegisterError where its database cannot be used."""
        default = f"sqlite:///{self.folder.resolve() / REGISTER_FILE}"
        return Register(register_url(self.config, environment, default), self.config.id)


def open_case(folder: Path) -> Case:
    """
    The case in a folder.

    Raises: CaseError where there is none, or its file makes no sense.
    """
    if not (folder / FILE).is_file():
        raise CaseError(
            f"is not a case: it holds no {FILE}",
            where=str(folder),
            remedy="Give the folder of a case with --case, or make one with `interdict init`.",
        )
    return Case(folder=folder, config=load_config(folder / FILE))


def make_case(folder: Path, *, title: str, sources: Sequence[str] = (), profile: str = "") -> Case:
    """
    Make a folder a case.

    Args:
        folder: New, or one that is no case yet; files in it stay.
        title: What the case is called; also the operator's name where no profile is given.
        sources: Evidence, relative to the folder or absolute.
        profile: File with facts about the operator, relative to the folder.
    Raises: CaseError where it is a case already, or cannot be written.
    """
    path = folder / FILE
    if path.exists():
        raise CaseError("is a case already", where=str(folder), remedy=f"Edit {path} instead.")
    told = _toml(title or folder.resolve().name)
    text = STARTER.format(
        id=_toml(str(uuid.uuid4())),
        title=told,
        sources=_toml(list(sources)),
        profile=f"profile = {_toml(profile)}\n" if profile else OPERATOR.format(title=told),
    )
    try:
        (folder / SNAPSHOTS).mkdir(parents=True, exist_ok=True)
        with whole_file(path) as aside:
            aside.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CaseError(
            f"cannot be written: {error.strerror or error}",
            where=str(folder),
            remedy="Choose another folder.",
        ) from error
    return open_case(folder)


def _toml(value: str | list[str]) -> str:
    """A TOML string or list of strings; JSON's escapes are TOML's too."""
    return msgspec.json.encode(value).decode()
