"""From an identification and answers to the facts of one thing, as the law asks for them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from interdict.assess.translate import DATES, SETS
from interdict.core.shipped import shipped
from interdict.model.vocabulary import Facts, FactValue

ANOTHER_MAKER = "a maker that no order names"
"""Stands for every maker that the parties data neither describes nor links by a stake: they decide alike."""

INSTALLED: Facts = {
    "acquisition.reimbursement_claimed": False,
    "authorization.holder_attests": False,
    "authorization.test_body_acts": False,
    "contract.awarded_by_defense": False,
    "contract.duties_in_performance": False,
    "contract.offered_to_agency": False,
    "device.is_exported": False,
    "device.is_handed_on": False,
}
"""What records of installed kit are not about: acts that only a described situation states (`decide`)."""


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of `data/vocabulary/roles.yaml`."""

    label: str
    segment: str
    classes: frozenset[str]
    route: bool | None = None
    see: bool | None = None
    disrupt: bool | None = None
    consumer_grade: bool | None = None
    electronics: bool = True


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can make two devices decide differently; devices share profiles by the thousand."""

    number: int
    producer: str = ""
    """Party, `ANOTHER_MAKER`, or empty where nobody could be named."""
    role: str = ""
    is_part: bool = False
    modules: tuple[str, ...] = ()
    """Described producers of parts inside."""
    answers: Mapping[str, str]
    """Fact to its value in normal form (`translate`); sets joined by `;`."""
    answered: Mapping[str, FactValue] = {}
    """What a person answered of it; goes before what records say."""


def encode_answered(facts: Mapping[str, FactValue]) -> str:
    """
    Answers of a person as text, equal for equal answers; empty for none.

    >>> encode_answered({"acquisition.date": date(2019, 5, 3), "acquisition.funds": frozenset({"usf"})})
    '{"acquisition.date":{"day":"2019-05-03"},"acquisition.funds":["usf"]}'
    """
    plain = {
        fact: sorted(value)
        if isinstance(value, frozenset)
        else {"day": value.isoformat()}
        if isinstance(value, date)
        else value
        for fact, value in sorted(facts.items())
    }
    return msgspec.json.encode(plain).decode() if plain else ""


def decode_answered(text: str) -> dict[str, FactValue]:
    """The answers that `encode_answered` wrote."""
    if not text:
        return {}
    shape = dict[str, bool | int | float | str | list[str] | dict[str, date]]
    return {
        fact: frozenset(value)
        if isinstance(value, list)
        else value["day"]
        if isinstance(value, dict)
        else value
        for fact, value in msgspec.json.decode(text, type=shape).items()
    }


@cache
def load_roles() -> dict[str, Role]:
    """Roles by id."""
    return shipped("vocabulary/roles.yaml", dict[str, Role])


def role_facts(role: str) -> dict[str, FactValue]:
    """What a role alone tells; nothing for an unknown role."""
    known = load_roles().get(role)
    if known is None:
        return {}
    told: dict[str, FactValue | None] = {
        "device.classes": known.classes,
        "device.network_segments": frozenset({known.segment}),
        "device.routes_or_redirects_traffic": known.route,
        "device.permits_visibility": known.see,
        "device.remotely_disruptable": known.disrupt,
        "device.consumer_grade": known.consumer_grade,
        "device.has_electronics": known.electronics,
    }
    return {fact: value for fact, value in told.items() if value is not None}


def situation(
    profile: Profile, operator: Facts, points: Mapping[str, Sequence[date]]
) -> dict[str, FactValue]:
    """
    The facts of one profile together with the operator's.

    Args:
        profile: What is known of the thing.
        operator: Facts of the operator profile.
        points: Thresholds by fact, from which a bucket's representative day is taken.
    """
    facts: dict[str, FactValue] = {**INSTALLED, **operator, **role_facts(profile.role)}
    facts["device.is_component"] = profile.is_part
    # what a record lists or a walk answers is a thing, not a service: nobody's equipment provides it
    facts["device.service_equipment_producers"] = frozenset()
    if profile.producer:
        facts["device.producer"] = profile.producer
    if profile.modules:
        facts["device.module_producers"] = frozenset(profile.modules)
    for fact, answer in profile.answers.items():
        if answer:
            facts[fact] = _value(fact, answer, points.get(fact))
    about_host = profile.is_part  # what was answered of a device's nature is not so of a part inside
    told = profile.answered.items()
    return facts | {fact: value for fact, value in told if not (about_host and fact.startswith("device."))}


def _value(fact: str, answer: str, points: Sequence[date] | None) -> FactValue:
    if fact in SETS:
        return frozenset(answer.split(";"))
    if fact in DATES:
        return representative(answer, points or ())
    return answer == "yes"


def representative(answer: str, points: Sequence[date]) -> date:
    """A day of the bucket `b<number>`, its first where it has one; or the day itself."""
    if not answer.startswith("b"):
        return date.fromisoformat(answer)
    number = int(answer[1:])
    return points[number - 1] if number else points[0] - timedelta(days=1)


def bucket_text(answer: str, points: Sequence[date]) -> str:
    """
    A bucket in words.

    >>> bucket_text("b1", (date(2018, 8, 14), date(2020, 7, 1)))
    'from 2018-08-14 to 2020-06-30'
    """
    if not answer.startswith("b"):
        return answer
    number = int(answer[1:])
    if number == 0:
        return f"before {points[0]}"
    first = points[number - 1]
    if number == len(points):
        return f"on or after {first}"
    return f"from {first} to {points[number] - timedelta(days=1)}"
