"""Alembic's entry: the connection is handed in by `store`, nothing is read from a file."""

from alembic import context

from interdict.case.register.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
