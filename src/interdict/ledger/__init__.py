"""The ledger: an append-only log of what was done, signed, and the one file by which others check it."""
