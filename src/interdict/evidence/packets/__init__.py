"""Captured packets: what devices announce of themselves on the wire, and what they log."""
