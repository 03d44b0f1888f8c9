"""One verb per step; doors call these and nothing below them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import msgspec

from interdict.assess.assess import Assessor
from interdict.assess.ground import common, ground
from interdict.assess.situation import situation
from interdict.bulk.ahead import outlook
from interdict.bulk.asking import answered, ask_round, settled
from interdict.bulk.assessment import profile_of
from interdict.bulk.duckdb import DuckDB
from interdict.bulk.engine import work_folder
from interdict.bulk.identity import identity_rows
from interdict.bulk.impact import Compared, compare_sides, sides
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import take_inventory
from interdict.bulk.profiles import Bench, bench
from interdict.bulk.rows import device_row
from interdict.bulk.scan import (
    Choice,
    Taken,
    chosen_orders,
    decide_inventory,
    library_digest,
    prepare,
    relation_days,
)
from interdict.case.impact import IMPACT, write_impact
from interdict.case.names import NamesScreened, Screening, write_screened
from interdict.case.output import complete_folder
from interdict.case.profile import load_profile
from interdict.case.report import write_report
from interdict.case.stored import Report
from interdict.collect.outcome import Collected
from interdict.collect.snmp import Manner
from interdict.core.errors import AnswersError, NoEvidenceError, OrderDataError, UsageError
from interdict.core.problem import Problem
from interdict.core.progress import Progress, Silent
from interdict.core.whole import whole_file
from interdict.evidence.mapping import ColumnMapping, load_mapping
from interdict.evidence.read import Reading, read_all
from interdict.evidence.records.column import read_column
from interdict.identify.library import Library as Identifiers
from interdict.identify.recog import Fingerprints, load_fingerprints
from interdict.law.answers import read_answers
from interdict.law.compare import Comparison, compare
from interdict.law.decide import decide as decide_provision
from interdict.law.flip import WhyNot, statuses_to
from interdict.law.flip import why_not as turn
from interdict.law.load import load_library
from interdict.law.nodes import read
from interdict.law.situations import (
    Naming,
    Outcome,
    decide_situation,
    orders_of,
    read_situations,
)
from interdict.law.timeline import Assumption, provision_named
from interdict.law.versions import read_version
from interdict.model.asking import Asking
from interdict.model.explanation import Explanation, PartExplanation
from interdict.model.finding import Decision
from interdict.model.impact import Impact
from interdict.model.operator import Operator
from interdict.model.order import Library as LawLibrary
from interdict.model.order import Order, Provision
from interdict.model.run import Run
from interdict.model.upcoming import Outlook
from interdict.model.vocabulary import Facts
from interdict.parties.affiliates import Affiliates
from interdict.parties.exchange.lists import exported, read_lists, write_group
from interdict.parties.load import Parties, Provenance, load_parties
from interdict.parties.resolve import nearest, resolve

Respond = Callable[[Asking], bytes]
"""From open questions to a text of answers; empty where nobody answers."""


class Identified(msgspec.Struct, frozen=True, kw_only=True):
    """What `identify` did."""

    reading: Reading
    records: int
    """Objects written: one per device of each source."""
    named: int
    """Of them, those whose maker is named."""


def identify(
    paths: Sequence[Path],
    out: Path,
    *,
    at: date,
    form: str = "jsonl",
    mapping: Path | None = None,
    fingerprints: Path | None = None,
    progress: Progress | None = None,
) -> Identified:
    """
    Say of every device in the evidence who made it and what it is, one object a device.

    Args:
        paths: Files and folders of evidence.
        out: File to write; it appears only when complete.
        at: Date as of which groups of firms are formed.
        form: `jsonl`, `json`, `csv` or `parquet`.
        mapping: Meaning of table columns that headers do not tell.
        fingerprints: Folder of fingerprints in recog's XML, used beside those of the package.
        progress: Told of every stage; silent by default.
    """
    progress = progress or Silent()
    own = load_fingerprints(fingerprints) if fingerprints else None
    with _inventory(paths, at=at, mapping=mapping, progress=progress, fingerprints=own) as taken:
        inventory, reading = taken.inventory, taken.reading
        rows = identity_rows(inventory, reading.sources)
        progress.stage("writing")
        with whole_file(out) as aside:
            inventory.engine.write(rows, aside, form)
            counted = rows.agg(records=rows.count(), named=rows.count(where=~rows.abstained)).to_pyarrow()
    return Identified(
        reading=reading, records=counted["records"][0].as_py(), named=counted["named"][0].as_py()
    )


@contextmanager
def _inventory(
    paths: Sequence[Path],
    *,
    at: date,
    mapping: Path | None,
    progress: Progress,
    fingerprints: Fingerprints | None = None,
) -> Iterator[Taken]:
    """Evidence read, grouped and identified, in a work folder that lives as long as the block."""
    said = load_mapping(mapping) if mapping else ColumnMapping()
    identifiers = Identifiers(load_parties(), at=at, fingerprints=fingerprints)
    with work_folder() as folder:
        with ParquetSink(folder) as sink:
            reading = read_all(paths, sink=sink, mapping=said, progress=progress)
        if not any(source.records for source in reading.sources):
            raise NoEvidenceError(
                _nothing_read(reading),
                where=", ".join(str(path) for path in paths),
                remedy="Give SNMP walks, tables or device records; see docs/reference/readers.md.",
            )
        engine = DuckDB(folder)
        try:
            inventory = take_inventory(engine, sink, identifiers, progress)
            yield Taken(inventory=inventory, reading=reading, identifiers=identifiers)
        finally:
            engine.close()


def _nothing_read(reading: Reading) -> str:
    first = f" (first: {reading.problems[0]})" if reading.problems else ""
    return f"none of {len(reading.sources)} inputs holds a device that could be read{first}"


def screen_names(
    path: Path,
    out: Path,
    *,
    at: date,
    column: str = "",
    least: float = 0.5,
    form: str = "csv",
    makers: bool = False,
    folders: Sequence[Path] = (),
    progress: Progress | None = None,
) -> NamesScreened:
    """
    Say of every name in a file which party it may mean, with probability and explanation.

    Args:
        path: CSV, TSV, XLSX, or one name a line.
        out: File to write; it appears only when complete.
        at: Day on which names and brands must be in use.
        column: Header or number of the column with the names; recognised where empty.
        least: Probability below which no party is told.
        form: `csv` or `jsonl`.
        makers: Whether makers that no order names are told too.
        folders: Further parties, as `import_parties` writes them.
        progress: Told of every stage; silent by default.
    """
    parties = load_parties(beside=folders)
    progress = progress or Silent()
    progress.stage("screening names")
    run = Screening(parties.screen(at=at, makers=makers), least, progress)
    with read_column(path, column) as cells:
        write_screened(run.rows(cells), out, form=form, called=parties.called)
    return run.done()


class PartiesImported(msgspec.Struct, frozen=True, kw_only=True):
    """What `import_parties` did."""

    target: Path
    parties: int
    stakes: int
    problems: tuple[Problem, ...]


def import_parties(
    files: Sequence[Path], out: Path, *, title: str = "", licence: str = "", href: str = ""
) -> PartiesImported:
    """
    Make published lists a folder of parties that every command can load beside the shipped ones.

    Args:
        files: FollowTheMoney JSON lines, or the CSV of the Consolidated Screening List.
        out: Folder; one file of it is written or replaced.
        title: What the list is called; the first file's name where empty.
        licence: Terms under which its publisher gives it.
        href: Where it was published.
    """
    title = title or files[0].name.partition(".")[0]
    shipped = load_parties()
    taken = frozenset((*shipped.parties, *shipped.makers))
    provenance = Provenance(title=title, licence=licence, href=href)
    done = read_lists(files, provenance=provenance, taken=taken)
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in title)
    target = out / f"{safe[:80].strip('.') or 'list'}.json"
    if done.group.parties:
        write_group(done.group, target)
    return PartiesImported(
        target=target,
        parties=len(done.group.parties),
        stakes=len(done.group.stakes),
        problems=done.problems,
    )


def export_parties(out: Path, *, form: str, folders: Sequence[Path] = ()) -> int:
    """
    Write the parties in a published shape; returns how many lines.

    Args:
        out: File to write.
        form: `ftm` or `csl`.
        folders: Further parties, as `import_parties` writes them.
    """
    lines = list(exported(load_parties(beside=folders), form))
    out.write_text("".join(lines), encoding="utf-8", newline="")
    return len(lines)


def scan(
    paths: Sequence[Path],
    out: Path,
    *,
    choice: Choice,
    profile: Path | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
    order_folders: Sequence[Path] = (),
) -> Run:
    """
    Do the main job: read evidence, identify, assess under the chosen orders, write the report folder.

    Args:
        paths: Files and folders of evidence.
        out: Report folder; it appears only when complete, and replaces an earlier report.
        choice: As of when, under which orders.
        profile: Operator profile; without it every fact about the operator is unknown.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage; silent by default.
        order_folders: Folders of orders of one's own, which count besides those that ship.
    Raises: ProfileError, OrderDataError, UsageError, NoEvidenceError, OutputError.
    """
    progress = progress or Silent()
    library = load_library(beside=order_folders)
    operator = load_profile(profile, library.vocabulary) if profile else Operator()
    with (
        complete_folder(out) as folder,
        _inventory(paths, at=choice.at, mapping=mapping, progress=progress) as taken,
    ):
        decided = decide_inventory(taken, library, operator, choice, progress=progress)
        progress.stage("writing the report")
        write_report(decided, folder)
    return decided.run


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
    stored = Report(report)
    rows = _rows_of(stored, report, device)
    library, parties = load_library(beside=order_folders), load_parties()
    choice = stored.stored.choice
    if read_on:
        choice = msgspec.structs.replace(choice, read_on=read_on)
    _, assessor = prepare(library, parties, stored.operator(library.vocabulary), choice)
    same = library_digest(library, parties) == stored.stored.library_digest
    return tuple(_explanation(stored, row, assessor, same) for row in rows)


def _rows_of(stored: Report, report: Path, device: str) -> list[dict[str, Any]]:
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
    for one in read_situations(situations, library, _naming(parties)):
        chosen = orders_of(one, library, orders, assumptions)
        found.append(decide_situation(one, library, chosen, affiliation, at=at, read_on=read_on))
    return tuple(found)


def _naming(parties: Parties) -> Naming:
    """Names of parties become ids by the parties data."""

    def found(text: str) -> tuple[str, str] | None:
        named = resolve(parties, text)
        return (named.party, named.name) if named else None

    return Naming(resolve=found, nearest=lambda text: nearest(parties, text))


def upcoming(
    paths: Sequence[Path],
    *,
    choice: Choice,
    until: date,
    profile: Path | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
    order_folders: Sequence[Path] = (),
) -> Outlook:
    """
    Say what the chosen orders will do to devices that stay as they are, in calendar order.

    Args:
        paths: Files and folders of evidence.
        choice: The first day, and the orders.
        until: The last day.
        profile: Operator profile; without it every fact about the operator is unknown.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage; silent by default.
        order_folders: Folders of orders of one's own, which count besides those that ship.
    Raises: ProfileError, OrderDataError, UsageError, NoEvidenceError.
    """
    if until < choice.at:
        raise UsageError(f"{until} comes before {choice.at}", where="--until", remedy="Give a later day.")
    progress = progress or Silent()
    library = load_library(beside=order_folders)
    operator = load_profile(profile, library.vocabulary) if profile else Operator()
    selected = chosen_orders(library, operator, choice)
    with _bench(
        paths, [(library, selected)], operator, at=choice.at, mapping=mapping, progress=progress
    ) as made:
        return outlook(made, library, selected, choice.at, until, progress=progress)


def impact(
    version: str,
    paths: Sequence[Path],
    *,
    choice: Choice,
    out: Path | None = None,
    profile: Path | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
    order_folders: Sequence[Path] = (),
) -> Impact:
    """
    Say what a draft, or another version of an order, would change on an inventory.

    Args:
        version: An order file or folder, or an order of the library as `ORDER@DATE`: a draft as if in force
            from that day; an order that is law, on that day against the day of the choice.
        paths: Files and folders of evidence.
        choice: The day, and the orders that count besides.
        out: Folder for every changed finding as CSV and JSON; appears when complete.
        profile: Operator profile; without it every fact about the operator is unknown.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage; silent by default.
        order_folders: Folders of orders of one's own, which count besides those that ship.
    Raises: ProfileError, OrderDataError, UsageError, NoEvidenceError, OutputError.
    """
    progress = progress or Silent()
    library = load_library(beside=order_folders)
    operator = load_profile(profile, library.vocabulary) if profile else Operator()
    asked = read_version(version, library)
    before, after = sides(asked, library, operator, choice)
    grounds = [(side.library, side.orders) for side in (before, after)]
    with _bench(paths, grounds, operator, at=choice.at, mapping=mapping, progress=progress) as made:
        compared = compare_sides(made, asked, before, after, progress=progress)
        if out:
            _keep_impact(compared, out)
    return compared.impact


def _keep_impact(compared: Compared, out: Path) -> None:
    with complete_folder(out, mark=IMPACT) as folder:
        write_impact(compared, folder)


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
        _relatives(parties),
    )


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
    rows = _rows_of(stored, report, device)
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
    for one in read_situations(situations, library, _naming(parties)):
        chosen = provision_named(provision, orders_of(one, library, orders, assumptions))
        found.append(_turned(chosen, one.facts, library, parties, one.at or at, to))
    return tuple(found)


def _turned(
    provision: Provision, facts: Facts, library: LawLibrary, parties: Parties, at: date, to: str
) -> WhyNot:
    affiliation = Affiliates(parties)
    now = decide_provision(provision, facts, at=at, affiliation=affiliation, library=library).status
    wanted, relatives = statuses_to(to, now), _relatives(parties)
    return turn(provision, facts, library, affiliation, at=at, wanted=wanted, relatives=relatives)


def _relatives(parties: Parties) -> Callable[[str], Sequence[str]]:
    """Parties that a stake links to a party."""
    kin: dict[str, list[str]] = {}
    for stake in parties.stakes:
        kin.setdefault(stake.owner, []).append(stake.owned)
        kin.setdefault(stake.owned, []).append(stake.owner)
    return lambda party: kin.get(party, ())


def ask(
    paths: Sequence[Path],
    *,
    choice: Choice,
    profile: Path | None = None,
    answers: Path | None = None,
    respond: Respond | None = None,
    most: int = 1000,
    mapping: Path | None = None,
    progress: Progress | None = None,
    order_folders: Sequence[Path] = (),
) -> Asking:
    """
    Rank what to ask so that open findings become definite; with answers, decide again and say what changed.

    Args:
        paths: Files and folders of evidence.
        choice: As of when, under which orders.
        profile: Operator profile; without it every fact about the operator is unknown.
        answers: A file of answers (`law.answers`).
        respond: Where no file is given: from the questions to such a text; empty for no answer.
        most: Questions listed.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage; silent by default.
        order_folders: Folders of orders of one's own, which count besides those that ship.
    Raises: AnswersError naming file and line; ProfileError, OrderDataError, UsageError, NoEvidenceError.
    """
    progress = progress or Silent()
    library = load_library(beside=order_folders)
    operator = load_profile(profile, library.vocabulary) if profile else Operator()
    selected = chosen_orders(library, operator, choice)
    path = str(answers or "answers")
    given = read_answers(_bytes(answers), path, library, _naming(load_parties())) if answers else ()
    with _bench(
        paths, [(library, selected)], operator, at=choice.at, mapping=mapping, progress=progress
    ) as made:
        first = made.assessor(library, selected, choice.at)
        before = ask_round(made, first, library, "before", most=most, progress=progress)
        if respond and not given:
            text = respond(before.asking)
            given = read_answers(text, path, library, _naming(load_parties())) if text else ()
        if not given:
            return before.asking
        again = answered(made, given, progress)
        judge = again.assessor(library, selected, choice.at)
        after = ask_round(again, judge, library, "after", most=most, progress=progress)
        return msgspec.structs.replace(after.asking, settled=settled(before, after))


def _bytes(path: Path) -> bytes:
    """The bytes of a file of answers; an AnswersError where it cannot be read or is too large."""
    try:
        return read(path)[1]
    except OrderDataError as error:
        raise AnswersError(error.message, where=error.where, remedy=error.remedy) from error


@contextmanager
def _bench(
    paths: Sequence[Path],
    sides: Sequence[tuple[LawLibrary, Sequence[Order]]],
    operator: Operator,
    *,
    at: date,
    mapping: Path | None,
    progress: Progress,
) -> Iterator[Bench]:
    """Devices read, identified and profiled so that the orders of every side can be decided over them."""
    with _inventory(paths, at=at, mapping=mapping, progress=progress) as taken:
        days = relation_days(taken.identifiers.parties)
        grounds = [ground(orders, library, days) for library, orders in sides]
        yield bench(taken, operator, reduce(common, grounds), progress)


def collect_snmp(
    targets: Sequence[str],
    into: Path,
    *,
    environment: Mapping[str, str],
    credentials: Path | None = None,
    port: int = 161,
    manner: Manner | None = None,
    progress: Progress | None = None,
) -> Collected:
    """
    Ask devices by SNMP and write one walk each, which `scan` reads; what an earlier run collected is kept.

    Args:
        targets: Hosts, addresses, networks, or `@FILE` of them.
        into: Folder for the walks.
        environment: Of the process: credentials, where no file is given.
        credentials: YAML file with credentials.
        port: UDP port of targets that name none.
        manner: How hard to ask.
        progress: Told of every target that is done.
    Raises: UsageError, CredentialsError or OutputError before or while asking.
    """
    from interdict.collect import credentials as secrets
    from interdict.collect import snmp
    from interdict.collect.folder import Folder
    from interdict.collect.target import targets as named

    known = secrets.credentials(credentials, environment)
    whom = named(targets, port=port)
    return snmp.collect_snmp(whom, known, Folder(into), manner=manner or Manner(), progress=progress)


def collect_inventory(
    kind: str,
    url: str,
    into: Path,
    *,
    token: str,
    again: bool = False,
    progress: Progress | None = None,
) -> Collected:
    """
    Fetch an inventory server's lists and write them, which `scan` reads.

    Args:
        kind: `netbox` (Nautobot too) or `librenms`.
        url: Address of the server.
        into: Folder for the lists.
        token: Shown to the server, and to no other.
        again: Fetch lists that an earlier run completed too.
        progress: Told of every list that is done.
    Raises: UsageError if the kind or address makes no sense; OutputError if a list cannot be written.
    """
    from interdict.collect import server
    from interdict.collect.folder import Folder

    kinds = {"netbox": (server.netbox, server.NETBOX), "librenms": (server.librenms, server.LIBRENMS)}
    if kind not in kinds:
        raise UsageError(f"unknown kind of server {kind!r}", remedy=f"Use {' or '.join(kinds)}.")
    known, lists = kinds[kind]
    return server.collect_lists(
        known(url, token), lists, Folder(into), name=kind, again=again, progress=progress
    )
