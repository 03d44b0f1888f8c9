"""FollowTheMoney entities as JSON lines, the shape of OpenSanctions and of many national lists."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

import msgspec

from interdict.core.when import Interval
from interdict.model.party import Identifier, Name, NameKind, Party, Registry, Stake, Tag
from interdict.parties.exchange.shape import LONGEST_VALUE, MOST_VALUES, Broken, Item, bounded_lines, left_out

KINDS = {
    "Company": "company",
    "Organization": "organization",
    "LegalEntity": "legal-entity",
    "PublicBody": "public-body",
    "Person": "person",
}
"""Schemas that become parties, and what kind of party."""
_NAMES = {
    "name": NameKind.LEGAL,
    "previousName": NameKind.FORMER,
    "alias": NameKind.SPELLING,
    "weakAlias": NameKind.WEAK,
}
_PROPERTY = {NameKind.LEGAL: "name", NameKind.FORMER: "previousName", NameKind.WEAK: "weakAlias"}
_STAKES = ("Ownership", "UnknownLink")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CONTROL = {True: "control", False: "no control", None: ""}


class _Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One line; fields that are not needed are passed over."""

    id: str
    schema: str
    properties: dict[str, tuple[msgspec.Raw, ...]] = {}

    def values(self, name: str) -> list[str]:
        """The texts of one property, bounded; nested entities are passed over."""
        found = []
        for raw in self.properties.get(name, ())[:MOST_VALUES]:
            if bytes(raw)[:1] == b'"' and (text := msgspec.json.decode(raw, type=str).strip()):
                found.append(text[:LONGEST_VALUE])
        return list(dict.fromkeys(found))

    def first(self, name: str) -> str:
        """The first text of one property; empty where there is none."""
        return next(iter(self.values(name)), "")


class FollowTheMoney:
    """Reads and writes FollowTheMoney JSON lines."""

    name = "ftm"

    def accepts(self, head: bytes) -> bool:
        """Whether the file begins with a JSON object that has a schema."""
        return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and b'"schema"' in head

    def read(self, stream: BinaryIO, *, where: str, title: str) -> Iterator[Item]:
        """Parties and stakes; other schemas are counted."""
        decoder = msgspec.json.Decoder(_Entity)
        broken, other = Broken(where), Counter[str]()
        for number, line in bounded_lines(stream):
            if line is not None and not line.strip():
                continue
            try:
                entity = decoder.decode(line) if line is not None else None
                item = _item(entity, title) if entity else None
            except (msgspec.DecodeError, ValueError, RecursionError) as error:
                yield from broken.line(number, f"no FollowTheMoney entity: {str(error)[:200]}.")
                continue
            if entity is None:
                yield from broken.line(number, "the line is too long.")
            elif item is None:
                other[entity.schema[:60]] += 1
            else:
                yield item
        yield from broken.rest()
        yield from left_out(other, where)

    def write(self, parties: list[Party], stakes: list[Stake]) -> Iterator[str]:
        """One entity a line: the parties, then what links them."""
        yield from (_line(_party_out(party)) for party in parties)
        yield from (_line(_stake_out(stake)) for stake in stakes)


def _item(entity: _Entity, title: str) -> Party | Stake | None:
    if entity.schema in KINDS:
        return _party(entity, title)
    return _stake(entity, title) if entity.schema in _STAKES else None


def _party(entity: _Entity, title: str) -> Party:
    names = tuple(
        Name(text=text, kind=kind, tag=Tag.SOURCED, source=title)
        for name, kind in _NAMES.items()
        for text in entity.values(name)
    )
    if not names or not entity.id:
        raise ValueError("it has no name" if entity.id else "it has no id")
    country = entity.first("country") or entity.first("jurisdiction")
    return Party(
        id=entity.id[:LONGEST_VALUE],
        name=names[0].text,
        kind=KINDS[entity.schema],
        country=country.upper(),
        names=names,
        identifiers=tuple(
            Identifier(registry=Registry.COMPANY, value=text, tag=Tag.SOURCED, source=title)
            for text in entity.values("registrationNumber")
        ),
        topics=tuple(entity.values("topics")),
        pages=tuple(entity.values("sourceUrl")),
    )


def _stake(entity: _Entity, title: str) -> Stake:
    known = entity.schema == "Ownership"
    owner, owned = ("owner", "asset") if known else ("subject", "object")
    start, end = _day(entity.first("startDate")), _day(entity.first("endDate"))
    role = entity.first("role")
    return Stake(
        owner=entity.first(owner),
        owned=entity.first(owned),
        share=_share(entity.first("percentage")) if known else None,
        control={"control": True, "no control": False}.get(role) if known else None,
        interval=Interval(start, end),
        tag=Tag.SOURCED,
        source=title,
        note=entity.first("summary") or ("" if role in ("control", "no control") else role),
    )


def _share(text: str) -> float | None:
    """Per cent; `None` where it is not a number from 0 to 100."""
    try:
        value = float(text.replace("%", "").replace(",", ".").strip())
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None


def _day(text: str) -> date | None:
    """The day, or the first one of the month or year that is given."""
    found = _DATE.match(text)
    return date(*(int(part or 1) for part in found.groups())) if found else None


def _party_out(party: Party) -> dict[str, object]:
    texts: dict[str, list[str]] = {"name": [party.name]}
    for name in party.names:
        texts.setdefault(_PROPERTY.get(name.kind, "alias"), []).append(name.text)
    for identifier in party.identifiers:
        if identifier.registry is Registry.COMPANY:
            texts.setdefault("registrationNumber", []).append(identifier.value)
    texts["alias"] = [*texts.get("alias", ()), *(brand.text for brand in party.brands if brand.own)]
    texts |= {"country": [party.country.lower()], "topics": [*party.topics], "sourceUrl": [*party.pages]}
    schema = next((schema for schema, kind in KINDS.items() if kind == party.kind), "Company")
    return {"id": party.id, "schema": schema, "caption": party.name, "properties": _filled(texts)}


def _stake_out(stake: Stake) -> dict[str, object]:
    known = stake.share is not None or stake.control is not None
    ends = ("owner", "asset") if known else ("subject", "object")
    texts = {
        ends[0]: [stake.owner],
        ends[1]: [stake.owned],
        "percentage": [f"{stake.share!r}"] if stake.share is not None else [],
        "startDate": [str(stake.interval.start or "")],
        "endDate": [str(stake.interval.end or "")],
        "role": [_CONTROL[stake.control]],
        "summary": [stake.note],
    }
    properties = _filled(texts)
    digest = hashlib.sha256(json.dumps(properties, sort_keys=True).encode()).hexdigest()[:20]
    schema = "Ownership" if known else "UnknownLink"
    return {"id": f"link-{digest}", "schema": schema, "properties": properties}


def _filled(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Properties that have values, each value once."""
    kept = {name: [text for text in dict.fromkeys(values) if text] for name, values in texts.items()}
    return {name: values for name, values in kept.items() if values}


def _line(entity: dict[str, object]) -> str:
    return json.dumps({**entity, "datasets": ["interdict"]}, ensure_ascii=False) + "\n"
