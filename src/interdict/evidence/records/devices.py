"""Device evidence as JSON lines: `{"id": …, "evidence": {…}}`; nothing else of a line is ever looked at."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering, and_then
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.evidence.records.answers import CDP, KNOWN, LLDP, answered_otherwise, answers, cells
from interdict.evidence.snmp.agent import Agent
from interdict.evidence.snmp.neighbours import observe_neighbour
from interdict.model.observation import RecordKind

LONGEST_LINE = 16 << 20
"""Bytes of one device; its command output may be long."""


class Line(msgspec.Struct, frozen=True):
    """All that is decoded of a line: a label beside it cannot leak into what is read."""

    id: str
    evidence: dict[str, Any]


class DevicesReader:
    """Reads devices with the evidence that was collected of each."""

    name = "devices-jsonl"
    doc = ReaderDoc(
        title="Device evidence, JSON lines",
        reads="One JSON object a line, a text `id` and an object `evidence`; other members are not decoded.",
        gives="One record a line under its `id`: `asset` where the evidence is an inventory entry or a"
        " specification, `neighbour` where another device saw it, else `self`; `neighbour` records for"
        " the LLDP and CDP rows inside.",
        limitations="Interface names are not used. Lists that were cut when recorded stay cut.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the first line is such an object, or begins as one."""
        if not head.lines or not head.lines[0].startswith(b"{"):
            return False
        try:
            msgspec.json.decode(head.lines[0], type=Line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            beginning = head.lines[0]
            cut = b"\n" not in head.content.lstrip()[: len(beginning) + 1]
            return cut and bool(re.search(rb'"id"\s*:\s*"', beginning) and b'"evidence"' in beginning)
        return True

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every device of the file; a broken line costs itself only."""
        gathering, complaints = Gathering(ordinal), Complaints(source.path)
        unused: Counter[str] = Counter()

        def ending() -> Iterator[Batch]:
            yield from complaints.rest()
            yield from _unused(unused, source.path)
            yield gathering.batch()

        yield from and_then(self._lines(source, gathering, complaints, unused), ending)

    def _lines(
        self, source: Opened, gathering: Gathering, complaints: Complaints, unused: Counter[str]
    ) -> Iterator[Batch]:
        decoder = msgspec.json.Decoder(Line)
        for number, line in lines(source.stream, longest=LONGEST_LINE):
            if line is None:
                yield from complaints.line(number, "the line is longer than 16 MiB.", code=Code.LONG_LINE)
            elif line.strip():
                yield from _device(decoder, gathering, complaints, unused, number=number, line=line)
                if gathering.full:
                    yield gathering.batch()


def _unused(unused: Counter[str], where: str) -> Iterator[Problem]:
    if unused:
        named = ", ".join(f"{key} ({count})" for key, count in sorted(unused.items()))
        yield note(Code.UNUSED, f"evidence that interdict has no use for: {named}.", where=where)


def _device(
    decoder: msgspec.json.Decoder[Line],
    gathering: Gathering,
    complaints: Complaints,
    unused: Counter[str],
    *,
    number: int,
    line: bytes,
) -> list[Problem]:
    try:
        found = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return complaints.line(number, f"it is not an object with `id` and `evidence`: {error}.")
    agent = Agent()
    for oid, value in answers(found.evidence):
        agent.answer(oid, value)
    record = agent.emit(gathering, key=found.id, kind=_kind(found.evidence), place=f"line {number}")
    for component, term, said in answered_otherwise(found.evidence):
        gathering.observe(record, term, said, component=component)
    observe_neighbour(gathering, record, cells(found.evidence.get("lldp_self"), LLDP | CDP))
    unused.update(key for key in found.evidence if key not in KNOWN)
    return []


def _kind(evidence: dict[str, Any]) -> RecordKind:
    if "lldp_self" in evidence:
        return RecordKind.NEIGHBOUR
    return RecordKind.ASSET if "inventory" in evidence or "spec" in evidence else RecordKind.SELF
