"""Orders, provisions, scopes: the law as values."""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

import msgspec

from interdict.core.when import Interval
from interdict.model.finding import Citation
from interdict.model.vocabulary import FactValue, Vocabulary


class Confidence(StrEnum):
    """How sure the fact base is of a statement; the marks V, S, M, I and ? in words."""

    VERIFIED = "verified"
    """Read in a primary source, or in two independent secondary ones."""
    SECONDARY = "secondary"
    """One secondary source; decides, and is shown."""
    UNVERIFIED = "unverified"
    """From memory."""
    DERIVED = "derived"
    """Inferred from verified facts, such as by date arithmetic."""
    UNKNOWN = "unknown"
    """Looked for and not resolved."""

    @property
    def decides(self) -> bool:
        """Whether a statement with this mark may alone make something covered or not covered."""
        return self in (Confidence.VERIFIED, Confidence.SECONDARY)


class OrderStatus(StrEnum):
    """What an order was on a day of its history."""

    REPORTED = "reported"
    PROPOSED = "proposed"
    SIGNED = "signed"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REVOKED = "revoked"


DRAFT_STATUSES = frozenset({OrderStatus.REPORTED, OrderStatus.PROPOSED})
"""An order that was never more than this counts only when it is assumed."""


class Comparison(StrEnum):
    """How a fact is compared with a value of the order."""

    IS = "is"
    IN = "in"
    """The fact is one of the values."""
    HAS = "has"
    """The set holds the value."""
    HAS_ANY = "has-any"
    """The set holds at least one of the values."""
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    MORE_THAN = "more-than"
    LESS_THAN = "less-than"
    BEFORE = "before"
    ON_OR_BEFORE = "on-or-before"
    AFTER = "after"
    ON_OR_AFTER = "on-or-after"
    KNOWN = "known"
    """True where the fact is present; unknown, never false, where it is absent."""


AffiliateTest: TypeAlias = str
"""Who counts as the named party: an id of `data/vocabulary/affiliation.yaml`; each order has its own test."""


class Period(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days on which something counts; half-open, with how sure its bounds are."""

    days: Interval
    confidence: Confidence = Confidence.VERIFIED
    because: str = ""
    """Why the bounds are unsure, or what ended it."""
    stated: Interval = Interval()
    """Days on which the law read so; a text that was amended is two periods, each stated for its time."""


class AllOf(msgspec.Struct, frozen=True, kw_only=True, tag="all"):
    """Every condition holds."""

    of: tuple["Condition", ...]
    claim: str = ""
    citation: Citation | None = None


class AnyOf(msgspec.Struct, frozen=True, kw_only=True, tag="any"):
    """At least one condition holds."""

    of: tuple["Condition", ...]
    claim: str = ""
    citation: Citation | None = None


class NotOf(msgspec.Struct, frozen=True, kw_only=True, tag="not"):
    """The condition does not hold."""

    of: "Condition"
    claim: str = ""


class FactTest(msgspec.Struct, frozen=True, kw_only=True, tag="fact"):
    """One fact compares with one value (or, for `in` and `has-any`, with several)."""

    fact: str
    comparison: Comparison
    value: FactValue | tuple[str, ...]
    claim: str
    citation: Citation | None = None


class ProducedBy(msgspec.Struct, frozen=True, kw_only=True, tag="produced-by"):
    """The party in a fact is one of the named ones, or reached by the order's affiliate test."""

    fact: str = "device.producer"
    """A `party` or `parties` fact; of a set, one member is enough."""
    named: tuple[str, ...]
    test: AffiliateTest
    claim: str
    citation: Citation | None = None


class Delay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many days after a listing something begins to count."""

    days: int
    confidence: Confidence = Confidence.VERIFIED
    certain_from: int = 0
    """Where the count is unsure: days after which it counts under every reading of it."""
    fact: str = ""
    """Date fact the days are counted to; empty for the date of the decision."""


class OnList(msgspec.Struct, frozen=True, kw_only=True, tag="on-list"):
    """The thing falls under an entry of a list that another order keeps; entries are stated there, once."""

    list: str
    """Identifier of the order whose `listing` provisions are the entries."""
    kind: str = ""
    """`named` or `category`; empty for both."""
    added: Interval = Interval()
    """Only entries whose listing day lies inside."""
    frozen: date | None = None
    """The list as it stood on this day; as of the decision where absent."""
    after: tuple[Delay, ...] = ()
    through: str = ""
    """Judge the modules inside instead of the thing: a `parties` fact with their producers."""
    as_class: str = ""
    """With `through`: the equipment class of each module."""
    affiliates: AffiliateTest | None = None
    """This order's own affiliate test in place of the list's."""
    claim: str
    citation: Citation | None = None


class During(msgspec.Struct, frozen=True, kw_only=True, tag="during"):
    """The decision is as of a day inside one of the periods."""

    periods: tuple[Period, ...]
    claim: str


class Reading(msgspec.Struct, frozen=True, kw_only=True, tag="reading"):
    """A condition our reading of which is unverified, so that its answer does not count alone."""

    of: "Condition"
    when_met: bool = False
    """Only a yes is in doubt (does the order really go that far?); otherwise the no is as well."""
    confidence: Confidence
    because: str


Condition: TypeAlias = AllOf | AnyOf | NotOf | FactTest | ProducedBy | OnList | During | Reading
"""What has to hold; a closed union."""


class ProvisionKind(StrEnum):
    """What a provision does when it applies."""

    RULE = "rule"
    """Forbids, demands or caps something."""
    LISTING = "listing"
    """Puts something on a list; other provisions say what that means to whom."""
    DEFINITION = "definition"
    """Says what a term means that other provisions ask for as they ask for a list; finds nothing itself."""
    ENABLING = "enabling"
    """Gives an authority a power; prohibits nothing by itself, so nothing is ever covered by it."""
    DUTY = "duty"
    """Binds operators as a whole, to be secure, and reaches no device by itself."""
    POLICY = "policy"
    """Recommends, announces or explains; binds nobody."""

    @property
    def can_be_referred_to(self) -> bool:
        """Whether provisions of this kind are entries that another provision may ask for."""
        return self in (ProvisionKind.LISTING, ProvisionKind.DEFINITION)

    @property
    def reaches_nothing(self) -> bool:
        """Whether nothing can ever be covered by a provision of this kind."""
        return self in (ProvisionKind.ENABLING, ProvisionKind.DUTY, ProvisionKind.POLICY)


class Exemption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What takes a thing out of a provision, while it is in force."""

    id: str
    title: str
    in_force: tuple[Period, ...]
    when: Condition
    citation: Citation


class DueUnit(StrEnum):
    """What the time between an event and its due day is counted in."""

    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    """Neither a weekend nor a public holiday of the rule's country."""
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"


class DueRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the day by which something must be done follows: fixed, from a fact, counted, or yearly."""

    day: date | None = None
    fact: str = ""
    """A date fact that is itself the due day."""
    yearly: tuple[int, int] | None = None
    """Month and day of a duty that returns each year."""
    counts: tuple[int, int] | None = None
    """Yearly: month and day, before the due day, up to which things count."""
    counted_by: str = ""
    """Yearly: the date fact that decides in which year's count a thing first appears."""
    first: date | None = None
    """Yearly: an irregular first due day."""
    after: str = ""
    """Counted: the date fact from which the time runs; its own day does not count."""
    count: int = 0
    unit: DueUnit = DueUnit.DAYS
    calendar: str = ""
    """Business days: ISO 3166-1 alpha-2 code of the country whose public holidays do not count."""
    repeats: bool = False
    """Counted: the duty returns each time the count has passed again."""
    ends: str = ""
    """Repeating: the date fact after which the duty does not return."""
    confidence: Confidence = Confidence.VERIFIED
    """How sure the rule is; it is shown beside the day and never changes who is covered."""


class OrderEffect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a provision forbids, demands or caps, with its own dates."""

    kind: str
    action: str
    since: date | None = None
    """First day; the provision's own where absent."""
    until: date | None = None
    """First day on which it no longer applies."""
    stated: Interval = Interval()
    """Days on which the law read so."""
    due: DueRule | None = None
    share: float | None = None
    """Of a cap: the per cent of the network that the producers in the scope may not exceed."""
    of: tuple[str, ...] = ()
    """Of a cap: what the share is measured in, each by itself."""
    fact: str = ""
    """Of a cap: the operator fact that states the larger of these shares."""
    summary: str
    citation: Citation | None = None


class Provision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One paragraph of an order that binds somebody, lists something or gives a power."""

    order: str
    """Identifier of the order it belongs to."""
    id: str
    title: str
    kind: ProvisionKind = ProvisionKind.RULE
    entry: str = ""
    """Of a listing: `named` or `category`."""
    in_force: tuple[Period, ...]
    binds: Condition
    reaches: Condition
    exemptions: tuple[Exemption, ...] = ()
    effects: tuple[OrderEffect, ...] = ()
    citation: Citation
    quote: str
    """What the paragraph says, in our own words."""


class StatusEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The order became this on that day."""

    status: OrderStatus
    on: date
    confidence: Confidence = Confidence.VERIFIED
    note: str = ""


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One legal instrument, or one that was only reported or proposed."""

    id: str
    """`<jurisdiction folder>/<name>`, as its folder is called."""
    title: str
    jurisdiction: str
    """ISO 3166-1 alpha-2; `EU` (reserved there) for the European Union."""
    issuer: str
    summary: str
    citations: tuple[Citation, ...]
    history: tuple[StatusEvent, ...]
    provisions: tuple[Provision, ...]
    amended: tuple[date, ...] = ()
    """Days on which its text changed, in order: the bounds of everything `stated`; set by the loader."""
    pack: str = ""
    """Optional part of the library, such as `state`: its orders count only where somebody names them."""
    assumed_from: date | None = None
    """Set where a draft was assumed to be in force from that day."""

    @property
    def name(self) -> str:
        """The last part of the identifier, by which people call it."""
        return self.id.rpartition("/")[2]

    @property
    def is_draft(self) -> bool:
        """Whether it never was more than reported or proposed, and nobody assumed it."""
        return self.assumed_from is None and all(event.status in DRAFT_STATUSES for event in self.history)

    def status(self, at: date) -> OrderStatus | None:
        """What it was on a day; nothing before its first event."""
        reached = self._reached(at)
        return reached.status if reached else None

    def standing(self, at: date) -> str:
        """Its status on a day in words, with the confidence where that does not decide; empty before any."""
        reached = self._reached(at)
        if reached is None:
            return ""
        return (
            str(reached.status) if reached.confidence.decides else f"{reached.status} ({reached.confidence})"
        )

    def _reached(self, at: date) -> StatusEvent | None:
        return next((event for event in reversed(self.history) if event.on <= at), None)


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """Orders by identifier, with the words they use."""

    orders: dict[str, Order]
    vocabulary: Vocabulary
    sources: dict[str, str]
    """What each source key of the citations stands for."""
    folders: dict[str, str]
    """Where each order was read from."""
    digest: str
    """SHA-256 over every file read, so that a report can name the law it was decided under."""
