"""The main job's second half: an inventory, decided under the chosen orders, becomes a run."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from interdict import __version__
from interdict.assess.assess import Assessor
from interdict.assess.caps import Weigher, with_shares
from interdict.bulk.answers import operator_answers, with_answers
from interdict.bulk.assessment import Assessment, assess_inventory
from interdict.bulk.caps import count_measures
from interdict.bulk.devices import attributes
from interdict.bulk.facts import gather_facts
from interdict.bulk.findings import device_lines, device_table, finding_table, identity_table
from interdict.bulk.inventory import Inventory
from interdict.bulk.rows import device_rows
from interdict.bulk.sight import sight_tallies
from interdict.bulk.tallies import (
    device_counts,
    maker_tallies,
    provision_tallies,
    segment_tallies,
    unmatched_purchases,
)
from interdict.core.canonical import digest
from interdict.core.progress import Progress
from interdict.evidence.read import Reading
from interdict.identify.library import Library as Identifiers
from interdict.law.questions import questions
from interdict.law.timeline import Assumption, select
from interdict.law.words import shown
from interdict.model.asking import Answer
from interdict.model.caps import CapAnswer
from interdict.model.finding import Question
from interdict.model.operator import Operator
from interdict.model.order import Library, Order
from interdict.model.run import OrderUse, Run
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import Parties

MONTH_FIRST = frozenset({"US"})
"""Jurisdictions in whose records `5/3` is the third of May."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """As of when and under what a run decides."""

    at: date
    """Law and facts are judged as of this day."""
    read_on: date | None = None
    """The text of the law is read as it stood on this day; `at` where absent."""
    orders: tuple[str, ...] = ()
    """Identifiers or globs; those of the operator's jurisdictions where none is given."""
    assumptions: tuple[Assumption, ...] = ()
    """Drafts that count from a day."""
    title: str = ""
    """Heading of the report."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """An inventory with what was read for it and what identified it."""

    inventory: Inventory
    reading: Reading
    """What was read, what was not, and why."""
    identifiers: Identifiers


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A run, and the tables that hold every row of it."""

    run: Run
    engine: Any
    devices: Any
    """`findings.DEVICE_FIELDS` and `rank`, computed where it is read."""
    found: Any
    """The same of devices that have a finding, kept."""
    findings: Any
    """`findings.FINDING_FIELDS` and `rank`."""
    inventory: Inventory
    operator: Operator
    choice: Choice


def decide_inventory(
    taken: Taken,
    library: Library,
    operator: Operator,
    choice: Choice,
    *,
    progress: Progress,
    answers: Sequence[Answer] = (),
) -> Decided:
    """
    Assess every device and part of an inventory and tell what came of it.

    Args:
        taken: Devices with identifications; rows live in the inventory's engine.
        library: The law.
        operator: Whose equipment it is.
        choice: As of when, under which orders.
        progress: Told of every stage.
        answers: What people answered; of devices that are gone it says nothing any more.
    Raises: UsageError for an order or an assumption that does not exist.
    """
    inventory, reading, identifiers = taken.inventory, taken.reading, taken.identifiers
    engine, at = inventory.engine, choice.at
    operator = Operator(
        name=operator.name,
        facts={**operator.facts, **operator_answers(answers)},
        measures=operator.measures,
    )
    caps = network_caps(taken, library, operator, choice)
    orders = chosen_orders(library, operator, choice)
    operator = with_shares(operator, caps, orders, library)
    selected, assessor = prepare(library, identifiers.parties, operator, choice)
    progress.stage("gathering facts")
    facts = gather_facts(engine, inventory, assessor.ground, month_first=is_month_first(operator))
    shown_attributes = attributes(inventory)
    facts = with_answers(inventory, shown_attributes, facts, answers, strict=False)
    assessment = assess_inventory(engine, inventory, facts, assessor, identifiers, progress)
    progress.stage("summing up")
    identities = identity_table(engine, inventory, identifiers.is_described)
    lines = device_lines(engine, inventory, assessment, identities)
    parts = (shown_attributes, reading.sources, identities)
    devices = device_table(inventory, lines.worded(), *parts)
    found = engine.keep("found_devices", device_table(inventory, lines.worded(found=True), *parts))
    findings = finding_table(engine, assessment, assessor, found, at)
    rows = device_rows(engine, inventory, devices, found, reading.sources)
    brief = lines.worded()
    counts = device_counts(inventory, brief, at)
    counts["sources_read"] = sum(1 for source in reading.sources if source.records)
    counts["sources_unread"] = len(reading.sources) - counts["sources_read"]
    counts["purchases_unmatched"] = unmatched_purchases(inventory)
    run = Run(
        title=choice.title or "Equipment assessment",
        operator=operator.name or "operator not named",
        at=at,
        facts={fact: shown(value) for fact, value in sorted(operator.facts.items())},
        version=__version__,
        library_digest=library_digest(library, identifiers.parties),
        orders=_orders(library, selected, assessor, at),
        sources=reading.sources,
        problems=reading.problems,
        unsure=tuple(f"{one.where}: {one.question} {one.remedy}" for one in reading.unsure),
        counts=counts,
        provisions=provision_tallies(findings, assessor, at),
        makers=maker_tallies(brief),
        segments=segment_tallies(inventory, brief, reading.sources),
        sight=sight_tallies(inventory, brief, reading.sources),
        questions=_questions(assessment, library),
        devices=rows,
        devices_left_out=counts["devices"] - len(rows),
        identifications={row.identification: inventory.identifications[row.identification] for row in rows},
        clues=inventory.clues,
        decisions={row.profile: assessment.decisions[row.profile] for row in rows},
        part_decisions=_part_decisions(assessment, [row.group for row in rows if row.components]),
        caps=caps,
        limits=_limits(counts, reading, choice),
    )
    return Decided(
        run=run,
        engine=engine,
        devices=devices,
        found=found,
        findings=findings,
        inventory=inventory,
        operator=operator,
        choice=choice,
    )


def network_caps(taken: Taken, library: Library, operator: Operator, choice: Choice) -> tuple[CapAnswer, ...]:
    """The caps that bind the operator, by its own figures or counted from the inventory."""
    orders = chosen_orders(library, operator, choice)
    effects = (effect for order in orders for one in order.provisions for effect in one.effects)
    wanted = {name for effect in effects for name in effect.of}
    measures = {name: library.vocabulary.measures[name] for name in sorted(wanted)}
    weigher = Weigher(
        library,
        operator,
        count_measures(taken.inventory.engine, taken.inventory, measures),
        affiliation=Affiliates(taken.identifiers.parties),
        at=choice.at,
        read_on=choice.read_on,
    )
    return weigher.caps(orders)


def prepare(
    library: Library, parties: Parties, operator: Operator, choice: Choice
) -> tuple[tuple[Order, ...], Assessor]:
    """
    The chosen orders, and what decides under them.

    Raises: UsageError for an order or an assumption that does not exist.
    """
    selected = chosen_orders(library, operator, choice)
    assessor = Assessor(
        library,
        selected,
        operator.facts,
        at=choice.at,
        read_on=choice.read_on,
        affiliation=Affiliates(parties),
        relation_days=relation_days(parties),
    )
    return selected, assessor


def chosen_orders(library: Library, operator: Operator, choice: Choice) -> tuple[Order, ...]:
    """
    The orders of a choice; those of the operator's jurisdictions where it names none.

    Raises: UsageError for an order or an assumption that does not exist.
    """
    return select(
        library, choice.orders, jurisdictions=_jurisdictions(operator), assumptions=choice.assumptions
    )


def relation_days(parties: Parties) -> frozenset[date]:
    """Days on which some ownership changes."""
    dated = (*parties.stakes, *parties.successions)
    ends = (day for one in dated for day in (one.interval.start, one.interval.end))
    return frozenset(day for day in ends if day)


def is_month_first(operator: Operator) -> bool:
    """Whether `5/3` in the operator's records is the third of May; where that is unknown, it is."""
    codes = _jurisdictions(operator)
    return codes is None or bool(codes & MONTH_FIRST)


def _jurisdictions(operator: Operator) -> frozenset[str] | None:
    codes = operator.facts.get("operator.jurisdictions")
    return codes if isinstance(codes, frozenset) else None


def _orders(
    library: Library, selected: Sequence[Order], assessor: Assessor, at: date
) -> tuple[OrderUse, ...]:
    """Every order of the library: applied, or left out and why."""
    chosen = {order.id: order for order in selected}
    live = {provision.order for provision in assessor.provisions}
    because = {decision.order: decision.reason for decision in assessor.without_device}
    return tuple(
        _order_use(chosen.get(name, order), name in chosen, name in live, because.get(name), at)
        for name, order in library.orders.items()
    )


def _order_use(order: Order, chosen: bool, live: bool, reason: Any, at: date) -> OrderUse:
    note = ""
    if order.is_draft:
        note = "never signed; counts only when assumed"
    elif not chosen and order.pack:
        note = f"not chosen: the {order.pack} pack is off unless an order of it is named by --orders"
    elif not chosen:
        note = "not chosen: another jurisdiction, or left out by --orders"
    elif not live:
        note = _why_idle(reason)
    return OrderUse(
        order=order.id,
        title=order.title,
        jurisdiction=order.jurisdiction,
        status=order.standing(at) or "not yet",
        applied=chosen and live,
        assumed_from=order.assumed_from,
        note=note,
    )


def _why_idle(reason: Any) -> str:
    """Why no provision of a chosen order can reach anything here: the first false leaf."""
    if reason is None:
        return "has no provision"
    stack = [reason]
    while stack:
        node = stack.pop(0)
        if node.operator == "fact" and node.truth == "false":
            told = f"does not hold: {node.claim}"
            return f"{told} ({node.because})" if node.because else told
        stack = [*node.children, *stack]
    return "reaches nothing here on this date"


def _questions(assessment: Assessment, library: Library) -> tuple[Question, ...]:
    """Missing facts, ranked by how many devices each answer helps."""
    tallied = assessment.assessed.group_by("profile").agg(devices=assessment.assessed.device.nunique())
    numbers = {row["profile"]: row["devices"] for row in tallied.to_pyarrow().to_pylist()}
    profiles = [(numbers.get(number, 0), found) for number, found in assessment.decisions.items()]
    return questions(profiles, library.vocabulary)


def _part_decisions(assessment: Assessment, groups: list[int]) -> dict[int, Any]:
    """Decisions on foreign parts, by the number of the device they are in."""
    parts = assessment.assessed.filter(assessment.assessed.component != "")
    rows = parts.filter(parts.device.isin(groups)).select("device", "profile").distinct() if groups else None
    found: dict[int, Any] = {}
    if rows is not None:
        for row in rows.order_by("device", "profile").to_pyarrow().to_pylist():
            found[row["device"]] = (*found.get(row["device"], ()), *assessment.decisions[row["profile"]])
    return found


def _limits(counts: Mapping[str, int], reading: Reading, choice: Choice) -> tuple[str, ...]:
    """What this run could not look at, as sentences."""
    sentences = ["Only what the given records say was judged; nothing was probed, nothing was fetched."]
    if counts["without_clue"]:
        sentences.append(
            f"{counts['without_clue']} devices carry no clue to their maker; they are not known to be clean."
        )
    if counts["sources_unread"]:
        sentences.append(f"{counts['sources_unread']} inputs gave no device; each is listed with its reason.")
    if counts["purchases_unmatched"]:
        sentences.append(
            f"{counts['purchases_unmatched']} purchases with a serial number match no device: not found."
        )
    text = f" and read as its text stood on {choice.read_on}" if choice.read_on else ""
    sentences.append(
        f"The law is as of {choice.at}{text} as the shipped library knows it; what it marks unverified "
        "decides nothing."
    )
    return tuple(sentences)


def library_digest(library: Library, parties: Parties) -> str:
    """One digest for all data that decided: orders, parties and their stakes."""
    return digest(
        {
            "orders": library.digest,
            "parties": parties.parties,
            "stakes": parties.stakes,
            "makers": sorted(parties.makers),
        }
    )
