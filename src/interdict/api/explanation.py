"""One device of a report, explained."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from interdict.assess.assess import Assessor
from interdict.bulk.assessment import profile_of
from interdict.bulk.rows import device_row
from interdict.bulk.scan import prepare
from interdict.case.library import Law
from interdict.case.stored import Report
from interdict.core.errors import UsageError
from interdict.law.load import load_library
from interdict.model.explanation import Explanation, PartExplanation
from interdict.model.finding import Decision
from interdict.parties.load import load_parties


def explain(
    report: Path,
    device: str,
    *,
    read_on: date | None = None,
    order_folders: Sequence[Path] = (),
) -> tuple[Explanation, ...]:
    """
    Say of a device in a report who made it on what evidence, and decide it again with all reasons.

    Args:
        report: Folder that `scan` wrote.
        device: Its id, hostname or serial number, or `#number`.
        read_on: Read the text of the law as it stood on this day; as the report did where absent.
        order_folders: Folders of orders of one's own, as the report was made with.
    Returns: One explanation for each device that goes by that word.
    Raises: UsageError if the folder is no report, or holds no such device.
    """
    law = Law(library=load_library(beside=order_folders), parties=load_parties())
    return explained(report, device, law, read_on=read_on)


def explained(report: Path, device: str, law: Law, *, read_on: date | None = None) -> tuple[Explanation, ...]:
    """
    The same under a given law: that of an earlier snapshot, say.

    Args:
        report: Folder that `scan` wrote.
        device: Its id, hostname or serial number, or `#number`.
        law: Orders and parties.
        read_on: Read the text of the law as it stood on this day; as the report did where absent.
    """
    stored = Report(report)
    rows = rows_of(stored, report, device)
    choice = stored.stored.choice
    if read_on:
        choice = msgspec.structs.replace(choice, read_on=read_on)
    operator = stored.operator(law.library.vocabulary)
    _, assessor = prepare(law.library, law.parties, operator, choice)
    same = law.digest == stored.stored.library_digest
    return tuple(_explanation(stored, row, assessor, same) for row in rows)


def rows_of(stored: Report, report: Path, device: str) -> list[dict[str, Any]]:
    """The devices that go by a word; a UsageError where none does."""
    rows = stored.devices(device)
    if not rows:
        raise UsageError(
            f"no device is called {device!r}",
            where=str(report),
            remedy="Use an id, hostname or serial number of devices.parquet, or #NUMBER from the report.",
        )
    return rows


def _explanation(stored: Report, row: dict[str, Any], assessor: Assessor, same: bool) -> Explanation:
    known = stored.stored
    identification = known.identifications[row["identification"]]
    parts = tuple(
        PartExplanation(
            component=part["component"],
            producer=part["producer"],
            decisions=_decided(stored, part["profile"], assessor),
        )
        for part in stored.parts(row["group"])
    )
    return Explanation(
        at=known.choice.at,
        device=device_row(row, stored.evidence(row["group"])),
        identification=identification,
        clues=tuple(known.clues[clue] for clue in identification.clues),
        decisions=_decided(stored, row["profile"], assessor),
        parts=parts,
        same_library=same,
    )


def _decided(stored: Report, profile: int, assessor: Assessor) -> tuple[Decision, ...]:
    found = assessor.assess(profile_of(profile, stored.profile(profile)))
    return tuple(sorted(found, key=lambda decision: assessor.roll_up([decision]).sort_key))
