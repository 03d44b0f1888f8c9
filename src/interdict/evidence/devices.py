"""Devices that one input speaks of again and again: one record each, however its lines are ordered."""

from interdict.evidence.gather import Gathering
from interdict.model.observation import RecordKind

MOST_DEVICES = 2_000_000
"""Devices of one input that are kept apart by key; later ones get a record each time they are named."""


class Devices:
    """The records of one input by key, and what was already said of each."""

    def __init__(self, gathering: Gathering, kind: RecordKind) -> None:
        self._gathering = gathering
        self._kind = kind
        self._records: dict[str, int] = {}
        self._said: set[int] = set()

    def record(self, key: str, *, place: str = "") -> int:
        """The record of this key; a new one where the key is new."""
        number = self._records.get(key)
        if number is None:
            number = self._gathering.record(key=key, kind=self._kind, place=place)
            if len(self._records) < MOST_DEVICES:
                self._records[key] = number
        return number

    def observe(self, record: int, term: str, value: str, *, component: str = "") -> None:
        """Note one thing unless the input already said it of this device."""
        mark = hash((record, component, term, value))
        if mark not in self._said:
            if len(self._said) < MOST_DEVICES:
                self._said.add(mark)
            self._gathering.observe(record, term, value, component=component)
