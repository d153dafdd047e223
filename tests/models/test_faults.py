"""Which errors of both databases are faults of their machine, each made by the database itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from commitments.models import Attempt
from commitments.models.afterwards import gathered, write_afterwards, write_all
from commitments.models.faults import Fault, fault_of

pytestmark = pytest.mark.django_db


def error_of(do: Callable[[], object]) -> BaseException:
    """Return the error that something raises, in Django's words."""
    with (
        pytest.raises((DatabaseError, InterfaceError)) as caught,
        transaction.atomic(),
        connection.wrap_database_errors,
    ):
        do()
    return caught.value


@pytest.fixture
def file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database of its own: the tests' is not to be harmed."""
    opened = sqlite3.connect(tmp_path / "some.sqlite3", timeout=0, isolation_level=None)
    opened.execute("CREATE TABLE words (word TEXT)")
    yield opened
    opened.close()


needs_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="asks SQLite")
needs_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="asks PostgreSQL")


@needs_sqlite
def test_faults_of_sqlite_are_told_apart(file, tmp_path):
    write = lambda: file.execute("INSERT INTO words VALUES (zeroblob(1000000))")  # noqa: E731  called again and again
    file.execute("PRAGMA max_page_count=3")
    assert fault_of(error_of(write)) == Fault.FULL
    file.execute("PRAGMA max_page_count=3000")
    file.execute("PRAGMA query_only=1")
    assert fault_of(error_of(write)) == Fault.READ_ONLY
    file.execute("PRAGMA query_only=0")
    other = sqlite3.connect(tmp_path / "some.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert fault_of(error_of(write)) == Fault.BUSY
    other.close()
    assert fault_of(error_of(lambda: sqlite3.connect(tmp_path / "nowhere" / "some.sqlite3"))) == Fault.DOWN
    write()
    assert fault_of(error_of(lambda: file.execute("SELECT * FROM nothing"))) is None
    assert fault_of(error_of(lambda: file.execute("not SQL"))) is None


@needs_postgresql
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("53100", Fault.FULL),
        ("25006", Fault.READ_ONLY),
        ("53300", Fault.BUSY),
        ("55P03", Fault.BUSY),
        ("40P01", Fault.BUSY),
        ("57014", Fault.BUSY),
        ("57P01", Fault.DOWN),
        ("08006", Fault.DOWN),
        ("08P01", Fault.DOWN),
        ("23514", None),
        ("22001", None),
        ("42P01", None),
        ("XX000", None),
    ],
)
def test_faults_of_postgresql_are_told_apart_by_their_codes(code, fault):
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'so' USING ERRCODE = '{code}'; END $$")

    assert fault_of(error_of(ask)) == fault


@needs_postgresql
def test_server_that_is_not_there_and_one_that_went_are_down():
    import psycopg2  # type: ignore[import-untyped]  # noqa: PLC0415  it ships no types; not asked for on SQLite

    assert fault_of(error_of(lambda: psycopg2.connect(host="/nowhere", dbname="none"))) == Fault.DOWN
    settings = connection.get_connection_params()
    own = psycopg2.connect(**{name: settings[name] for name in settings if name in {"dbname", "user", "host", "port"}})
    own.close()
    assert fault_of(error_of(own.cursor)) == Fault.DOWN


def test_errors_of_our_own_are_no_faults():
    for error in (ValueError("disk full"), DatabaseError("Save with update_fields did not affect any rows."), None):
        assert fault_of(error) is None
    assert fault_of(OperationalError("made up, by nobody's driver")) is None


def test_what_waits_is_written_once_asked_for_and_at_once_outside_of_a_request():
    with gathered() as writes:
        write_afterwards(lambda: Attempt.objects.create(key="first"))
        assert not Attempt.objects.exists()
    write_all(writes)
    write_afterwards(lambda: Attempt.objects.create(key="second"))
    assert list(Attempt.objects.order_by("pk").values_list("key", flat=True)) == ["first", "second"]
    write_all(writes)
    assert Attempt.objects.count() == 2


def test_what_cant_be_written_is_left_out_and_the_next_is_written(caplog):
    def fail() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nothing")

    write_afterwards(fail)
    write_afterwards(lambda: Attempt.objects.create(key="next"))
    assert Attempt.objects.count() == 1
    assert [record.message for record in caplog.records] == ["What may be left out could not be written."]
