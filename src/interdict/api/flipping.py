"""What it would take to turn a finding."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from interdict.api.explanation import rows_of
from interdict.api.naming import naming, relatives
from interdict.assess.situation import situation
from interdict.bulk.assessment import profile_of
from interdict.bulk.scan import prepare
from interdict.case.stored import Report
from interdict.law.decide import decide as decide_provision
from interdict.law.flip import WhyNot, statuses_to
from interdict.law.flip import why_not as turn
from interdict.law.load import load_library
from interdict.law.situations import orders_of, read_situations
from interdict.law.timeline import Assumption, provision_named
from interdict.model.order import Library as LawLibrary
from interdict.model.order import Provision
from interdict.model.vocabulary import Facts
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import Parties, load_parties


def why_not(
    report: Path, device: str, provision: str, *, to: str = "", order_folders: Sequence[Path] = ()
) -> tuple[WhyNot, ...]:
    """
    Say which smallest changes of facts would turn a provision's finding on a device of a report.

    Args:
        report: Folder that `scan` wrote.
        device: Its id, hostname or serial number, or `#number`.
        provision: Its id, or `order#id` where several orders have that id.
        to: `covered` or `not-covered`; the other one of what it is where empty.
        order_folders: Folders of orders of one's own, as the report was made with.
    Returns: One answer for each device that goes by that word.
    Raises: UsageError if the folder is no report, or holds no such device, or no order has the provision.
    """
    stored = Report(report)
    rows = rows_of(stored, report, device)
    library, parties = load_library(beside=order_folders), load_parties()
    operator = stored.operator(library.vocabulary)
    selected, assessor = prepare(library, parties, operator, stored.stored.choice)
    one = provision_named(provision, selected)
    profiles = [profile_of(row["profile"], stored.profile(row["profile"])) for row in rows]
    situations = [situation(profile, operator.facts, assessor.points) for profile in profiles]
    return tuple(_turned(one, facts, library, parties, stored.stored.choice.at, to) for facts in situations)


def why_not_situation(
    situations: Path,
    provision: str,
    *,
    at: date,
    to: str = "",
    orders: Sequence[str] = (),
    assumptions: Sequence[Assumption] = (),
    order_folders: Sequence[Path] = (),
) -> tuple[WhyNot, ...]:
    """
    Say of situations written as facts which smallest changes would turn one provision's finding.

    Args:
        situations: As `decide` takes them.
        provision: Its id, or `order#id` where several orders have that id.
        at: As of when, for situations that name no day of their own.
        to: `covered` or `not-covered`; the other one of what it is where empty.
        orders: Identifiers or globs, as `decide` takes them.
        assumptions: Drafts that count from a day.
        order_folders: Folders of orders of one's own, which count besides those that ship.
    Raises: SituationError naming file, line and remedy; UsageError where no order has the provision.
    """
    library, parties = load_library(beside=order_folders), load_parties()
    found = []
    for one in read_situations(situations, library, naming(parties)):
        chosen = provision_named(provision, orders_of(one, library, orders, assumptions))
        found.append(_turned(chosen, one.facts, library, parties, one.at or at, to))
    return tuple(found)


def _turned(
    provision: Provision, facts: Facts, library: LawLibrary, parties: Parties, at: date, to: str
) -> WhyNot:
    affiliation = Affiliates(parties)
    now = decide_provision(provision, facts, at=at, affiliation=affiliation, library=library).status
    wanted, kin = statuses_to(to, now), relatives(parties)
    return turn(provision, facts, library, affiliation, at=at, wanted=wanted, relatives=kin)
