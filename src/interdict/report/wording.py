"""The words and marks the report uses for statuses, truths, likelihoods, confidences and roles."""

from functools import cache

from interdict.core.shipped import shipped

STATUSES = {
    "covered": "covered",
    "undetermined": "undetermined",
    "exempt": "exempt",
    "not-covered": "not covered",
}
"""Status to the word a reader sees, strictest first."""

STATUS_MEANINGS = {
    "covered": "A provision binds the operator and reaches the device.",
    "undetermined": "It depends on a missing fact, or on a reading of the law that is unverified here.",
    "exempt": "It would be covered, and an exemption in force on the date takes it out.",
    "not-covered": "Under every provision some condition is known to be false.",
}
"""What each status claims, as the report explains it."""

CONFIDENCES = {
    "verified": ("V", "read in a primary source, or in two independent secondary ones"),
    "secondary": ("S", "one secondary source only"),
    "unverified": ("M", "unverified: no source was opened; never decides alone"),
    "derived": ("I", "derived from verified facts by the compiler"),
    "unknown": ("?", "looked for and not resolved"),
}
"""Confidence of a citation to its mark and what the mark means."""

EXIT_MEANINGS = {
    0: "nothing is covered and nothing is undetermined",
    10: "nothing is covered, and some devices are undetermined",
    11: "devices are covered, and all are within their deadlines",
    12: "devices are covered, and some are past their deadline",
}
"""Exit status of a run that ended with a report to what it means."""

_LIKELIHOODS = (
    (0.95, "almost certain"),
    (0.80, "very likely"),
    (0.55, "likely"),
    (0.45, "about even"),
    (0.20, "unlikely"),
    (0.05, "very unlikely"),
    (0.0, "almost no chance"),
)


def likelihood(probability: float) -> str:
    """
    A probability in words.

    Sources: Intelligence Community Directive 203 (2015), section D.6.e(2)(a): the bands and their names.

    >>> likelihood(0.97)
    'almost certain'
    >>> likelihood(0.5)
    'about even'
    """
    return next(words for least, words in _LIKELIHOODS if probability >= least)


@cache
def role_labels() -> dict[str, str]:
    """Network role to its label, from `data/vocabulary/roles.yaml`."""
    rows = shipped("vocabulary/roles.yaml", dict[str, dict[str, object]])
    return {role: str(row["label"]) for role, row in rows.items()}


def web_address(href: str) -> str:
    """
    The address, where it is one a reader may follow; else empty.

    >>> web_address("javascript:alert(1)")
    ''
    """
    return href if href.lower().startswith(("https://", "http://")) else ""


def counted(number: int, one: str, many: str = "") -> str:
    """
    A number with its noun.

    >>> counted(1, "device"), counted(4032, "device")
    ('1 device', '4,032 devices')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
