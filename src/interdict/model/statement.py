"""What people said about a case: each statement once, dated, by somebody, never edited."""

from datetime import date, datetime

import msgspec


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that a person attached, known by its bytes."""

    name: str
    """As it was called; shown, never opened by it."""
    sha256: str
    """Lower-case hex; the case keeps the bytes under it."""
    size: int
    """Bytes."""


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What a statement says; the kinds below are all there are."""


class Review(Said, frozen=True, kw_only=True, tag="review"):
    """A person looked at a device and says who made it or what it is."""

    maker: str = ""
    """Party or maker id; empty where the review does not speak of it."""
    model: str = ""
    role: str = ""
    """Network role of `data/vocabulary/roles.yaml`."""
    reason: str
    """What the person saw: a label, a photograph, a quote."""


class Waiver(Said, frozen=True, kw_only=True, tag="waiver"):
    """The operator accepts a finding for a while; the law's own exemptions are no waivers."""

    order: str = ""
    """Order id; empty for every finding on the device."""
    provision: str = ""
    owner: str
    """Who answers for it."""
    reason: str
    until: date
    """Last day; the finding is open again on the next."""


class Answers(Said, frozen=True, kw_only=True, tag="answers"):
    """Answers to open questions, in the form that `ask --answers` reads."""

    text: str
    """YAML, as given."""


class Removal(Said, frozen=True, kw_only=True, tag="removal"):
    """A device was taken out of the network."""

    on: date
    note: str = ""


class Disposal(Said, frozen=True, kw_only=True, tag="disposal"):
    """A removed device was destroyed, returned or handed on."""

    on: date
    how: str
    """`destroyed`, `returned`, `stored` or `transferred`."""
    note: str = ""


class Withdrawal(Said, frozen=True, kw_only=True, tag="withdrawal"):
    """An earlier statement no longer counts; it stays in the register."""

    number: int
    reason: str


AnySaid = Review | Waiver | Answers | Removal | Disposal | Withdrawal


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The device a statement speaks of, so that it is found again after regrouping."""

    device: str
    """Its id when the statement was made; shown."""
    keys: tuple[str, ...]
    """Identities `rule|key` that it had then, the hardest to share first."""


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that one person said at one time."""

    number: int
    """Position in the register, from 1."""
    recorded: datetime
    """When the register took it, UTC."""
    author: str
    said: AnySaid
    subject: Subject | None = None
    """None where it speaks of the whole case."""
    documents: tuple[Document, ...] = ()


def standing(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Statements that nobody withdrew, without the withdrawals themselves, in the order they were made."""
    gone = {one.said.number for one in statements if isinstance(one.said, Withdrawal)}
    return tuple(one for one in statements if one.number not in gone and not isinstance(one.said, Withdrawal))
