"""
Clues: pure functions from one normalised key of one kind to what it suggests.

A kind is a sort of evidence (`agent`, `text`, `address` …); `kinds.py` says which property gives which.
A clue depends on its key alone, so it is computed once per distinct key, however many devices carry it.
"""
