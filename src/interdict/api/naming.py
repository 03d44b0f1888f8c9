"""Names of parties become ids by the parties data."""

from collections.abc import Callable, Sequence

from interdict.law.situations import Naming
from interdict.parties.load import Parties
from interdict.parties.resolve import nearest, resolve


def naming(parties: Parties) -> Naming:
    """Names of parties become ids by the parties data."""

    def found(text: str) -> tuple[str, str] | None:
        named = resolve(parties, text)
        return (named.party, named.name) if named else None

    return Naming(resolve=found, nearest=lambda text: nearest(parties, text))


def relatives(parties: Parties) -> Callable[[str], Sequence[str]]:
    """Parties that a stake links to a party."""
    kin: dict[str, list[str]] = {}
    for stake in parties.stakes:
        kin.setdefault(stake.owner, []).append(stake.owned)
        kin.setdefault(stake.owned, []).append(stake.owner)
    return lambda party: kin.get(party, ())
