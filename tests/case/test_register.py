import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from interdict.case.register import Register
from interdict.case.register.schema import STATEMENTS, metadata
from interdict.core.errors import RegisterError
from interdict.model.statement import (
    Disposal,
    Document,
    Removal,
    Review,
    Subject,
    Waiver,
    Withdrawal,
    standing,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CORE = Subject(device="nj-core-1", keys=("serial|2102310ABC01", "name|NJ-CORE-1"))
SAID = (
    Review(maker="huawei", reason="the label says 华为"),
    Waiver(order="us/scrp", provision="b", owner="CTO", reason="spares", until=date(2027, 1, 1)),
    Removal(on=date(2026, 5, 1)),
    Disposal(on=date(2026, 6, 1), how="destroyed", note="furnace"),
    Withdrawal(number=1, reason="wrong rack"),
)


def opened(url, case=None):
    return Register(url, case or str(uuid.uuid4()))


@pytest.mark.parametrize("said", SAID, ids=lambda said: type(said).__name__)
def test_what_is_said_is_read_back_as_it_was_said(database, said):
    register = opened(database)
    papers = (Document(name="label.jpg", sha256="ab" * 32, size=7),)
    written = register.add(said, author="Ann 安", at=NOW, subject=CORE, documents=papers)
    assert register.statements() == (written,)
    assert (written.said, written.subject, written.documents) == (said, CORE, papers)
    register.close()


def test_a_statement_is_there_for_another_process(database):
    case = str(uuid.uuid4())
    first = opened(database, case)
    written = first.add(SAID[0], author="Ann", at=NOW, subject=CORE)
    second = opened(database, case)
    assert second.statements() == (written,)
    first.close()
    second.close()


def test_cases_that_share_a_database_do_not_hear_each_other(database):
    one, other = opened(database), opened(database)
    one.add(SAID[0], author="Ann", at=NOW, subject=CORE)
    assert other.statements() == ()
    one.close()
    other.close()


def test_many_writers_at_once_lose_nothing(database):
    case = str(uuid.uuid4())

    def write(number):
        register = opened(database, case)
        try:
            return register.add(Removal(on=date(2026, 5, 1), note=str(number)), author="Ann", at=NOW).number
        finally:
            register.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(write, range(24)))
    register = opened(database, case)
    assert sorted(one.number for one in register.statements()) == sorted(numbers)
    assert {one.said.note for one in register.statements()} == {str(number) for number in range(24)}
    register.close()


def test_the_migrated_tables_have_the_shape_that_the_code_expects(database):
    opened(database).close()
    driver = "postgresql+pg8000" if database.startswith("postgresql") else "sqlite"
    url = sa.make_url(database)
    arguments = {}
    if driver != "sqlite":
        arguments = {"unix_sock": f"{url.query['host']}/.s.PGSQL.5432"}
        url = url.difference_update_query(["host"])
    engine = sa.create_engine(url.set(drivername=driver), connect_args=arguments)
    found = {column["name"] for column in sa.inspect(engine).get_columns("statements")}
    indexed = {index["name"] for index in sa.inspect(engine).get_indexes("statements")}
    engine.dispose()
    assert found == set(STATEMENTS.c.keys())
    assert indexed == {index.name for index in metadata.tables["statements"].indexes}


def test_a_register_of_a_newer_interdict_is_refused(tmp_path):
    path = tmp_path / "register.sqlite"
    opened(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RegisterError, match="newer interdict"):
        opened(f"sqlite:///{path}")


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "register.sqlite"
    path.write_bytes(b"this is a letter, not a database, and it is long enough to be read as one" * 20)
    with pytest.raises(RegisterError, match="cannot be used") as caught:
        opened(f"sqlite:///{path}")
    assert str(path) in caught.value.where


def test_a_server_that_is_not_there_is_an_error_and_never_shows_the_password():
    with pytest.raises(RegisterError, match="cannot be used") as caught:
        opened("postgresql://ann:secret@127.0.0.1:9/interdict")
    assert "secret" not in str(caught.value)
    assert "Nothing was recorded" in caught.value.remedy


def test_another_kind_of_database_is_refused():
    with pytest.raises(RegisterError, match="cannot live in mysql"):
        opened("mysql://ann@host/interdict")


def test_a_connection_that_is_lost_while_writing_records_nothing(database):
    register = opened(database)
    register.add(SAID[0], author="Ann", at=NOW)

    def lose(*_):
        raise sa.exc.OperationalError("INSERT", {}, ConnectionResetError("connection reset by peer"))

    sa.event.listen(register._engine, "before_cursor_execute", lose)
    with pytest.raises(RegisterError, match="connection reset by peer"):
        register.add(SAID[2], author="Ann", at=NOW)
    sa.event.remove(register._engine, "before_cursor_execute", lose)
    assert [one.said for one in register.statements()] == [SAID[0]]
    register.close()


def test_a_withdrawn_statement_does_not_stand_and_neither_does_its_withdrawal(tmp_path):
    register = opened(f"sqlite:///{tmp_path / 'register.sqlite'}")
    first = register.add(SAID[0], author="Ann", at=NOW, subject=CORE)
    second = register.add(SAID[2], author="Ann", at=NOW, subject=CORE)
    register.add(Withdrawal(number=first.number, reason="wrong rack"), author="Bo", at=NOW)
    assert standing(register.statements()) == (second,)
    register.close()
