"""The CSV of the US Consolidated Screening List: an entry a row, several values of a cell by semicolons."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from interdict.core.when import Interval, day
from interdict.model.party import Identifier, Name, NameKind, Party, Registry, Stake, Tag
from interdict.parties.exchange.shape import LONGEST_VALUE, MOST_VALUES, Broken, Item, bounded_lines, left_out

COLUMNS = (
    *("_id", "source", "entity_number", "type", "programs", "name", "title", "addresses"),
    *("federal_register_notice", "start_date", "end_date", "standard_order", "license_requirement"),
    *("license_policy", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage"),
    *("vessel_flag", "vessel_owner", "remarks", "source_list_url", "alt_names", "citizenships"),
    *("dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids"),
)
"""Columns of the published file, in its order."""
_KINDS = {"entity": "company", "individual": "person", "": "company"}
_TYPES = {"person": "Individual"}
_SEPARATOR = "; "


class ConsolidatedScreeningList:
    """Reads and writes the CSV of the Consolidated Screening List."""

    name = "csl"

    def accepts(self, head: bytes) -> bool:
        """Whether the first line has the list's own columns."""
        first = head.split(b"\n", 1)[0]
        return b"alt_names" in first and b"source" in first and b"name" in first

    def read(self, stream: BinaryIO, *, where: str, title: str) -> Iterator[Item]:
        """Parties; vessels and aircraft are counted. The shape has no stakes."""
        broken, other = Broken(where), Counter[str]()
        rows = _rows(stream, broken)
        header = [cell.strip().lstrip("\ufeff") for _, row in _first(rows) for cell in row]
        for number, row in rows:
            if isinstance(row, str):
                yield from broken.line(number, row)
                continue
            if len(row) != len(header):
                yield from broken.line(number, f"it has {len(row)} cells; the headers are {len(header)}.")
                continue
            cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
            kind = _KINDS.get(cells.get("type", "").lower())
            if kind is None:
                other[cells["type"][:60]] += 1
                continue
            try:
                yield _party(cells, kind, title)
            except ValueError as error:
                yield from broken.line(number, f"no entry: {str(error)[:200]}.")
        yield from broken.rest()
        yield from left_out(other, where)

    def write(self, parties: list[Party], stakes: list[Stake]) -> Iterator[str]:
        """One row a party; stakes have no place in the shape."""
        yield _row(list(COLUMNS))
        for party in parties:
            cells = _cells(party)
            yield _row([cells.get(column, "") for column in COLUMNS])


def _first(rows: Iterator[tuple[int, list[str] | str]]) -> list[tuple[int, list[str]]]:
    found = next(rows, None)
    return [(found[0], found[1])] if found and isinstance(found[1], list) else []


def _rows(stream: BinaryIO, broken: Broken) -> Iterator[tuple[int, list[str] | str]]:
    """Rows with the number of their last line; a text in place of a row says what is wrong with it."""
    too_long: list[int] = []

    def lines() -> Iterator[str]:
        for number, line in bounded_lines(stream):
            if line is None:
                too_long.append(number)
            else:
                yield line.decode("utf-8", errors="replace").replace("\0", "")

    reader = csv.reader(lines())
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield reader.line_num, f"no row: {error}."
            continue
        if row:
            yield reader.line_num, row
    yield from ((number, "the line is too long.") for number in too_long)


def _party(cells: dict[str, str], kind: str, title: str) -> Party:
    name = cells.get("name", "")
    if not name:
        raise ValueError("it has no name")
    source = cells.get("federal_register_notice") or cells.get("source") or title
    runs = Interval(_day(cells.get("start_date", "")), _day(cells.get("end_date", "")))
    texts = [(name, NameKind.LEGAL), *((text, NameKind.SPELLING) for text in _many(cells, "alt_names"))]
    return Party(
        id=(cells.get("_id") or f"csl-{cells.get('entity_number') or name}")[:LONGEST_VALUE],
        name=name,
        kind=kind,
        country=_country(cells),
        names=tuple(
            Name(text=text[:LONGEST_VALUE], kind=sort, tag=Tag.SOURCED, source=source[:200], interval=runs)
            for text, sort in dict(texts).items()
        ),
        identifiers=tuple(
            Identifier(registry=Registry.COMPANY, value=_number(text), tag=Tag.SOURCED, source=source[:200])
            for text in _many(cells, "ids")
        ),
        topics=tuple(_many(cells, "programs")),
        pages=tuple(
            dict.fromkeys([*_many(cells, "source_list_url"), *_many(cells, "source_information_url")])
        ),
    )


def _many(cells: dict[str, str], column: str) -> list[str]:
    parts = (part.strip() for part in cells.get(column, "").split(";")[:MOST_VALUES])
    return list(dict.fromkeys(part[:LONGEST_VALUE] for part in parts if part))


def _country(cells: dict[str, str]) -> str:
    """The country of the first address, or else the first nationality, where it is a code of two letters."""
    addresses = _many(cells, "addresses")
    found = [address.rpartition(",")[2].strip() for address in addresses[:1]]
    found += [*_many(cells, "nationalities"), *_many(cells, "citizenships")]
    return next((code.upper() for code in found if len(code) == 2 and code.isalpha()), "")


def _number(text: str) -> str:
    """The number out of `Registration Number, 1234, CN`; the whole where there is no kind before it."""
    parts = [part.strip() for part in text.split(",")]
    return parts[1] if len(parts) > 1 and parts[1] else text


def _day(text: str) -> date | None:
    return day(text[:10]) if text else None


def _cells(party: Party) -> dict[str, str]:
    runs = party.names[0].interval if party.names else Interval()
    numbers = [one.value for one in party.identifiers if one.registry is Registry.COMPANY]
    others = [name.text for name in party.names if name.text != party.name]
    others += [brand.text for brand in party.brands if brand.own]
    return {
        "_id": party.id,
        "source": "interdict",
        "type": _TYPES.get(party.kind, "Entity"),
        "programs": _joined([*party.topics]),
        "name": party.name,
        "addresses": party.country,
        "federal_register_notice": party.names[0].source if party.names else "",
        "start_date": str(runs.start or ""),
        "end_date": str(runs.end or ""),
        "source_list_url": _joined([*party.pages]),
        "alt_names": _joined(others),
        "ids": _joined([f"Registration Number, {number}" for number in numbers]),
    }


def _joined(texts: list[str]) -> str:
    """Several values in one cell; a semicolon inside one becomes a comma, as the shape has no escape."""
    return _SEPARATOR.join(dict.fromkeys(text.replace(";", ",") for text in texts))


def _row(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
