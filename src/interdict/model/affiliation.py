"""Who counts as a named party besides itself: the affiliate tests of orders, as values."""

from enum import StrEnum

import msgspec

from interdict.model.finding import Citation


class Counting(StrEnum):
    """How a stake counts that is held through another firm."""

    MULTIPLIED = "multiplied"
    """60 % of a firm that holds 60 % is 36 %."""
    ATTRIBUTED = "attributed"
    """Whole, through every link that is itself large enough: it is 60 %."""
    NOT_STATED = "not-stated"
    """The order does not say, as far as it was read: both are computed."""


class Aggregate(StrEnum):
    """Whether stakes are added up over paths and over all the owners that the order names."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not-stated"


class ControlRule(StrEnum):
    """What control without a percentage is worth."""

    COUNTS = "counts"
    """It is enough, and so is a share."""
    ALONE = "alone"
    """Nothing else counts."""
    DOES_NOT_COUNT = "does-not-count"


class Kin(StrEnum):
    """In which direction ownership makes somebody an affiliate."""

    SUBSIDIARIES = "subsidiaries"
    """Whom a named party owns."""
    PARENTS = "parents"
    """Who owns a named party."""
    SIBLINGS = "siblings"
    """Whom somebody owns who also owns a named party."""
    SUCCESSORS = "successors"
    """Who took over the business of a named party."""


class AffiliateRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One affiliate test, as an order words it."""

    phrase: str
    """Stands behind the names of the parties: ` or one that they control`."""
    meaning: str
    """For the reference: what it reaches, in a sentence."""
    threshold: float | None = None
    """Per cent; where absent only control decides, and where shares count a mere stake leaves it open."""
    inclusive: bool = False
    """Whether a share of exactly the threshold is enough."""
    link: float | None = None
    """Per cent from which a link passes a stake on whole; the threshold itself where absent."""
    counting: Counting = Counting.NOT_STATED
    aggregate: Aggregate = Aggregate.NOT_STATED
    control: ControlRule
    kin: tuple[Kin, ...] = ()
    citation: Citation
    """Its confidence is that of the test: an unverified one decides nothing where ownership matters."""

    def __post_init__(self) -> None:
        if self.threshold is not None and not 0 <= self.threshold <= 100:
            raise ValueError(f"a threshold is a percentage from 0 to 100, not {self.threshold}")
        if self.control is ControlRule.DOES_NOT_COUNT and self.kin and self.threshold is None:
            raise ValueError("a test without control needs a threshold")
