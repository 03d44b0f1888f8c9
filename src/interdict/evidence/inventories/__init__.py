"""Exports of inventory systems and network management."""
