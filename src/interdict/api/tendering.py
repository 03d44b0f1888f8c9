"""What a tender costs with fewer bidders."""

from collections.abc import Sequence
from pathlib import Path

from interdict.model.tender import Tender
from interdict.procurement.bids import read_bids
from interdict.procurement.tender import play


def tender(
    bids: Path, without: Sequence[str], *, replications: int = 20_000, seed: int = 0, replay: bool = False
) -> Tender:
    """
    Say what a tender is expected to cost with every bidder, and without some.

    Args:
        bids: YAML of lots and bidders, or CSV of past bids.
        without: Names of bidders left out.
        replications: Draws of the simulation, 100 to 1,000,000.
        seed: The same seed gives the same figures.
        replay: Whether to say what sets the published estimates for Europe apart.
    Raises: UsageError if the file cannot be read or makes no sense.
    """
    return play(
        read_bids(bids), without, replications=replications, seed=seed, replay=replay, where=str(bids)
    )
