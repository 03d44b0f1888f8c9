"""From a set of clues to candidates with probabilities, contradictions kept, abstaining below a threshold."""

from bisect import bisect
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from math import exp

import msgspec

from interdict.core.shipped import shipped
from interdict.identify.library import Library, is_unlisted
from interdict.identify.rules import Rule, load_rules
from interdict.model.identification import Bearing, Candidate, Clue, Identification

NAME_ABOVE = 0.80
"""Probability from which a maker is named."""

ACCUSE_ABOVE = 0.88
"""Probability from which a maker whose ownership the parties data describes is named: a false accusation
costs a site visit, a missed name only a question."""

SELF_NAMED = frozenset({"text.maker", "chassis.maker"})
"""Rules by which a device names its maker in words."""
NUMBERS = frozenset({"agent.enterprise", "agent.answered", "agent.engine"})
OWN_NUMBER = frozenset({"agent.product", "agent.enterprise", "agent.squatted"})
"""Rules by which a device says under whose number it was made; it also answers in those of licensed code."""
HEARSAY = frozenset(
    {"address.chassis", "address.most", "address.some", "cpe.oui", "text.mention", "record.description"}
)
"""Rules that often name the maker of a part, a chip or a peer."""
LABELS = frozenset({"record.maker", "module.record", "text.maker", "chassis.maker"})
"""Rules by which a label speaks."""
STAYS = frozenset({"discovery.answered"})
"""Rules on what stays in a box when its label, its text and its block change (identifiers.md §3.11)."""
HARDER = frozenset({Bearing.PRODUCER, Bearing.REGISTRANT})
"""Bearings that are harder to change than a label."""
MAKING = frozenset({Bearing.PRODUCER, Bearing.PRODUCT})
"""Bearings that speak of the maker, not of a label, a registrant or a part."""
LABEL_SHARE = 0.2
"""What a label is worth on a device that bears the marks of the firm known to make goods for that label."""
NUMBER_SHARE = 0.6
HEARSAY_SHARE = 0.3
SOFTWARE_SHARE = 0.1
"""Shares of a weight that are left beside better evidence; checked by benchmarks/identify.py."""

CORROBORATES = 1.0
"""Log-odds that a model name adds which fits a maker already suggested, but names nobody alone."""

CONTRADICTS_FROM = 2.0
"""Log-odds from which a second candidate is reported as a contradiction."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`data/identifiers/calibration.yaml`: a monotone line through knots."""

    scores: tuple[float, ...]
    log_odds: tuple[float, ...]
    """Log-odds at each of `scores`; straight between them, and on in the last direction."""
    records: int
    """Labelled records it was fitted to."""

    def of(self, score: float) -> float:
        """
        Log-odds that labelled records bear out for a candidate of this score.

        >>> Calibration(scores=(0, 2, 4), log_odds=(0, 2, 5), records=0).of(3)
        3.5
        """
        return _along(self.scores, self.log_odds, score)

    def score_of(self, log_odds: float) -> float:
        """The score that comes to these log-odds."""
        return _along(self.log_odds, self.scores, log_odds)


def _along(xs: tuple[float, ...], ys: tuple[float, ...], x: float) -> float:
    """Straight lines between the knots, the outer ones going on."""
    right = min(max(bisect(xs, x), 1), len(xs) - 1)
    slope = (ys[right] - ys[right - 1]) / (xs[right] - xs[right - 1])
    return ys[right - 1] + slope * (x - xs[right - 1])


@cache
def load_calibration() -> Calibration:
    """The fitted mapping; see `benchmarks/calibrate.py`."""
    return shipped("identifiers/calibration.yaml", Calibration)


class _Score(msgspec.Struct):
    total: float
    by_party: dict[str, float]
    clues: list[Clue]


def combine(clues: Collection[Clue], library: Library, *, number: int = 0) -> Identification:
    """
    The identification that a set of clues comes to.

    Clues of one evidence class are not independent, so only the strongest of a class counts for a party;
    classes add. Parties of one group stand together: a subsidiary's block does not contradict its parent.

    Args:
        clues: Distinct clues of one device or component; order does not matter.
        library: Names, groups and traps.
        number: The identification's number within the run.
    Sources: Good (1950), ch. 6: weights of evidence add when independent given the producer.
    """
    counted, set_aside = _without_trapped(clues, library)
    counted = _tempered(counted, library)
    scores = {group: _score(list(members)) for group, members in _by_group(counted, library).items()}
    ranked = sorted(scores.items(), key=lambda item: (-item[1].total, item[0]))
    candidates = _candidates(ranked, library)
    best = candidates[0] if candidates else None
    named = best is not None and best.probability >= _threshold(best.party, library)
    product = _product(counted, best.party if best and named else "", library)
    producer = best.party if best and named else ""
    brand = _brand(counted, producer, library)
    return Identification(
        id=number,
        producer=producer,
        producer_name=library.name(producer) if producer else "",
        party=producer if library.is_described(producer) else "",
        brand=library.name(brand) if brand else "",
        probability=best.probability if best else 0.0,
        abstained=not named,
        relabelled=bool(brand) and _betrayed(counted, producer, library),
        family=product.family.partition(":")[2],
        role=product.role or library.usual_role(producer),
        candidates=candidates,
        clues=tuple(c.id for c in sorted(counted, key=lambda c: (-c.weight, c.id))),
        set_aside=set_aside,
        contradictions=_contradictions(ranked, library),
    )


def _without_trapped(clues: Collection[Clue], library: Library) -> tuple[list[Clue], tuple[str, ...]]:
    """The clues that count, and why the others do not."""
    reasons = {c.id: reason for c in clues if (reason := library.trap_on(c, clues))}
    counted = [c for c in clues if c.id not in reasons]
    return counted, tuple(f"{clue_id}: {reason}" for clue_id, reason in sorted(reasons.items()))


def _tempered(clues: list[Clue], library: Library) -> list[Clue]:
    """
    Weaker evidence weighs less beside stronger evidence of another kind, unless it betrays a described party.

    A block often belongs to the maker of a network chip, a number to a firm that was since bought, a
    mention to a part; a name that no list of makers holds is often a part number, and a system that names
    itself says next to nothing of the maker of the box it runs on. A clue that points to a party whose
    ownership matters keeps its weight and shows as a contradiction.
    """
    boxes = [c for c in clues if c.party and not library.is_software(c.party)]
    makers = {library.group(c.party) for c in boxes if c.bearing in MAKING}
    spoken = {library.group(c.party) for c in boxes if c.rule in SELF_NAMED and not is_unlisted(c.party)}
    labels = {label for c in clues if c.bearing in HARDER for label in library.labels_on(c.party)}
    stays = {library.group(c.party) for c in clues if c.rule in STAYS}
    listed = {maker for maker in makers if not is_unlisted(maker)}
    numbered = {library.group(c.party) for c in clues if c.party and c.rule in OWN_NUMBER}
    tempered = []
    for clue in clues:
        share, group = 1.0, library.group(clue.party)
        if not clue.party or library.is_described(clue.party):
            pass
        elif library.is_software(clue.party) and makers:
            share = SOFTWARE_SHARE
        elif clue.rule in HEARSAY | LABELS and (clue.party in labels or stays - {group}):
            share = LABEL_SHARE
        elif (
            (clue.rule in HEARSAY and makers - {group})
            or (clue.rule == "agent.answered" and numbered - {group} == numbered != set())
            or (is_unlisted(group) and listed)
        ):
            share = HEARSAY_SHARE
        elif clue.rule in NUMBERS and spoken - {group}:
            share = NUMBER_SHARE
        tempered.append(msgspec.structs.replace(clue, weight=clue.weight * share) if share < 1 else clue)
    return tempered


def _by_group(clues: Iterable[Clue], library: Library) -> dict[str, list[Clue]]:
    groups: dict[str, list[Clue]] = {}
    for clue in clues:
        if clue.party:
            groups.setdefault(library.group(clue.party), []).append(clue)
    for clue in clues:
        maker = clue.family.partition(":")[0]
        if not clue.party and maker and library.group(maker) in groups:
            corroboration = msgspec.structs.replace(clue, party=maker, weight=CORROBORATES)
            groups[library.group(maker)].append(corroboration)
    return groups


def _score(clues: list[Clue]) -> _Score:
    """Sum over evidence classes of the strongest clue; also per member of the group."""
    rules = load_rules()
    strongest: dict[str, float] = {}
    members: dict[str, dict[str, float]] = {}
    for clue in clues:
        kind = rules[clue.rule].evidence_class
        strongest[kind] = max(strongest.get(kind, 0.0), clue.weight)
        own = members.setdefault(clue.party, {})
        own[kind] = max(own.get(kind, 0.0), clue.weight)
    by_party = {party: sum(kinds.values()) for party, kinds in members.items()}
    return _Score(sum(strongest.values()), by_party, sorted(clues, key=lambda c: (-c.weight, c.id)))


def _candidates(ranked: list[tuple[str, _Score]], library: Library) -> tuple[Candidate, ...]:
    """Candidates by probability; `somebody else` has log-odds 0."""
    log_odds = load_calibration().of
    odds = [exp(log_odds(score.total)) for _, score in ranked]
    total = 1.0 + sum(odds)
    found = []
    for (_, score), own in zip(ranked, odds, strict=True):
        party = min(score.by_party, key=lambda p: (-score.by_party[p], p))
        found.append(
            Candidate(
                party=party,
                name=library.name(party),
                probability=round(own / total, 4),
                clues=tuple(c.id for c in score.clues),
            )
        )
    return tuple(found)


def _threshold(party: str, library: Library) -> float:
    return ACCUSE_ABOVE if library.is_described(party) else NAME_ABOVE


def _product(clues: list[Clue], producer: str, library: Library) -> Clue:
    """The clue that tells family and role: of the producer's own families first, then a role in words."""
    nothing = Clue(id="", rule="", bearing=Bearing.PRODUCT)
    group = library.group(producer) if producer else ""
    own = [c for c in clues if c.family and group and library.group(c.family.partition(":")[0]) == group]
    words = [c for c in clues if c.role and not c.family]
    rules = load_rules()
    ranked = [*sorted(own, key=lambda c: _tells(c, rules)), *sorted(words, key=lambda c: _tells(c, rules))]
    return ranked[0] if ranked else nothing


def _tells(clue: Clue, rules: Mapping[str, Rule]) -> tuple[float, str]:
    """Sort key: the rule that tells most of a product first."""
    return -rules[clue.rule].weight, clue.id


def _brand(clues: list[Clue], producer: str, library: Library) -> str:
    """The name on the label where it is not the producer's."""
    labels = [
        c
        for c in clues
        if c.party and library.group(c.party) != library.group(producer) and c.bearing is Bearing.BRAND
    ]
    if not producer or not labels:
        return ""
    return min(labels, key=lambda c: (-c.weight, c.id)).party


def _betrayed(clues: list[Clue], producer: str, library: Library) -> bool:
    """Whether something harder to change than a label names the producer."""
    return any(
        c.bearing in {Bearing.PRODUCER, Bearing.REGISTRANT}
        and c.party
        and library.group(c.party) == library.group(producer)
        for c in clues
    )


def _contradictions(ranked: list[tuple[str, _Score]], library: Library) -> tuple[str, ...]:
    sentences = []
    for _, score in ranked[1:]:
        if score.total >= CONTRADICTS_FROM:
            clue = score.clues[0]
            sentences.append(f"{library.name(clue.party)}: {clue.because} ({clue.id})")
    return tuple(sentences)
