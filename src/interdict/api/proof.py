"""Verbs over the ledger: seal, attest, hand over a key, bundle, verify."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from interdict import __version__
from interdict.case.sealed import absence_of, finding_set_of, inspection_of, run_of
from interdict.core.errors import LedgerError, UsageError
from interdict.ledger.attachments import attach, attached, file_digest, manifest_bytes, manifest_of
from interdict.ledger.bundle import Contents, write_bundle
from interdict.ledger.envelope import seal as sealed_envelope
from interdict.ledger.keys import Signer
from interdict.ledger.log import Log, create
from interdict.ledger.timestamp import kept_response
from interdict.ledger.verify import Policy, Verdict
from interdict.ledger.verify import verify as verify_file
from interdict.model.entry import Disposal, KeyRotation, Removal, Scope, Statement, Subject
from interdict.parties.load import load_parties

FINDINGS = "findings.parquet"
MOST_EMBEDDED = 256 << 20
"""Bytes of one file that a bundle can hold."""


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """What was added to a ledger."""

    origin: str
    entries: tuple[int, ...]
    """Positions of the new entries."""
    size: int
    """Entries of the ledger now."""
    root: str
    """SHA-256, lower-case hex."""


def record(statements: Iterable[Statement], ledger: Path, signer: Signer) -> Sealed:
    """
    Add statements to a ledger in one commit; the ledger is made where there is none.

    When this returns, they are on disk and a signed checkpoint commits to them.

    Args:
        statements: What is stated; all or none are added.
        ledger: Folder of the ledger.
        signer: Holds the ledger's key.
    Raises: LedgerError for another key or a damaged ledger; OutputError where the disk is full.
    """
    log = create(ledger, signer)
    entries = log.append([sealed_envelope(one, [signer]) for one in statements], signer)
    return _sealed(log, entries)


def seal(places: Sequence[Path], ledger: Path, signer: Signer, *, at: date, embed: bool = False) -> Sealed:
    """
    Seal report folders, or any files and folders: an inspection with the digest of a manifest of all files.

    Args:
        places: Folders and files; of a report folder, its inspection and its findings are stated too.
        ledger: Folder of the ledger; made where there is none.
        signer: Holds the ledger's key.
        at: Day of the sealing.
        embed: Keep the bytes of the files in the ledger, so that a bundle can hold them.
    Raises: LedgerError where a place cannot be read or the key is another; OutputError on a full disk.
    """
    create(ledger, signer)
    statements = [one for place in places for one in inspected(place, ledger, at, embed)]
    return record(statements, ledger, signer)


def attest_removal(
    removal: Removal | Disposal, documents: Sequence[Path], ledger: Path, signer: Signer
) -> Sealed:
    """
    State that a device was removed or disposed of, with the documents that show it attached by digest.

    Args:
        removal: What, when, by whom.
        documents: Files; their bytes are kept in the ledger.
        ledger: Folder of the ledger; made where there is none.
        signer: Holds the ledger's key.
    Raises: LedgerError where a document cannot be read or is too large.
    """
    create(ledger, signer)
    subjects = tuple(_document(path, ledger) for path in documents)
    return record([Statement(subject=subjects, predicate=removal)], ledger, signer)


def attest_absence(
    report: Path, scope: Scope, ledger: Path, signer: Signer, *, at: date, makers: Sequence[str] = ()
) -> Sealed:
    """
    Claim that a part of the network holds no device of some makers, as far as a report saw.

    Args:
        report: Folder that `scan` wrote; its files are sealed as the claim's subject.
        scope: Where.
        ledger: Folder of the ledger; made where there is none.
        signer: Holds the ledger's key.
        at: Day of the attestation.
        makers: Party ids or names; covered devices of any maker where empty.
    Raises: RefusedError where the records show such a device, or no device there at all; UsageError for a
        folder that is no report, or a maker that nobody knows.
    """
    found = absence_of(report, scope, makers, called=load_parties().called, attested=at)
    create(ledger, signer)
    subject = _manifest(report, manifest_of(report), ledger)
    return record([Statement(subject=(subject,), predicate=found)], ledger, signer)


def rotate_key(ledger: Path, old: Signer, new: Signer) -> Sealed:
    """
    Hand a ledger over to another key of the same name; both sign the entry, the new one signs from there on.

    Raises: LedgerError where the names differ, or the old key is not the ledger's.
    """
    if old.public.name != new.public.name or old.public == new.public:
        raise LedgerError(
            f"{new.public.label} cannot follow {old.public.label}",
            where="--to",
            remedy=f"Make a new key with the same name: {old.public.name}.",
        )
    log = Log(ledger)
    said = Statement(subject=(), predicate=KeyRotation(old=old.public.vkey, new=new.public.vkey))
    return _sealed(log, log.append([sealed_envelope(said, [old, new])], old, successor=new))


def bundle(
    ledger: Path,
    out: Path,
    *,
    entries: Sequence[int] = (),
    whole: bool = False,
    since: Sequence[int] = (),
) -> None:
    """
    Write the one file by which others verify entries of a ledger.

    Args:
        ledger: Folder of the ledger.
        out: File; it appears only when complete.
        entries: Positions of the entries it is about; all where empty.
        whole: Hold every entry, so that whoever verifies sees that none is left out.
        since: Sizes of earlier checkpoints to which consistency is proved.
    Raises: LedgerError for an entry or checkpoint that is not there; OutputError where it cannot be written.
    """
    log = Log(ledger)
    rotations = log.rotations()
    claims = tuple(entries) or tuple(index for index in range(log.size) if index not in set(rotations))
    contents = Contents(
        claims=claims,
        context=tuple(rotations),
        whole=whole or not entries,
        since=tuple(since),
        attachments=_attachments(log, claims),
        timestamp=kept_response(log),
    )
    write_bundle(log, contents, out)


def verify(path: Path, policy: Policy) -> Verdict:
    """
    Check a bundle, offline and without the code that wrote it.

    Args:
        path: The bundle; anything may be in it.
        policy: Keys, origin, witnesses, what was seen before.
    Returns: The steps that were checked and what came of each; claims only where all of them passed.
    Raises: LedgerError where the file cannot be read; UsageError for a time stamp without the extra.
    """
    try:
        return verify_file(path, policy)
    except OSError as error:
        raise LedgerError(
            f"cannot be read: {error.strerror or error}", where=str(path), remedy="Check its name."
        ) from error
    except ImportError:
        raise UsageError(
            "time stamps need the extra `timestamp`",
            where="--authority",
            remedy="Install it with: pip install 'interdict[timestamp]'",
        ) from None


def inspected(place: Path, ledger: Path, at: date, embed: bool) -> list[Statement]:
    """The statements that seal a place: its inspection, and of a report folder its findings."""
    files = manifest_of(place)
    subject = _manifest(place, files, ledger)
    if embed:
        _embed(place, files, ledger)
    run = run_of(place)
    size = sum(length for _, length in files.values())
    inspected = inspection_of(run, sealed=at, files=len(files), size=size, version=__version__)
    statements = [Statement(subject=(subject,), predicate=inspected)]
    if run and FINDINGS in files:
        found = Subject(name=FINDINGS, digest={"sha256": files[FINDINGS][0]})
        statements.append(Statement(subject=(found,), predicate=finding_set_of(run)))
    return statements


def _manifest(place: Path, files: Mapping[str, tuple[str, int]], ledger: Path) -> Subject:
    digest = attach(ledger, manifest_bytes(files))
    return Subject(name=f"{place.name or place.resolve().name}/", digest={"sha256": digest})


def _embed(place: Path, files: Mapping[str, tuple[str, int]], ledger: Path) -> None:
    for name in files:
        _kept(place / name if place.is_dir() else place, ledger)


def _document(path: Path, ledger: Path) -> Subject:
    return Subject(name=path.name, digest={"sha256": _kept(path, ledger)})


def _kept(path: Path, ledger: Path) -> str:
    _, size = file_digest(path)
    if size > MOST_EMBEDDED:
        raise LedgerError(
            f"has {size:,} bytes; at most {MOST_EMBEDDED:,} can be attached",
            where=str(path),
            remedy="Seal it by digest: leave out --embed, or attach a smaller document.",
        )
    return attach(ledger, path.read_bytes())


def _attachments(log: Log, claims: Sequence[int]) -> dict[str, bytes]:
    """Kept bytes that the claims name, and those that their manifests name."""
    found: dict[str, bytes] = {}
    if not (log.folder / "attachments").is_dir():
        return found
    for index in claims:
        for digest in _digests(next(log.entries(index, index + 1))):
            data = found.get(digest) or attached(log.folder, digest)
            if data is not None:
                found[digest] = data
    for data in list(found.values()):
        for digest in _listed(data):
            inside = attached(log.folder, digest)
            if inside is not None:
                found[digest] = inside
    return found


class _Envelope(msgspec.Struct):
    payload: bytes


class _Named(msgspec.Struct):
    subject: list[Subject]


class _Listed(msgspec.Struct):
    files: dict[str, dict[str, str | int]]


def _digests(entry: bytes) -> list[str]:
    payload = msgspec.json.decode(entry, type=_Envelope).payload
    return [one.digest.get("sha256", "") for one in msgspec.json.decode(payload, type=_Named).subject]


def _listed(data: bytes) -> list[str]:
    """Digests of files that a manifest names; none where the bytes are another document."""
    try:
        files = msgspec.json.decode(data, type=_Listed).files
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
    return [str(file.get("sha256", "")) for file in files.values()]


def _sealed(log: Log, entries: range) -> Sealed:
    return Sealed(
        origin=log.checkpoint.origin,
        entries=tuple(entries),
        size=log.size,
        root=log.checkpoint.root.hex(),
    )
