"""Answers put into the facts of the devices they speak of: of a device, of a model, of a site."""

from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa

from interdict.assess.situation import encode_answered
from interdict.bulk.engine import Engine
from interdict.bulk.facts import ANSWERED, Facts
from interdict.bulk.inventory import Inventory
from interdict.bulk.joined import joined
from interdict.core.errors import AnswersError
from interdict.law.nodes import suggestion
from interdict.model.asking import Answer, Scope
from interdict.model.vocabulary import FactValue

PRECEDENCE = (Scope.SITE, Scope.MODEL, Scope.DEVICE)
"""Of two answers to one question about a device the narrower one counts."""

MOST_SUGGESTED = 10_000
"""Names among which the nearest to an unknown one is looked for."""


def operator_answers(answers: Sequence[Answer]) -> dict[str, FactValue]:
    """What was answered of the operator itself; later answers count."""
    told: dict[str, FactValue] = {}
    for one in answers:
        if one.scope is Scope.OPERATOR:
            told |= one.facts
    return told


def device_words(inventory: Inventory, shown: Any) -> Any:
    """`(device, key, hostname, serial, site, model)`: every word by which an answer can mean a device."""
    makers = pa.table(
        {
            "identification": pa.array([one.id for one in inventory.identifications], pa.int32()),
            "maker": pa.array([one.producer_name for one in inventory.identifications], pa.string()),
        }
    )
    named = inventory.devices.join(inventory.engine.register("asked_makers", makers), "identification")
    wide = named.left_join(shown.select("device", "hostname", "serial", "site"), "device")
    model = wide.model.fill_null("")
    return wide.select(
        "device",
        "key",
        hostname=wide.hostname.fill_null(""),
        serial=wide.serial.fill_null(""),
        site=wide.site.fill_null("").strip().upper(),
        model=(model == "").ifelse("", (wide.maker.fill_null("") + " " + model).strip()),
    )


def with_answers(
    inventory: Inventory, shown: Any, facts: Facts, answers: Sequence[Answer], *, strict: bool = True
) -> Facts:
    """
    The facts of each device, with its answers as text in the column `answered`.

    Args:
        inventory: Devices with identifications.
        shown: `devices.SHOWN` by device.
        facts: Result of `facts.gather_facts`.
        answers: Those of the operator are passed over (`operator_answers`).
        strict: Whether a site, model or device that the records do not have is an error; else it is gone.
    Raises: AnswersError naming file and line, if strict.
    """
    ranked = [one for one in answers if one.scope is not Scope.OPERATOR]
    if not ranked:
        return facts
    ranked.sort(key=lambda one: PRECEDENCE.index(one.scope))
    engine = inventory.engine
    meant = engine.keep("answers_meant", _meant(inventory, shown, ranked))
    if strict:
        _refuse_unknown(inventory, shown, ranked, meant)
    numbers = meant.number.cast("string").lpad(9, "0")
    sets = meant.group_by("device").agg(which=joined(numbers, ";"))
    sets = engine.keep("answer_sets", sets)
    distinct = sets.select("which").distinct().order_by("which").to_pyarrow()["which"].to_pylist()
    texts = [_merged(ranked, which) for which in distinct]
    worded = engine.register(
        "answer_texts",
        pa.table({"which": pa.array(distinct, pa.string()), "text": pa.array(texts, pa.string())}),
    )
    own = sets.join(worded, "which").select(whose="device", text="text")
    both = facts.of.left_join(own, [("device", "whose")])
    pairs = both.select("device", "set", text=both.text.fill_null(""))
    return _with_texts(engine, facts, engine.keep("answered_pairs", pairs))


def _with_texts(engine: Engine, facts: Facts, told: Any) -> Facts:
    """Facts by set and text of answers; `told` is `(device, set, text)`."""
    columns = [name for name in facts.sets.columns if name not in {"set", ANSWERED}]
    worded_sets = told.select("set", "text").distinct().join(facts.sets, "set")
    table = worded_sets.order_by("set", "text").select("set", "text", *columns).to_pyarrow()
    numbered = table.append_column("number", pa.array(range(table.num_rows), pa.int32()))
    sets = engine.register("answered_sets", numbered)
    of = told.join(sets, ["set", "text"]).select("device", set="number")
    return Facts(
        of=engine.keep("answered_of", of),
        sets=sets.select(*columns, set=sets.number, answered=sets.text),
    )


def _merged(ranked: Sequence[Answer], which: str) -> str:
    facts: dict[str, FactValue] = {}
    for number in which.split(";"):
        facts |= ranked[int(number)].facts
    return encode_answered(facts)


def _meant(inventory: Inventory, shown: Any, ranked: Sequence[Answer]) -> Any:
    """`(device, number)`: which answers speak of which device."""
    table = pa.table(
        {
            "number": pa.array(range(len(ranked)), pa.int32()),
            "scope": pa.array([str(one.scope) for one in ranked], pa.string()),
            "about": pa.array([_word(one) for one in ranked], pa.string()),
        }
    )
    given = inventory.engine.register("answers_given", table)
    places = device_words(inventory, shown)
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


def _refuse_unknown(inventory: Inventory, shown: Any, ranked: Sequence[Answer], meant: Any) -> None:
    known = set(meant.select("number").distinct().to_pyarrow()["number"].to_pylist())
    for number, one in enumerate(ranked):
        if number not in known:
            column = "key" if one.scope is Scope.DEVICE else str(one.scope)
            places = device_words(inventory, shown).select(word=column).distinct().limit(MOST_SUGGESTED)
            names = [word for word in places.to_pyarrow()["word"].to_pylist() if word]
            raise AnswersError(
                f"the records have no {one.scope} {one.about!r}",
                where=one.where,
                remedy=suggestion(one.about, names) if names else "The records name none.",
            )
