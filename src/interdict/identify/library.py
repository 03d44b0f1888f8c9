"""Everything a clue function looks up, in one value: parties, registries, rules, families, words."""

import re
from collections.abc import Collection
from datetime import date
from functools import cached_property

import msgspec

from interdict.core.shipped import shipped
from interdict.identify.families import Families, load_rows
from interdict.identify.recog import Fingerprints
from interdict.identify.rules import BranchTrap, Traps, clue, load_traps
from interdict.model.identification import Clue
from interdict.model.party import Registry, Word
from interdict.parties.load import Parties
from interdict.parties.names import Match, NameIndex
from interdict.registries import pen, pon

SHARED_PLATFORM = "platform.shared"
BORROWED = "agent.borrowed"
"""A number that somebody else holds: counts only beside a text that names the one who uses it."""
NAMED_IN_TEXT = frozenset({"text.maker", "text.family", "text.mention"})
NETWORK_EQUIPMENT = "network-equipment"
"""Role of plant that is network equipment of a kind nobody told."""
UNLISTED = "unlisted:"
"""Prefix of the slug of an organisation that only a registry knows; the rest is its name there."""

NO_ROLE = re.compile("versatile routing platform", re.IGNORECASE)
"""Names in which a role's word stands without meaning it: every box of Huawei's runs that platform."""

LEGAL_FORM = re.compile(
    r"[\s,.]+(inc|incorporated|llc|ltd|limited|corp|corporation|co|company|gmbh|ag|sa|s\.a|bv|b\.v|ab|as|oy|"
    r"spa|srl|kg|plc|pty|pte|kk|nv|aps|zrt|kft|sas|sarl|technologies co)\.?$",
    re.IGNORECASE,
)


class RoleWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/roles/words.yaml`."""

    role: str
    words: tuple[str, ...]


class RoleTokens(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/roles/hostnames.yaml`."""

    role: str
    tokens: tuple[str, ...]


def short_name(organisation: str) -> str:
    """
    A registry's organisation name without contact clutter and legal form.

    >>> short_name("Acme Networks Co., Ltd.")
    'Acme Networks'
    """
    name = re.split(r"\s*[(\[;#]|\s+-\s+|https?:", organisation.strip())[0].strip(" ,.")
    shorter = LEGAL_FORM.sub("", name).strip(" ,.")
    return short_name(shorter) if shorter and shorter != name else name


def is_unlisted(party: str) -> bool:
    """Whether only a registry or a record knows the party."""
    return party.startswith(UNLISTED)


class Library:
    """
    What identification knows; built once a run, read-only, and blind to the law.

    Args:
        parties: The parties data.
        at: The date as of which groups of parties are formed.
        fingerprints: The organisation's own, beside those of the package.
    """

    def __init__(self, parties: Parties, *, at: date, fingerprints: Fingerprints | None = None) -> None:
        self._fingerprints = fingerprints
        self.parties = parties
        self.at = at
        self.traps: Traps = load_traps()
        self._groups: dict[str, str] = {}

    @cached_property
    def families(self) -> Families:
        """Product families of the makers that the parties data describes."""
        rows = load_rows()
        return Families(rows, {row.party: self.enterprises(row.party) for row in rows})

    @cached_property
    def _roles(self) -> tuple[NameIndex, dict[str, int]]:
        rows = shipped("roles/words.yaml", list[RoleWords])
        words = [
            (row.role, Word(text=word.rstrip("*"), start=word.endswith("*")))
            for row in rows
            for word in row.words
        ]
        return NameIndex(names=(), words=words), {row.role: number for number, row in enumerate(rows)}

    def name(self, party: str) -> str:
        """The party as people write it."""
        return party.removeprefix(UNLISTED) if party.startswith(UNLISTED) else self.parties.name_of(party)

    def is_described(self, party: str) -> bool:
        """Whether the parties data describes its owners and affiliates."""
        return party in self.parties.parties

    def group(self, party: str) -> str:
        """The party at the head of its group as of the library's date; itself where it stands alone."""
        if party not in self._groups:
            self._groups[party] = self._head(party)
        return self._groups[party]

    def _head(self, party: str) -> str:
        """Follow majority stakes and control upwards; a circle ends where it began."""
        seen = [party]
        while True:
            owners = [
                stake.owner
                for stake in self.parties.stakes
                if stake.owned == seen[-1]
                and stake.interval.contains(self.at)
                and (stake.control or (stake.share or 0) > 50)
                and stake.owner not in seen
            ]
            if not owners:
                return self._house(seen[-1])
            seen.append(owners[0])

    def _house(self, maker: str) -> str:
        """The maker under whose roof another stands; a described party stands under its owners only."""
        known = self.parties.makers.get(maker)
        return known.house if known and known.house else maker

    def is_software(self, party: str) -> bool:
        """Whether a maker makes what runs on a box, not the box."""
        known = self.parties.makers.get(party)
        return bool(known and known.software)

    def labels_on(self, party: str) -> frozenset[str]:
        """Makers under whose label a described party is known to sell goods it makes."""
        known = self.parties.parties.get(party)
        return frozenset(b.maker for b in known.brands if not b.own and b.maker) if known else frozenset()

    def enterprises(self, party: str) -> tuple[int, ...]:
        """Enterprise numbers under which a party's agents answer, those it squats included."""
        known = self.parties.parties.get(party)
        held = [int(i.value) for i in known.identifiers if i.registry is Registry.PEN] if known else []
        squatted = [
            int(trap.prefix)
            for trap in self.traps.branches
            if trap.instead == party and trap.prefix.isdigit()
        ]
        return (*held, *squatted)

    def by_enterprise(self, number: int) -> str:
        """Who holds a private enterprise number; empty for numbers of software and for unknown ones."""
        if number in self.traps.generic_enterprises:
            return ""
        return self.parties.by_pen(number) or self._by_registered_name(pen.organisation(number) or "")

    def by_organisation(self, organisation: str) -> str:
        """Whom an address block's registered organisation is; empty for blocks that name no maker."""
        if organisation in self.traps.nobody_blocks:
            return ""
        return self.parties.by_registry_name(organisation) or self._by_registered_name(organisation)

    def _by_registered_name(self, organisation: str) -> str:
        """A maker whose name a registered name spells; never a described party by mere likeness."""
        short = short_name(organisation)
        for spelling in (short, short.replace(" ", "")):
            match = self.parties.names.match(spelling)
            if match and match.kind in {"exact", "word"} and not self.is_described(match.slug):
                return match.slug
        return self._unlisted(organisation)

    def by_pon(self, key: str) -> str:
        """Who has a PON vendor id, given as four letters or as the eight hex digits that spell them."""
        letters = bytes.fromhex(key).decode("ascii", "replace") if len(key) == 8 else key
        party = self.parties.by_pon(letters)
        if party:
            return party
        vendor = pon.vendor(letters)
        return self.by_maker_name(short_name(vendor.maker)) if vendor and vendor.maker else ""

    def by_maker_name(self, text: str) -> str:
        """Whom a maker column names; a name nobody lists becomes a maker of its own."""
        plain = text.strip().strip("\"'\0 ")
        if plain.casefold() in self.traps.nobody or not any(c.isalpha() for c in plain):
            return ""
        match = self.parties.names.match(plain)
        return match.slug if match else self._unlisted(plain[:60])

    def by_driver(self, text: str) -> str:
        """Whose boxes an inventory system's driver name stands for."""
        match = self.parties.names.match(text.replace("_", " ").replace("-", " "))
        if match:
            return match.slug
        return next((found.family.party for found in self.families.in_text(text) if found.betrays), "")

    def by_model(self, text: str) -> str:
        """Whose model names look like this one; empty where several makers' or nobody's do."""
        match = self.parties.names.by_model(text.strip())
        return match.slug if match else ""

    def by_fingerprint(self, protocol: str, text: str) -> str:
        """Whom the organisation's own fingerprints name for a text; empty where there are none."""
        vendor = self._fingerprints.vendor(protocol, text) if self._fingerprints else ""
        return self.by_maker_name(vendor) if vendor else ""

    def makers_in(self, text: str) -> tuple[Match, ...]:
        """Every maker that a text names, in order."""
        return self.parties.names.mentions(text)

    def role_in_words(self, text: str) -> str:
        """The first role of `data/roles/words.yaml` whose words stand in `text`; empty if none does."""
        index, order = self._roles
        found = {match.slug for match in index.mentions(NO_ROLE.sub("", text[:400]))}
        return min(found, key=order.__getitem__, default="")

    @cached_property
    def _hostnames(self) -> tuple[tuple[str, frozenset[str]], ...]:
        rows = shipped("roles/hostnames.yaml", list[RoleTokens])
        return tuple((row.role, frozenset(row.tokens)) for row in rows)

    def role_in_hostname(self, name: str) -> str:
        """The first role of `data/roles/hostnames.yaml` of which a token stands in a host name."""
        found = set(re.findall("[a-z]+", name.casefold()))
        return next((role for role, tokens in self._hostnames if tokens & found), "")

    @cached_property
    def _maker_roles(self) -> dict[str, str]:
        rows = shipped("roles/makers.yaml", dict[str, tuple[str, ...]])
        return {maker: role for role, makers in rows.items() for maker in makers}

    def is_network_maker(self, maker: str) -> bool:
        """Whether an operator's plant holds only network equipment of this maker."""
        return self._maker_roles.get(maker) == NETWORK_EQUIPMENT

    def usual_role(self, maker: str) -> str:
        """What a maker's devices are where nothing on the device tells; empty for makers of many kinds."""
        role = self._maker_roles.get(maker, "")
        return "" if role == NETWORK_EQUIPMENT else role

    def platform_clues(self, text: str) -> list[Clue]:
        """Clues for the shared platforms whose words stand in `text`."""
        folded = text.casefold()
        return [
            clue(SHARED_PLATFORM, family=trap.words[0])
            for trap in self.traps.platforms
            if any(word in folded for word in trap.words)
        ]

    def branch_trap(self, arcs: str) -> BranchTrap | None:
        """The trap whose branch holds `arcs` (arcs below 1.3.6.1.4.1)."""
        dotted = f"{arcs}."
        return next((trap for trap in self.traps.branches if dotted.startswith(f"{trap.prefix}.")), None)

    def trap_on(self, one: Clue, clues: Collection[Clue]) -> str:
        """Why `one` does not count beside the other clues; empty where it does."""
        for trap in self.traps.platforms:
            on_platform = any(c.rule == SHARED_PLATFORM and c.family == trap.words[0] for c in clues)
            who, what = trap.sets_aside["parties"], trap.sets_aside["rules"]
            if on_platform and one.rule in what and one.party and self.group(one.party) in who:
                return trap.because
        if one.rule == BORROWED and not any(c.rule in NAMED_IN_TEXT and c.party == one.party for c in clues):
            return (
                "the number is registered to another organisation, and no text on the device names the user"
            )
        if one.party in self.traps.component_makers and one.rule.startswith(("address.", "text.mention")):
            others = (c.party for c in clues if c.party and c.party != one.party)
            alone = one.party in self.traps.boards and all(
                c.rule.startswith("address.") for c in clues if c.party == one.party
            )
            if alone or any(other not in self.traps.component_makers for other in others):
                return f"{self.name(one.party)} makes parts that other makers build in"
        return ""

    def _unlisted(self, organisation: str | None) -> str:
        name = short_name(organisation or "")
        return f"{UNLISTED}{name}" if name and name.casefold() not in self.traps.nobody else ""
