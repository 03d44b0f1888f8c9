"""One verb per step; doors call these and nothing below them."""

from interdict.api.asking import Respond, ask
from interdict.api.collecting import collect_inventory, collect_snmp
from interdict.api.explanation import explain
from interdict.api.flipping import why_not, why_not_situation
from interdict.api.outlook import impact, upcoming
from interdict.api.parties import PartiesImported, export_parties, import_parties, screen_names
from interdict.api.proof import (
    Sealed,
    attest_absence,
    attest_removal,
    bundle,
    record,
    rotate_key,
    seal,
    verify,
)
from interdict.api.records import Identified, identify, scan
from interdict.api.situations import decide, diff

__all__ = [
    "Identified",
    "PartiesImported",
    "Respond",
    "Sealed",
    "ask",
    "attest_absence",
    "attest_removal",
    "bundle",
    "collect_inventory",
    "collect_snmp",
    "decide",
    "diff",
    "explain",
    "export_parties",
    "identify",
    "impact",
    "import_parties",
    "record",
    "rotate_key",
    "scan",
    "screen_names",
    "seal",
    "upcoming",
    "verify",
    "why_not",
    "why_not_situation",
]
