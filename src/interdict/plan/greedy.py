"""First plans: serial schedule generation under several priority rules, the best of which is kept."""

from collections.abc import Iterator

import numpy as np

from interdict.plan import kernels
from interdict.plan.arrays import UNPLANNED, Arrays, Ints
from interdict.plan.kernels import State
from interdict.plan.price import Floats


def empty_state(a: Arrays) -> State:
    """Nothing planned but what is settled; its use of resources is taken, whatever is left of them."""
    least = np.minimum.accumulate(a.released[::-1])[::-1].copy()
    state = State(
        start=np.full(len(a.duration), UNPLANNED, np.int32),
        free=a.capacity.copy(),
        stock=a.supply.copy(),
        money=a.released.copy(),
        least=least,
    )
    for i in np.flatnonzero(a.fixed != UNPLANNED):
        kernels.take(a, state, i, a.fixed[i], 1)
    return state


def state_of(a: Arrays, starts: Ints) -> State:
    """The state of a plan, so that a search can go on from it; settled work stays where it is settled."""
    state = empty_state(a)
    for i in np.flatnonzero((starts != UNPLANNED) & (a.fixed == UNPLANNED)):
        kernels.take(a, state, i, starts[i], 1)
    return state


def generated(a: Arrays, order: Ints) -> State:
    """The plan that serial schedule generation makes of an order."""
    state = empty_state(a)
    kernels.generate(a, state, order)
    return state


def urgency(a: Arrays) -> Floats:
    """(n,) weekly weight by crew-day: Smith's rule (1956) carried from processing time to crew-days."""
    weight = (a.cost[a.price, 1] - a.cost[a.price, 0]).astype(float)
    source = np.repeat(np.arange(len(a.duration)), np.diff(a.use_at))
    crews = a.kind[a.use_row] == 0
    days = np.bincount(source[crews], a.use_amount[crews], minlength=len(a.duration))
    found: Floats = weight / np.maximum(days, 1.0)
    return found


def orders(a: Arrays) -> Iterator[tuple[str, Ints]]:
    """Priority rules by name, each as an order of all removals."""
    urge = urgency(a)
    latest = a.due - a.duration
    for name, keys in (
        ("due date, then urgency", (-urge, latest)),
        ("urgency", (latest, -urge)),
        ("urgency and due date together", (-urge / (1.0 + np.minimum(latest, 4 * len(a.released)) / 52.0),)),
        ("due date", (a.earliest, latest)),
        ("earliest start", (-urge, a.earliest)),
    ):
        yield name, np.lexsort(keys).astype(np.int32)


def portfolio(a: Arrays) -> tuple[State, str]:
    """The best plan of all rules, and the rule that made it."""
    found = [(generated(a, order), name) for name, order in orders(a)]
    return min(found, key=lambda one: kernels.total(a, one[0]))
