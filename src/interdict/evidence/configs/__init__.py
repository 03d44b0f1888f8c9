"""Saved configurations of devices."""
