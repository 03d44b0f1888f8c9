"""What was concluded: a status with its reason tree, its effects and what would settle it."""

from datetime import date
from enum import StrEnum

import msgspec

from interdict.model.truth import Truth

DECIDING = frozenset({"verified", "secondary"})
"""Confidences of a statement that may decide alone, as `model.order.Confidence.decides` has it."""


class Status(StrEnum):
    """Where one device or component stands under one provision on one date."""

    COVERED = "covered"
    """The provision binds this operator and reaches this thing."""
    EXEMPT = "exempt"
    """It would be covered, and an exemption in force on the date takes it out."""
    NOT_COVERED = "not-covered"
    """Some condition of the provision is known to be false."""
    UNDETERMINED = "undetermined"
    """It depends on facts that are missing, or on a reading of the law that is unverified here."""


class Citation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the law says so, down to the paragraph."""

    title: str
    """Pinpoint in the legal form, e.g. `47 U.S.C. § 1601(b)(2)`."""
    href: str = ""
    """Address of the text, where one is known; never fetched."""
    confidence: str = "verified"
    """`verified`, `secondary`, `unverified`, `derived` or `unknown`: marks V, S, M, I, ? of the fact base."""
    sources: tuple[str, ...] = ()
    """Keys of `data/orders/sources.yaml`: where the fact base read it."""


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A node of the tree that was built while deciding; re-evaluating it gives the same truth."""

    claim: str
    """What was asked, as a plain sentence."""
    truth: Truth
    operator: str
    """`all`, `any`, `not`, `fact` for a leaf, or `reading`: one child whose answer does not count alone,
    since our reading of the law is unverified there, so that the node is unknown."""
    fact: str = ""
    """Leaf: identifier of the fact, `subject.name`."""
    found: str = ""
    """Leaf: the value that was found, as text; empty where it is missing."""
    because: str = ""
    """Why, where the claim does not say it: a share and its date, an unverified reading."""
    citation: Citation | None = None
    children: tuple["Reason", ...] = ()


class Effect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a provision forbids or demands of whom it binds, from when, by when."""

    kind: str
    """`prohibits`, `requires` or `caps`."""
    action: str
    """`procure`, `use`, `fund`, `authorize`, `import`, `market`, `install`, `retain`, `service`; `remove`,
    `report`, `certify`, `notify`; or what is capped, e.g. `share of 5G access sites`."""
    since: date | None = None
    """First day on which it applies."""
    due: date | None = None
    """Day by which it must be done, or after which it is a breach."""
    due_confidence: str = "verified"
    """How sure the rule is that gives the day: `unverified` where only memory knows the count."""
    summary: str = ""
    """One sentence a person can act on."""
    citation: Citation | None = None

    @property
    def due_text(self) -> str:
        """The due day, with a mark where the rule that gives it is not sure; empty where there is none."""
        if self.due is None or self.due_confidence in DECIDING:
            return str(self.due or "")
        return f"{self.due} ({self.due_confidence})"


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One provision over one set of facts as of one date."""

    order: str
    provision: str
    status: Status
    reason: Reason
    effects: tuple[Effect, ...] = ()
    """Effects that apply on the date; empty unless covered or undetermined (then: what would apply)."""
    exemption: str = ""
    """Identifier of the exemption that took it out."""
    settles: tuple[tuple[str, ...], ...] = ()
    """Smallest sets of facts that would settle an undetermined status, smallest first."""


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A missing fact, put as a question to a person, with what its answer would settle."""

    fact: str
    question: str
    subject: str
    """`operator`, `device`, `component`, `site`, `acquisition` or `contract`."""
    about: str = ""
    """What it is asked of: a site, a model, a group of devices; empty for the operator."""
    devices: int = 0
    """How many devices have a finding that the answer would settle or bring nearer."""
    where_to_look: str = ""
    """Where the answer can usually be found."""
