"""The tables of the register as SQLAlchemy sees them; `migrations/` brings a database to this shape."""

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text

metadata = MetaData()

STATEMENTS = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("case_id", String(36), nullable=False, index=True),
    Column("recorded", DateTime(timezone=False), nullable=False),
    Column("author", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("body", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""One row a statement, only ever added; `body` is the canonical JSON of `model.statement.Statement`."""
