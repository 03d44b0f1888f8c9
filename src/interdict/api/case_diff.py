"""Two snapshots of a case compared, each difference with its causes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from interdict.api.reopened import bench_of_reopened, reopen, statements_of
from interdict.bulk.assessment import decide_profiles
from interdict.bulk.changes import FIELDS, Half, Removed, compare_halves, standing_of, summary
from interdict.bulk.duckdb import DuckDB
from interdict.bulk.engine import Engine, work_folder
from interdict.bulk.impact import stood
from interdict.bulk.scan import chosen_orders
from interdict.case.layout import Case, open_case
from interdict.case.library import kept_law
from interdict.case.output import complete_folder
from interdict.case.report import without_formulas
from interdict.case.snapshots import APPLIED, IDENTITIES, Snapshot, find_snapshot
from interdict.core.canonical import digest
from interdict.core.progress import Progress, Silent
from interdict.model.change import Changes
from interdict.model.statement import Removal, Statement, standing

CHANGES = "changes-summary.json"
"""The summary; a folder that holds it was written by us and may be replaced."""


def diff_snapshots(
    folder: Path,
    before: str = "previous",
    after: str = "latest",
    *,
    environment: Mapping[str, str],
    out: Path | None = None,
    progress: Progress | None = None,
) -> Changes:
    """
    Say what differs between two snapshots: the network, the law, the data library, or people's decisions.

    What of a finding's change the law alone explains is found by deciding the earlier devices under the later
    law; the rest is the network's where the device's evidence differs, a person's where what people said of
    it or of the operator differs, and the data library's where neither does.

    Args:
        folder: Of the case.
        before: Name of a snapshot, how the name begins, `latest`, `previous`, or a day.
        after: The later one.
        environment: Of the process, for the register.
        out: Folder for every change as Parquet, CSV and JSON; appears when complete.
        progress: Told of every stage; silent by default.
    Raises: CaseError, SnapshotError, RegisterError, OutputError.
    """
    progress = progress or Silent()
    case = open_case(folder)
    one, other = find_snapshot(case.snapshots, before), find_snapshot(case.snapshots, after)
    statements = standing(statements_of(case, environment))
    with work_folder() as work:
        relegislated = _under_later_law(case, one, other, work, environment, progress)
        engine = DuckDB(work)
        try:
            progress.stage("comparing")
            halves = (_half(engine, one, "before"), _half(engine, other, "after"))
            under = engine.scan("relegislated", [relegislated], pq.read_schema(relegislated))
            changes = compare_halves(engine, *halves, under, _removals(statements, other))
            found = summary(*halves, changes)
            if out:
                _keep(engine, changes, found, out)
            return found
        finally:
            engine.close()


def _removals(statements: tuple[Statement, ...], after: Snapshot) -> dict[int, Removed]:
    heard = frozenset(after.info.statements)
    return {
        one.number: Removed(statement=one.number, on=one.said.on, author=one.author)
        for one in statements
        if isinstance(one.said, Removal) and one.number in heard
    }


def _half(engine: Engine, snapshot: Snapshot, name: str) -> Half:
    """A snapshot's tables in one engine, under a name of their own."""

    def table(file: Path, what: str) -> Any:
        return engine.scan(f"{what}_{name}", [file], pq.read_schema(file))

    folder, info = snapshot.folder, snapshot.info
    said = table(snapshot.inventory / "observations.parquet", "observations")
    belongs = table(snapshot.inventory / "membership.parquet", "membership")
    findings = table(folder / "findings.parquet", "findings")
    return Half(
        name=snapshot.name,
        at=info.choice.at,
        devices=table(folder / "devices.parquet", "devices"),
        standing=standing_of(engine, findings, f"standing_{name}"),
        keys=table(folder / IDENTITIES, "keys"),
        observed=said.join(belongs, "record").select(*said.columns, "device"),
        spoken=table(folder / APPLIED, "spoken"),
        read=frozenset((one.shown, one.sha256) for one in info.files),
        profile=digest({"facts": info.operator, "measures": info.measures, "name": info.operator_name}),
    )


def _under_later_law(
    case: Case,
    before: Snapshot,
    after: Snapshot,
    work: Path,
    environment: Mapping[str, str],
    progress: Progress,
) -> Path:
    """The earlier devices, decided under the later snapshot's law, orders and day: where findings stand."""
    target = work / "relegislated.parquet"
    law = kept_law(case.libraries, after.info.law)
    inner = work / "earlier"
    inner.mkdir()
    engine = DuckDB(inner)
    try:
        if _same_law(before, after):
            findings = before.folder / "findings.parquet"
            table = engine.scan("findings", [findings], pq.read_schema(findings))
            engine.write(standing_of(engine, table, "standing"), target, "parquet")
            return target
        found = reopen(case, before, engine, law, environment)
        choice = after.info.choice
        orders = chosen_orders(law.library, found.operator, choice)
        made = bench_of_reopened(found, [(law.library, orders)], progress)
        judge = made.assessor(law.library, orders, choice.at)
        stands = stood(made, "later", judge, decide_profiles(made.profiled, judge, progress))
        rows = stands.select("order", "provision", "rank", group="device")
        engine.write(
            rows.select("group", "order", "provision", rank=rows["rank"].cast("int8")), target, "parquet"
        )
    finally:
        engine.close()
    return target


def _same_law(before: Snapshot, after: Snapshot) -> bool:
    one, other = before.info, after.info
    return (one.law, _bare(one)) == (other.law, _bare(other))


def _bare(info: Any) -> Any:
    """The choice without its heading, which decides nothing."""
    return msgspec.structs.replace(info.choice, title="")


def _keep(engine: Engine, changes: Any, found: Changes, out: Path) -> None:
    with complete_folder(out, mark=CHANGES) as folder:
        rows = changes.select(*FIELDS)
        engine.write(rows, folder / "changes.parquet", "parquet")
        engine.write(rows, folder / "changes.json", "json")
        engine.write(without_formulas(rows), folder / "changes.csv", "csv")
        (folder / CHANGES).write_bytes(msgspec.json.format(msgspec.json.encode(found)))
