"""The run as compact JSON for the page's script: every text and every reason stands in it once."""

import json
import re
from collections.abc import Hashable
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from interdict.model.finding import Citation, Decision, Effect, Reason
from interdict.model.identification import Clue, Identification
from interdict.model.run import DeviceRow, Run
from interdict.report.wording import CONFIDENCES, STATUSES, likelihood, role_labels, web_address

_FIELDS = [f for f in msgspec.structs.fields(DeviceRow) if f.name != "evidence"]
NUMBERS = tuple(f.name for f in _FIELDS if f.type in (int, float))
"""Fields of a device row that are packed as they are."""
TEXTS = tuple(f.name for f in _FIELDS if f.name not in NUMBERS)
"""Fields of a device row that are packed as numbers of texts; a missing date is the empty text."""

# Inside JSON these occur in strings only, where the escaped form means the same. `<` could end the script
# element or open a comment in it (HTML § 13.2.5.4, script data state); U+2028/9 end a line in older scripts.
_UNSAFE_IN_HTML = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

_EVIDENCE = re.compile(r"(\S+) = (.*) \(([^()]*)\)", re.DOTALL)
"""`property = value (source, place)`; a line of another form is shown as it stands."""

T = TypeVar("T", bound=Hashable)


class Pool(Generic[T]):
    """Values numbered in the order they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}

    def number(self, value: T) -> int:
        """The number under which `value` is stored."""
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> list[T]:
        """Every value, by number."""
        return list(self._numbers)


class Packer:
    """Turns values of the model into lists of numbers that refer to shared pools."""

    def __init__(self) -> None:
        self.texts: Pool[str] = Pool()
        self.reasons: Pool[tuple[Any, ...]] = Pool()
        self.citations: Pool[tuple[str, str, str]] = Pool()

    def text(self, value: str | date | None) -> int:
        """The number of a text or of an ISO date."""
        return self.texts.number("" if value is None else str(value))

    def row(self, row: DeviceRow) -> list[Any]:
        """`TEXTS`, then `NUMBERS`, then the evidence lines in parts."""
        texts = [self.text(getattr(row, name)) for name in TEXTS]
        numbers = [getattr(row, name) for name in NUMBERS]
        return [*texts, *numbers, [self.evidence(line) for line in row.evidence]]

    def evidence(self, line: str) -> list[int]:
        """Property, value and place of one evidence line; of many lines only the values differ."""
        parts = _EVIDENCE.fullmatch(line)
        return [self.text(part) for part in (parts.groups() if parts else ("", line, ""))]

    def citation(self, citation: Citation | None) -> int:
        """The number of a citation; -1 for none."""
        if citation is None:
            return -1
        return self.citations.number((citation.title, web_address(citation.href), citation.confidence))

    def reason(self, reason: Reason) -> int:
        """The number of a reason; its children are numbered before it."""
        node = (
            self.text(reason.claim),
            reason.truth.value,
            reason.operator,
            self.text(reason.fact),
            self.text(reason.found),
            self.text(reason.because),
            self.citation(reason.citation),
            tuple(self.reason(child) for child in reason.children),
        )
        return self.reasons.number(node)

    def decision(self, decision: Decision) -> list[Any]:
        """Order, provision, status, reason, effects, exemption, settling sets of facts."""
        return [
            self.text(decision.order),
            self.text(decision.provision),
            decision.status.value,
            self.reason(decision.reason),
            [self._effect(effect) for effect in decision.effects],
            self.text(decision.exemption),
            [[self.text(fact) for fact in facts] for facts in decision.settles],
        ]

    def identification(self, found: Identification) -> dict[str, Any]:
        """An identification with its likelihood in words; clues by id."""
        aside = [text.partition(": ") for text in found.set_aside]
        return {
            "producer": found.producer_name or found.producer,
            "brand": found.brand,
            "probability": found.probability,
            "words": likelihood(found.probability),
            "abstained": found.abstained,
            "relabelled": found.relabelled,
            "candidates": [[c.name, c.probability, likelihood(c.probability)] for c in found.candidates],
            "clues": [self.text(clue) for clue in found.clues],
            "aside": [[self.text(clue), self.text(why)] for clue, _, why in aside],
            "contradictions": [self.text(sentence) for sentence in found.contradictions],
        }

    def _effect(self, effect: Effect) -> list[Any]:
        return [
            effect.kind,
            self.text(effect.action),
            self.text(effect.since),
            self.text(effect.due_text),
            self.text(effect.summary),
            self.citation(effect.citation),
        ]


def packed(run: Run) -> dict[str, Any]:
    """What the page's script needs of the run, as plain lists and maps."""
    packer = Packer()
    by_id = {
        "identifications": {n: packer.identification(found) for n, found in run.identifications.items()},
        "clues": {packer.text(name): _clue(clue) for name, clue in run.clues.items()},
        "decisions": {n: [packer.decision(d) for d in found] for n, found in run.decisions.items()},
        "parts": {n: [packer.decision(d) for d in found] for n, found in run.part_decisions.items()},
    }
    rows = [packer.row(row) for row in run.devices]
    return {
        "at": run.at.isoformat(),
        "textFields": TEXTS,
        "numberFields": NUMBERS,
        "rows": rows,
        **by_id,
        "orders": {order.order: [order.title, order.assumed_from is not None] for order in run.orders},
        "provisions": {f"{p.order}/{p.provision}": p.title for p in run.provisions},
        "questions": {q.fact: q.question for q in run.questions},
        "roles": role_labels(),
        "statuses": STATUSES,
        "confidences": CONFIDENCES,
        "reasons": packer.reasons.values(),
        "citations": packer.citations.values(),
        "texts": packer.texts.values(),
    }


def embeddable(value: object) -> str:
    r"""
    The value as JSON that cannot break out of a script element, whatever its texts hold.

    >>> print(embeddable("</script>"))
    "\u003c/script\u003e"
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_UNSAFE_IN_HTML)


def _clue(clue: Clue) -> list[Any]:
    return [clue.because or clue.rule, clue.weight, clue.bearing.value]
