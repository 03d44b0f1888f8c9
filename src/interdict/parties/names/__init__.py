"""Whom a name means: in a record's field, in free text, beside another name, and among millions."""

from interdict.parties.names.mention import Match, NameIndex, normalise

__all__ = ["Match", "NameIndex", "normalise"]
