"""One verb per step; doors call these and nothing below them."""

from interdict.api.asking import Respond, ask
from interdict.api.case_diff import diff_snapshots
from interdict.api.case_scan import Scanned, scan_case
from interdict.api.case_state import case_history, case_status, replay
from interdict.api.case_words import Speaker, answer, disposed, init_case, removed, review, waive, withdraw
from interdict.api.collecting import collect_inventory, collect_snmp
from interdict.api.costing import cost
from interdict.api.explanation import explain
from interdict.api.exposing import expose
from interdict.api.flipping import why_not, why_not_situation
from interdict.api.outlook import impact, upcoming
from interdict.api.parties import PartiesImported, export_parties, import_parties, screen_names
from interdict.api.records import Identified, identify, scan
from interdict.api.reopened import CaseFolder
from interdict.api.situations import decide, diff
from interdict.api.tendering import tender

__all__ = [
    "CaseFolder",
    "Identified",
    "PartiesImported",
    "Respond",
    "Scanned",
    "Speaker",
    "answer",
    "ask",
    "case_history",
    "case_status",
    "collect_inventory",
    "collect_snmp",
    "cost",
    "decide",
    "diff",
    "diff_snapshots",
    "disposed",
    "explain",
    "export_parties",
    "expose",
    "identify",
    "impact",
    "import_parties",
    "init_case",
    "removed",
    "replay",
    "review",
    "scan",
    "scan_case",
    "screen_names",
    "tender",
    "upcoming",
    "waive",
    "why_not",
    "why_not_situation",
    "withdraw",
]
