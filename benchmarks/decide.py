"""
Time the deciding: made fact profiles against the whole law library, in one process on one core.

Two kinds of made profiles, no two of a kind equal:

* `inventory`: as a scan meets them: one of eight operators of the United States of whom nearly everything is
  known, a thing of some role and mostly known maker, some of its dates and purposes known;
* `anything`: from none to all facts known, each from the values at which some provision can change its answer
  (thresholds and the day or number before, named parties and others, classes, yes and no), which is the
  hardest mix there is: most trees are open in many places.

Told are provision decisions per second

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
from typing import Any, TypeAlias

from interdict.assess.situation import load_roles, role_facts
from interdict.bulk.scan import relation_days
from interdict.law.breakpoints import breakpoints, facts_used, leaves
from interdict.law.decide import Decider
from interdict.law.load import load_library
from interdict.model.order import Library, ProducedBy, Provision
from interdict.model.vocabulary import Fact, Facts, FactType, FactValue
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import Parties, load_parties

AT = date(2026, 11, 22)
ELSEWHERE = ("nokia", "cisco", "a maker that no order names")
TOLD = {
    "device.producer": 0.95,
    "device.in_service": 0.9,
    "acquisition.date": 0.6,
    "device.module_producers": 0.1,
    "device.purposes": 0.2,
    "acquisition.funds": 0.2,
    "device.produced_on": 0.1,
    "authorization.date": 0.1,
    "device.produced_abroad": 0.2,
}
"""Facts that records may tell of a thing, and in what share of the made profiles they do."""

Domains: TypeAlias = dict[str, list[FactValue]]


def values(library: Library, parties: Parties) -> Domains:
    """Of each fact that some provision asks for, the values that can matter."""
    every = [provision for order in library.orders.values() for provision in order.provisions]
    asked = facts_used(library.orders.values(), library)
    named = sorted(
        {n for p in every for leaf in leaves(p, library) if isinstance(leaf, ProducedBy) for n in leaf.named}
    )
    points = breakpoints(library.orders.values(), library, relation_days=relation_days(parties))
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


def anything(domains: Domains, random: Random) -> Facts:
    """From none to all of the facts."""
    density = random.random()
    return {fact: random.choice(some) for fact, some in domains.items() if random.random() < density}


def operators(domains: Domains, random: Random) -> list[dict[str, FactValue]]:
    """Eight operators of whom nearly everything is known."""
    own = {fact: some for fact, some in domains.items() if fact.startswith("operator.")}
    made = ({f: random.choice(v) for f, v in own.items() if random.random() < 0.95} for _ in range(8))
    return [{**one, "operator.jurisdictions": frozenset({"US"})} for one in made]


def inventory(domains: Domains, who: list[dict[str, FactValue]], random: Random) -> Facts:
    """A thing of one of the operators, with as much known of it as records tell."""
    known = {
        **random.choice(who),
        **role_facts(random.choice(sorted(load_roles()))),
        "device.is_component": False,
    }
    for fact, chance in TOLD.items():
        if random.random() < chance:
            known[fact] = random.choice(domains[fact])
    return known


def distinct(make: Callable[[], Facts], count: int) -> list[Facts]:
    """So many profiles, no two equal."""
    found: dict[frozenset[tuple[str, FactValue]], Facts] = {}
    while len(found) < count:
        made = make()
        found.setdefault(frozenset(made.items()), made)
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
    domains, random = values(library, parties), Random(args.seed)
    who = operators(domains, random)
    kinds = {
        "inventory": distinct(lambda: inventory(domains, who, random), args.profiles),
        "anything": distinct(lambda: anything(domains, random), args.profiles),
    }
    result = {
        "profiles": args.profiles,
        "provisions": len(provisions),
        **{kind: measured(library, parties, provisions, known) for kind, known in kinds.items()},
        "peak_MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if args.json:
        print(json.dumps(result))
        return
    print(f"{args.profiles:,} profiles × {len(provisions)} provisions, one core; decisions per second:")
    for kind in kinds:
        rates = result[kind]
        print(f"  {kind:10} with explanations {rates['explained']:>10,}   without {rates['statuses']:>10,}")
        print(f"             statuses: {rates['found']}")
    print(f"peak {result['peak_MiB']} MiB")


def measured(
    library: Library, parties: Parties, provisions: list[Provision], known: list[Facts]
) -> dict[str, Any]:
    """Both rates over one kind of profiles, and how often each status came out."""
    decider = _decider(library, parties)
    found = Counter(str(one) for facts in known for one in decider.statuses(provisions, facts))
    return {
        "explained": round(rate(_decider(library, parties).decide_all, provisions, known)),
        "statuses": round(rate(_decider(library, parties).statuses, provisions, known)),
        "found": dict(found.most_common()),
    }


def _decider(library: Library, parties: Parties) -> Decider:
    return Decider(library, at=AT, affiliation=Affiliates(parties))


if __name__ == "__main__":
    main()
