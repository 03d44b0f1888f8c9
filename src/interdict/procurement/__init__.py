"""Buying: what a tender costs with and without some of its bidders."""
