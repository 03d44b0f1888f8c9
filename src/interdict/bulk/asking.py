"""Open questions over an inventory, and answers put into the profiles of the devices they speak of."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import msgspec
import pyarrow as pa

from interdict.assess.asking import scope_of
from interdict.assess.assess import Assessor
from interdict.assess.situation import encode_answered
from interdict.bulk.assessment import decide_profiles, profile_inventory
from interdict.bulk.facts import ANSWERED, Facts
from interdict.bulk.impact import CLEAN, COVERED, OPEN, RANK, stood
from interdict.bulk.joined import joined
from interdict.bulk.profiles import Bench
from interdict.core.errors import AnswersError
from interdict.core.progress import Progress
from interdict.law.nodes import suggestion
from interdict.model.asking import Answer, Ask, Asking, Scope, Settled
from interdict.model.finding import Decision, Status
from interdict.model.operator import Operator
from interdict.model.order import Library
from interdict.model.vocabulary import FactValue, Vocabulary

PRECEDENCE = (Scope.SITE, Scope.MODEL, Scope.DEVICE)
"""Of two answers to one question about a device the narrower one counts."""

MOST_SUGGESTED = 10_000
"""Names among which the nearest to an unknown one is looked for."""


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
        .join(_places(bench), "device")
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


def _places(bench: Bench) -> Any:
    """`(device, key, hostname, serial, site, model)`: every word by which an answer can mean a device."""
    inventory = bench.taken.inventory
    makers = pa.table(
        {
            "identification": pa.array([one.id for one in inventory.identifications], pa.int32()),
            "maker": pa.array([one.producer_name for one in inventory.identifications], pa.string()),
        }
    )
    named = inventory.devices.join(bench.engine.register("asked_makers", makers), "identification")
    wide = named.left_join(bench.shown.select("device", "hostname", "serial", "site"), "device")
    model = wide.model.fill_null("")
    return wide.select(
        "device",
        "key",
        hostname=wide.hostname.fill_null(""),
        serial=wide.serial.fill_null(""),
        site=wide.site.fill_null("").strip().upper(),
        model=(model == "").ifelse("", (wide.maker.fill_null("") + " " + model).strip()),
    )


def answered(bench: Bench, answers: Sequence[Answer], progress: Progress) -> Bench:
    """
    The same devices with what was answered of them; their profiles are formed anew.

    Raises: AnswersError naming file and line for a site, a model or a device that the records do not have.
    """
    progress.stage("taking in answers")
    told: dict[str, FactValue] = {}
    for one in answers:
        if one.scope is Scope.OPERATOR:
            told |= one.facts
    operator = Operator(name=bench.operator.name, facts={**bench.operator.facts, **told})
    facts = _with_answers(bench, [one for one in answers if one.scope is not Scope.OPERATOR])
    inventory = bench.taken.inventory
    profiled = profile_inventory(inventory.engine, inventory, facts, bench.taken.identifiers)
    return msgspec.structs.replace(bench, operator=operator, profiled=profiled)


def _with_answers(bench: Bench, answers: Sequence[Answer]) -> Facts:
    """The facts of each device, with its answers as text in the column `answered`."""
    facts = bench.facts
    if not answers:
        return facts
    ranked = sorted(answers, key=lambda one: PRECEDENCE.index(one.scope))
    meant = bench.engine.keep("answers_meant", _meant(bench, ranked))
    _refuse_unknown(bench, ranked, meant)
    numbers = meant.number.cast("string").lpad(9, "0")
    sets = meant.group_by("device").agg(which=joined(numbers, ";"))
    sets = bench.engine.keep("answer_sets", sets)
    distinct = sets.select("which").distinct().order_by("which").to_pyarrow()["which"].to_pylist()
    texts = [_merged(ranked, which) for which in distinct]
    worded = bench.engine.register(
        "answer_texts",
        pa.table({"which": pa.array(distinct, pa.string()), "text": pa.array(texts, pa.string())}),
    )
    own = sets.join(worded, "which").select(whose="device", text="text")
    both = facts.of.left_join(own, [("device", "whose")])
    pairs = both.select("device", "set", text=both.text.fill_null(""))
    told = bench.engine.keep("answered_pairs", pairs)
    columns = [name for name in facts.sets.columns if name not in {"set", ANSWERED}]
    worded_sets = told.select("set", "text").distinct().join(facts.sets, "set")
    table = worded_sets.order_by("set", "text").select("set", "text", *columns).to_pyarrow()
    numbered = table.append_column("number", pa.array(range(table.num_rows), pa.int32()))
    sets = bench.engine.register("answered_sets", numbered)
    of = told.join(sets, ["set", "text"]).select("device", set="number")
    return Facts(
        of=bench.engine.keep("answered_of", of),
        sets=sets.select(*columns, set=sets.number, answered=sets.text),
    )


def _merged(ranked: Sequence[Answer], which: str) -> str:
    facts: dict[str, FactValue] = {}
    for number in which.split(";"):
        facts |= ranked[int(number)].facts
    return encode_answered(facts)


def _meant(bench: Bench, ranked: Sequence[Answer]) -> Any:
    """`(device, number)`: which answers speak of which device."""
    table = pa.table(
        {
            "number": pa.array(range(len(ranked)), pa.int32()),
            "scope": pa.array([str(one.scope) for one in ranked], pa.string()),
            "about": pa.array([_word(one) for one in ranked], pa.string()),
        }
    )
    given = bench.engine.register("answers_given", table)
    places = _places(bench)
    columns = [(Scope.SITE, "site"), (Scope.MODEL, "model")]
    columns += [(Scope.DEVICE, name) for name in ("key", "hostname", "serial")]
    parts = []
    for scope, name in columns:
        words = given.filter(given.scope == str(scope)).select("number", "about")
        named = places.filter(places[name] != "").select("device", word=places[name])
        parts.append(named.join(words, [("word", "about")]).select("device", "number"))
    return ibis.union(*parts, distinct=True)


def _word(answer: Answer) -> str:
    return answer.about.strip().upper() if answer.scope is Scope.SITE else answer.about.strip()


def _refuse_unknown(bench: Bench, ranked: Sequence[Answer], meant: Any) -> None:
    known = set(meant.select("number").distinct().to_pyarrow()["number"].to_pylist())
    for number, one in enumerate(ranked):
        if number not in known:
            column = "key" if one.scope is Scope.DEVICE else str(one.scope)
            places = _places(bench).select(word=column).distinct().limit(MOST_SUGGESTED)
            names = [word for word in places.to_pyarrow()["word"].to_pylist() if word]
            raise AnswersError(
                f"the records have no {one.scope} {one.about!r}",
                where=one.where,
                remedy=suggestion(one.about, names) if names else "The records name none.",
            )


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
