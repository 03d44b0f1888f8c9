"""Networks made up from a seed, of any size, with every rule that a removal programme meets."""

from datetime import date
from random import Random

import msgspec

from interdict.model.plan import (
    Crews,
    Due,
    Instance,
    Limit,
    Paid,
    Payment,
    Removal,
    Stops,
    Supply,
    Window,
    Work,
)

WEEKS = 156
PERIOD = 4
OTHERS = 1.3
"""How much more plentiful other crews are than tower crews, the scarce ones on record."""
CLUSTER = 15
"""Sites of a cluster; Telenor Bulgaria swapped in clusters of 10 to 20."""
HUB = 24
"""Sites that hang on one transport hub."""
RING = 6
"""Hubs on one transport ring."""
CREW_DAYS = 5
"""Days a crew works in a week; a short site takes a tower crew 2, a long one 6: about 1.5 sites a week."""
VENDORS = {"north": 1.1, "south": 1.1, "transport": 4.0}
"""Vendors, and their deliveries as a multiple of what the pace of work takes; transport gear is plentiful."""
LATE = 6
"""How many times the weekly weight each week after the deadline counts."""


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """How large a network is made, and how tight its resources are."""

    sites: int
    weeks: int = WEEKS
    regions: int = 0
    """Regions; one for each thousand sites, at least two, where it is 0."""
    slack: float = 1.25
    """Crew-days, deliveries and money available over the horizon, as a multiple of what all work takes."""
    busy: float = 0.8
    """Share of the horizon over which that must be enough."""

    @property
    def areas(self) -> int:
        """Number of regions."""
        return self.regions or max(2, round(self.sites / 1000))


def network(shape: Shape, *, seed: int) -> Instance:
    """
    A made-up network whose removal has to be planned.

    Args:
        shape: Its size and tightness.
        seed: The same shape and seed give the same network.
    Sources: durations, clusters, limits and payment terms as in programmes on record (see
        `docs/explanation/planning.md`); everything else is drawn.
    """
    draw = Random(seed)  # noqa: S311 - no secret hangs on it
    cores = _cores(shape)
    hubs = [_hub(shape, draw, number) for number in range(max(1, shape.sites // HUB))]
    sites = [_site(shape, draw, number, hubs, cores[0].id) for number in range(shape.sites)]
    old = _old_core(cores, sites)
    removals = (*cores, *hubs, *sites, old)
    return Instance(
        name=f"made-{shape.sites}-{seed}",
        first=date(2027, 1, 4),
        weeks=shape.weeks,
        removals=removals,
        crews=_crews(shape, draw, removals),
        clusters=_clusters(sites),
        regions=_regions(removals),
        pairs=_pairs(draw, sites),
        supplies=_supplies(shape, removals),
        windows=_windows(shape),
        period=PERIOD,
        budget=_budget(shape, removals),
    )


def _region(shape: Shape, number: int, of: int) -> str:
    return f"R{number * shape.areas // of:02d}"


def _cores(shape: Shape) -> list[Removal]:
    length = max(2, min(16, shape.weeks // 9))
    return [
        Removal(
            id="core-new",
            kind="core",
            site="core",
            region="national",
            weeks=length,
            outage=(length - 1,),
            weight=shape.sites // 4 + 1,
            work=(Work(role="core", days=(5,) * length),),
            payments=(Payment(amount=400_000 + 6_000 * shape.sites, weeks=-2),),
            release=2,
        )
    ]


def _old_core(cores: list[Removal], sites: list[Removal]) -> Removal:
    return Removal(
        id="core-old",
        kind="old-core",
        site="core",
        region="national",
        weeks=2,
        outage=(),
        weight=len(sites) // 100 + 1,
        work=(Work(role="core", days=(5, 5)),),
        after=(*(one.id for one in cores), *(one.id for one in sites)),
    )


def _hub(shape: Shape, draw: Random, number: int) -> Removal:
    region = _region(shape, number, max(1, shape.sites // HUB))
    return Removal(
        id=f"hub-{number:05d}",
        kind="hub",
        site=f"H{number:05d}",
        region=region,
        weeks=1,
        outage=(0,),
        weight=6,
        work=(Work(role="integration", days=(2,)), Work(role="tower", days=(2,))),
        payments=_terms(90_000),
        dues=(Due(order="transport", week=shape.weeks * 2 // 3, late=6 * LATE),),
        release=draw.choice((4, 8, 12)) * shape.weeks // WEEKS + 2,
        rings=(f"ring-{number // RING:05d}",),
        vendor="transport",
        units=1,
        delivered=2,
    )


def _site(shape: Shape, draw: Random, number: int, hubs: list[Removal], core: str) -> Removal:
    hub = hubs[min(number // HUB, len(hubs) - 1)]
    cluster = number // CLUSTER
    at = Random(cluster * 7919 + shape.sites)  # noqa: S311 - what a cluster shares must not depend on its sites
    release = 4 + 4 * at.randrange(0, 7)
    mountain = at.random() < 0.15
    needs_hub, needs_core = draw.random() < 0.35, draw.random() < 0.3
    long = draw.random() < 0.3
    weight = draw.choice((1, 2, 2, 3, 3, 5, 8, 12))
    dues = [Due(order="national", week=shape.weeks * 3 // 4, late=weight * LATE)]
    if weight >= 8:
        dues.append(Due(order="sensitive", week=shape.weeks // 2, late=weight * LATE))
    after = (*((hub.id,) if needs_hub else ()), *((core,) if needs_core else ()))
    return Removal(
        id=f"site-{number:06d}",
        kind="site",
        site=f"S{number:06d}",
        region=hub.region,
        weeks=2 if long else 1,
        outage=(0, 1) if long else (0,),
        weight=weight,
        work=_work(long=long),
        payments=_terms(420_000 if long else 260_000),
        dues=tuple(dues),
        release=release * shape.weeks // WEEKS + 2,
        after=after,
        cluster=f"C{cluster:05d}",
        rings=(hub.rings[0],) if number % HUB == 0 else (),
        hub=hub.id,
        vendor=("north", "south")[number // HUB % 2],
        units=2 if long else 1,
        delivered=2,
        mountain=mountain,
    )


def _work(*, long: bool) -> tuple[Work, ...]:
    """Civil works two weeks before the swap, the tower crew all through it, integration in its last week."""
    if long:
        return (
            Work(role="civil", days=(2,), first=-2),
            Work(role="tower", days=(4, 2)),
            Work(role="integration", days=(1,), first=1),
        )
    return (
        Work(role="civil", days=(1,), first=-2),
        Work(role="tower", days=(2,)),
        Work(role="integration", days=(1,)),
    )


def _terms(price: int) -> tuple[Payment, ...]:
    """A fifth at order, most on delivery, the rest four weeks after acceptance."""
    deposit, rest = price // 5, price // 10
    return (
        Payment(amount=deposit, weeks=-16),
        Payment(amount=price - deposit - rest, weeks=-2),
        Payment(amount=rest, counted=Paid.FINISH, weeks=4),
    )


def _crews(shape: Shape, draw: Random, removals: tuple[Removal, ...]) -> tuple[Crews, ...]:
    """Whole crews: ramp-up over half a year, then a level; now and then a storm takes two fifths."""
    need: dict[tuple[str, str], int] = {}
    for one in removals:
        for work in one.work:
            key = one.region, work.role
            need[key] = need.get(key, 0) + sum(work.days)
    found = []
    for (region, role), days in sorted(need.items()):
        slack = shape.slack * (1 if role == "tower" else OTHERS)
        crews = 1 if role == "core" else -(-days * slack // (shape.weeks * shape.busy * CREW_DAYS))
        week = []
        for number in range(shape.weeks):
            share = min(1.0, 0.4 + 0.6 * number / max(1, shape.weeks // 6))
            storm = 0.6 if role == "tower" and draw.random() < 0.04 else 1.0
            week.append(int(max(1, crews * share) * CREW_DAYS * storm))
        found.append(Crews(region=region, role=role, days=tuple(week)))
    return tuple(found)


def _clusters(sites: list[Removal]) -> tuple[Limit, ...]:
    """A fifth of a cluster's sites, at least one."""
    count: dict[str, int] = {}
    for one in sites:
        count[one.cluster] = count.get(one.cluster, 0) + 1
    return tuple(Limit(name=name, most=max(1, number // 5)) for name, number in count.items())


def _regions(removals: tuple[Removal, ...]) -> tuple[Limit, ...]:
    """Three in a hundred of a region's sites, at least two."""
    count: dict[str, int] = {}
    for one in removals:
        count[one.region] = count.get(one.region, 0) + 1
    return tuple(Limit(name=name, most=max(2, number * 3 // 100)) for name, number in count.items())


def _pairs(draw: Random, sites: list[Removal]) -> tuple[tuple[str, str], ...]:
    near = [(one, other) for one in range(len(sites)) for other in (one + 1, one + 5) if other < len(sites)]
    return tuple((sites[one].id, sites[other].id) for one, other in near if draw.random() < 0.5)


def _supplies(shape: Shape, removals: tuple[Removal, ...]) -> tuple[Supply, ...]:
    periods = -(-shape.weeks // PERIOD)
    found = []
    for vendor, plenty in VENDORS.items():
        units = [one.units for one in removals if one.vendor == vendor]
        if units:
            level = max(*units, round(sum(units) * shape.slack * plenty / (periods * shape.busy)), 1)
            found.append(Supply(vendor=vendor, units=tuple(level for _ in range(periods))))
    return tuple(found)


def _windows(shape: Shape) -> tuple[Window, ...]:
    """Two frozen weeks at the end of each year; mountains are closed for its last and first nine weeks."""
    every = range(shape.weeks)
    freeze = tuple(week for week in every if week % 52 in (50, 51))
    winter = tuple(week for week in every if week % 52 >= 43 or week % 52 < 9)
    return (
        Window(name="change freeze", weeks=freeze, stops=Stops.OUTAGE),
        Window(name="winter", weeks=winter, stops=Stops.ACCESS),
    )


def _budget(shape: Shape, removals: tuple[Removal, ...]) -> tuple[int, ...]:
    """Money comes evenly, with an advance of a tenth; for a year less than crews could spend."""
    total = sum(payment.amount for one in removals for payment in one.payments)
    periods = -(-shape.weeks // PERIOD)
    pace = total * shape.slack / (periods * shape.busy)
    found, so_far = [], total / 10
    for number in range(periods):
        so_far += pace * (0.7 if 4 <= number < 4 + 52 // PERIOD else 1.1)
        found.append(int(so_far))
    return tuple(found)
