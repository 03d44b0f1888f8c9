"""Exports of network management systems: radio and core network elements and what is in them."""
