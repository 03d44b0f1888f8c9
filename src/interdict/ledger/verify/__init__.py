"""The verifier: written from the specifications, and sharing no code with the ledger it verifies."""

from interdict.ledger.verify.check import Claim, Policy, Step, Verdict, verify

__all__ = ["Claim", "Policy", "Step", "Verdict", "verify"]
