"""Verbs over the law without records: situations, and versions of an order."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from interdict.api.naming import naming, relatives
from interdict.law.compare import Comparison, compare
from interdict.law.load import load_library
from interdict.law.situations import Outcome, decide_situation, orders_of, read_situations
from interdict.law.timeline import Assumption
from interdict.law.versions import read_version
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import load_parties


def decide(
    situations: Path,
    *,
    at: date,
    read_on: date | None = None,
    orders: Sequence[str] = (),
    assumptions: Sequence[Assumption] = (),
    order_folders: Sequence[Path] = (),
) -> tuple[Outcome, ...]:
    """
    Decide situations written as facts, without any scan: each under every provision of its orders.

    Args:
        situations: A list in the form of `cases.yaml`; names of parties may stand for ids.
        at: As of when, for situations that name no day of their own.
        read_on: The day on which the text of the law is read; the day of the decision where absent.
        orders: Identifiers or globs; else what a situation says, else the orders of its jurisdictions.
        assumptions: Drafts that count from a day.
        order_folders: Folders of orders of one's own, which count besides those that ship.
    Raises: SituationError naming file, line and remedy; UsageError for an order that does not exist.
    """
    library, parties = load_library(beside=order_folders), load_parties()
    affiliation = Affiliates(parties)
    found = []
    for one in read_situations(situations, library, naming(parties)):
        chosen = orders_of(one, library, orders, assumptions)
        found.append(decide_situation(one, library, chosen, affiliation, at=at, read_on=read_on))
    return tuple(found)


def diff(before: str, after: str, *, order_folders: Sequence[Path] = ()) -> Comparison:
    """
    Compare two versions of an order by what they mean.

    Args:
        before: An order of the library, a file or folder, each also with `@DATE`: as it stands on that day.
        after: The version to set against it.
        order_folders: Folders of orders of one's own, which count besides those that ship.
    Returns: The differences by provision, each with a situation that the two decide differently.
    Raises: UsageError where a version means no order or several; OrderDataError for a broken file.
    """
    library, parties = load_library(beside=order_folders), load_parties()
    return compare(
        read_version(before, library, where="A"),
        read_version(after, library, where="B"),
        Affiliates(parties),
        relatives(parties),
    )
