"""Published lists become a file of parties with their own licence, and parties become lists."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from interdict.core.errors import OutputError, UsageError
from interdict.core.problem import Problem, Severity
from interdict.core.whole import whole_file
from interdict.model.party import Party, Stake
from interdict.parties.exchange.csl import ConsolidatedScreeningList
from interdict.parties.exchange.ftm import FollowTheMoney
from interdict.parties.exchange.shape import MOST_PARTIES, Item, ListCode, Shape
from interdict.parties.load import Group, Parties, Provenance

SHAPES: tuple[Shape, ...] = (FollowTheMoney(), ConsolidatedScreeningList())
"""What can be imported and exported."""
_HEAD = 64 * 1024


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import made of its files."""

    group: Group
    problems: tuple[Problem, ...]


def read_lists(files: Sequence[Path], *, provenance: Provenance, taken: frozenset[str]) -> Imported:
    """
    The parties and stakes of published lists.

    Args:
        files: FollowTheMoney JSON lines, or the CSV of the Consolidated Screening List.
        provenance: Title and licence; the digests of the files are added.
        taken: Ids that other parties have.
    Raises: UsageError if a file cannot be opened.
    """
    found = _Gathered(provenance.title, taken)
    for path in files:
        for item in _read(path, provenance.title):
            found.take(item, str(path))
    digests = tuple(f"{path.name} sha256:{_digest(path)}" for path in files)
    said = msgspec.structs.replace(provenance, files=digests)
    stakes = found.linked()
    group = Group(provenance=said, parties=tuple(found.parties.values()), stakes=stakes)
    return Imported(group=group, problems=tuple(found.problems))


def write_group(group: Group, target: Path) -> None:
    """
    Write parties to a file that appears only when complete; its folder is made where it is missing.

    Raises: OutputError if the place cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as aside:
            aside.write_bytes(msgspec.json.format(msgspec.json.encode(group), indent=1))
    except OSError as error:
        raise OutputError(
            error.strerror or str(error), where=str(target), remedy="Give a folder you may write with --out."
        ) from error


def exported(parties: Parties, form: str) -> Iterator[str]:
    """
    The lines of a list of all parties that orders name, and of their relatives.

    Args:
        parties: Whom to write; makers that no order names are left out.
        form: `ftm` or `csl`.
    Raises: UsageError if there is no such shape.
    """
    shape = next((shape for shape in SHAPES if shape.name == form), None)
    if shape is None:
        known = ", ".join(shape.name for shape in SHAPES)
        raise UsageError(f"unknown format {form!r}", where="--format", remedy=f"Use {known}.")
    known_ids = parties.parties
    stakes = [stake for stake in parties.stakes if stake.owner in known_ids and stake.owned in known_ids]
    return shape.write(list(known_ids.values()), stakes)


class _Gathered:
    """Parties and stakes as they come in, ids kept apart."""

    def __init__(self, title: str, taken: frozenset[str]) -> None:
        self.parties: dict[str, Party] = {}
        self.problems: list[Problem] = []
        self._title, self._taken = title, taken
        self._called: dict[str, str] = {}
        self._stakes: list[tuple[Stake, str]] = []

    def take(self, item: Item, where: str) -> None:
        """Keep one thing that was read."""
        if isinstance(item, Problem):
            self.problems.append(item)
        elif isinstance(item, Stake):
            self._stakes.append((item, where))
        elif len(self.parties) < MOST_PARTIES:
            self._take_party(item, where)
        elif len(self.parties) == MOST_PARTIES and item.id not in self._called:
            self._called[item.id] = ""
            self._tell(ListCode.MORE, f"only {MOST_PARTIES:,} parties are imported.", where)

    def _take_party(self, party: Party, where: str) -> None:
        slug = party.id
        while slug in self._taken or slug in self.parties:
            slug = f"{self._title}.{slug}"
        if slug != party.id:
            self._tell(ListCode.TAKEN, f"the id {party.id!r} is taken; imported as {slug!r}.", where)
        self._called.setdefault(party.id, slug)
        self.parties[slug] = msgspec.structs.replace(party, id=slug) if slug != party.id else party

    def linked(self) -> tuple[Stake, ...]:
        """Stakes between parties of the list, under the ids that these got."""
        kept = []
        for stake, where in self._stakes:
            owner, owned = self._called.get(stake.owner, ""), self._called.get(stake.owned, "")
            if owner and owned:
                kept.append(msgspec.structs.replace(stake, owner=owner, owned=owned))
            else:
                missing = stake.owned if owner else stake.owner
                self._tell(ListCode.DANGLING, f"a stake names {missing[:80]!r}, not in the list.", where)
        return tuple(kept)

    def _tell(self, code: ListCode, message: str, where: str) -> None:
        if sum(problem.code == code for problem in self.problems[-200:]) < 20:
            note = Problem(code=code, message=message, where=where, severity=Severity.NOTE)
            self.problems.append(note)


def _read(path: Path, title: str) -> Iterator[Item]:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(0)
            shape = next((shape for shape in SHAPES if shape.accepts(head)), None)
            if shape is not None:
                yield from shape.read(stream, where=str(path), title=title)
                return
    except OSError as error:
        raise UsageError(error.strerror or str(error), where=str(path), remedy="Give a file.") from error
    yield Problem(
        code=ListCode.UNKNOWN,
        message="it is neither FollowTheMoney JSON lines nor the Consolidated Screening List's CSV.",
        where=str(path),
        remedy="Export the list in one of these shapes.",
        severity=Severity.LOST,
    )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
