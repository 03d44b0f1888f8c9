"""The clue rules and the traps, read from data; a clue is built here and nowhere else."""

from functools import cache

import msgspec

from interdict.core.shipped import shipped
from interdict.model.identification import Bearing, Clue


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/identifiers/clues.yaml`."""

    evidence_class: str = msgspec.field(name="class")
    bearing: Bearing
    weight: float
    because: str


class BranchTrap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A branch below a number that another maker uses."""

    prefix: str
    because: str
    instead: str = ""
    """Whose device it is; empty where nobody can be named."""
    needs_text: str = ""
    """The trap speaks only where the description carries this word."""


class PlatformTrap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that name a shared platform, and which clues about whom they take out."""

    words: tuple[str, ...]
    sets_aside: dict[str, tuple[str, ...]]
    """`parties` and `rules`: clues of these rules that name these parties."""
    because: str


class Traps(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`data/identifiers/traps.yaml`."""

    generic_enterprises: dict[int, str]
    branches: tuple[BranchTrap, ...]
    platforms: tuple[PlatformTrap, ...]
    component_makers: frozenset[str]
    boards: frozenset[str]
    """Those of the component makers whose address block names nobody even alone."""
    nobody: frozenset[str]
    nobody_blocks: frozenset[str]


@cache
def load_rules() -> dict[str, Rule]:
    """Every rule by its name."""
    return shipped("identifiers/clues.yaml", dict[str, Rule])


@cache
def load_traps() -> Traps:
    """Every trap."""
    return shipped("identifiers/traps.yaml", Traps)


def clue(
    rule: str, party: str = "", *, name: str = "", family: str = "", role: str = "", share: float = 1.0
) -> Clue:
    """
    The clue of one rule about one party.

    Args:
        rule: Name of a rule in `clues.yaml`.
        party: Party id or maker slug; empty for a product or platform clue that names nobody.
        name: The party as people write it, for the sentence.
        family: Product family, for a product clue.
        role: Network role that comes with the family.
        share: Fraction of the rule's weight this clue is worth, in [0, 1].
    """
    row = load_rules()[rule]
    return Clue(
        id="/".join(part for part in (rule, party, family or role) if part),
        rule=rule,
        bearing=row.bearing,
        party=party,
        weight=round(row.weight * share, 3) if party else 0.0,
        family=family,
        role=role,
        because=row.because.format(name=name or party or "a product line"),
    )
