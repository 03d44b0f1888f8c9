"""One verb per step; doors call these and nothing below them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from interdict.assess.assess import Assessor
from interdict.bulk.assessment import profile_of
from interdict.bulk.duckdb import DuckDB
from interdict.bulk.engine import work_folder
from interdict.bulk.identity import identity_rows
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import take_inventory
from interdict.bulk.rows import device_row
from interdict.bulk.scan import Choice, Taken, decide_inventory, library_digest, prepare
from interdict.case.names import NamesScreened, Screening, write_screened
from interdict.case.output import complete_folder
from interdict.case.profile import load_profile
from interdict.case.report import write_report
from interdict.case.stored import Report
from interdict.collect.outcome import Collected
from interdict.collect.snmp import Manner
from interdict.core.errors import NoEvidenceError, UsageError
from interdict.core.problem import Problem
from interdict.core.progress import Progress, Silent
from interdict.evidence.mapping import ColumnMapping, load_mapping
from interdict.evidence.read import Reading, read_all
from interdict.evidence.records.column import read_column
from interdict.identify.library import Library as Identifiers
from interdict.law.load import load_library
from interdict.model.explanation import Explanation, PartExplanation
from interdict.model.finding import Decision
from interdict.model.operator import Operator
from interdict.model.run import Run
from interdict.parties.exchange.lists import exported, read_lists, write_group
from interdict.parties.load import Provenance, load_parties


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
        progress: Told of every stage; silent by default.
    """
    progress = progress or Silent()
    with _inventory(paths, at=at, mapping=mapping, progress=progress) as taken:
        inventory, reading = taken.inventory, taken.reading
        rows = identity_rows(inventory, reading.sources)
        progress.stage("writing")
        partial = out.with_name(f".{out.name}.partial")
        try:
            inventory.engine.write(rows, partial, form)
            counted = rows.agg(records=rows.count(), named=rows.count(where=~rows.abstained)).to_pyarrow()
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    return Identified(
        reading=reading, records=counted["records"][0].as_py(), named=counted["named"][0].as_py()
    )


@contextmanager
def _inventory(
    paths: Sequence[Path], *, at: date, mapping: Path | None, progress: Progress
) -> Iterator[Taken]:
    """Evidence read, grouped and identified, in a work folder that lives as long as the block."""
    said = load_mapping(mapping) if mapping else ColumnMapping()
    identifiers = Identifiers(load_parties(), at=at)
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
    rows = stored.devices(device)
    if not rows:
        raise UsageError(
            f"no device is called {device!r}",
            where=str(report),
            remedy="Use an id, hostname or serial number of devices.parquet, or #NUMBER from the report.",
        )
    library, parties = load_library(beside=order_folders), load_parties()
    choice = stored.stored.choice
    if read_on:
        choice = msgspec.structs.replace(choice, read_on=read_on)
    _, assessor = prepare(library, parties, stored.operator(library.vocabulary), choice)
    same = library_digest(library, parties) == stored.stored.library_digest
    return tuple(_explanation(stored, row, assessor, same) for row in rows)


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
