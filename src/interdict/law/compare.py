"""Two versions of an order compared by what they mean; other words for the same are no difference."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from interdict.law.canonical import canonical, plain_periods
from interdict.law.describe import due_phrase, period_lines
from interdict.law.differ import condition_changes, phrase
from interdict.law.pairwise import Pair, find_witness
from interdict.law.versions import Version, as_it_stands
from interdict.law.witness import Witness
from interdict.law.words import listed
from interdict.model.finding import Citation
from interdict.model.order import Exemption, Order, OrderEffect, Period, Provision
from interdict.model.party import Affiliation
from interdict.model.vocabulary import Vocabulary

UNCITED = Citation(title="")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference, as a sentence."""

    part: str
    """`provision`, `kind`, `period`, `binds`, `reaches`, `exemption` or `effect`."""
    sentence: str


class ProvisionChange(msgspec.Struct, frozen=True, kw_only=True):
    """How one provision differs."""

    provision: str
    """Its id in the later version; in the earlier one where it was removed."""
    was: str = ""
    """Its id in the earlier version, where that is another."""
    title: str
    changes: tuple[Change, ...]
    witness: Witness | None = None
    """A situation that the two decide differently."""
    searched: str = ""
    """What the search for a witness came to, where it found none."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions of an order."""

    before: str
    after: str
    """Versions as they were asked for."""
    order: str
    changes: tuple[ProvisionChange, ...]
    """By provision; empty where the two mean the same."""


def compare(
    before: Version,
    after: Version,
    affiliation: Affiliation,
    relatives: Callable[[str], Sequence[str]],
) -> Comparison:
    """
    How two versions differ in meaning, with a situation for each provision that they decide differently.

    Args:
        affiliation: The affiliate test, for witnesses.
        relatives: Parties linked to a party by a stake.
    """
    old, new = (as_it_stands(one.order, one.at) if one.at else one.order for one in (before, after))
    words = after.library.vocabulary
    found = []
    for pair in _paired(old, new, words):
        changes = tuple(_differences(*pair, words))
        if not changes:
            continue
        whole = Pair(before=_whole(before.order, pair[0]), after=_whole(after.order, pair[1]))
        witness, searched = find_witness(whole, before, after, affiliation, relatives)
        shown = pair[1] or pair[0]
        assert shown is not None, "a pair holds at least one provision"
        renamed = pair[0].id if pair[0] and pair[0].id != shown.id else ""
        found.append(
            ProvisionChange(
                provision=shown.id,
                was=renamed,
                title=shown.title,
                changes=changes,
                witness=witness,
                searched=searched,
            )
        )
    return Comparison(before=before.label, after=after.label, order=after.order.id, changes=tuple(found))


def _whole(order: Order, provision: Provision | None) -> Provision | None:
    """A provision with its dates, of which a comparison of days saw a cut."""
    return next((one for one in order.provisions if provision and one.id == provision.id), None)


def meaning(provision: Provision, words: Vocabulary) -> Provision:
    """A provision without its words and its name: equal for two that mean the same."""
    return replace(
        provision,
        order="",
        id="",
        title="",
        quote="",
        citation=UNCITED,
        in_force=plain_periods(provision.in_force),
        binds=canonical(provision.binds, words),
        reaches=canonical(provision.reaches, words),
        exemptions=tuple(sorted((_exemption(one, words) for one in provision.exemptions), key=repr)),
        effects=tuple(sorted((_effect(one) for one in provision.effects), key=repr)),
    )


def _exemption(one: Exemption, words: Vocabulary) -> Exemption:
    when, days = canonical(one.when, words), plain_periods(one.in_force)
    return replace(one, id="", title="", citation=UNCITED, when=when, in_force=days)


def _effect(one: OrderEffect) -> OrderEffect:
    return replace(one, summary="", citation=None)


def _paired(old: Order, new: Order, words: Vocabulary) -> list[tuple[Provision | None, Provision | None]]:
    """Provisions of the same id; of the others, those that mean the same or cite the same clause."""
    by_id = {one.id: one for one in old.provisions}
    pairs: list[tuple[Provision | None, Provision | None]] = []
    rest = [one for one in old.provisions if one.id not in {other.id for other in new.provisions}]
    for one in new.provisions:
        other = by_id.get(one.id) or _renamed(one, rest, words)
        if other in rest:
            rest.remove(other)
        pairs.append((other, one))
    return [*pairs, *((one, None) for one in rest)]


def _renamed(one: Provision, rest: Sequence[Provision], words: Vocabulary) -> Provision | None:
    same = [other for other in rest if meaning(other, words) == meaning(one, words)]
    return next(iter(same or [other for other in rest if other.citation.title == one.citation.title]), None)


def _differences(old: Provision | None, new: Provision | None, words: Vocabulary) -> Iterator[Change]:
    if old is None or new is None:
        shown = new or old
        assert shown is not None, "a pair holds at least one provision"
        what = "is added" if new else "is removed"
        yield Change(part="provision", sentence=f"{shown.id} {what}: {shown.title}")
        return
    before, after = meaning(old, words), meaning(new, words)
    if before == after:
        return
    if (before.kind, before.entry) != (after.kind, after.entry):
        yield Change(part="kind", sentence=f"{_kind(old)} becomes {_kind(new)}")
    yield from _changed("period", _periods(before.in_force, after.in_force))
    yield from _changed("binds", condition_changes(before.binds, after.binds, words))
    yield from _changed("reaches", condition_changes(before.reaches, after.reaches, words))
    yield from _changed("exemption", _exemptions(old, new, words))
    yield from _changed("effect", _effects(old, new, words))


def _changed(part: str, sentences: Iterator[str]) -> Iterator[Change]:
    yield from (Change(part=part, sentence=sentence) for sentence in sentences)


def _kind(provision: Provision) -> str:
    return f"{provision.kind} ({provision.entry})" if provision.entry else str(provision.kind)


def _periods(old: tuple[Period, ...], new: tuple[Period, ...]) -> Iterator[str]:
    if old != new:
        before, after = (listed(period_lines(one), "and") for one in (old, new))
        yield f"in force {before} becomes {after}"


def _exemptions(old: Provision, new: Provision, words: Vocabulary) -> Iterator[str]:
    """By id, those of another id by meaning."""
    rest = {one.id: one for one in old.exemptions}
    came = []
    for one in new.exemptions:
        same = [other for other in rest.values() if _exemption(other, words) == _exemption(one, words)]
        other = next(iter(same), None) or rest.get(one.id)
        if other is None:
            came.append(one)
            continue
        del rest[other.id]
        before, after = _exemption(other, words), _exemption(one, words)
        for text in (
            *_periods(before.in_force, after.in_force),
            *condition_changes(before.when, after.when, words),
        ):
            yield f"{one.id}: {text}"
    for one in rest.values():
        yield f"no longer exempts ({one.id}): {phrase(canonical(one.when, words))}"
    for one in came:
        yield f"now exempts ({one.id}): {phrase(canonical(one.when, words))}"


def _effects(old: Provision, new: Provision, words: Vocabulary) -> Iterator[str]:
    """By what is forbidden or demanded; of several alike, in their order."""
    rest = [_effect(one) for one in old.effects]
    came = []
    for one in (_effect(one) for one in new.effects):
        if one in rest:
            rest.remove(one)
        else:
            came.append(one)
    for one in came:
        other = next((o for o in rest if (o.kind, o.action) == (one.kind, one.action)), None)
        if other is None:
            yield f"now {one.kind} {one.action}{_dates(one, words)}"
            continue
        rest.remove(other)
        dates = " becomes".join(_dates(effect, words) or " without a date" for effect in (other, one))
        yield f"{one.kind} {one.action}:{dates}"
    for one in rest:
        yield f"no longer {one.kind} {one.action}{_dates(one, words)}"


def _dates(effect: OrderEffect, words: Vocabulary) -> str:
    told = [
        f"from {effect.since}" if effect.since else "",
        f"until {effect.until}" if effect.until else "",
        due_phrase(effect.due, words) if effect.due else "",
    ]
    shown = ", ".join(text for text in told if text)
    return f" {shown}" if shown else ""
