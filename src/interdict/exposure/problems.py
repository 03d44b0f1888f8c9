"""The kinds of trouble that records of a network's links can give."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from interdict.core.problem import Problem, Severity

TOLD_SINGLY = 5
"""Problems of one kind in one file that are told one by one; the others are counted."""


class TopologyCode(StrEnum):
    """Stable identifiers, documented in `docs/reference/errors.md`."""

    NO_LIST = "P400"
    """A file given as a list of links or nodes has no columns, or no grammar, that say so."""
    SELF_LINK = "P401"
    """A link leads from a node to itself; it is left out."""
    DOUBLE_LINK = "P402"
    """A link stands there more than once; the least weight counts."""
    BAD_WEIGHT = "P403"
    """A weight is not a number above 0; 1 is assumed."""
    UNKNOWN_NODE = "P404"
    """A link or a fact names a node that no record has; it is kept as a node without a maker."""
    NO_COORDINATES = "P405"
    """A place has no usable coordinates; it is not on the map, and its distance to the core is not known."""
    ISLAND = "P406"
    """Elements hang together but reach no gateway; nobody is counted as depending on them."""
    BAD_AMOUNT = "P407"
    """An amount is not a number of 0 or more; it is left out."""
    NO_EVIDENCE = "P408"
    """The report holds no table of links: an earlier version wrote it."""
    TOO_MANY = "P409"
    """A file has more rows than are read; the rest is left out."""
    MORE = "P410"
    """How many more problems like the ones above there were."""
    UNKNOWN_DEVICE = "P411"
    """A list of removals names a device that the report does not have, or no day; the row is left out."""


def noted(code: TopologyCode, message: str, where: str, *, place: str = "", remedy: str = "") -> Problem:
    """A problem with one link or node; the rest of the input counts."""
    return Problem(
        code=code, message=message, where=where, place=place, remedy=remedy, severity=Severity.NOTE
    )


def told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first few problems of each kind and file; of the others their number."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for problem in problems:
        seen[problem.code, problem.where] += 1
        if seen[problem.code, problem.where] <= TOLD_SINGLY:
            kept.append(problem)
    more = [
        noted(TopologyCode.MORE, f"{count - TOLD_SINGLY:,} more of kind {code}.", where)
        for (code, where), count in seen.items()
        if count > TOLD_SINGLY
    ]
    return (*kept, *more)
