"""
Whether a plan keeps every rule of its instance, worked out anew from the instance alone.

This shares no code with what formulates or searches: an error there cannot hide itself here. An import
contract holds the two apart. It is written for plainness, week by week, not for speed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate

from interdict.model.plan import Instance, Paid, Payment, Plan, Removal, Stops, Violation


def violations(instance: Instance, plan: Plan) -> tuple[Violation, ...]:
    """
    Every rule that the plan breaks, and every figure it claims wrongly; none for a valid plan.

    Args:
        instance: What was to be planned; it is taken to be well formed.
        plan: Start weeks with claimed costs and lateness.
    """
    known = {one.id: one for one in instance.removals}
    found = list(_lines(instance, plan, known))
    starts = {
        line.removal: line.start
        for line in plan.placed
        if line.start is not None
        and line.removal in known
        and 0 <= line.start <= instance.weeks - known[line.removal].weeks
    }
    for rule in (_frozen, _calendar, _precedence, _crews, _outages, _pairs, _hubs, _supplies, _cash):
        found += rule(instance, known, starts)
    return (*found, *_figures(instance, plan, known))


def _broken(rule: str, about: str, text: str) -> Violation:
    return Violation(rule=rule, about=about, text=text)


def _lines(instance: Instance, plan: Plan, known: Mapping[str, Removal]) -> Iterator[Violation]:
    """Each removal has one line, nothing else has, and each lies within the horizon."""
    if plan.instance != instance.name:
        yield _broken("instance", plan.instance, f"the plan is of another instance than {instance.name}")
    told = Counter(line.removal for line in plan.placed)
    for name in known:
        if told[name] != 1:
            yield _broken("lines", name, f"has {told[name]} lines in the plan; one is wanted")
    for line in plan.placed:
        if line.removal not in known:
            yield _broken("known", line.removal, "is no removal of the instance")
        elif line.start is not None:
            last = instance.weeks - known[line.removal].weeks
            if not 0 <= line.start <= last:
                yield _broken("horizon", line.removal, f"starts in week {line.start}, outside 0 to {last}")


def _frozen(
    instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]
) -> Iterator[Violation]:
    for name, week in instance.frozen:
        if starts.get(name) != week:
            yield _broken("frozen", name, f"is settled for week {week}, planned for {starts.get(name)}")


def _calendar(
    instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]
) -> Iterator[Violation]:
    """Release, freeze and winter weeks, and work outside the horizon; settled work has passed all that."""
    closed = {
        kind: {week for one in instance.windows if one.stops is kind for week in one.weeks} for kind in Stops
    }
    settled = {name for name, _ in instance.frozen}
    for name, start in starts.items():
        one = known[name]
        if name in settled:
            continue
        if start < one.release:
            yield _broken("release", name, f"starts in week {start}, is released in week {one.release}")
        down = {start + offset for offset in one.outage}
        for week in sorted(down & closed[Stops.OUTAGE]):
            yield _broken("freeze", name, f"is down in week {week}, in which nothing may be")
        if one.mountain:
            for week in sorted({start + n for n in range(one.weeks)} & closed[Stops.ACCESS]):
                yield _broken("winter", name, f"is worked on in week {week}, in which it cannot be reached")
        for work in one.work:
            if start + work.first < 0 or start + work.first + len(work.days) > instance.weeks:
                yield _broken("horizon", name, f"needs {work.role} outside the horizon")


def _precedence(
    instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]
) -> Iterator[Violation]:
    for name, start in starts.items():
        for before in known[name].after:
            if before not in known:
                yield _broken("precedence", name, f"has to follow {before}, which is no removal")
            elif before not in starts:
                yield _broken("precedence", name, f"is planned, but {before}, which comes first, is not")
            elif starts[before] + known[before].weeks > start:
                ends = starts[before] + known[before].weeks
                yield _broken(
                    "precedence", name, f"starts in week {start}; {before} ends with week {ends - 1}"
                )


def _crews(
    instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]
) -> Iterator[Violation]:
    need: dict[tuple[str, str, int], int] = defaultdict(int)
    for name, start in starts.items():
        for work in known[name].work:
            for number, days in enumerate(work.days):
                need[known[name].region, work.role, start + work.first + number] += days
    there = {
        (crew.region, crew.role, week): days for crew in instance.crews for week, days in enumerate(crew.days)
    }
    for (region, role, week), days in sorted(need.items()):
        has = there.get((region, role, week), 0)
        if days > has:
            yield _broken("crew", f"{region} {role} week {week}", f"takes {days} crew-days of {has}")


def _outages(
    instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]
) -> Iterator[Violation]:
    """Clusters and regions: only so many down in a week; a ring: one."""
    most = {("cluster", one.name): one.most for one in instance.clusters}
    most |= {("region", one.name): one.most for one in instance.regions}
    down: dict[tuple[str, str, int], int] = defaultdict(int)
    for name, start in starts.items():
        one = known[name]
        groups = [
            ("cluster", one.cluster),
            ("region", one.region),
            *(("ring", ring) for ring in set(one.rings)),
        ]
        for offset in one.outage:
            for kind, group in groups:
                down[kind, group, start + offset] += 1
    for (kind, group, week), count in sorted(down.items()):
        limit = 1 if kind == "ring" else most.get((kind, group))
        if limit is not None and count > limit:
            yield _broken(kind, f"{group} week {week}", f"has {count} down of at most {limit}")


def _down(known: Mapping[str, Removal], starts: Mapping[str, int], name: str) -> set[int]:
    return {starts[name] + offset for offset in known[name].outage} if name in starts else set()


def _pairs(
    instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]
) -> Iterator[Violation]:
    for one, other in instance.pairs:
        for week in sorted(_down(known, starts, one) & _down(known, starts, other)):
            yield _broken("pair", f"{one} and {other}", f"are both down in week {week}")


def _hubs(instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]) -> Iterator[Violation]:
    for name in starts:
        hub = known[name].hub
        if hub:
            for week in sorted(_down(known, starts, name) & _down(known, starts, hub)):
                yield _broken("hub", name, f"is down together with its hub {hub} in week {week}")


def _supplies(
    instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]
) -> Iterator[Violation]:
    taken: dict[tuple[str, int], int] = defaultdict(int)
    for name, start in starts.items():
        one = known[name]
        if one.vendor:
            taken[one.vendor, max(0, start - one.delivered) // instance.period] += one.units
    there = {(one.vendor, n): units for one in instance.supplies for n, units in enumerate(one.units)}
    limited = {one.vendor for one in instance.supplies}
    for (vendor, period), units in sorted(taken.items()):
        has = there.get((vendor, period), 0)
        if vendor in limited and units > has:
            yield _broken("supply", f"{vendor} period {period}", f"takes {units} of {has} delivered")


def _week_paid(instance: Instance, one: Removal, start: int, payment: Payment) -> int:
    event = start if payment.counted is Paid.START else start + one.weeks
    return min(max(event + payment.weeks, 0), instance.weeks - 1)


def _cash(instance: Instance, known: Mapping[str, Removal], starts: Mapping[str, int]) -> Iterator[Violation]:
    if not instance.budget:
        return
    paid = [0] * len(instance.budget)
    for name, start in starts.items():
        for payment in known[name].payments:
            week = _week_paid(instance, known[name], start, payment)
            paid[week // instance.period] += payment.amount
    for period, (spent, released) in enumerate(zip(accumulate(paid), instance.budget, strict=True)):
        if spent > released:
            yield _broken("cash", f"period {period}", f"spends {spent:,} so far, of {released:,} released")


def _figures(instance: Instance, plan: Plan, known: Mapping[str, Removal]) -> Iterator[Violation]:
    """Cost and lateness of each line, and the sums."""
    total = spent = 0
    for line in plan.placed:
        if line.removal not in known:
            continue
        one = known[line.removal]
        finish = instance.weeks + instance.beyond if line.start is None else line.start + one.weeks
        cost = one.weight * finish + sum(due.late * max(0, finish - due.week) for due in one.dues)
        late = max(0, finish - min((due.week for due in one.dues), default=finish))
        total += cost
        if line.start is not None:
            spent += sum(payment.amount for payment in one.payments)
        if (line.cost, line.late) != (cost, late):
            claimed = f"claims cost {line.cost}, {line.late} weeks late"
            yield _broken("figures", line.removal, f"{claimed}; it is {cost}, {late}")
    if plan.cost != total:
        yield _broken("figures", "cost", f"claims {plan.cost}; it is {total}")
    if plan.spent != spent:
        yield _broken("figures", "spent", f"claims {plan.spent}; it is {spent}")
    if plan.bound is not None and plan.bound > total:
        yield _broken(
            "figures", "bound", f"claims that no plan costs less than {plan.bound}; it costs {total}"
        )
