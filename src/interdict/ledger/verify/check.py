"""Checks of a bundle, step by step: what was checked, against what, and what came of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from interdict.ledger.verify.content import Content
from interdict.ledger.verify.envelopes import ROTATION, Entry, rotation, signers
from interdict.ledger.verify.notes import (
    Key,
    MalformedError,
    Note,
    cosigned_at,
    read_key,
    read_note,
    strict_base64,
)
from interdict.ledger.verify.proofs import grown, included, root_of_leaves
from interdict.ledger.verify.timestamps import stamped_at

PLAIN = 1
WITNESS = 4


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What the verifier trusts and asks for."""

    keys: tuple[str, ...]
    """Verifier keys of the log, one line each; at least one."""
    origin: str = ""
    """Origin that the log must have; the name of the first key where empty."""
    witnesses: tuple[str, ...] = ()
    """Verifier keys of witnesses (type 0x04)."""
    quorum: int = 0
    """How many of the witnesses must have cosigned."""
    seen: str = ""
    """A signed checkpoint that was kept before; the bundle must be neither older nor of another history."""
    authority: bytes = b""
    """PEM certificates of a time-stamping authority; empty where no time stamp is asked for."""
    every_signature: bool = False
    """Check the signature of every entry, however many there are."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was checked."""

    name: str
    passed: bool
    said: str
    """What was checked and what came of it, one sentence."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that verified, as it stands in the log."""

    index: int
    kind: str
    """Type of its predicate."""
    subjects: tuple[tuple[str, str], ...]
    """Name and SHA-256."""
    signed_by: tuple[str, ...]
    predicate: dict[str, Any]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a bundle verifies, and the steps that were checked; no claim where it does not."""

    verified: bool
    origin: str = ""
    size: int = 0
    root: str = ""
    """SHA-256, lower-case hex."""
    checkpoint: str = ""
    """The signed checkpoint, to be kept as what was seen."""
    steps: tuple[Step, ...]
    claims: tuple[Claim, ...] = ()


def verify(path: Path, policy: Policy) -> Verdict:
    """
    Check a bundle against what the verifier trusts; every step runs unless its ground is missing.

    Args:
        path: One file; anything may be in it.
        policy: Keys, origin, witnesses, what was seen before.
    Returns: The verdict; a malformed or forged bundle is one that does not verify, never an exception.
    Raises: OSError where the file cannot be read; ImportError for a time stamp without the extra.
    """
    checks = _Checks(policy)
    if not checks.run("form", lambda: checks.form(path)) or not checks.run("keys", checks.keys):
        return Verdict(verified=False, steps=tuple(checks.steps))
    for name in (
        "checkpoint",
        "witnesses",
        "entries",
        "statements",
        "attachments",
        "history",
        "seen",
        "timestamp",
    ):
        checks.run(name, getattr(checks, name))
    good, note = all(step.passed for step in checks.steps), checks.content.checkpoint
    return Verdict(
        verified=good,
        origin=note.origin,
        size=note.size,
        root=note.root.hex(),
        checkpoint=checks.content.note_text if good else "",
        steps=tuple(checks.steps),
        claims=tuple(checks.claims) if good else (),
    )


class _Checks:
    """The steps over one bundle; each returns a sentence, or raises MalformedError with what is wrong."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.steps: list[Step] = []
        self.claims: list[Claim] = []
        self.trusted: dict[str, Key] = {}
        self.retired: set[str] = set()

    def run(self, name: str, check: Callable[[], str]) -> bool:
        """Take one step."""
        try:
            said = check()
        except MalformedError as error:
            self.steps.append(Step(name=name, passed=False, said=str(error)))
            return False
        if said:
            self.steps.append(Step(name=name, passed=True, said=said))
        return True

    def form(self, path: Path) -> str:
        """Every line is in its one form, nothing is cut off or added."""
        self.content = Content(path, every=self.policy.every_signature)
        return f"{self.content.lines:,} lines, each in its one form; their digest is the one at the end"

    def keys(self) -> str:
        """Trust goes from the keys that were given over changes of the key that both keys signed."""
        given = [read_key(text) for text in self.policy.keys]
        if not given or any(key.kind != PLAIN for key in given):
            raise MalformedError("no key of the log was given, or one of another kind")
        self.trusted = {key.label: key for key in given}
        self.origin = self.policy.origin or given[0].name
        turns = [rotation(entry) for entry in self.content.entries.values() if entry.kind == ROTATION]
        for old, new in turns:
            if old.label in self.trusted:
                self.trusted[new.label] = new
                self.retired.add(old.label)
        for old, new in reversed(turns):
            if new.label in self.trusted:
                self.trusted.setdefault(old.label, old)
                self.retired.add(old.label)
        said = f"{len(given)} given"
        return f"{said}, {len(turns)} changes of key, each signed by the old and the new" if turns else said

    def checkpoint(self) -> str:
        """The log with this origin signed the checkpoint, with a key that is trusted and not retired."""
        note = self.content.checkpoint
        current = {label: key for label, key in self.trusted.items() if label not in self.retired}
        by = _signed(note, self.origin, current)
        root = note.root.hex()
        return f"{note.origin} signed {note.size:,} entries with root {root[:16]}…, by {', '.join(by)}"

    def witnesses(self) -> str:
        """Enough of the witnesses that are known cosigned the checkpoint."""
        note, known = self.content.checkpoint, [read_key(text) for text in self.policy.witnesses]
        if any(key.kind != WITNESS for key in known):
            raise MalformedError("a key given for a witness is not of type 0x04")
        times = {}
        for key in known:
            for name, identity, signature in note.signatures:
                if (name, identity) == (key.name, key.identity):
                    seconds = cosigned_at(key, signature, note.body)
                    if seconds is None:
                        raise MalformedError(f"the cosignature of {key.label} is not valid")
                    times[key.label] = seconds
        if len(times) < self.policy.quorum:
            raise MalformedError(f"{len(times)} known witnesses cosigned, {self.policy.quorum} are asked for")
        return f"{len(times)} of {len(known)} known witnesses cosigned" if known else ""

    def entries(self) -> str:
        """The entries are the log's, in its order, none changed, none left out of a whole bundle."""
        note, leaves = self.content.checkpoint, self.content.leaves
        if self.content.header.whole:
            if len(leaves) != note.size or any(index != at for at, (index, _, _) in enumerate(leaves)):
                raise MalformedError(f"the log has {note.size:,} entries; the bundle has others or fewer")
            if root_of_leaves(leaf for _, leaf, _ in leaves) != note.root:
                raise MalformedError("the entries do not hash to the root that the log signed")
            return f"all {note.size:,} entries hash to the signed root"
        for index, leaf, proof in leaves:
            path = [strict_base64(one) for one in proof]
            if not included(leaf, index, note.size, path, note.root):
                raise MalformedError(f"entry {index} is not in the log at the place it claims")
        return f"{len(leaves):,} entries are in the log, each by its inclusion proof"

    def statements(self) -> str:
        """Each claim, and every entry where they are few enough, is signed by a trusted key."""
        claimed = set(self.content.header.claims)
        for index, entry in self.content.entries.items():
            by = signers(entry, self.trusted)
            if not by:
                raise MalformedError(f"entry {index} is signed by no trusted key")
            if index in claimed:
                self.claims.append(_claim(entry, by))
        count = len(self.content.entries)
        rest = len(self.content.leaves) - count
        said = f"{count:,} statements are signed by trusted keys, {len(claimed):,} of them claims"
        return f"{said}; {rest:,} others stand on the log's signature alone" if rest else said

    def attachments(self) -> str:
        """Attached bytes are what statements or attached manifests name."""
        foreign = self.content.foreign()
        if foreign:
            raise MalformedError(f"no statement names the attachment {foreign[0][:16]}…")
        count = len(self.content.attachments)
        return f"{count:,} attachments have the digests that statements name" if count else ""

    def history(self) -> str:
        """The log grew from each earlier checkpoint in the bundle, and those were signed too."""
        for note, proof in self.content.earlier:
            _signed(note, self.origin, self.trusted)
            self._grown_from(note, proof)
        sizes = ", ".join(f"{note.size:,}" for note, _ in self.content.earlier)
        return (
            f"the log grew from its checkpoints at {sizes} entries, nothing changed or removed"
            if sizes
            else ""
        )

    def seen(self) -> str:
        """The log is the one that was seen before, and not an older state of it."""
        if not self.policy.seen:
            return ""
        old, now = read_note(self.policy.seen), self.content.checkpoint
        _signed(old, self.origin, self.trusted)
        if old.size > now.size:
            raise MalformedError(
                f"the checkpoint is replayed: {old.size:,} entries were seen, this one has {now.size:,}"
            )
        if old.size == now.size and old.root != now.root:
            raise MalformedError(f"the log is forked: another root was seen at {old.size:,} entries")
        if self.content.header.whole:
            if root_of_leaves(leaf for _, leaf, _ in self.content.leaves[: old.size]) != old.root:
                raise MalformedError(
                    f"the log is forked: its first {old.size:,} entries are not those that were seen"
                )
        elif old.size not in (0, now.size):
            proofs = [proof for note, proof in self.content.earlier if note.size == old.size]
            if not proofs:
                raise MalformedError(
                    f"the bundle has no proof from the {old.size:,} entries that were seen; ask for one"
                )
            self._grown_from(old, proofs[0])
        return f"it continues the checkpoint that was seen at {old.size:,} entries"

    def timestamp(self) -> str:
        """An authority that is trusted saw the checkpoint at a time."""
        if not self.policy.authority:
            return ""
        if not self.content.timestamp:
            raise MalformedError("a time stamp is asked for, the bundle has none")
        body = self.content.checkpoint.body.encode()
        at = stamped_at(self.content.timestamp, body, self.policy.authority)
        return f"the checkpoint existed at {at:%Y-%m-%d %H:%M:%S} UTC, says the time-stamping authority"

    def _grown_from(self, old: Note, proof: list[bytes]) -> None:
        now = self.content.checkpoint
        if not grown(old.size, now.size, old.root, now.root, proof):
            raise MalformedError(
                f"the log is forked: it did not grow from its checkpoint at {old.size:,} entries"
            )


def _signed(note: Note, origin: str, keys: dict[str, Key]) -> list[str]:
    """Labels of the trusted keys that signed a checkpoint of this origin."""
    if note.origin != origin:
        raise MalformedError(f"the origin of the log is {note.origin}, expected is {origin}")
    by = []
    for name, identity, signature in note.signatures:
        key = keys.get(f"{name}+{identity.hex()}")
        if key is None or name != origin:
            continue
        if not key.signed(signature, note.body.encode()):
            raise MalformedError(f"the signature of {key.label} on the checkpoint is not valid")
        by.append(key.label)
    if not by:
        raise MalformedError("the checkpoint is signed by no key that is trusted")
    return by


def _claim(entry: Entry, by: list[Key]) -> Claim:
    return Claim(
        index=entry.index,
        kind=entry.kind,
        subjects=entry.subjects,
        signed_by=tuple(key.label for key in by),
        predicate=entry.fields(),
    )
