"""Whose law reaches an operator: its countries, and the union of states that they belong to."""

from collections.abc import Iterable

UNION = "EU"
"""The European Union; exceptionally reserved in ISO 3166-1 for it."""
_MEMBERS = (
    ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES"),
    ("FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"),
    ("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)
UNION_MEMBERS = frozenset(code for row in _MEMBERS for code in row)
"""The members since 1 February 2020. Source: Treaty on European Union, article 52."""


def applying(codes: Iterable[str]) -> frozenset[str]:
    """
    The jurisdictions whose orders apply to an operator that works in those given.

    >>> sorted(applying(["SE", "US"]))
    ['EU', 'SE', 'US']
    """
    given = frozenset(codes)
    return given | {UNION} if given & UNION_MEMBERS else given
