"""The kinds of trouble that bids can give."""

from enum import StrEnum


class TenderCode(StrEnum):
    """Stable identifiers, documented in `docs/reference/errors.md`."""

    FEW_BIDS = "P440"
    """A range of cost rests on fewer than five past bids."""
    NOT_A_BIDDER = "P441"
    """A bidder to be left out bids for no lot."""
