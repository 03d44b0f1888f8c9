"""
Time the deciding: made fact profiles against the whole law library, in one process on one core.

Each profile draws some facts of the vocabulary, each from the values at which some provision can change its
answer (thresholds and the day or number before, named parties and others, classes, yes and no), so that the
profiles lie on all sides of every test and no two are equal. Told are provision decisions per second

* with explanations: status, reason tree with citations, effects with due days, and what would settle it;
* without: the statuses alone.

Ownership is asked about on the way, so the first profiles pay for it; the whole is timed.
"""

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from interdict.law.breakpoints import breakpoints, leaves
from interdict.law.decide import Decider
from interdict.law.load import load_library
from interdict.model.order import FactTest, Library, ProducedBy, Provision
from interdict.model.vocabulary import Fact, FactType, FactValue
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import load_parties

AT = date(2026, 11, 22)
ELSEWHERE = ("nokia", "cisco", "a maker that no order names")


def values(library: Library) -> dict[str, list[FactValue]]:
    """Of each fact that some provision asks for, the values that can matter."""
    every = [provision for order in library.orders.values() for provision in order.provisions]
    asked = {
        leaf.fact for p in every for leaf in leaves(p, library) if isinstance(leaf, FactTest | ProducedBy)
    }
    named = sorted(
        {n for p in every for leaf in leaves(p, library) if isinstance(leaf, ProducedBy) for n in leaf.named}
    )
    points = breakpoints(library.orders.values(), library)
    return {
        fact: _values(library.vocabulary.facts[fact], [*named, *ELSEWHERE], points.get(fact, ()))
        for fact in sorted(asked)
    }


def _values(fact: Fact, parties: list[str], points: Any) -> list[FactValue]:
    match fact.type:
        case FactType.BOOL:
            return [True, False]
        case FactType.PARTY:
            return list(parties)
        case FactType.PARTIES:
            return [frozenset(), *(frozenset({one}) for one in parties)]
        case FactType.SET:
            words = fact.values or ("US", "GB", "CA", "DE", "IN")
            return [frozenset({one}) for one in words]
        case FactType.DATE:
            return sorted({*points, *(point - timedelta(days=1) for point in points)}) or [AT]
        case FactType.INTEGER | FactType.NUMBER:
            return sorted({*points, *(point - 1 for point in points)}) or [0]
    return list(fact.values) or ["other"]


def profiles(domains: dict[str, list[FactValue]], count: int, seed: int) -> list[dict[str, FactValue]]:
    """Distinct profiles; each knows from none to all of the facts."""
    random = Random(seed)
    found: dict[frozenset[tuple[str, FactValue]], dict[str, FactValue]] = {}
    while len(found) < count:
        density = random.random()
        known = {fact: random.choice(some) for fact, some in domains.items() if random.random() < density}
        found.setdefault(frozenset(known.items()), known)
    return list(found.values())


def rate(
    decide: Callable[[list[Provision], Any], Any], provisions: list[Provision], known: list[Any]
) -> float:
    """Provision decisions per second of processor time."""
    started = time.process_time()
    for facts in known:
        decide(provisions, facts)
    return len(known) * len(provisions) / (time.process_time() - started)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--profiles", type=int, default=20_000, help="how many distinct profiles (default 20000)"
    )
    parser.add_argument("--seed", type=int, default=2019, help="seed of the made profiles (default 2019)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    args = parser.parse_args()
    library, parties = load_library(), load_parties()
    provisions = [provision for order in library.orders.values() for provision in order.provisions]
    known = profiles(values(library), args.profiles, args.seed)
    decider = _decider(library, parties)
    statuses = Counter(str(one) for facts in known for one in decider.statuses(provisions, facts))
    result = {
        "profiles": len(known),
        "provisions": len(provisions),
        "explained_per_second": round(rate(_decider(library, parties).decide_all, provisions, known)),
        "statuses_per_second": round(rate(_decider(library, parties).statuses, provisions, known)),
        "statuses": dict(statuses.most_common()),
        "peak_MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if args.json:
        print(json.dumps(result))
        return
    print(f"{len(known)} profiles × {len(provisions)} provisions, one core; provision decisions per second:")
    print(f"  with explanations {result['explained_per_second']:>10,}")
    print(f"  without           {result['statuses_per_second']:>10,}")
    print(f"statuses: {result['statuses']}; peak {result['peak_MiB']} MiB")


def _decider(library: Library, parties: Any) -> Decider:
    return Decider(library, at=AT, affiliation=Affiliates(parties))


if __name__ == "__main__":
    main()
