"""Read the rule by which a due day follows: `due:` of an effect."""

from datetime import date

from interdict.law.conditions import Terms, read_confidence
from interdict.law.holidays import calendars
from interdict.law.nodes import Node, suggestion
from interdict.law.vocabulary import declared
from interdict.model.order import DueRule, DueUnit
from interdict.model.vocabulary import FactType

LONGEST_COUNT = 10_000
"""Units; more is a slip of the pen (the longest known is ten years)."""

FORMS = ("day", "fact", "yearly", "after")
_YEARLY = ("counts", "counted_by", "first")
_COUNTED = ("calendar", "repeats", "ends")
_REPEATABLE = (DueUnit.DAYS, DueUnit.MONTHS, DueUnit.YEARS)


def read_due(node: Node, terms: Terms) -> DueRule:
    """
    A due rule: a date, or one of `day`, `fact`, `yearly` and `after` with what belongs to it.

    Raises: OrderDataError with file, line and remedy.
    """
    if not node.is_mapping:
        return DueRule(day=node.date())
    fields = node.fields((), (*FORMS, *_YEARLY, *_COUNTED, *DueUnit, "confidence"))
    form = _form(node, fields)
    confidence = read_confidence(fields.get("confidence"))
    match form:
        case "day":
            return DueRule(day=fields["day"].date(), confidence=confidence)
        case "fact":
            return DueRule(fact=_date_fact(fields["fact"], terms), confidence=confidence)
        case "yearly":
            return DueRule(
                yearly=_month_day(fields["yearly"]),
                counts=_month_day(fields["counts"]) if "counts" in fields else None,
                counted_by=_date_fact(fields["counted_by"], terms) if "counted_by" in fields else "",
                first=fields["first"].date() if "first" in fields else None,
                confidence=confidence,
            )
    unit = _unit(node, fields)
    return DueRule(
        after=_date_fact(fields["after"], terms),
        unit=unit,
        count=_count(fields[unit]),
        calendar=_calendar(node, fields, unit),
        repeats=_repeats(fields, unit),
        ends=_date_fact(fields["ends"], terms) if "ends" in fields else "",
        confidence=confidence,
    )


def _form(node: Node, fields: dict[str, Node]) -> str:
    """Which of the forms it is; what belongs to another form is refused."""
    found = [form for form in FORMS if form in fields]
    if len(found) != 1:
        raise node.fail("a due rule is one of `day:`, `fact:`, `yearly:` and `after:`", "Write one of them.")
    form = found[0]
    belonging = {"yearly": _YEARLY, "after": (*_COUNTED, *DueUnit)}.get(form, ())
    for name, value in fields.items():
        if name not in (form, "confidence", *belonging):
            raise value.fail(f"`{name}:` does not belong to a due rule with `{form}:`", "Remove it.")
    return form


def _unit(node: Node, fields: dict[str, Node]) -> DueUnit:
    found = [unit for unit in DueUnit if unit in fields]
    if len(found) != 1:
        raise node.fail("a count after a fact has one unit", f"Write one of {', '.join(DueUnit)}.")
    return found[0]


def _count(node: Node) -> int:
    count = node.integer()
    if not 1 <= count <= LONGEST_COUNT:
        raise node.fail(f"a count of {count} makes no sense", f"Write a number from 1 to {LONGEST_COUNT}.")
    return count


def _calendar(node: Node, fields: dict[str, Node], unit: DueUnit) -> str:
    if unit is DueUnit.BUSINESS_DAYS:
        if "calendar" not in fields:
            raise node.fail("business days need a calendar of holidays", "Add e.g. `calendar: US`.")
        return fields["calendar"].choice(calendars(), "calendar")
    if "calendar" in fields:
        raise fields["calendar"].fail(f"{unit} need no calendar", "Count `business_days:`, or remove it.")
    return ""


def _repeats(fields: dict[str, Node], unit: DueUnit) -> bool:
    repeats = "repeats" in fields and fields["repeats"].flag()
    if repeats and unit not in _REPEATABLE:
        raise fields["repeats"].fail(f"{unit} do not repeat", f"Count {', '.join(_REPEATABLE)}.")
    if "ends" in fields and not repeats:
        raise fields["ends"].fail("only a duty that repeats ends", "Add `repeats: true`.")
    return repeats


def _date_fact(node: Node, terms: Terms) -> str:
    fact = declared(node.text(), terms.vocabulary, node)
    if fact.type is not FactType.DATE:
        dates = [one.id for one in terms.vocabulary.facts.values() if one.type is FactType.DATE]
        raise node.fail(f"{fact.id} is not a date", f"Name a date fact. {suggestion(fact.id, dates)}")
    return fact.id


def _month_day(node: Node) -> tuple[int, int]:
    try:
        found = date.fromisoformat(f"2001-{node.text()}")
    except ValueError:
        raise node.fail(f"{node.text()!r} is not a month and day", "Write it as MM-DD, quoted.") from None
    return found.month, found.day
