"""Recorded answers of SNMP agents."""
