"""The kinds of trouble that quotes and inventories can give."""

from enum import StrEnum


class CostCode(StrEnum):
    """Stable identifiers, documented in `docs/reference/errors.md`."""

    NO_LINE = "P420"
    """A quote names a line that the catalogue does not have; it is left out."""
    BAD_PRICE = "P421"
    """A price is not a number of 0 or more, or low, typical and high are not in order; it is left out."""
    CURRENCY_MIX = "P422"
    """A quote is in another currency than the catalogue; it is left out, since no rates are assumed."""
    NO_PRICE = "P423"
    """Covered devices have a role that no line of the catalogue prices; they are not in the estimate."""
