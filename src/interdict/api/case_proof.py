"""The proof of a case: its snapshots and what people said of it, sealed in its own ledger."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from interdict.api.proof import FINDINGS, Sealed, inspected, record
from interdict.api.reopened import CaseFolder, statements_of
from interdict.case.layout import Case, open_case
from interdict.case.snapshots import Snapshot, find_snapshot
from interdict.core.errors import LedgerError, UsageError
from interdict.ledger.attachments import attach, manifest_bytes, manifest_of
from interdict.ledger.keys import Signer
from interdict.ledger.log import Log, create
from interdict.model.entry import Deed, Disposal, Predicate, Removal, Statement, Subject
from interdict.model.statement import Answers, Review, Waiver, Withdrawal
from interdict.model.statement import Disposal as SaidDisposal
from interdict.model.statement import Removal as SaidRemoval
from interdict.model.statement import Statement as Said


class _Payload(msgspec.Struct):
    """What is read back of an entry to see what the ledger holds already."""

    subject: list[Subject] = []
    predicate: dict[str, object] = {}


class _Envelope(msgspec.Struct):
    payload: bytes


def seal_case(
    where: CaseFolder, signer: Signer, *, at: date, snapshot: str = "latest", embed: bool = False
) -> Sealed:
    """
    Seal a snapshot, and all that people said so far, in the case's ledger; what is there already stays.

    Args:
        where: The case.
        signer: Holds the ledger's key.
        at: Day of the sealing.
        snapshot: Its name, how the name begins, `latest`, `previous`, or a day.
        embed: Keep the snapshot's files in the ledger too, so that a bundle can hold them.
    Returns: What was added; no entry where nothing was new.
    Raises: CaseError, SnapshotError, RegisterError, LedgerError; OutputError on a full disk.
    """
    case = open_case(where.folder)
    chosen = find_snapshot(case.snapshots, snapshot)
    said = statements_of(case, where.environment)
    log = create(case.ledger, signer)
    digests, numbers = _held(log)
    fresh: list[Statement] = [_stated(one, case) for one in said if one.number not in numbers]
    if _manifest_digest(chosen) not in digests:
        fresh.extend(inspected(chosen.folder, case.ledger, at, embed))
    if not fresh:
        return Sealed(origin=log.checkpoint.origin, entries=(), size=log.size, root=log.checkpoint.root.hex())
    return record(fresh, case.ledger, signer)


def _held(log: Log) -> tuple[set[str], set[int]]:
    """Digests that entries are about, and numbers of the statements that they record."""
    digests: set[str] = set()
    numbers: set[int] = set()
    for payload in payloads(log):
        digests.update(one.digest.get("sha256", "") for one in payload.subject)
        number = payload.predicate.get("number")
        if isinstance(number, int):
            numbers.add(number)
    return digests, numbers


def payloads(log: Log) -> Iterator[_Payload]:
    """What every entry of a ledger is about, in order."""
    for entry in log.entries(0, log.size):
        yield msgspec.json.decode(msgspec.json.decode(entry, type=_Envelope).payload, type=_Payload)


def _manifest_digest(snapshot: Snapshot) -> str:
    return sha256(manifest_bytes(manifest_of(snapshot.folder))).hexdigest()


def entries_about(ledger: Path, snapshot: Path) -> tuple[int, ...]:
    """Positions of the entries that seal a snapshot's files; none where it was not sealed."""
    if not ledger.is_dir():
        return ()
    files = manifest_of(snapshot)
    wanted = {sha256(manifest_bytes(files)).hexdigest(), files[FINDINGS][0] if FINDINGS in files else ""}
    return tuple(
        index
        for index, payload in enumerate(payloads(Log(ledger)))
        if any(one.digest.get("sha256") in wanted for one in payload.subject)
    )


def _stated(said: Said, case: Case) -> Statement:
    """A statement of the register as the ledger records it, its documents kept beside the log."""
    subjects = []
    for one in said.documents:
        path = case.documents / one.sha256
        try:
            data = path.read_bytes()
        except OSError as error:
            raise LedgerError(
                f"the document {one.name} of statement {said.number} cannot be read: {error.strerror}",
                where=str(path),
                remedy="Restore it from a backup of the case.",
            ) from error
        if attach(case.ledger, data) != one.sha256:
            raise LedgerError(
                f"the document {one.name} of statement {said.number} is not what was attached",
                where=str(path),
                remedy="Restore it from a backup of the case.",
            )
        subjects.append(Subject(name=one.name, digest={"sha256": one.sha256}))
    return Statement(subject=tuple(subjects), predicate=_predicate(said))


def _predicate(said: Said) -> Predicate:
    device = said.subject.device if said.subject else ""
    match said.said:
        case SaidRemoval(on=on, note=note):
            return Removal(device=device, on=on, by=said.author, how=note, number=said.number)
        case SaidDisposal(on=on, how=how):
            return Disposal(device=device, on=on, by=said.author, method=how, number=said.number)
        case _:
            kind, about, told, reason = _deed(said)
            return Deed(
                kind=kind,
                about=about or device,
                by=said.author,
                on=said.recorded.date(),
                said=told,
                reason=reason,
                number=said.number,
            )


def _deed(statement: Said) -> tuple[str, str, str, str]:
    """Kind, what it is about where that is no device, what was decided, and why."""
    match statement.said:
        case Review(maker=maker, model=model, role=role, reason=reason):
            told = (("maker", maker), ("model", model), ("role", role))
            return "review", "", ", ".join(f"{name} {value}" for name, value in told if value), reason
        case Waiver(order=order, provision=provision, owner=owner, reason=reason, until=until):
            which = f"{order}#{provision}" if provision else "every finding"
            return "waiver", "", f"{which} until {until}, {owner} answers for it", reason
        case Answers(text=text):
            return "answers", "the case", text, ""
        case Withdrawal(number=number, reason=reason):
            return "withdrawal", f"statement {number}", "no longer counts", reason
        case _:
            raise AssertionError(f"{type(statement.said).__name__} has a predicate of its own")


def report_of(where: CaseFolder, snapshot: str = "latest") -> tuple[Path, Path]:
    """The report folder of a snapshot, and the case's ledger."""
    case = open_case(where.folder)
    return find_snapshot(case.snapshots, snapshot).folder, case.ledger


def chosen_report(
    report: Path | None, ledger: Path | None, where: CaseFolder | None, snapshot: str = "latest"
) -> tuple[Path, Path]:
    """
    A report folder and a ledger: those that were given, else a case's.

    Args:
        report: Report folder.
        ledger: Folder of the ledger.
        where: A case, for what was not given.
        snapshot: Which of its snapshots is the report.
    Raises: UsageError where neither a report nor a case is given.
    """
    if where is None:
        if report is None:
            raise UsageError("no report is given", where="REPORT", remedy="Give its folder, or --case DIR.")
        return report, ledger or Path("ledger")
    found, own = report_of(where, snapshot)
    return report or found, ledger or own
