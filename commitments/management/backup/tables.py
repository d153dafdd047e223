"""The tables of a backup at the migrations that it was made at, and their rows as JSON."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import BinaryField, Field

LEFT_OUT = {
    "django_session": "who is signed in signs in again",
    "usersessions_usersession": "the same",
    "account_emailconfirmation": "a link of an hour",
    "socialaccount_socialtoken": "opens another site",
    "commitments_attempt": "counts tries of the last hours",
    "commitments_earliercode": "codes of the last minutes",
    "commitments_sentform": "forms of the last hours",
}
"""Tables whose rows are not in a backup, each with the reason: secrets, and what nobody misses. New tables are kept"""
AT_ONCE = 2_000  # rows that are read or written
MOST_VALUES = 900
"""In one statement: SQLite may take no more than 999"""
NOT_KNOWN = "Not in the backup that this site was restored from, or sent since. Send it again if it is needed."


class UnknownMigrationsError(Exception):
    """A database or a backup is of a version that this one doesn't know."""


class Tables:
    """The tables as they stood at some migrations: `migrations` names the newest of each app."""

    def __init__(self, migrations: Mapping[str, str]) -> None:
        loader = MigrationLoader(connection)
        targets = sorted(migrations.items())
        if unknown := [f"{app}.{name}" for app, name in targets if (app, name) not in loader.graph.nodes]:
            raise UnknownMigrationsError(", ".join(unknown))
        self.migrations = dict(targets)
        models = loader.project_state(targets).apps.get_models(include_auto_created=True)
        self.all = {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
        self.kept = {name: model for name, model in sorted(self.all.items()) if name not in LEFT_OUT}

    def columns(self, table: str) -> list[Field[Any, Any]]:
        return sorted(self.kept[table]._meta.concrete_fields, key=lambda field: field.column)

    def lines(self, table: str, moment: datetime) -> Iterator[bytes]:
        """Yield each row of a table as a line of JSON, by primary key, without what is secret.

        `moment` is when the backup is made: mail that waits then counts as given up, as it may have been sent since.
        """
        fields = self.columns(table)
        names = [field.attname for field in fields]
        rows = self.kept[table]._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=AT_ONCE)
        for row in rows:
            values = dict(zip(names, row, strict=True))
            _forget_secrets(table, values, moment)
            line = json.dumps(list(values.values()), default=_as_json, ensure_ascii=False, sort_keys=True)
            yield line.encode() + b"\n"

    def write(self, table: str, lines: Iterator[bytes]) -> int:
        """Put rows into a table that is empty; return how many."""
        fields, count, waiting = self.columns(table), 0, list[list[Any]]()
        room = max(1, MOST_VALUES // len(fields))
        for line in lines:
            waiting.append([_as_column(field, value) for field, value in zip(fields, json.loads(line), strict=True)])
            count += 1
            if len(waiting) == room:
                _insert(table, fields, waiting)
                waiting = []
        if waiting:
            _insert(table, fields, waiting)
        return count


def migrations_of_the_database() -> dict[str, str]:
    """Return the newest migration of each app that the database has; none of one that was never migrated.

    Raises UnknownMigrationsError where a newer version of Pledgebuilder was at it.
    """
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations.keys()
    unknown = sorted(applied - loader.graph.nodes.keys())
    if newer := [f"{app}.{name}" for app, name in unknown if app in loader.migrated_apps]:
        raise UnknownMigrationsError(", ".join(newer))
    return {app: name for app, name in sorted(applied & loader.graph.nodes.keys())}  # noqa: C416  the last one stays


@contextmanager
def one_state() -> Iterator[None]:
    """Read the database as it stands when the block begins, whatever people save meanwhile; nobody waits for it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # Django's own transactions wait for those who write, and they for it
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
            return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        without_limits()
        yield


def without_limits() -> None:
    """Let this transaction take its time: on PostgreSQL, whose limits are for pages."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                cursor.execute(f"SET LOCAL {limit} = 0")


def _forget_secrets(table: str, values: dict[str, Any], moment: datetime) -> None:
    if "code_hash" in values:
        values |= {"code_hash": "", "code_expires_at": None}
    if table == "commitments_mail":
        values |= {"body": "", "calendar": ""}
        if not (values["sent_at"] or values["given_up_at"]):
            values |= {"given_up_at": moment, "failure": NOT_KNOWN}


def _as_json(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no column holds {type(value).__name__}")


def _as_column(field: Field[Any, Any], value: Any) -> Any:
    """Return a value as the database's driver takes it."""
    if isinstance(field, BinaryField) and value is not None:
        value = base64.b64decode(value)
    return field.get_db_prep_save(field.to_python(value), connection)


def _insert(table: str, fields: Sequence[Field[Any, Any]], rows: list[list[Any]]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    statement = f"INSERT INTO {quote(table)} ({columns}) VALUES {', '.join([one] * len(rows))}"  # noqa: S608  names of ours
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])
