"""What one device said in its answers: of itself, of what is in it, and of others."""

import msgspec

from interdict.evidence.gather import Gathering
from interdict.model.observation import RecordKind

MOST_OWN = 50_000
"""Things kept that one device said of itself and its components."""
MOST_OTHERS = 20_000
"""Neighbours, table addresses and terminals kept of one device."""
MOST_OUTPUTS = 64
"""Answers kept as text of one device."""


class Other(msgspec.Struct, frozen=True, kw_only=True):
    """A device that another one's answer names."""

    kind: RecordKind
    said: dict[str, str]
    """Property to value."""


class Heard:
    """Grows by one fact at a time; what is said twice is kept once."""

    def __init__(self) -> None:
        self._own: dict[tuple[str, str, str], None] = {}
        self._others: dict[str, Other] = {}
        self._outputs: dict[tuple[str, str], None] = {}

    @property
    def others(self) -> int:
        """How many other devices were named so far."""
        return len(self._others)

    @property
    def empty(self) -> bool:
        """Whether nothing was said at all."""
        return not (self._own or self._others or self._outputs)

    def own(self, term: str, value: str, *, component: str = "") -> None:
        """Note one thing about the device, or about a component of it."""
        value = value.strip()
        if value and value not in ("-", "--", "N/A") and len(self._own) < MOST_OWN:
            self._own[component, term, value] = None

    def output(self, term: str, text: str) -> None:
        """Keep an answer as text, under `commandOutput` or `neighbourOutput`."""
        if len(self._outputs) < MOST_OUTPUTS:
            self._outputs[term, text] = None

    def other(self, key: str, kind: RecordKind, said: dict[str, str]) -> None:
        """Note another device under a key inside this one's answers; later facts complete earlier ones."""
        said = {term: value.strip() for term, value in said.items() if value.strip(" -")}
        if not said or (key not in self._others and len(self._others) >= MOST_OTHERS):
            return
        before = self._others.get(key)
        if before:
            said = before.said | said
        self._others[key] = Other(kind=kind, said=said)

    def observe(self, gathering: Gathering, record: int) -> None:
        """Hand over what is about the device itself and its components, under its record."""
        for component, term, value in self._own:
            gathering.observe(record, term, value, component=component)

    def emit(self, gathering: Gathering, *, key: str, place: str) -> None:
        """Hand over the device's record and one for each other, under `<device>#<key>`."""
        record = gathering.record(key=key, kind=RecordKind.SELF, place=place)
        self.observe(gathering, record)
        for term, text in self._outputs:
            gathering.observe(record, term, text)
        for inside, other in self._others.items():
            number = gathering.record(key=f"{key}#{inside}", kind=other.kind, place=place)
            gathering.observe(number, "seenBy", key)
            for term, value in other.said.items():
                gathering.observe(number, term, value)
