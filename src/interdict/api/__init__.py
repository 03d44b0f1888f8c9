"""One verb per step; doors call these and nothing below them."""

from interdict.api.asking import Respond, ask
from interdict.api.case_diff import diff_snapshots
from interdict.api.case_proof import chosen_report, entries_about, report_of, seal_case
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
from interdict.api.reopened import CaseFolder
from interdict.api.situations import decide, diff
from interdict.api.tendering import tender
from interdict.api.tracing import trace

__all__ = [
    "CaseFolder",
    "Identified",
    "PartiesImported",
    "Respond",
    "Scanned",
    "Sealed",
    "Speaker",
    "answer",
    "ask",
    "attest_absence",
    "attest_removal",
    "bundle",
    "case_history",
    "case_status",
    "chosen_report",
    "collect_inventory",
    "collect_snmp",
    "cost",
    "decide",
    "diff",
    "diff_snapshots",
    "disposed",
    "entries_about",
    "explain",
    "export_parties",
    "expose",
    "identify",
    "impact",
    "import_parties",
    "init_case",
    "record",
    "removed",
    "replay",
    "report_of",
    "review",
    "rotate_key",
    "scan",
    "scan_case",
    "screen_names",
    "seal",
    "seal_case",
    "tender",
    "trace",
    "upcoming",
    "verify",
    "waive",
    "why_not",
    "why_not_situation",
    "withdraw",
]
