"""The smallest changes of facts that turn a finding into another: why it is not otherwise."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cache

import msgspec

from interdict.law.breakpoints import breakpoints, facts_used, leaves
from interdict.law.decide import Decider
from interdict.law.moments import days_of_change
from interdict.law.nodes import read
from interdict.law.vocabulary import data_folder
from interdict.law.witness import candidates
from interdict.model.finding import Decision, Reason, Status
from interdict.model.order import Library, OnList, Provision
from interdict.model.party import Affiliation
from interdict.model.truth import Truth
from interdict.model.vocabulary import Facts, FactValue

MOST_CHANGES = 4
"""Facts in one set; a person is not asked to change more at once."""
MOST_TRIES = 8_000
"""Situations decided before the search stops."""
MOST_SETS = 12
"""Sets of changes that are told, the smallest first."""

DAY = "the day"
"""Stands for the day of the decision among the facts that may change."""

Relatives = Callable[[str], Sequence[str]]


class FactChange(msgspec.Struct, frozen=True, kw_only=True):
    """One fact with another value."""

    fact: str
    """Identifier, or `the day`."""
    was: FactValue | None
    """None where it is not known: then it would have to be found out."""
    to: FactValue
    changeable: bool
    """Whether somebody can bring it about; else it could only be found to be otherwise."""
    how: str = ""
    """How, where somebody can."""


class WayOut(msgspec.Struct, frozen=True, kw_only=True):
    """A set of changes that turns the finding; no part of it does."""

    changes: tuple[FactChange, ...]
    status: Status
    """What the finding becomes."""
    exemption: str = ""
    others: int = 0
    """How many other values of the same facts do as well."""

    @property
    def changeable(self) -> bool:
        """Whether somebody can bring about all of it, or find it out where it is not known."""
        return all(one.changeable or one.was is None for one in self.changes)


class WhyNot(msgspec.Struct, frozen=True, kw_only=True):
    """What would turn a finding."""

    order: str
    provision: str
    title: str
    at: date
    status: Status
    """As things stand."""
    wanted: tuple[Status, ...]
    ways: tuple[WayOut, ...]
    """Those that somebody can bring about first; among them the smallest first."""
    tried: int
    """Situations that were decided."""
    complete: bool
    """Whether every set of up to `MOST_CHANGES` changes over the values that matter was considered."""


@cache
def changeable_facts() -> Mapping[str, str]:
    """How each fact that somebody can bring about is brought about: `data/vocabulary/changes.yaml`."""
    root, _ = read(data_folder() / "vocabulary" / "changes.yaml")
    return {fact: node.text() for fact, node in root.entries().items()}


def why_not(
    provision: Provision,
    facts: Facts,
    library: Library,
    affiliation: Affiliation,
    *,
    at: date,
    wanted: Sequence[Status],
    relatives: Relatives = lambda _: (),
    fixed: Iterable[str] = (),
) -> WhyNot:
    """
    The smallest sets of changes after which the provision answers as wanted; each was decided again.

    A finding rests on the leaves of its reason tree that made it what it is; while none of their facts
    changes, it stands. So only those are changed, and again after each change (Reiter 1987: hitting sets by
    breadth), each to one value of every kind the provision can tell apart.

    Args:
        facts: What is known.
        at: As of when; the day itself may be among the changes.
        wanted: Statuses that count as turned.
        relatives: Parties linked to a party by a stake, tried as other makers.
        fixed: Facts that are not to be changed.
    """
    search = _Search(provision, library, affiliation, relatives, frozenset(fixed), tuple(wanted))
    return search.run(facts, at)


Changed = tuple[tuple[str, FactValue], ...]
"""Facts with the values they are given, in the order in which they were changed."""


class _Search:
    """Breadth first over sets of changes, the fewest first."""

    def __init__(
        self,
        provision: Provision,
        library: Library,
        affiliation: Affiliation,
        relatives: Relatives,
        fixed: frozenset[str],
        wanted: tuple[Status, ...],
    ) -> None:
        self._provision, self._library, self._affiliation = provision, library, affiliation
        self._fixed, self._wanted = fixed, wanted
        alone = msgspec.structs.replace(library.orders[provision.order], provisions=(provision,))
        points = breakpoints([alone], library, exact=True)
        self._values = candidates([(provision, library)], points, relatives)
        self._through, self._listed = _behind_lists(provision, library, facts_used([alone], library))
        self._days = sorted(days_of_change(provision, library))
        self._deciders: dict[date, Decider] = {}
        self._tried = 0
        self._complete = True

    def run(self, facts: Facts, at: date) -> WhyNot:
        """See `why_not`."""
        now = self._decide(facts, at, ())
        ways: dict[frozenset[str], WayOut] = {}
        level: list[tuple[Changed, Decision]] = [] if now.status in self._wanted else [((), now)]
        for _ in range(MOST_CHANGES):
            found, level = self._tried_out(self._following(level, facts, at, ways.keys()), facts, at)
            ways |= found
        ranked = sorted(ways.values(), key=lambda way: (not way.changeable, len(way.changes)))
        return WhyNot(
            order=self._provision.order,
            provision=self._provision.id,
            title=self._provision.title,
            at=at,
            status=now.status,
            wanted=self._wanted,
            ways=tuple(ranked[:MOST_SETS]),
            tried=self._tried,
            complete=self._complete and len(ranked) <= MOST_SETS,
        )

    def _following(
        self,
        level: Sequence[tuple[Changed, Decision]],
        facts: Facts,
        at: date,
        known: Set[frozenset[str]],
    ) -> dict[frozenset[tuple[str, FactValue]], Changed]:
        """Every set with one change more and no way out inside, each once; no more than can be tried."""
        found: dict[frozenset[tuple[str, FactValue]], Changed] = {}
        for changed, decision in level:
            for one in self._next(changed, decision, facts, at):
                names = frozenset(name for name, _ in (*changed, one))
                if any(smaller < names for smaller in known):
                    continue
                found.setdefault(frozenset((*changed, one)), (*changed, one))
            if len(found) > MOST_TRIES - self._tried:
                self._complete = False
                break
        return found

    def _tried_out(
        self,
        sets: Mapping[frozenset[tuple[str, FactValue]], Changed],
        facts: Facts,
        at: date,
    ) -> tuple[dict[frozenset[str], WayOut], list[tuple[Changed, Decision]]]:
        """Ways out by the facts they change, with how many other values do as well; and what goes on."""
        ways: dict[frozenset[str], WayOut] = {}
        level = []
        for changed in sets.values():
            names = frozenset(name for name, _ in changed)
            if self._tried >= MOST_TRIES:
                self._complete = False
                break
            decision = self._decide(facts, at, changed)
            if decision.status not in self._wanted:
                level.append((changed, decision))
            elif names in ways:
                ways[names] = msgspec.structs.replace(ways[names], others=ways[names].others + 1)
            else:
                ways[names] = self._way(changed, decision, facts, at)
        return ways, level

    def _decide(self, facts: Facts, at: date, changed: Changed) -> Decision:
        self._tried += 1
        given = {**facts, **dict(changed)}
        day = given.pop(DAY, at)
        assert isinstance(day, date)
        if day not in self._deciders:
            self._deciders[day] = Decider(self._library, at=day, affiliation=self._affiliation)
        return self._deciders[day].decide(self._provision, given)

    def _next(
        self, changed: Changed, decision: Decision, facts: Facts, at: date
    ) -> Iterator[tuple[str, FactValue]]:
        """Single changes to facts on which the decision rests and that are not changed yet."""
        done = {name for name, _ in changed} | self._fixed
        for name in dict.fromkeys(self._rests_on(decision)):
            if name in done:
                continue
            values = self._days if name == DAY else self._values.get(name, ())
            was = at if name == DAY else facts.get(name)
            yield from ((name, value) for value in values if value != was)

    def _rests_on(self, decision: Decision) -> Iterator[str]:
        for leaf in _grounds(decision.reason):
            if leaf.fact:
                yield leaf.fact
            elif not leaf.children and leaf.operator == "fact":
                yield DAY
                yield from () if leaf.found else self._listed  # only the sum of a list names no value
        yield from self._through

    def _way(self, changed: Changed, decision: Decision, facts: Facts, at: date) -> WayOut:
        known = changeable_facts()
        return WayOut(
            changes=tuple(
                FactChange(
                    fact=name,
                    was=at if name == DAY else facts.get(name),
                    to=value,
                    changeable=name in known or name == DAY,
                    how="wait, or look at another day" if name == DAY else known.get(name, ""),
                )
                for name, value in sorted(changed, key=lambda one: one[0])
            ),
            status=decision.status,
            exemption=decision.exemption,
        )


def _behind_lists(
    provision: Provision, library: Library, used: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Facts that hold what a list judges in place of the thing, and those its entries may ask about."""
    lists = [leaf for leaf in leaves(provision, library, follow_lists=False) if isinstance(leaf, OnList)]
    return tuple({one.through for one in lists if one.through}), tuple(sorted(used)) if lists else ()


def statuses_to(word: str, now: Status) -> tuple[Status, ...]:
    """
    Statuses that count as turned, for `covered`, `not-covered` or nothing said: then the other one.

    >>> statuses_to("", Status.COVERED)
    (<Status.NOT_COVERED: 'not-covered'>, <Status.EXEMPT: 'exempt'>)
    """
    if word == Status.COVERED or (not word and now in (Status.NOT_COVERED, Status.EXEMPT)):
        return (Status.COVERED,)
    return (Status.NOT_COVERED, Status.EXEMPT)


def _grounds(reason: Reason) -> Iterator[Reason]:
    """
    Leaves that keep a node what it is as long as their facts stay as they are.

    Of a no under `all`, or a yes under `any`, one child is enough; else every child counts.
    """
    if not reason.children:
        yield reason
        return
    settled = {"all": Truth.FALSE, "any": Truth.TRUE}.get(reason.operator)
    children = reason.children
    if reason.truth is settled:
        children = tuple(child for child in children if child.truth is settled)[:1]
    for child in children:
        yield from _grounds(child)
