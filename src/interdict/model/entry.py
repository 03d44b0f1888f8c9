"""What the ledger records: statements about what was inspected, found, removed, disposed of, or is absent."""

from datetime import date

import msgspec

PREDICATES = "https://interdict.dev/predicate/"
"""Begins the type of every predicate; a name, never fetched."""


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bytes that a statement is about (in-toto ResourceDescriptor, the two fields that it must have)."""

    name: str
    """What they are called where they were sealed: a folder, a document, a device."""
    digest: dict[str, str]
    """`sha256` to lower-case hex."""


class _Predicate(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel", tag=False
):
    """What all predicates have in common: names in lowerCamelCase, as in-toto asks."""


class LookedAt(_Predicate, frozen=True, kw_only=True):
    """One source that was offered as evidence."""

    path: str
    """As it was given."""
    sha256: str
    """Digest of the bytes that were read; empty where nothing could be read."""
    reader: str
    """What read it; empty where nothing could."""
    records: int
    """Devices, neighbours or rows it gave."""


class Reach(_Predicate, frozen=True, kw_only=True):
    """How far an inspection saw."""

    sources: tuple[LookedAt, ...]
    """Every source, those that could not be read included; where they are too many for one entry, those
    with most records, and `sourcesLeftOut` says how many more there are."""
    sources_left_out: int = 0
    """Sources that only the sealed run names."""
    evidence_kinds: tuple[str, ...] = ()
    """Readers that gave evidence, such as `snmprec`, `delimited`."""
    devices: int = 0
    """Devices that were seen."""
    identified: int = 0
    """Of these, with a named maker."""
    without_clue: int = 0
    """Of these, without any clue about their maker."""
    undetermined: int = 0
    """Of these, undetermined under some provision."""
    out_of_sight: tuple[str, ...] = ()
    """What was not or could not be looked at, one sentence each."""


class Tool(_Predicate, frozen=True, kw_only=True):
    """What inspected."""

    version: str
    """Version of interdict."""
    library_digest: str
    """Digest of the orders, parties and identifier data that decided."""


class Inspection(_Predicate, frozen=True, kw_only=True):
    """Records were inspected; the subjects are manifests of the sealed files."""

    operator: str
    at: date
    """Day as of which it was decided."""
    sealed: date
    """Day on which it was sealed, by the operator's calendar; a time stamp proves one."""
    tool: Tool
    orders: tuple[str, ...]
    """Orders that were applied."""
    reach: Reach
    files: int
    """Sealed files."""
    size: int
    """Bytes of the sealed files."""


class FindingSet(_Predicate, frozen=True, kw_only=True):
    """What an inspection came to; the subject is the file with the findings."""

    operator: str
    at: date
    tool: Tool
    counts: dict[str, int]
    """Devices by status: `covered`, `undetermined`, `exempt`, `not-covered`, `past_due`."""
    provisions: dict[str, int]
    """Devices covered by each provision, `order provision` to count; those that reach none left out."""


class Removal(_Predicate, frozen=True, kw_only=True):
    """A device was taken out of service; the subjects are the documents that show it."""

    device: str
    """Its id in the case or report."""
    on: date
    by: str
    """Who says so."""
    site: str = ""
    how: str = ""
    """In the words of who says so."""
    number: int = 0
    """Of the statement in the register of a case; 0 where it is in none."""


class Disposal(_Predicate, frozen=True, kw_only=True):
    """A removed device was disposed of; the subjects are the documents that show it."""

    device: str
    on: date
    by: str
    method: str
    """`destroyed`, `recycled`, `returned` or as the programme names it."""
    site: str = ""
    number: int = 0
    """Of the statement in the register of a case; 0 where it is in none."""


class Scope(_Predicate, frozen=True, kw_only=True):
    """Where something is claimed to be absent; everything below that is empty is not narrowed."""

    sites: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    """Counties, states or markets, as the records write them."""
    sources: tuple[str, ...] = ()
    """Parts of the network, by the path of their source."""


class Absence(_Predicate, frozen=True, kw_only=True):
    """No device of the makers named was found in the scope; what was looked at and what was not is stated."""

    claim: str
    """The sentence that is claimed, with its bounds."""
    operator: str
    at: date
    """Day as of which the records were decided."""
    attested: date
    """Day on which it was attested, by the operator's calendar; a time stamp proves one."""
    tool: Tool
    scope: Scope
    makers: tuple[str, ...]
    """Party ids, or names of makers that are not described; empty where the claim is about every device that
    an order covers."""
    reach: Reach
    """Of the scope, where it counts devices; of the whole run, where it names sources."""


class KeyRotation(_Predicate, frozen=True, kw_only=True):
    """The log's key changes; the envelope is signed by both, so that who trusts the old may trust the new."""

    old: str
    """Verifier key, one line."""
    new: str
    """Verifier key, one line; signs checkpoints from this entry on."""


class Deed(_Predicate, frozen=True, kw_only=True):
    """A person decided something about a case: a review, a waiver, an answer."""

    kind: str
    """`review`, `waiver`, `answer` …"""
    about: str
    """What it was decided of."""
    by: str
    on: date
    said: str
    """What was decided."""
    reason: str = ""
    number: int = 0
    """Of the statement in the register of a case; 0 where it is in none."""


Predicate = Inspection | FindingSet | Removal | Disposal | Absence | KeyRotation | Deed

PREDICATE_TYPES: dict[type[Predicate], str] = {
    Inspection: f"{PREDICATES}inspection/v1",
    FindingSet: f"{PREDICATES}finding-set/v1",
    Removal: f"{PREDICATES}removal/v1",
    Disposal: f"{PREDICATES}disposal/v1",
    Absence: f"{PREDICATES}absence/v1",
    KeyRotation: f"{PREDICATES}key-rotation/v1",
    Deed: f"{PREDICATES}decision/v1",
}
"""Type of each predicate; a change that breaks readers gets a new version."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A predicate about subjects (in-toto Statement v1)."""

    subject: tuple[Subject, ...]
    predicate: Predicate

    @property
    def type(self) -> str:
        """URI of the predicate's type."""
        return PREDICATE_TYPES[type(self.predicate)]
