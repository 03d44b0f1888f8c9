"""Decide a provision over facts, three-valued; the reason tree is what the deciding leaves behind."""

from collections.abc import Iterable
from datetime import date

from interdict.law.due import due_day
from interdict.law.judge import Court
from interdict.law.readings import AsRead
from interdict.law.reasons import Answers, Hearing, ProvisionJudge, Trees
from interdict.law.scope import Relations
from interdict.law.settle import Settling
from interdict.model.finding import Decision, Effect, Reason, Status
from interdict.model.order import Confidence, Library, Provision
from interdict.model.party import Affiliation
from interdict.model.truth import Truth
from interdict.model.vocabulary import Facts, Known


def decide(
    provision: Provision,
    facts: Facts,
    *,
    at: date,
    affiliation: Affiliation,
    library: Library,
    read_on: date | None = None,
) -> Decision:
    """
    Where the thing that the facts describe stands under one provision on a date.

    Args:
        provision: From `library`, or from a draft that `timeline.assume` put in force.
        facts: What is known; types as the vocabulary declares. An absent fact is unknown.
        at: The day as of which the law and the duties are read.
        affiliation: The affiliate test, answered from the parties data.
        library: Where lists that the provision refers to are kept.
        read_on: The day on which the text of the law is read; `at` where absent.
    """
    return Decider(library, at=at, affiliation=affiliation, read_on=read_on).decide(provision, facts)


class Decider:
    """
    Decides many provisions over many facts as of one day; each provision is made ready only once.

    Args:
        library: Where lists that provisions refer to are kept.
        at: The day as of which the law and the duties are read.
        affiliation: The affiliate test, answered from the parties data.
        read_on: The day on which the text of the law is read; `at` where absent.
    """

    def __init__(
        self, library: Library, *, at: date, affiliation: Affiliation, read_on: date | None = None
    ) -> None:
        self._text = AsRead(library, read_on or at)
        self._at = at
        relations = Relations(affiliation, at)
        self._explaining = _Bench(Court(self._text.library, at, relations, Trees), self._text, at)
        self._answering = _Bench(Court(self._text.library, at, relations, Answers), self._text, at)

    def decide(self, provision: Provision, facts: Facts) -> Decision:
        """Where the thing stands under one provision; see `decide`."""
        return self._decide(provision, Hearing(facts.get), Settling())

    def decide_all(self, provisions: Iterable[Provision], facts: Facts) -> list[Decision]:
        """One decision for each provision, in their order; lists they share are judged once."""
        hearing, settling = Hearing(facts.get), Settling()
        return [self._decide(provision, hearing, settling) for provision in provisions]

    def statuses(self, provisions: Iterable[Provision], facts: Facts) -> list[Status]:
        """The statuses of `decide_all` alone: what would apply and what would settle it is not worked out."""
        hearing, judge = Hearing(facts.get), self._answering.judge
        return [_status(*judge(provision)(hearing)) for provision in provisions]

    def _decide(self, provision: Provision, hearing: Hearing, settling: Settling) -> Decision:
        reason, exemption = self._explaining.judge(provision)(hearing)
        status = _status(reason, exemption)
        open_or_covered = status in (Status.COVERED, Status.UNDETERMINED)
        return Decision(
            order=provision.order,
            provision=provision.id,
            status=status,
            reason=reason,
            effects=effects(self._text.provision(provision), hearing, self._at) if open_or_covered else (),
            exemption=exemption if status is Status.EXEMPT else "",
            settles=settling.sets(reason) if status is Status.UNDETERMINED else (),
        )


class _Bench:
    """The provisions that a court has made ready, as the law read."""

    def __init__(self, court: Court, text: AsRead, at: date) -> None:
        self._court = court
        self._text = text
        self._at = at
        self._ready: dict[int, tuple[Provision, ProvisionJudge]] = {}

    def judge(self, provision: Provision) -> ProvisionJudge:
        ready = self._ready.get(id(provision))
        if ready is None:  # kept beside its provision, so that no other one can come by its identity
            ready = self._ready[id(provision)] = provision, self._make_ready(self._text.provision(provision))
        return ready[1]

    def _make_ready(self, provision: Provision) -> ProvisionJudge:
        if provision.kind.reaches_nothing:
            never = _reaches_nothing(provision), ""
            return lambda hearing: never
        return self._court.provision(provision, self._at)


def _reaches_nothing(provision: Provision) -> Reason:
    return Reason(
        claim="it prohibits or demands something by itself",
        truth=Truth.FALSE,
        operator="fact",
        because=provision.quote,
        citation=provision.citation,
    )


def _status(reason: Reason, exemption: str) -> Status:
    if reason.truth is Truth.TRUE:
        return Status.COVERED
    if reason.truth is Truth.UNKNOWN:
        return Status.UNDETERMINED
    return Status.EXEMPT if exemption else Status.NOT_COVERED


def effects(provision: Provision, facts: Known, at: date) -> tuple[Effect, ...]:
    """The effects that apply on a date, each with its first day and the day by which it is due."""
    started = next((period.days.start for period in provision.in_force if period.days.contains(at)), None)
    found = []
    for effect in provision.effects:
        since = effect.since or started
        if (since and since > at) or (effect.until and effect.until <= at):
            continue
        found.append(
            Effect(
                kind=effect.kind,
                action=effect.action,
                since=since,
                due=due_day(effect.due, facts, at) if effect.due else None,
                due_confidence=effect.due.confidence if effect.due else Confidence.VERIFIED,
                summary=effect.summary,
                citation=effect.citation or provision.citation,
            )
        )
    return tuple(found)
