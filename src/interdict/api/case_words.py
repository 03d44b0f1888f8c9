"""What people say of a case: reviews, waivers, answers, removals; what returns is written for good."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from interdict.api.naming import naming
from interdict.api.reopened import statements_of
from interdict.assess.situation import load_roles
from interdict.case.documents import keep_document
from interdict.case.layout import Case, make_case, open_case
from interdict.case.library import shipped_law
from interdict.case.snapshots import IDENTITIES, find_snapshot
from interdict.case.stored import Report
from interdict.core.errors import AnswersError, UsageError
from interdict.law.answers import read_answers
from interdict.law.nodes import suggestion
from interdict.law.timeline import provision_named
from interdict.model.statement import (
    Answers,
    AnySaid,
    Disposal,
    Removal,
    Review,
    Statement,
    Subject,
    Waiver,
    Withdrawal,
)
from interdict.parties.load import load_parties
from interdict.parties.resolve import nearest, resolve

LONGEST_WORD = 4000
"""Characters of a reason or a note."""
HOW = ("destroyed", "returned", "stored", "transferred")
"""What may become of a removed device."""


class Speaker:
    """
    Who speaks about which case, and when.

    Args:
        folder: Of the case.
        author: Who says it; shown in every report that rests on it.
        now: When, UTC.
        environment: Of the process: the URL of the register, where it is set there.
    """

    def __init__(self, folder: Path, *, author: str, now: datetime, environment: Mapping[str, str]) -> None:
        if not author.strip():
            raise UsageError("nobody is named as author", where="--by", remedy="Give a name with --by.")
        self.case = open_case(folder)
        self._author, self._now, self._environment = author.strip(), now, environment

    def say(self, said: AnySaid, subject: Subject | None = None, documents: Sequence[Path] = ()) -> Statement:
        """Record a statement; raises RegisterError, with nothing recorded, where that fails."""
        kept = [keep_document(path, self.case.documents) for path in documents]
        register = self.case.register(self._environment)
        try:
            return register.add(said, author=self._author, at=self._now, subject=subject, documents=kept)
        finally:
            register.close()

    def statements(self) -> tuple[Statement, ...]:
        """Everything that was said so far."""
        return statements_of(self.case, self._environment)


def init_case(folder: Path, *, title: str = "", sources: Sequence[str] = (), profile: str = "") -> Case:
    """
    Make a folder a case: `interdict.toml`, a place for snapshots, and a register on first use.

    Args:
        folder: New or existing; files in it stay.
        title: What the case is called.
        sources: Evidence, relative to the folder or absolute.
        profile: File with facts about the operator, relative to the folder.
    Raises: CaseError where it is a case already, or cannot be written.
    """
    return make_case(folder, title=title, sources=sources, profile=profile)


def review(
    speaker: Speaker,
    device: str,
    *,
    maker: str = "",
    model: str = "",
    role: str = "",
    reason: str,
    documents: Sequence[Path] = (),
) -> Statement:
    """
    Record what a person saw of a device; the next scan identifies it so, whatever the evidence suggests.

    Args:
        speaker: Who says it, of which case.
        device: Id, hostname, serial number or `#number` in the latest snapshot.
        maker: A party or maker, by id or name.
        model: As on its label.
        role: Network role.
        reason: What was seen.
        documents: Files to attach, such as photographs.
    Raises: UsageError for a device, maker or role that does not exist.
    """
    if not (maker or model or role):
        raise UsageError("the review says nothing", remedy="Give --maker, --model or --role.")
    if role and role not in load_roles():
        raise UsageError(f"unknown role {role!r}", where="--role", remedy=suggestion(role, load_roles()))
    said = Review(maker=_maker(maker), model=model.strip(), role=role, reason=_words(reason, "--reason"))
    return speaker.say(said, subject_of(speaker.case, device), documents)


def _maker(text: str) -> str:
    if not text:
        return ""
    parties = load_parties()
    named = resolve(parties, text)
    if named is None:
        near = ", ".join(nearest(parties, text))
        remedy = f"Did you mean {near}?" if near else "Use an id of `interdict parties list`."
        raise UsageError(f"nobody is called {text!r}", where="--maker", remedy=remedy)
    return named.party


def waive(
    speaker: Speaker,
    device: str,
    *,
    owner: str,
    reason: str,
    until: date,
    provision: str = "",
    documents: Sequence[Path] = (),
) -> Statement:
    """
    Record that the operator accepts a finding until a day; the law's own exemptions are no waivers.

    Args:
        speaker: Who says it, of which case.
        device: Id, hostname, serial number or `#number` in the latest snapshot.
        owner: Who answers for it.
        reason: Why.
        until: Last day.
        provision: Its id, or `order#id`; every finding on the device where empty.
        documents: Files to attach, such as an approval.
    Raises: UsageError for a device or a provision that does not exist.
    """
    order = ""
    if provision:
        law = shipped_law(speaker.case.own_orders())
        found = provision_named(provision, tuple(law.library.orders.values()))
        order, provision = found.order, found.id
    said = Waiver(
        order=order,
        provision=provision,
        owner=_words(owner, "--owner"),
        reason=_words(reason, "--reason"),
        until=until,
    )
    return speaker.say(said, subject_of(speaker.case, device), documents)


def answer(speaker: Speaker, answers: Path, *, documents: Sequence[Path] = ()) -> Statement:
    """
    Record answers to open questions; every later scan of the case takes them in.

    Args:
        speaker: Who says it, of which case.
        answers: A file in the form that `ask --answers` reads.
        documents: Files to attach.
    Raises: AnswersError naming file and line.
    """
    try:
        data = answers.read_bytes()
    except OSError as error:
        raise AnswersError(
            f"cannot be read: {error.strerror}", where=str(answers), remedy="Check the path."
        ) from error
    law = shipped_law(speaker.case.own_orders())
    if not read_answers(data, str(answers), law.library, naming(law.parties)):
        raise AnswersError("answers nothing", where=str(answers), remedy="Fill in at least one fact.")
    return speaker.say(Answers(text=data.decode()), None, documents)


def removed(
    speaker: Speaker,
    device: str,
    *,
    on: date,
    note: str = "",
    documents: Sequence[Path] = (),
) -> Statement:
    """
    Record that a device was taken out of the network; where a later snapshot has it, that is an alarm.

    Args:
        speaker: Who says it, of which case.
        device: Id, hostname, serial number or `#number` in the latest snapshot.
        on: The day.
        note: Anything to remember.
        documents: Files to attach, such as a work order.
    Raises: UsageError for a device that does not exist.
    """
    said = Removal(on=on, note=_words(note, "--note", needed=False))
    return speaker.say(said, subject_of(speaker.case, device), documents)


def disposed(
    speaker: Speaker,
    device: str,
    *,
    on: date,
    how: str,
    note: str = "",
    documents: Sequence[Path] = (),
) -> Statement:
    """
    Record what became of a removed device.

    Args:
        speaker: Who says it, of which case.
        device: As it was called in the snapshot in which its removal was recorded, or now.
        on: The day.
        how: `destroyed`, `returned`, `stored` or `transferred`.
        note: Anything to remember.
        documents: Files to attach, such as a certificate of destruction.
    Raises: UsageError for a device that does not exist or was not removed.
    """
    if how not in HOW:
        raise UsageError(f"unknown way {how!r}", where="--disposed", remedy=f"Use {', '.join(HOW)}.")
    subject = next(
        (
            one.subject
            for one in reversed(speaker.statements())
            if isinstance(one.said, Removal) and one.subject and _means(one.subject, device)
        ),
        None,
    )
    if subject is None:
        raise UsageError(
            f"no removal of {device!r} is recorded",
            where=str(speaker.case.folder),
            remedy="Record it first with `interdict removed DEVICE --on DATE`.",
        )
    said = Disposal(on=on, how=how, note=_words(note, "--note", needed=False))
    return speaker.say(said, subject, documents)


def _means(subject: Subject, word: str) -> bool:
    plain = word.strip().upper()
    return subject.device.upper() == plain or any(
        key.partition("|")[2].upper() == plain for key in subject.keys
    )


def withdraw(speaker: Speaker, number: int, *, reason: str) -> Statement:
    """
    Record that an earlier statement no longer counts; it stays in the history.

    Args:
        speaker: Who says it, of which case.
        number: Of the statement.
        reason: Why.
    Raises: UsageError where there is no such statement, or it was withdrawn already.
    """
    said = speaker.statements()
    gone = {one.said.number for one in said if isinstance(one.said, Withdrawal)}
    if number in gone or not any(
        one.number == number and not isinstance(one.said, Withdrawal) for one in said
    ):
        raise UsageError(
            f"there is no statement {number} that still counts",
            where=str(speaker.case.folder),
            remedy="See `interdict history`.",
        )
    return speaker.say(Withdrawal(number=number, reason=_words(reason, "--reason")))


def _words(text: str, where: str, *, needed: bool = True) -> str:
    plain = text.strip()
    if needed and not plain:
        raise UsageError("is empty", where=where, remedy="Say it in a sentence.")
    if len(plain) > LONGEST_WORD:
        raise UsageError(
            f"has more than {LONGEST_WORD} characters", where=where, remedy="Attach a document instead."
        )
    return plain


def subject_of(case: Case, word: str) -> Subject:
    """
    The device of the latest snapshot that a word means, with every identity it has.

    Raises: UsageError where none or several go by the word; SnapshotError where there is no snapshot.
    """
    latest = find_snapshot(case.snapshots, "latest")
    report = Report(latest.folder)
    rows = report.devices(word) or _by_identity(report, latest.folder / IDENTITIES, word)
    if not rows:
        raise UsageError(
            f"no device is called {word!r}",
            where=str(latest.folder),
            remedy="Use an id, hostname or serial number of devices.parquet, or #NUMBER from the report.",
        )
    if len(rows) > 1:
        names = ", ".join(f"#{row['group']} ({row['device']})" for row in rows[:6])
        raise UsageError(f"{len(rows)} devices are called {word!r}", remedy=f"Give one of: {names}.")
    keys = pq.read_table(latest.folder / IDENTITIES, filters=[("device", "=", rows[0]["group"])])
    ordered = sorted(keys.to_pylist(), key=lambda row: (row["strength"], row["key"]))
    return Subject(device=rows[0]["device"], keys=tuple(row["key"] for row in ordered))


def _by_identity(report: Report, identities: Path, word: str) -> list[dict[str, Any]]:
    """Devices of which the word is another id or tag: that of a record that speaks second for them."""
    keys = pq.read_table(identities, columns=["device", "key"])
    ends = pc.ends_with(pc.utf8_upper(keys["key"]), f"|{word.strip().upper()}")
    numbers = sorted(set(keys.filter(ends)["device"].to_pylist()))
    return [row for number in numbers for row in report.devices(f"#{number}")]
