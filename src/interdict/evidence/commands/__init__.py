"""Answers to commands: captures and session logs."""
