"""The register: statements are added and read, never changed; a call that returns has written for good."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from interdict.case.register.schema import STATEMENTS
from interdict.core.canonical import canonical_bytes
from interdict.core.errors import RegisterError
from interdict.model.statement import AnySaid, Document, Statement, Subject

FILE = "register.sqlite"
WAIT = 30.0
"""Seconds that a writer waits for another one before it gives up."""
MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x1D_1C7
"""Key of PostgreSQL's advisory lock under which one process migrates while others wait."""


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `statements.body` holds."""

    said: AnySaid
    subject: Subject | None = None
    documents: tuple[Document, ...] = ()


class Register:
    """
    Statements of one case, in SQLite below its folder or in a PostgreSQL database that cases share.

    Args:
        url: `sqlite:///PATH` or `postgresql://user@host/database`.
        case_id: Which case of the database.
    Raises: RegisterError where the database cannot be reached or its driver is not installed.
    """

    def __init__(self, url: str, case_id: str) -> None:
        self._case = case_id
        self._shown = sa.make_url(url).render_as_string(hide_password=True)
        self._engine = _engine(url, self._shown)
        with self._session() as connection:
            _migrate(connection)

    def add(
        self,
        said: AnySaid,
        *,
        author: str,
        at: datetime,
        subject: Subject | None = None,
        documents: Sequence[Document] = (),
    ) -> Statement:
        """
        Write a statement; when this returns, it survives a crash of the process and of the machine.

        Args:
            said: What is said.
            author: Who says it.
            at: Now, UTC.
            subject: The device it speaks of; None for the whole case.
            documents: Files that the case keeps already.
        Raises: RegisterError, with nothing written, where the database refuses or is gone.
        """
        body = Body(said=said, subject=subject, documents=tuple(documents))
        recorded = at.astimezone(UTC)
        row = {
            "case_id": self._case,
            "recorded": recorded.replace(tzinfo=None),
            "author": author,
            "kind": msgspec.to_builtins(said)["kind"],
            "body": canonical_bytes(body).decode(),
        }
        with self._session() as connection:
            number = connection.execute(STATEMENTS.insert().returning(STATEMENTS.c.number), row).scalar_one()
        return Statement(
            number=number,
            recorded=recorded,
            author=author,
            said=said,
            subject=subject,
            documents=tuple(documents),
        )

    def statements(self) -> tuple[Statement, ...]:
        """Everything that was said of this case, in the order it was recorded."""
        query = sa.select(STATEMENTS).where(STATEMENTS.c.case_id == self._case).order_by(STATEMENTS.c.number)
        with self._session() as connection:
            rows = connection.execute(query).all()
        return tuple(_statement(row) for row in rows)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _session(self) -> Iterator[Connection]:
        """One transaction; complaints of the driver become ours."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except (sa.exc.SQLAlchemyError, OSError) as error:
            raise RegisterError(
                f"the register cannot be used: {_cause(error)}",
                where=self._shown,
                remedy="Nothing was recorded. See that the database runs, has space and may be written, "
                "then run the command again.",
            ) from error


def _statement(row: sa.Row[tuple[object, ...]]) -> Statement:
    body = msgspec.json.decode(row.body, type=Body)
    return Statement(
        number=row.number,
        recorded=row.recorded.replace(tzinfo=UTC),
        author=row.author,
        said=body.said,
        subject=body.subject,
        documents=body.documents,
    )


def _cause(error: Exception) -> str:
    origin = getattr(error, "orig", None) or error
    return " ".join(str(origin).split()) or type(origin).__name__


def _engine(url: str, shown: str) -> Engine:
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(parsed, connect_args={"timeout": WAIT})
        sa.event.listen(engine, "connect", _durable)
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine
    if parsed.get_backend_name() != "postgresql":
        raise RegisterError(
            f"a register cannot live in {parsed.get_backend_name()}",
            where=shown,
            remedy="Use sqlite:///FILE or postgresql://USER@HOST/DATABASE.",
        )
    try:
        return _postgresql(parsed)
    except ModuleNotFoundError:
        raise RegisterError(
            "the driver for PostgreSQL is not installed",
            where=shown,
            remedy="Install it with: pip install 'interdict[postgres]'.",
        ) from None


def _postgresql(url: sa.URL) -> Engine:
    """An engine for a PostgreSQL URL; `?host=/folder` names a socket there, as libpq writes it."""
    arguments: dict[str, Any] = {"timeout": WAIT}
    folder = url.query.get("host", "")
    if isinstance(folder, str) and folder.startswith("/"):
        arguments["unix_sock"] = f"{folder}/.s.PGSQL.{url.port or 5432}"
        url = url.difference_update_query(["host"])
    return sa.create_engine(
        url.set(drivername="postgresql+pg8000"), pool_pre_ping=True, connect_args=arguments
    )


def _durable(raw: Any, _: object) -> None:
    """Every commit reaches the disk before it is acknowledged; readers do not wait for writers."""
    raw.isolation_level = None  # transactions begin where we say so: `BEGIN IMMEDIATE` waits its turn
    cursor = raw.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _migrate(connection: Connection) -> None:
    """
    Bring the tables to the newest shape; a register of a newer interdict is refused.

    Of several processes one migrates and the others wait for it.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    found = MigrationContext.configure(connection).get_current_revision()
    if found == scripts.get_current_head():
        return
    if found is not None and found not in {one.revision for one in scripts.walk_revisions()}:
        raise RegisterError(
            f"the register was written by a newer interdict (shape {found})",
            where=str(connection.engine.url.render_as_string(hide_password=True)),
            remedy="Use that version, or a later one.",
        )
    command.upgrade(config, "head")
