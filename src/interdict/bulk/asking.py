"""Open questions over an inventory, and answers put into the profiles of the devices they speak of."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import msgspec
import pyarrow as pa

from interdict.assess.asking import scope_of
from interdict.assess.assess import Assessor
from interdict.bulk.answers import device_words, operator_answers, with_answers
from interdict.bulk.assessment import decide_profiles, profile_inventory
from interdict.bulk.impact import CLEAN, COVERED, OPEN, RANK, stood
from interdict.bulk.profiles import Bench
from interdict.core.progress import Progress
from interdict.model.asking import Answer, Ask, Asking, Scope, Settled
from interdict.model.finding import Decision, Status
from interdict.model.operator import Operator
from interdict.model.order import Library
from interdict.model.vocabulary import Vocabulary


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One round of deciding: what is open, and where every finding stands."""

    asking: Asking
    stood: Any
    """Result of `impact.stood`."""


def ask_round(
    bench: Bench, assessor: Assessor, library: Library, name: str, *, most: int, progress: Progress
) -> Round:
    """
    Decide every profile and rank what is missing.

    Args:
        bench: Devices by profile.
        assessor: Decides them.
        library: Where questions are worded.
        name: Of the round; tables are kept under it.
        most: Questions listed.
    """
    decided = decide_profiles(bench.profiled, assessor, progress)
    findings = stood(bench, name, assessor, decided)
    wanted = _wanted(bench, decided, library.vocabulary)
    ranked = wanted.order_by(wanted.settles.desc(), wanted.helps.desc(), "scope", "fact", "about")
    rows = ranked.limit(most).to_pyarrow().to_pylist()
    asking = Asking(
        operator=bench.operator.name or "operator not named",
        at=assessor.at,
        devices=bench.devices(),
        open=int(findings.filter(findings["rank"] == OPEN).device.nunique().execute()),
        asks=tuple(_ask(row, library.vocabulary) for row in rows),
        left_out=int(wanted.count().execute()) - len(rows),
    )
    return Round(asking=asking, stood=findings)


def _ask(row: Mapping[str, Any], words: Vocabulary) -> Ask:
    fact = words.facts[row["fact"]]
    return Ask(
        scope=Scope(row["scope"]),
        about=row["about"],
        fact=fact.id,
        question=fact.question,
        where_to_look=fact.where,
        settles=row["settles"],
        helps=row["helps"],
    )


def _wanted(bench: Bench, decided: Mapping[int, Sequence[Decision]], words: Vocabulary) -> Any:
    """A kept table `(scope, about, fact, settles, helps)`: every question once."""
    rows: dict[str, list[Any]] = {name: [] for name in ("profile", "fact", "scope", "alone")}
    for profile, found in decided.items():
        alone = {facts[0] for one in found for facts in one.settles if len(facts) == 1}
        for fact in sorted({fact for one in found for facts in one.settles for fact in facts}):
            cells = (profile, fact, str(scope_of(words.facts[fact])), fact in alone)
            for column, cell in zip(rows.values(), cells, strict=True):
                column.append(cell)
    kinds = (pa.int32(), pa.string(), pa.string(), pa.bool_())
    table = pa.table({name: pa.array(rows[name], kind) for name, kind in zip(rows, kinds, strict=True)})
    missing = bench.engine.register("missing_facts", table)
    asked = (
        bench.profiled.assessed.select("device", "profile")
        .join(missing, "profile")
        .join(device_words(bench.taken.inventory, bench.shown), "device")
    )
    about = ibis.cases(
        (asked.scope == Scope.OPERATOR, ""),
        ((asked.scope == Scope.SITE) & (asked.site != ""), asked.site),
        ((asked.scope == Scope.MODEL) & (asked.model != ""), asked.model),
        else_=asked.key,
    )
    whole = (about == asked.key) & (asked.scope != Scope.OPERATOR)
    told = asked.select(
        "device", "fact", "alone", about=about, scope=whole.ifelse(str(Scope.DEVICE), asked.scope)
    )
    counted = told.group_by("scope", "about", "fact").agg(
        settles=told.device.nunique(where=told.alone), helps=told.device.nunique()
    )
    return bench.engine.keep("wanted_facts", counted)


def answered(bench: Bench, answers: Sequence[Answer], progress: Progress) -> Bench:
    """
    The same devices with what was answered of them; their profiles are formed anew.

    Raises: AnswersError naming file and line for a site, a model or a device that the records do not have.
    """
    progress.stage("taking in answers")
    told = operator_answers(answers)
    operator = Operator(name=bench.operator.name, facts={**bench.operator.facts, **told})
    inventory = bench.taken.inventory
    facts = with_answers(inventory, bench.shown, bench.facts, answers)
    if bench.answers:
        both = (*bench.answers, *answers)
        facts = with_answers(inventory, bench.shown, bench.facts, both, strict=False)
    profiled = profile_inventory(inventory.engine, inventory, facts, bench.taken.identifiers)
    return msgspec.structs.replace(bench, operator=operator, profiled=profiled)


def settled(before: Round, after: Round) -> Settled:
    """What became of the findings that were open."""
    key = ["device", "order", "provision"]
    was = before.stood.filter(before.stood["rank"] == OPEN).select(*key)
    now = after.stood.select(*key, now="rank")
    both = was.left_join(now, key)
    rank = both.now.fill_null(CLEAN)
    row = both.agg(
        open_before=both.count(),
        covered=(rank == COVERED).sum(),
        not_covered=(rank == CLEAN).sum(),
        exempt=(rank == RANK[Status.EXEMPT]).sum(),
        still_open=(rank == OPEN).sum(),
        devices_covered=both.device.nunique(where=rank == COVERED),
    ).to_pyarrow()
    return Settled(**{name: row[name][0].as_py() or 0 for name in row.column_names})
