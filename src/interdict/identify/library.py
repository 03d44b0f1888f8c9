"""Everything a clue function looks up, in one value: parties, registries, rules, families, words."""

from functools import cached_property
from importlib.resources import files

import msgspec
import yaml

from interdict.identify.families import Families, load_rows
from interdict.identify.rules import Traps, clue, load_traps
from interdict.identify.words import Phrases, tokens
from interdict.model.identification import Clue
from interdict.parties.load import Parties

SHARED_PLATFORM = "platform.shared"


class RoleWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/roles/words.yaml`."""

    role: str
    words: tuple[str, ...]


class Library:
    """
    What identification knows; built once a run, read-only, and blind to the law.

    Args:
        parties: The parties data.
    """

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.traps: Traps = load_traps()
        self._by_maker_name: dict[str, str] = {}
        self._organisations: dict[str, str] = {}

    @cached_property
    def phrases(self) -> Phrases:
        """Names of makers as they stand in running text."""
        return Phrases(self.parties.phrases())

    @cached_property
    def families(self) -> Families:
        """Product families of the makers that the parties data describes."""
        rows = load_rows()
        numbers = {row.party: self.parties.enterprises(row.party) for row in rows}
        return Families(rows, numbers)

    @cached_property
    def _role_phrases(self) -> Phrases:
        text = files("interdict").joinpath("data/roles/words.yaml").read_text("utf-8")
        rows = msgspec.convert(yaml.load(text, yaml.CSafeLoader), list[RoleWords])
        self._role_order = {row.role: number for number, row in enumerate(rows)}
        return Phrases((word.rstrip("*"), row.role) for row in rows for word in row.words)

    def role_in_words(self, text: str) -> str:
        """The first role of `data/roles/words.yaml` whose words stand in `text`; empty if none does."""
        found = {mention.party for mention in self._role_phrases.mentions(text[:400])}
        return min(found, key=self._role_order.__getitem__, default="")

    def platform_clues(self, text: str) -> list[Clue]:
        """Clues for the shared platforms whose words stand in `text`."""
        words = set(tokens(text))
        return [
            clue(SHARED_PLATFORM, family=trap.words[0])
            for trap in self.traps.platforms
            if any(set(tokens(word)) <= words for word in trap.words)
        ]
