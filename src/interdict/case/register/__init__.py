"""What people said, kept for good: SQLite in the case folder, or PostgreSQL by URL."""

from interdict.case.register.store import Register

__all__ = ["Register"]
