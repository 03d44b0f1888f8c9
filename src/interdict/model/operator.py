"""Who is asking: the operator whose equipment is judged, as facts."""

import msgspec

from interdict.model.caps import Measured
from interdict.model.vocabulary import FactValue


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator says of itself."""

    name: str = ""
    """Shown, never decided on."""
    facts: dict[str, FactValue] = {}
    """Facts whose subject is `operator`; one that is missing is unknown."""
    measures: dict[str, Measured] = {}
    """What it declares of its network as a whole, by id of `data/vocabulary/measures.yaml`."""
