"""Whom a person means who writes a name where an id is expected, and who comes near where nobody is meant."""

from difflib import get_close_matches

import msgspec

from interdict.parties.load import Parties
from interdict.parties.names import normalise

NEARNESS = 0.6
"""Least similarity (difflib's ratio) of a name that is suggested; a suggestion decides nothing."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A party that a text means."""

    text: str
    """As somebody wrote it."""
    party: str
    name: str
    """The short name that the parties data gives it."""


def resolve(parties: Parties, text: str) -> Named | None:
    """
    The party with that id, or the one whom the text names; nobody where it names none, or several.

    >>> from interdict.parties.load import load_parties
    >>> resolve(load_parties(), "华为").party
    'huawei'
    """
    if text in parties.parties or text in parties.makers:
        return Named(text=text, party=text, name=parties.name_of(text))
    match = parties.names.match(text)
    return Named(text=text, party=match.slug, name=parties.name_of(match.slug)) if match else None


def nearest(parties: Parties, text: str, *, most: int = 3) -> tuple[str, ...]:
    """The ids whose names look most like the text, nearest first; empty where none comes near."""
    known = {normalise(parties.name_of(slug)): slug for slug in (*parties.makers, *parties.parties)}
    known |= {slug: slug for slug in (*parties.makers, *parties.parties)}
    close = get_close_matches(normalise(text), known, n=most * 2, cutoff=NEARNESS)
    return tuple(dict.fromkeys(known[name] for name in close))[:most]
