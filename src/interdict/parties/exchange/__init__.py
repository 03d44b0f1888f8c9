"""Parties in the shapes that others publish: lists in, lists out."""
