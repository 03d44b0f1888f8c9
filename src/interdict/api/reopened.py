"""A snapshot opened again, so that its devices can be decided as often as somebody asks."""

from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from interdict.api.naming import naming
from interdict.assess.ground import common, ground
from interdict.bulk.answers import operator_answers, with_answers
from interdict.bulk.assessment import profile_inventory
from interdict.bulk.engine import Engine
from interdict.bulk.people import reviewed, spoken_of
from interdict.bulk.profiles import Bench, bench
from interdict.bulk.scan import Taken, relation_days
from interdict.bulk.stored import read_inventory
from interdict.case.layout import Case, open_case
from interdict.case.library import Law
from interdict.case.snapshots import IDENTITIES, Snapshot, find_snapshot
from interdict.case.stored import typed_facts
from interdict.core.progress import Progress
from interdict.evidence.read import Reading
from interdict.identify.library import Library as Identifiers
from interdict.law.answers import read_answers
from interdict.model.asking import Answer
from interdict.model.operator import Operator
from interdict.model.order import Library as LawLibrary
from interdict.model.order import Order
from interdict.model.statement import Answers, Statement, standing


def answers_in(statements: Sequence[Statement], law: Law) -> tuple[Answer, ...]:
    """Every answer that stands, the earlier ones first."""
    found: list[Answer] = []
    for one in statements:
        if isinstance(one.said, Answers):
            where = f"statement {one.number}"
            found.extend(read_answers(one.said.text.encode(), where, law.library, naming(law.parties)))
    return tuple(found)


def reading_of(snapshot: Snapshot) -> Reading:
    """What a snapshot read, without the rows."""
    info = snapshot.info
    return Reading(sources=info.sources, problems=info.problems, unsure=info.unsure, files=info.files)


class Reopened(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot whose devices can be decided again."""

    snapshot: Snapshot
    taken: Taken
    operator: Operator
    answers: tuple[Answer, ...]


class CaseFolder(msgspec.Struct, frozen=True, kw_only=True):
    """A case to work on in place of files: the devices of its latest snapshot, and what people say now."""

    folder: Path
    environment: Mapping[str, str]
    """Of the process: the URL of the register, where it is set there."""


def statements_of(case: Case, environment: Mapping[str, str]) -> tuple[Statement, ...]:
    """Everything that people said of a case, withdrawals too."""
    register = case.register(environment)
    try:
        return register.statements()
    finally:
        register.close()


def reopen(
    case: Case, snapshot: Snapshot, engine: Engine, law: Law, environment: Mapping[str, str]
) -> Reopened:
    """
    The devices of a snapshot with the profile and the people's words that it had.

    Args:
        case: Whose snapshot it is.
        snapshot: Which one.
        engine: Where its rows shall be.
        law: In whose words answers and names are read.
        environment: Of the process, for the register.
    """
    heard = frozenset(snapshot.info.statements)
    statements = tuple(one for one in statements_of(case, environment) if one.number in heard)
    operator = Operator(
        name=snapshot.info.operator_name,
        facts=typed_facts(snapshot.info.operator, law.library.vocabulary),
        measures=snapshot.info.measures,
    )
    return _reopened(snapshot, engine, law, statements, operator)


def reopen_latest(where: CaseFolder, engine: Engine, law: Law, operator: Operator) -> Reopened:
    """
    The devices of the latest snapshot, with the people's words as they are now.

    Args:
        where: The case.
        engine: Where its rows shall be.
        law: In whose words answers and names are read.
        operator: Whose equipment it is.
    Raises: CaseError, RegisterError; SnapshotError where there is no snapshot.
    """
    case = open_case(where.folder)
    latest = find_snapshot(case.snapshots, "latest")
    statements = standing(statements_of(case, where.environment))
    return _reopened(latest, engine, law, statements, operator)


def _reopened(
    snapshot: Snapshot, engine: Engine, law: Law, statements: tuple[Statement, ...], operator: Operator
) -> Reopened:
    inventory = read_inventory(engine, snapshot.inventory)
    identifiers = Identifiers(law.parties, at=snapshot.info.choice.at)
    path = snapshot.folder / IDENTITIES
    keys = engine.scan("identities", [path], pq.read_schema(path))
    spoken = spoken_of(engine, keys, statements)
    return Reopened(
        snapshot=snapshot,
        taken=Taken(
            inventory=reviewed(inventory, spoken, statements, identifiers),
            reading=reading_of(snapshot),
            identifiers=identifiers,
        ),
        operator=operator,
        answers=answers_in(statements, law),
    )


def bench_of_reopened(
    found: Reopened, sides: Sequence[tuple[LawLibrary, Sequence[Order]]], progress: Progress
) -> Bench:
    """
    Its devices by fact profile, on a ground common to the orders of every side, with answers in them.

    Args:
        found: Result of `reopen`.
        sides: Laws under which the devices shall be decided.
        progress: Told of every stage.
    """
    days = relation_days(found.taken.identifiers.parties)
    grounds = [ground(orders, library, days) for library, orders in sides]
    operator = Operator(
        name=found.operator.name,
        facts={**found.operator.facts, **operator_answers(found.answers)},
        measures=found.operator.measures,
    )
    made = bench(found.taken, operator, reduce(common, grounds), progress)
    if not found.answers:
        return made
    inventory = found.taken.inventory
    facts = with_answers(inventory, made.shown, made.facts, found.answers, strict=False)
    profiled = profile_inventory(inventory.engine, inventory, facts, found.taken.identifiers)
    return msgspec.structs.replace(made, profiled=profiled, answers=found.answers)
