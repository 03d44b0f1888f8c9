"""What each column of one table is: by a person's word, by its header, or a question."""

import re
from collections.abc import Sequence

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.mapping import IGNORE, TableMapping
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import Unsure
from interdict.evidence.records.headers import (
    choices,
    headers,
    is_harmless,
    is_maker,
    kind_of,
    meaning,
    normal,
)
from interdict.model.observation import RecordKind
from interdict.registries import mac, pon

MANY = {
    "sysLocation",
    "macAddress",
    "managementAddress",
    "purpose",
    "radioGeneration",
    "fundedBy",
    "description",
}
"""Properties that more than one column of a table may give."""
SAMPLED = 200
"""Cells of a column without a known header that are looked at."""
MOSTLY = 0.8
"""Share of the sampled cells that must look alike before a question is asked."""
OID = re.compile(r"\.?1\.3\.6\.1\.4\.1(\.\d+)+")
SERIAL = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9\-]{10,24}")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column whose cells become observations."""

    index: int
    term: str
    component: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How one table is read."""

    kind: RecordKind
    columns: tuple[Column, ...]
    keys: tuple[int, ...]
    """Columns that give the record's key, the first with a cell wins."""
    constants: tuple[tuple[str, str], ...]
    asked: tuple[Unsure, ...]
    notes: tuple[Problem, ...]


def plan(
    names: Sequence[str], sample: Sequence[Sequence[str]], *, said: TableMapping, where: str, pattern: str
) -> Plan:
    """
    Decide what every column is.

    Args:
        names: Headers in the order of the columns.
        sample: The first cells of each column.
        said: What a person said about this table; it overrides all else.
        where: The input, as shown to people.
        pattern: What to write in a mapping file for this table.
    """
    kind, found = _meant(names, said)
    twice = _claimed_twice(found, said, names)
    repeated = {index for index in twice if _stands_before(names, index)}
    asked = []
    for index, name in enumerate(names):
        if index not in repeated and not _said(name, said):
            options = _options(name, sample[index], kind, taken=index in found, twice=twice.get(index))
            asked += [_ask(name, options, where=where, pattern=pattern)] if options else []
    found = {index: term for index, term in found.items() if index not in twice}
    keys = _keys(names, found, kind, said)
    ignored = _ignored(names, {*found, *repeated, *keys}, asked, where)
    return Plan(
        kind=kind,
        columns=tuple(_column(index, term) for index, term in found.items() if term not in ("key", IGNORE)),
        keys=keys,
        constants=tuple(said.constants.items()),
        asked=tuple(asked),
        notes=(*_repeated(names, repeated, where), *ignored),
    )


def _meant(names: Sequence[str], said: TableMapping) -> tuple[RecordKind, dict[int, str]]:
    """The kind of the table and the property of each column that has one, a person's word first."""
    by_word = {index: term for index, name in enumerate(names) if (term := _said(name, said))}
    anywhere = {index: term for index, name in enumerate(names) if (term := meaning(name))}
    terms = frozenset({**anywhere, **by_word}.values())
    kind = said.kind or kind_of(terms)
    rule = headers().kinds.get(kind)
    certain = kind if said.kind or (rule and rule.fits(terms)) else None
    in_kind = {index: term for index, name in enumerate(names) if (term := meaning(name, certain))}
    return kind, dict(sorted({**in_kind, **by_word}.items()))


def _said(name: str, said: TableMapping) -> str | None:
    return said.columns.get(name) or said.columns.get(name.strip())


def _claimed_twice(found: dict[int, str], said: TableMapping, names: Sequence[str]) -> dict[int, str]:
    """Columns that claim a property which an earlier one has, and which a device has one of."""
    first: dict[str, int] = {}
    twice: dict[int, str] = {}
    by_word = [index for index in found if _said(names[index], said)]
    for index in [*by_word, *(index for index in found if index not in by_word)]:
        term = found[index]
        if term in MANY or term == IGNORE:
            continue
        if first.setdefault(term, index) != index:
            twice[index] = term
    return twice


def _options(
    name: str, cells: Sequence[str], kind: RecordKind, *, taken: bool, twice: str | None
) -> tuple[str, ...]:
    """What an undecided column may be; nothing where there is nothing to ask."""
    if twice:
        return (twice, *(("supplier",) if twice == "manufacturer" else ()))
    if taken:
        return ()
    return choices(name, kind) or (() if is_harmless(name) else _alike(cells))


def _alike(cells: Sequence[str]) -> tuple[str, ...]:
    """What the cells of a column look like, whatever its header."""
    filled = [cell.strip() for cell in cells if cell and cell.strip()][:SAMPLED]
    if not filled:
        return ()
    looks = (
        (lambda cell: mac.parse(cell) is not None and not cell.isdecimal(), ("macAddress", "chassisMac")),
        (lambda cell: OID.fullmatch(cell) is not None, ("sysObjectID",)),
        (lambda cell: pon.parse(cell) is not None, ("ponSerial",)),
        (is_maker, ("manufacturer", "supplier")),
        (lambda cell: SERIAL.fullmatch(cell) is not None, ("serialNumber", "partNumber")),
    )
    for looks_like, terms in looks:
        if sum(map(looks_like, filled)) >= MOSTLY * len(filled) and _varied(filled, terms):
            return terms
    return ()


def _varied(cells: Sequence[str], terms: tuple[str, ...]) -> bool:
    """Serial numbers differ from row to row; order numbers and codes repeat."""
    return "serialNumber" not in terms or len(set(cells)) > 0.9 * len(cells)


def _ask(name: str, options: tuple[str, ...], *, where: str, pattern: str) -> Unsure:
    listed = " or ".join([", ".join(options[:-1]), options[-1]]) if len(options) > 1 else options[0]
    return Unsure(
        where=where,
        column=name,
        question=f"Column `{name}` of {where}: is it {listed}, or none of them?",
        choices=options,
        remedy=f'tables:\n  "{pattern}":\n    columns: {{"{name}": {options[0]}}}  # or: {IGNORE}',
    )


def _column(index: int, term: str) -> Column:
    component, colon, plain = term.rpartition(":")
    return Column(index=index, term=plain if colon else term, component=component)


def _keys(
    names: Sequence[str], found: dict[int, str], kind: RecordKind, said: TableMapping
) -> tuple[int, ...]:
    named = [index for index, name in enumerate(names) if said.key in (name, name.strip())]
    by_term = {term: index for index, term in reversed(found.items())}
    known = headers().keys.get(kind, headers().keys[RecordKind.ASSET])
    return (*named, *(by_term[term] for term in known if term in by_term))


def _stands_before(names: Sequence[str], index: int) -> bool:
    """Whether an earlier column has the same header, so that no mapping file can tell the two apart."""
    return normal(names[index]) in map(normal, names[:index])


def _repeated(names: Sequence[str], repeated: set[int], where: str) -> tuple[Problem, ...]:
    return tuple(
        note(
            Code.DUPLICATE_COLUMN,
            f"the header `{names[index]}` stands there twice; only the first column is read.",
            where=where,
            remedy="Give the second column a header of its own if it matters.",
        )
        for index in sorted(repeated)
    )


def _ignored(
    names: Sequence[str], settled: set[int], asked: Sequence[Unsure], where: str
) -> tuple[Problem, ...]:
    open_ones = {question.column for question in asked}
    left = [name for index, name in enumerate(names) if index not in settled and name not in open_ones]
    unknown = [f"`{name.strip()[:40]}`" for name in left if name.strip() and not is_harmless(name)]
    if not unknown:
        return ()
    return (
        note(
            Code.IGNORED_COLUMNS,
            f"columns without a known meaning are left out: {', '.join(unknown[:20])}"
            f"{f' and {len(unknown) - 20} more' if len(unknown) > 20 else ''}.",
            where=where,
            remedy="Name their properties in a mapping file if they matter.",
        ),
    )
