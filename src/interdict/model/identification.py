"""Who made a device, what it is and what it does, with the clues for it and against it."""

from enum import StrEnum

import msgspec


class Bearing(StrEnum):
    """What a clue speaks of: brand, producer, registrant and module maker are four different things."""

    PRODUCER = "producer"
    """Betrays the maker of the hardware or of the agent that runs on it."""
    BRAND = "brand"
    """A name that somebody put on it: a label, an asset row, a sales name."""
    REGISTRANT = "registrant"
    """Whose number block it carries."""
    PRODUCT = "product"
    """Which product family, and so which role, it belongs to; names no maker by itself."""
    PLATFORM = "platform"
    """An operating platform that several makers ship; sets traps, names nobody."""


class Clue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one kind of observation suggests; the same clue arises on many devices."""

    id: str
    """`rule/party` or `rule/party/family`: stable, and the key under which device profiles are compared."""
    rule: str
    """Rule of `data/identifiers/clues.yaml`."""
    bearing: Bearing
    party: str = ""
    """Party id or maker slug; empty where the clue names nobody."""
    weight: float = 0.0
    """Evidence for `party` in natural log-odds (Good 1950: weights of evidence)."""
    family: str = ""
    """Product family of `data/roles/families.yaml`."""
    role: str = ""
    """Network role of `data/vocabulary/roles.yaml`."""
    because: str = ""
    """The sentence a reader of the report sees."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party that the clues suggest."""

    party: str
    name: str
    probability: float
    """In [0, 1]; candidates and `somebody else` sum to 1."""
    clues: tuple[str, ...]
    """Clue ids that suggest it, strongest first."""


class Identification(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one set of clues comes to; devices with the same set share it."""

    id: int
    """Number within the run; explanations refer to it."""
    producer: str = ""
    """Party id or maker slug of the producer; empty when abstained."""
    producer_name: str = ""
    """The maker as people write it."""
    party: str = ""
    """`producer`, where the parties data describes it; empty for any other maker."""
    brand: str = ""
    """Name on the label where the evidence gives one."""
    probability: float = 0.0
    """Of the first candidate."""
    abstained: bool = True
    """No candidate was probable enough to name."""
    relabelled: bool = False
    """Sold under another brand than its producer's."""
    family: str = ""
    role: str = ""
    """Role by product family or by words; empty where the evidence does not tell."""
    candidates: tuple[Candidate, ...] = ()
    clues: tuple[str, ...] = ()
    """Clue ids, those that decided first."""
    set_aside: tuple[str, ...] = ()
    """`clue id: reason` of clues that a trap took out of the count."""
    contradictions: tuple[str, ...] = ()
    """Sentences about clues that cannot all be right."""
